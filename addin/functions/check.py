"""``ILR_CHECK`` and ``ILR_PROBLEMS``: what is wrong with rows of a data sheet, as far as they alone can tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache

from addin.functions.arguments import collection_year
from addin.functions.registry import Answers, Argument, Table, worksheet_function
from addin.sheets.places import split_place
from addin.sheets.row_rules import judged_by_row
from addin.sheets.single_row import RowReader, RowRecord, is_header_row
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.model import Finding
from ilr_core.rules import Check, Context
from workbook_templates.marks import ERROR_SYMBOL, WARNING_SYMBOL

CLEAN = "OK"
LONGEST_ANSWER = 1000
ARGUMENTS = {
    "row": Argument("The row to check, several rows, or a whole table of a data sheet", whole=True),
    "headers": Argument(
        "Its header row; not needed in a table of the workbook, nor for a whole row in the template's order of columns",
        whole=True,
        headers_of="row",
    ),
    "year": Argument("The collection year, such as 2526; without it, the year now running", collection_year),
}


@worksheet_function("ILR", ARGUMENTS)
def ILR_CHECK(row: Table, headers: Table | None = None, year: Catalogue | None = None, *, today: date) -> Answers:
    """OK, or what is wrong with each row: symbol, rule and sentence.

    Judged are fields, codes and rules of one record whose fields are all in the row; what needs other rows or
    outside data is left to the check of the workbook.
    """
    return [[_text(findings)] for findings in _findings_by_row(row, headers, year, today)]


@worksheet_function("ILR", ARGUMENTS)
def ILR_PROBLEMS(row: Table, headers: Table | None = None, year: Catalogue | None = None, *, today: date) -> Answers:
    """Every problem of the rows, one below the other: number of the row in the range, symbol, rule, column, sentence.

    Judged as by ILR_CHECK. OK if there is none.
    """
    found = [
        (number, finding)
        for number, findings in enumerate(_findings_by_row(row, headers, year, today), 1)
        for finding in findings or ()
    ]
    lines: Answers = [
        [number, _symbol(finding), finding.rule, _column(finding), _cut(finding.message)] for number, finding in found
    ]
    return lines or [[CLEAN]]


def _findings_by_row(
    rows: Table, headers: Table | None, year: Catalogue | None, today: date
) -> list[list[Finding] | None]:
    """The findings of each row, errors first; None for a blank row, and for a header row at the top of the range."""
    specification = year or catalogue.load()
    begins_with_headers = headers is None and is_header_row(rows[0], specification)
    names = _headings(rows[:1] if begins_with_headers else headers, len(rows[0]))
    body = rows[1:] if begins_with_headers else rows
    reader, check = _row_check(names, len(rows[0]), specification.year, today)
    found = [_findings(record, check) for record in reader.read(body)]
    return [None, *found] if begins_with_headers else found


@lru_cache(maxsize=32)
def _row_check(headers: tuple[str, ...] | None, width: int, year: str, day: date) -> tuple[RowReader, Check]:
    specification = catalogue.load(year)
    reader = RowReader(headers, width, specification)
    context = Context(specification, day, datetime.combine(day, time()))
    return reader, Check(context, only=judged_by_row(reader, specification))


def _findings(record: RowRecord | None, check: Check) -> list[Finding] | None:
    if record is None:
        return None
    return sorted(check.learner(record.learner), key=lambda found: found.severity != "error")


def _text(findings: Sequence[Finding] | None) -> str:
    if not findings:
        return "" if findings is None else CLEAN
    first = findings[0]
    text = _cut(f"{_symbol(first)} {first.rule}: {first.message}")
    return f"{text} (+{len(findings) - 1} more)" if len(findings) > 1 else text


def _symbol(finding: Finding) -> str:
    return ERROR_SYMBOL if finding.severity == "error" else WARNING_SYMBOL


def _column(finding: Finding) -> str:
    """The header of the column to mend; a field shown in a column of another name has that name in its place."""
    spot = finding.spots[0]
    place = split_place(spot.place)
    return (place[2] if place else "") or spot.field


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_ANSWER else f"{text[: LONGEST_ANSWER - 1]}…"


def _headings(given: Table | None, width: int) -> tuple[str, ...] | None:
    if given is None:
        return None
    if len(given) > 1:
        raise InputError(f"The header row is one row, but {len(given)} were given. Give the row of names only.")
    if len(given[0]) != width:
        raise InputError(
            f"The header row and the row differ in width ({len(given[0])} and {width}). Give the same columns of both."
        )
    return tuple("" if name is None else str(name) for name in given[0])
