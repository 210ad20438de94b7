"""Brings the export of another system into a workbook: what it means, what it would change, and the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.books.book import Book, open_book
from addin.changes.commit import NOTHING, Change, Reason, commit, preview
from addin.changes.edits import edits_for
from addin.changes.future import CellEdit
from addin.hosts.port import Host
from addin.mis_import import report
from addin.mis_import.comparing import Comparison, compared
from addin.mis_import.export_files import grids_in
from addin.mis_import.gathering import learners_in
from addin.mis_import.header_names import is_known
from addin.mis_import.mapping import MappedTable, read_mapping, remember, remembered
from addin.mis_import.matching import mapped_table
from addin.mis_import.questions import asked_columns, with_answers
from addin.mis_import.row_reading import RowNotes
from addin.mis_import.tables import ExportTable, table_in
from addin.wording import counted
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from workbook_templates import names as book_names

COMMAND = "import"
MOST_LOGGED = 500_000
"""Cells of one change: the log has a row for each, and a sheet holds a million rows."""
MOST_CELLS = 200
"""Changed cells that are shown before the change; there may be a million."""


@dataclass(frozen=True)
class ExportImport:
    """What an import of an export did, or would do. ``change`` is None if the user would rather not."""

    tables: tuple[MappedTable, ...]
    comparison: Comparison
    cells: int
    change: Change | None


def mapped_tables(files: Sequence[Path], year: Catalogue, mapping: Path | None = None) -> list[MappedTable]:
    """What the columns of an export's files are taken for.

    By ``mapping``, a file as ``mapping_text`` makes it, else by what was kept for such headings, else by headings and
    contents. Raises InputError or PackageError for a file that cannot be read or has no table.
    """
    tables = _tables(files, year)
    given = read_mapping(mapping, tables, year) if mapping else [{} for _ in tables]
    return [mapped_table(table, year, own, remembered(table, year)) for table, own in zip(tables, given, strict=True)]


def import_export(
    host: Host,
    files: Sequence[Path],
    *,
    who: str,
    now: datetime,
    mapping: Path | None = None,
    year: str | None = None,
    ask: bool = False,
) -> ExportImport:
    """Brings files of another system into a workbook as one change of the log, shown first.

    Only columns that are sure, or confirmed, come in: by a mapping, or by the user in a form (``ask``). A cell that is
    blank in the export leaves the workbook's as it is. What the columns are taken for is kept for the next files with
    such headings. Raises InputError or PackageError, and changes nothing, for files that cannot be used and a workbook
    that cannot be changed.
    """
    book = _book(host, year)
    host.progress("Reading the export")
    tables = mapped_tables(files, book.year, mapping)
    waiting = asked_columns(tables) if ask else []
    if waiting:
        answers = host.ask_answers("What do these columns hold?", waiting)
        if answers is None:
            return ExportImport(tuple(tables), Comparison(RowNotes()), 0, None)
        tables = with_answers(tables, answers, book.year)
    refuse_without_learners(tables)
    export = learners_in(tables, book.year)
    host.progress("Comparing with the workbook")
    comparison = compared(export, book.reading.learners, book.year)
    edits = edits_for(book.reading, comparison.pairs, comparison.added)
    lines = [*report.all_of(tables, comparison), *_cells(comparison, edits, book)]
    if not edits:
        host.ask_yes("Nothing would change. Go on?", lines)
        remember(tables)
        return ExportImport(tuple(tables), comparison, 0, NOTHING)
    if len(edits) > MOST_LOGGED:
        raise InputError(
            f"{len(edits):,} cells would change, more than the log of one workbook holds, so nothing was imported. "
            "Make a new workbook of the export with ilr import FILE --out BOOK, or import fewer learners at a time."
        )
    changes = comparison.learners.new + comparison.learners.changed
    if not host.ask_yes(f"Import {counted(changes, 'learner')}, {counted(len(edits), 'cell')}?", lines):
        return ExportImport(tuple(tables), comparison, len(edits), None)
    host.progress("Writing the workbook")
    names = ", ".join(path.name for path in files)
    done = commit(host, book.reading, edits, command=COMMAND, who=who, now=now, reason=_from(names))
    remember(tables)
    return ExportImport(tuple(tables), comparison, len(edits), done)


def _book(host: Host, year: str | None) -> Book:
    book = open_book(host, year)
    for finding in book.findings:
        if finding.fields[0][0] == book_names.YEAR:
            raise InputError(finding.message)
    for sheet in book.reading.sheets.values():
        if sheet.is_broken:
            lacking = next(found for found in book.reading.problems if found.severity == "error")
            raise InputError(f"Nothing was imported: {lacking.message}")
    return book


def _tables(files: Sequence[Path], year: Catalogue) -> list[ExportTable]:
    tables = []
    skipped = ""
    for path in files:
        grids = grids_in(path)
        for grid in grids:
            try:
                tables.append(table_in(grid, lambda text: is_known(text, year)))
            except InputError as error:
                # A sheet of notes beside the data is no fault; a file of nothing else is.
                if len(grids) == 1:
                    raise
                skipped = skipped or str(error)
    if not tables:
        raise InputError(skipped)
    return tables


def refuse_without_learners(tables: Sequence[MappedTable]) -> None:
    """Raises InputError if no table says whose its rows are."""
    for mapped in tables:
        names = {one.target.name for one in mapped.used if one.target is not None}
        if names and not names & {"LearnRefNumber", "ULN"}:
            raise InputError(
                f"{mapped.table.name}: no column is surely LearnRefNumber or ULN, so nobody knows whose the rows are. "
                "Name the column in a mapping: ilr import FILE --mapping-out mapping.csv"
            )
    if not any(mapped.used for mapped in tables):
        raise InputError(
            f"{tables[0].table.name}: no column was recognised for sure. "
            "Say what they are in a mapping: ilr import FILE --mapping-out mapping.csv"
        )


def _cells(comparison: Comparison, edits: Sequence[CellEdit], book: Book) -> list[str]:
    """The first cells that change of learners who are in the workbook."""
    changed = {old.text("LearnRefNumber") for old, _ in comparison.pairs}
    cells = [edit for edit in edits if edit.learner in changed]
    more = [f"... and {len(cells) - MOST_CELLS:,} more cells of these learners"] if len(cells) > MOST_CELLS else []
    return [*preview(cells[:MOST_CELLS], book.reading), *more]


def _from(names: str) -> Reason:
    return lambda _: f"from {names}"
