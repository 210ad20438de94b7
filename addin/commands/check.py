"""Checks a workbook: reads its rows, runs the rules, and marks the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.audit.noticing import keep_state, log_typed, notice_typed, typed_notice
from addin.books.book import SHEET, Book, numbering_notice, open_book, schema_refuses
from addin.commands.board import board_of
from addin.dashboard.board import Dashboard
from addin.dashboard.sheet import fill_dashboard, has_dashboard
from addin.hosts.port import Host
from addin.hosts.refusals import NEXT_STEP, NOT_WRITABLE
from addin.hosts.sheet_lock import LEVEL_NAME
from addin.loading.knowledge import loaded_knowledge
from addin.ooxml import CellValue, cell_name
from addin.sealing.learner_status import add_to_plan
from addin.sealing.sheet import fill_seals
from addin.sealing.standings import LearnerSeal
from addin.sealing.status import book_seals, summary
from addin.sheets.addresses import address, quoted
from addin.sheets.count_rows import is_counts_sheet
from addin.sheets.marking import MarkPlan, marks_for, one_per_cell, with_sheet_problems
from addin.sheets.problem_rows import link, problem_heights
from addin.sheets.row_ids import give_row_ids
from ilr_core.checking import ReturnReport, Tally, context_for
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Spot
from ilr_core.rules import BATCH, Check, ReturnFile, in_file_order
from workbook_templates.layout import COUNTS, DASHBOARD, PROBLEMS, START
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL

STEP = 200
SCHEMA = "Schema"
SYMBOLS = (ERROR_SYMBOL, WARNING_SYMBOL, CLEAN_SYMBOL)


@dataclass(frozen=True)
class BookCheck:
    """A checked workbook: the report, the cell of every spot, and where the marked book is (None: nothing written).

    ``notice`` says what an export would do by itself, ``unmarked`` which cells took no mark, ``typed`` what was changed
    by hand and is logged by now, ``seals`` how many learners are verified (empty if the workbook does not use seals);
    ``dashboard`` is what the sheet of that name was filled with.
    """

    report: ReturnReport
    cells: Mapping[Spot, str]
    marked: Path | None = None
    notice: str = ""
    unmarked: str = ""
    typed: str = ""
    seals: str = ""
    dashboard: Dashboard | None = None


def check_book(
    host: Host,
    *,
    now: datetime,
    year: str | None = None,
    mark: bool = True,
    knowledge: Knowledge | None = None,
    official_schema: bytes | None = None,
    who: str = "",
) -> BookCheck:
    """Checks the workbook of a host and, with ``mark``, marks it and fills ``Problems``; data cells are not touched.

    What was typed by hand since the last check is then logged as well, with the reason that the user gives; ``who`` is
    the name in the log, that of the user's account if not given. Without ``knowledge`` it is judged with all that the
    user has loaded, as by every command on a workbook.
    Raises InputError or PackageError, one sentence, for a workbook that cannot be worked on.
    """
    book = open_book(host, year)
    report = judged(book, host, now, knowledge, official_schema)
    spots = {spot for found in report.findings for spot in found.spots}
    cells = {spot: cell for spot in spots if (cell := address(spot, book.reading))}
    notice = numbering_notice(book.reading)
    seals = book_seals(host, book)
    if not mark:
        return BookCheck(report, cells, notice=notice, seals=summary(seals))
    host.progress("Marking the workbook")
    give_row_ids(host, book.reading)
    noticed = log_typed(host, notice_typed(host, book.reading), now, who)
    unmarked, board = mark_book(host, book, report, now, knowledge, seals)
    saved = host.save()
    keep_state(noticed, saved, now)
    return BookCheck(report, cells, saved, notice, unmarked, typed_notice(noticed), summary(seals), board)


def mark_book(
    host: Host,
    book: Book,
    report: ReturnReport,
    now: datetime,
    knowledge: Knowledge | None,
    seals: Sequence[LearnerSeal],
) -> tuple[str, Dashboard | None]:
    """Marks and lists the findings of a report, and fills the sheets that show it: Counts, Seals, Dashboard, Start.

    Gives a sentence on cells that took no mark, empty if all did, and what the dashboard shows now. Saves nothing.
    """
    plan = marks_for(one_per_cell(report.findings), book.reading)
    _wipe_emptied_rows(plan, book)
    _grow_tables(host, book)
    add_to_plan(plan, book, seals)
    refused = _write_marks(host, plan, report, now)
    if seals:
        fill_seals(host, seals)
    return _unmarked(refused), _filled_dashboard(host, book, report, now, knowledge, seals)


def _filled_dashboard(
    host: Host,
    book: Book,
    report: ReturnReport,
    now: datetime,
    knowledge: Knowledge | None,
    seals: Sequence[LearnerSeal],
) -> Dashboard | None:
    """Fills the dashboard of a workbook that has one; None for one that has none."""
    if not has_dashboard(host.read_sheets()):
        return None
    host.progress(f"Filling the sheet {DASHBOARD}")
    board = board_of(host, book, report, now, knowledge, seals)
    fill_dashboard(host, board, lambda spot: link(spot, book.reading, board.address(spot)))
    return board


def judged(
    book: Book, host: Host, now: datetime, knowledge: Knowledge | None = None, official: bytes | None = None
) -> ReturnReport:
    """What the rules say of a workbook's return; without ``knowledge`` judged with all that the user has loaded."""
    message = book.header(now.date())
    known = loaded_knowledge() if knowledge is None else knowledge
    for trouble in known.troubles:
        host.tell(trouble)
    check = Check(context_for(book.year, message, now, known))
    tally = Tally()
    total = len(book.reading.learners)
    for first in range(0, total, BATCH):
        if first % STEP == 0:
            host.progress("Checking learners", first, total)
        batch = book.reading.learners[first : first + BATCH]
        tally.add(batch, check.learners(batch))
    closing = check.close(ReturnFile(message, book.year.namespace, tally.learners))
    own = [found for found in closing if found.entity not in ("Source", "LearningProvider")]
    findings: list[Finding] = [*book.findings, *with_sheet_problems(book.reading, [*own, *tally.findings])]
    host.progress("Checking against the schema")
    refusal = schema_refuses(book, now, official)
    if refusal and not any(found.rule in (SHEET, SCHEMA) or found.rule.startswith("FD_") for found in findings):
        findings.append(_unexplained(refusal))
    return ReturnReport(
        year=book.year.year,
        ukprn=book.ukprn,
        learners=tally.learners,
        aims=tally.aims,
        schema_valid=not refusal,
        findings=tuple(in_file_order(findings)),
        not_checked=tuple(check.not_checked()),
        blocked=frozenset(learner.position for learner in book.reading.blocked),
    )


