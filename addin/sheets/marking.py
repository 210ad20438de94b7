"""From findings to what a check writes into a workbook: marks, status, notes and the rows of ``Problems``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from addin.ooxml import CellValue
from addin.sheets.addresses import cell_of
from addin.sheets.count_rows import count_rows
from addin.sheets.places import split_place
from addin.sheets.problem_rows import problem_rows
from addin.sheets.problems import SHEET
from addin.sheets.reading import BookReading
from ilr_core.model import Finding, Spot
from workbook_templates.layout import MARKS, STATUS
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL, marks_text

MOST_NOTES = 500
_SCHEMA, _MISSING = "Schema", "_MA"


@dataclass
class SheetMarks:
    """What a check writes beside the data of one sheet, by row number.

    ``marks`` and ``statuses`` have a text for every row with a record; ``notes`` are row, column and text.
    ``marks_column`` and ``status_column`` are None where the user has deleted the column.
    """

    marks_column: int | None
    status_column: int | None
    marks: dict[int, str] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    notes: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass
class MarkPlan:
    """Everything a check writes: ``sheets`` by the workbook's own names, the rows of ``Problems``, and counts.

    ``counts`` are the rows of the sheet ``Counts``.
    """

    sheets: dict[str, SheetMarks] = field(default_factory=dict)
    problems: list[list[CellValue]] = field(default_factory=list)
    counts: list[list[CellValue]] = field(default_factory=list)
    errors: int = 0
    warnings: int = 0


@dataclass
class _RowFindings:
    """The findings of one row: those to be mended in it, and those that only light up cells of it, by rule."""

    own: list[Finding] = field(default_factory=list)
    touching: dict[str, Finding] = field(default_factory=dict)
    cells: dict[tuple[int, str], list[Finding]] = field(default_factory=dict)

    def counted(self) -> list[Finding]:
        """Each fault of the row once."""
        rules = {found.rule for found in self.own}
        return self.own + [found for rule, found in self.touching.items() if rule not in rules]


def with_sheet_problems(reading: BookReading, findings: Iterable[Finding]) -> list[Finding]:
    """The problems of the sheets and the findings of the rules in one list, sheets first, nothing said twice.

    Left out are ``Schema`` findings on cells that a problem explains and missing values of a column that is not there.
    """
    explained = {spot for problem in reading.problems for spot in problem.spots if spot.field}
    missing = {(sheet.name, header) for sheet in reading.sheets.values() for header in sheet.missing}
    return reading.problems + [found for found in findings if not _is_repeated(found, explained, missing)]


def one_per_cell(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that ask for the same cell to be mended for the same rule, as every aim may do."""
    kept: dict[object, Finding] = {}
    for found in findings:
        kept.setdefault((found.rule, found.spots[:1] or id(found)), found)
    return list(kept.values())


def marks_for(findings: Sequence[Finding], reading: BookReading) -> MarkPlan:
    """What to write for these findings (``with_sheet_problems`` included by the caller).

    A finding lights up the cell to mend and, where it is about several records, the same field of the others.
    """
    rows = _by_row(findings, reading)
    plan = MarkPlan(
        problems=problem_rows(findings, reading),
        counts=count_rows(findings),
        errors=sum(found.severity == "error" for found in findings),
        warnings=sum(found.severity == "warning" for found in findings),
    )
    for sheet in reading.sheets.values():
        marks = SheetMarks(sheet.numbers.get(MARKS), sheet.numbers.get(STATUS))
        for number in reading.rows.get(sheet.name, ()):
            found = rows.get((sheet.name, number), _RowFindings())
            marks.marks[number] = _marks(found, sheet.headings)
            marks.statuses[number] = status_text(found.counted())
        marks.notes = _notes(sheet.name, rows)
        plan.sheets[sheet.name] = marks
    return plan


def status_text(findings: Sequence[Finding]) -> str:
    """The status of a row: ``✖ 2 · ULN_04`` (two errors, the first one's rule), ``▲ 1 · ...`` or ``✔``."""
    for severity, symbol in (("error", ERROR_SYMBOL), ("warning", WARNING_SYMBOL)):
        of_kind = [found for found in findings if found.severity == severity]
        if of_kind:
            return f"{symbol} {len(of_kind)} · {of_kind[0].rule}"
    return CLEAN_SYMBOL


def _is_repeated(found: Finding, explained: set[Spot], missing: set[tuple[str, str]]) -> bool:
    if not found.spots:
        return False
    spot = found.spots[0]
    place = split_place(spot.place)
    is_ours = found.rule == _SCHEMA
    is_absent = place is not None and (place[0], spot.field) in missing
    return (is_ours and spot in explained) or (is_absent and (is_ours or found.rule.endswith(_MISSING)))


def _by_row(findings: Iterable[Finding], reading: BookReading) -> dict[tuple[str, int], _RowFindings]:
    rows: dict[tuple[str, int], _RowFindings] = {}
    for found in findings:
        for spot in lit_spots(found):
            place = split_place(spot.place)
            if place is None:
                continue
            row = rows.setdefault(place[:2], _RowFindings())
            if spot is found.spots[0]:
                row.own.append(found)
            else:
                row.touching.setdefault(found.rule, found)
            column, header = cell_of(spot, reading)
            if header:
                row.cells.setdefault((column, header), []).append(found)
    return rows


def lit_spots(found: Finding) -> Iterator[Spot]:
    """The cell to mend, the same field of other records, and all cells of a problem of the sheet itself."""
    for spot in found.spots:
        first = found.spots[0]
        if spot is first or found.rule == SHEET or (spot.entity, spot.field) == (first.entity, first.field):
            yield spot


def _marks(row: _RowFindings, headings: Sequence[str]) -> str:
    """The names of the bad columns as they stand in the header row, which is what the conditional formats compare."""
    by_severity: dict[str, list[str]] = {"error": [], "warning": []}
    for (column, _), findings in sorted(row.cells.items()):
        for severity, headers in by_severity.items():
            if any(found.severity == severity for found in findings):
                headers.append(headings[column - 1])
    return marks_text(by_severity["error"], by_severity["warning"])


def _notes(sheet: str, rows: dict[tuple[str, int], _RowFindings]) -> list[tuple[int, int, str]]:
    """The notes of a sheet, those of errors first if there are too many, in the order of the cells."""
    notes = [
        (all(found.severity != "error" for found in findings), number, column, findings)
        for (name, number), row in rows.items()
        if name == sheet
        for (column, _), findings in row.cells.items()
    ]
    kept = sorted(sorted(notes, key=lambda note: note[:3])[:MOST_NOTES], key=lambda note: note[1:3])
    return [(number, column, _note(findings)) for _, number, column, findings in kept]


def _note(findings: Iterable[Finding]) -> str:
    return "\n".join(dict.fromkeys(f"{found.rule}: {found.message}" for found in findings))
