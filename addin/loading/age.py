"""How old what is loaded may be, and how long it should be, before a user is told to look again."""

from __future__ import annotations

from datetime import date

from ilr_core.registers import LoadedRegister

# Days: LARS comes out every few weeks, the postcode directory every three months.
OLD_AFTER = {"LARS": 60, "postcodes": 150}
OLD_AFTER_ELSE = 120
# Rows: far fewer than the published files have had for years.
FEWEST = {"LARS": 200_000, "postcodes": 1_500_000}


def age(entry: LoadedRegister, today: date) -> int:
    """How many days old its content is; from the day it was loaded if nothing says of when it is."""
    return max((today - (entry.dated or entry.loaded.date())).days, 0)


def is_old(entry: LoadedRegister, today: date) -> bool:
    """Whether a newer edition is likely to be out."""
    return age(entry, today) > OLD_AFTER.get(entry.register, OLD_AFTER_ELSE)


def warnings(entry: LoadedRegister, today: date) -> list[str]:
    """Sentences on what makes findings of a register doubtful."""
    found = []
    if is_old(entry, today):
        found.append(f"{entry.register} is {age(entry, today):,} days old. Download a newer one and import it.")
    if entry.rows < FEWEST.get(entry.register, 0):
        found.append(
            f"{entry.register} has only {entry.rows:,} rows; the published download has over "
            f"{FEWEST[entry.register]:,}. Check that you imported the whole of it."
        )
    if entry.lacks:
        found.append(f"{entry.register} came without {', '.join(entry.lacks)}; what depends on it cannot be judged.")
    return found