def _unexplained(refusal: str) -> Finding:
    """What the schema refuses and no field or sheet accounts for; DfE's own schema may differ from ours."""
    sentence = f"The schema does not accept the return: {refusal} Mend this before you export."
    return Finding(SCHEMA, "error", None, None, "Message", (), sentence, (Spot((START, 1), "Message"),), (-1,))


def _wipe_emptied_rows(plan: MarkPlan, book: Book) -> None:
    """Adds blanks for the marks of an earlier check in rows that have been emptied since."""
    for sheet in book.reading.sheets.values():
        marks = plan.sheets[sheet.name]
        for number, row in enumerate(sheet.data.rows[sheet.header_row :], sheet.header_row + 1):
            status = row[marks.status_column - 1] if marks.status_column and marks.status_column <= len(row) else None
            if number not in marks.statuses and str(status or "").startswith(SYMBOLS):
                marks.statuses[number] = marks.marks[number] = ""


def _grow_tables(host: Host, book: Book) -> None:
    """Stretches tables to rows typed below them where a level locks the sheets: there Excel does not do it itself."""
    if host.read_names().get(LEVEL_NAME):
        for sheet, rows in book.reading.rows.items():
            if rows:
                host.reach(sheet, max(rows))


def _write_marks(host: Host, plan: MarkPlan, report: ReturnReport, now: datetime) -> list[tuple[str, int, int]]:
    """Writes marks, status, notes, ``Problems``, ``Counts`` and figures on ``Start``; gives cells that took no mark.

    Raises InputError, before anything is written, if ``Problems`` is protected.
    """
    sheets = host.read_sheets()
    if any(sheet.name == PROBLEMS for sheet in sheets):
        host.fill_rows(PROBLEMS, 2, plan.problems, problem_heights(plan.problems))
    else:
        host.tell(f"There is no sheet {PROBLEMS} to list the findings on; the cells themselves are marked.")
    if any(is_counts_sheet(sheet) for sheet in sheets):
        host.fill_rows(COUNTS, 2, plan.counts)
    refused = []
    for sheet, marks in plan.sheets.items():
        columns = ((marks.marks_column, marks.marks), (marks.status_column, marks.statuses))
        cells: dict[tuple[int, int], CellValue] = {
            (row, column): text or None for column, texts in columns if column for row, text in texts.items()
        }
        refused += [(sheet, *cell) for cell in host.write_cells(sheet, cells)]
        host.set_notes(sheet, marks.notes)
    host.write_names(
        {
            "ILR_LastCheck": now.replace(microsecond=0),
            "ILR_Errors": plan.errors,
            "ILR_Warnings": plan.warnings,
            "ILR_LearnersClean": report.clean_learners,
        }
    )
    return refused


def _unmarked(refused: list[tuple[str, int, int]]) -> str:
    """Which cells took no mark and why, in one sentence; empty if all did."""
    if not refused:
        return ""
    sheet, row, column = refused[0]
    cell = f"{quoted(sheet)}!{cell_name(row, column)}"
    more = f" and {len(refused) - 1:,} more" if len(refused) > 1 else ""
    return f"{cell}{more} could not be marked: {NOT_WRITABLE}. {NEXT_STEP}"
