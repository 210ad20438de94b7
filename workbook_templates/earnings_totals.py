"""The formulas of the sheet ``Earnings``: totals of the rows that are shown, split at the day of the calculation."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from openpyxl.utils import get_column_letter

from workbook_templates import names

MONTHS = tuple(f"R{number:02}" for number in range(1, 13))
YEAR, EARLIER, TO_DATE, REST, LATER = "Year", "Earlier years", "Earned to date", "Rest of year", "Later years"
CORRECTIONS = ("R13", "R14")
WITH_ERRORS, LEFT_OUT = "Errors", "Lost if left out"
SUMMED = (*MONTHS, *CORRECTIONS, YEAR, EARLIER, TO_DATE, REST, LATER, WITH_ERRORS, LEFT_OUT)
_SUM, _COUNT = 109, 102  # of SUBTOTAL: without rows that are filtered out or hidden
Cell = tuple[int, int]


def months_from(start: date) -> tuple[date, ...]:
    """The first days of the twelve months from a first of a month on."""
    months = [start.year * 12 + start.month - 1 + number for number in range(12)]
    return tuple(date(month // 12, month % 12 + 1, 1) for month in months)


def formulas(numbers: Mapping[str, int], row: int, first: int, last: int, start: date) -> dict[Cell, str]:
    """The cells of three rows: totals from ``row`` on, what of each month is earned, what is to come.

    ``numbers`` are the columns by header, ``first`` and ``last`` the rows of the table, ``start`` the first day of the
    year. Columns that are not there are left out.
    """
    found = {
        (row, numbers[name]): f"=SUBTOTAL({_SUM},{_area(numbers[name], first, last)})"
        for name in SUMMED
        if name in numbers
    }
    if not {*MONTHS, TO_DATE} <= numbers.keys():
        return found
    day, to_date = names.EARNINGS_DAY, f"${get_column_letter(numbers[TO_DATE])}{row}"
    months = months_from(start)
    for place, (name, month) in enumerate(zip(MONTHS, months, strict=True)):
        letter = get_column_letter(numbers[name])
        earlier = "".join(f"-{get_column_letter(numbers[other])}{row + 1}" for other in MONTHS[:place])
        # Part of the month in which the day falls may be earned: what is due on a day of its own.
        part = f"IF({_day(month)}<={day},{to_date}{earlier},0)"
        found[row + 1, numbers[name]] = f"=IF({_day(last_of(month))}<={day},{letter}{row},{part})"
        found[row + 2, numbers[name]] = f"={letter}{row}-{letter}{row + 1}"
    return found


def figures(numbers: Mapping[str, int], row: int, first: int, last: int) -> dict[str, str]:
    """The formulas of the named figures above, by name."""
    shown = {
        names.EARNINGS_TO_DATE: TO_DATE, names.EARNINGS_TO_COME: REST, names.EARNINGS_YEAR: YEAR,
        names.EARNINGS_EARLIER: EARLIER, names.EARNINGS_LATER: LATER, names.EARNINGS_AT_RISK: LEFT_OUT,
    }  # fmt: skip
    found = {name: f"={get_column_letter(numbers[header])}{row}" for name, header in shown.items() if header in numbers}
    if LEFT_OUT in numbers:
        found[names.EARNINGS_WITH_ERRORS] = f"=SUBTOTAL({_COUNT},{_area(numbers[LEFT_OUT], first, last)})"
    return found


def _area(number: int, first: int, last: int) -> str:
    letter = get_column_letter(number)
    return f"{letter}{first}:{letter}{last}"


def _day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def last_of(month: date) -> date:
    """The last day of a month, given its first."""
    return month.replace(day=monthrange(month.year, month.month)[1])
