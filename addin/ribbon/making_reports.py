"""The commands of the menu Reports that make lists and tables of the workbook, or of returns of several months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from addin.cli.file_check import checked
from addin.hosts.port import Host
from addin.hosts.questions import Asked, with_answers
from addin.inputs import expanded, once
from addin.loading.knowledge import loaded_knowledge
from addin.reports import FileReport
from addin.ribbon.registry import command
from addin.standing_reports import QUALITY, REPORTS, Table
from addin.standing_reports.personal import said
from addin.standing_reports.quality import quality_of
from addin.standing_reports.registry import notes_of
from addin.standing_reports.returns import facts_of_book
from addin.standing_reports.saving import BOOK, CSV, PAGE, save_reports
from addin.standing_reports.several import chosen_reports
from addin.wording import counted

EVERY = "All of them"
_KINDS = {"Workbook": BOOK, "Web page": PAGE, "CSV (one report)": CSV}
_WITHOUT, _WITH = "No", "Yes"
_WHICH = Asked("report", "Report", choices=(EVERY, *(one.title for one in REPORTS.values())), default=EVERY)
_AS = Asked("kind", "As", choices=tuple(_KINDS), default="Workbook")
_NAMES = Asked("names", "Names and ULNs", "in lists of learners", choices=(_WITHOUT, _WITH), default=_WITHOUT)
NOTHING = "No report was made."


@command("Report", "Lists and tables", "", "L", changes=False, menu="Reports")
def make_report(host: Host, now: datetime) -> str:
    """Makes lists and tables of this workbook: learners, occupancy, planned ends, funding, hours, RPL, employers.

    Asks which, whether with names, and for a folder; a workbook is opened. Changes nothing here.
    """
    facts = facts_of_book(host, now=now, knowledge=loaded_knowledge())
    asked, problem = [_WHICH, _AS, _NAMES], ""
    while (answers := host.ask_answers("Lists and tables", asked, problem)) is not None:
        names = [name for name, one in REPORTS.items() if answers["report"].strip() in (one.title, EVERY)]
        ending = _KINDS.get(answers["kind"].strip(), "")
        problem = _wrong(names, ending)
        if problem:
            asked = with_answers(asked, answers)
            continue
        folder = host.ask_folder("Where shall it go?")
        if folder is None:
            break
        tables = chosen_reports(
            facts, names, names=answers["names"].strip() == _WITH, progress=partial(host.progress, "Making reports")
        )
        title = "ILR reports" if len(tables) > 1 else tables[0].report.title
        return _saved(host, folder / f"{title} {now:%Y%m%d-%H%M%S}{ending}", tables)
    return NOTHING


@command("Report", "Data quality by return", "", "Q", changes=False, menu="Reports")
def quality_report(host: Host, now: datetime) -> str:
    """Checks the returns in a folder, those of this year that you sent, and shows how errors went up or down.

    Makes a workbook with charts in that folder and opens it. Changes nothing here and in none of the files.
    """
    folder = host.ask_folder("Which folder holds the returns of the last months?")
    if folder is None:
        return NOTHING
    table = quality_of(_reports(host, folder, now), now=now)
    return _saved(host, folder / f"{QUALITY.title} {now:%Y%m%d-%H%M%S}{BOOK}", [table])


def _wrong(names: list[str], ending: str) -> str:
    """What cannot be made of the answers; empty if it can."""
    if not names or not ending:
        return "Choose the report, and as what it is to be made, from the lists."
    return "A CSV file holds one report: choose one, or a workbook." if ending == CSV and len(names) > 1 else ""


def _reports(host: Host, folder: Path, now: datetime) -> Iterator[FileReport]:
    entries = once(expanded(str(folder)))
    for number, entry in enumerate(entries):
        host.progress("Checking files", number, len(entries))
        yield checked(entry, now=now, year=None, mark=False, schema=None, use_loaded=True)


def _saved(host: Host, target: Path, tables: list[Table]) -> str:
    save_reports(target, tables)
    if target.suffix == BOOK:
        host.open_book(target)
    lines = sum(len(table.lines) for table in tables)
    notes = " ".join(notes_of(tables)[:2])
    return f"Made {target.name} with {counted(lines, 'line')}. {said(tables)} {notes}".rstrip()
