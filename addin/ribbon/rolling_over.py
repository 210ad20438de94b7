"""The command of the group Return that makes next year's workbook."""

from __future__ import annotations

from datetime import datetime

from addin.hosts.port import Host
from addin.ribbon.registry import command
from addin.roll_over.rolled_book import roll_over_book, year_to_make
from addin.wording import counted


@command("Return", "Roll over", "CalendarInsert", "Z", changes=False)
def roll_over(host: Host, now: datetime) -> str:
    """Makes a workbook of the next year with the learners who go on, and shows it; its sheet Roll-over lists questions.

    Changes nothing in this workbook. A file that is there already is not overwritten.
    """
    stem = f"ILR return {year_to_make(host).title.replace('/', '-')}"
    path = host.ask_target("Save the workbook of the next year as", stem)
    if path is None:
        return "Nothing was rolled over."
    done = roll_over_book(host, path, now=now)
    host.open_book(path)
    rolled = done.rolled
    told = [f"Made {path.name} with {counted(len(rolled.pairs), 'learner')}."]
    if rolled.left_out:
        told.append(f"{counted(rolled.left_out, 'learner')} left out, because nothing of them goes on.")
    if rolled.stopped:
        told.append(f"{counted(rolled.stopped, 'learner')} could not be read.")
    pressing = sum(note.urgency == "decide" for note in rolled.notes)
    told.append(f"Its sheet Roll-over lists what was done and has {counted(pressing, 'line')} for you to decide.")
    return " ".join(told)
