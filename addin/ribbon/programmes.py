"""The commands of the menu Programmes."""

from __future__ import annotations

from datetime import datetime

from addin.change_log import user_name
from addin.hosts.port import Host
from addin.hosts.questions import Asked
from addin.programmes.add import add_list, opened
from addin.programmes.differ import apply_differences
from addin.programmes.list_rows import LearnerList, list_in_file, list_on_sheet
from addin.programmes.sheet import has_new_learners, read_programmes
from addin.programmes.travel import export_programmes, import_programmes
from addin.ribbon.registry import command
from addin.wording import counted
from ilr_core.catalogue import Catalogue
from ilr_core.programmes.fields import NAME

MENU = "Programmes"
SHOWN = 5
LISTS = ("csv", "xlsx")


@command("Record", "Add learners", "GroupAuthors", "A", changes=True, menu=MENU)
def programmes_add(host: Host, now: datetime) -> str:
    """Adds everybody on the sheet New learners, with all aims, prices, hours and employment of their programme.

    If that sheet is empty you choose a file (.csv, .xlsx) with names and start dates. You see everybody first; who is
    in the workbook already is left out, with the reason. Changes Learners, Aims and the sheets of their details; each
    cell is logged, and Undo takes it back.
    """
    book = opened(host)
    sheets = host.read_sheets()
    if has_new_learners(sheets):
        learners = list_on_sheet(sheets, book.year, host.title)
    else:
        path = host.ask_file("Which list of new learners shall be added?", LISTS)
        if path is None:
            return "Nothing was added. Paste names and start dates into the sheet New learners, or choose a file."
        learners = list_in_file(path, book.year)
    programme = _programme_of(host, learners, book.year)
    if programme is None:
        return "Nothing was added."
    done = add_list(host, book, learners, who=user_name(), now=now, programme=programme)
    left = _some("Not added", done.skipped)
    if not done.learners:
        return "\n".join(["Nothing was added: everybody on the list is in the workbook already.", *left])
    if done.change is None:
        return "Nothing was added."
    told = [f"Added {counted(len(done.learners), 'learner')} as change {done.change.number} of the sheet Changes."]
    told += ["Details are still missing: check the workbook to see which."] if done.missing else []
    return "\n".join([*told, *left])


def _programme_of(host: Host, learners: LearnerList, year: Catalogue) -> str | None:
    """The programme of rows that name none, asked if there are any; None if the user would rather not."""
    names = [one.name for one in read_programmes(host.read_sheets(), year, host.title).programmes]
    if len(names) < 2 or all(row.cells.get(NAME) for row in learners.rows):
        return ""
    question = Asked("programme", "Programme of those who have none in the list", choices=tuple(names))
    answers = host.ask_answers("Add learners", [question])
    return None if answers is None else answers["programme"]


@command("Record", "Learners that differ", "ErrorChecking", "L", changes=True, menu=MENU)
def programmes_differences(host: Host, now: datetime) -> str:
    """Shows whose open aims differ from their programme, and offers what may still be changed.

    Dates, prices, hours and aims are only told, with what to do.
    Changes DelLocPostCode, EPAOrgID, LDM, DAM and your own notes, if you agree; each cell is logged, and Undo takes it
    back.
    """
    done = apply_differences(host, who=user_name(), now=now)
    if done.change is not None:
        told = [f"Changed as change {done.change.number} of the sheet Changes."]
        return "\n".join([*told, *_some("Left out", done.forbidden)])
    if done.offered:
        return "\n".join(["Nothing was changed.", *_some("The rules forbid", done.forbidden)])
    lines = list(done.lines())
    if not lines:
        return "No learner differs from a programme."
    return "\n".join(["There is nothing that may still be changed.", *_some("What differs", lines)])


@command("Record", "Export programmes", "FileSaveAs", "E", changes=False, menu=MENU)
def programmes_export(host: Host, now: datetime) -> str:
    """Saves the programmes as a file in a folder that you choose, for another workbook or a colleague.

    Changes nothing in this workbook. The file holds no learner.
    """
    folder = host.ask_folder("Where shall the file with the programmes go?")
    if folder is None:
        return "Nothing was exported."
    stem = host.title.rpartition(".")[0] or host.title
    path = folder / f"Programmes of {stem}.json"
    number, faults = export_programmes(host, path)
    return "\n".join([f"Saved {counted(number, 'programme')} in {path}.", *_some("Not exported", faults)])


@command("Record", "Import programmes", "XmlImport", "I", changes=True, menu=MENU)
def programmes_import(host: Host, now: datetime) -> str:
    """Takes the programmes of a file that was exported from another workbook into the sheet Programmes.

    One whose name is there already with other values stays as it is, and is named. Changes the sheet Programmes, once
    you have seen it; no learner.
    """
    read_programmes(host.read_sheets(), opened(host).year, host.title)  # before anything is asked
    path = host.ask_file("Which file of programmes shall be imported?", ("json",))
    if path is None:
        return "Nothing was imported."
    done = import_programmes(host, path, who=user_name(), now=now)
    number = len(done.added)
    told = "Nothing was changed."
    if done.change is not None:
        told = f"Imported {counted(number, 'programme')} as change {done.change.number} of the sheet Changes."
    return "\n".join([told, *_some("Not imported", done.clashes), *_some("Note", done.notes)])


def _some(word: str, lines: tuple[str, ...] | list[str]) -> list[str]:
    """The first few lines, and how many more there are."""
    more = [f"... and {len(lines) - SHOWN:,} more."] if len(lines) > SHOWN else []
    return [*(f"{word}: {line}" for line in lines[:SHOWN]), *more]
