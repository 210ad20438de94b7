"""The rows of the sheet ``Problems``, each with a link that still finds its row after sorting."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from addin.ooxml import CellValue, Formula, cell_name, column_letters
from addin.sheets.addresses import cell_of, quoted, sheet_of
from addin.sheets.places import split_place
from addin.sheets.reading import BookReading
from ilr_core.model import FieldValue, Finding, Spot
from workbook_templates.formats import LINE_HEIGHT, SENTENCE_WIDTH
from workbook_templates.layout import ROW_ID
from workbook_templates.marks import ERROR_SYMBOL, WARNING_SYMBOL

_ROOM = 4.0  # points above and below the sentence
_LETTERS = int(SENTENCE_WIDTH * 1.1)  # in a line: widths count digits, and letters are narrower on average


def problem_rows(findings: Iterable[Finding], reading: BookReading) -> list[list[CellValue]]:
    """One row for each finding: Symbol, Rule, Severity, Learner, Aim, Sheet, Cell, Field, Value and the sentence."""
    return [_row(found, reading) for found in findings]


def problem_heights(rows: Iterable[Sequence[CellValue]]) -> list[float]:
    """A height in points for each row, at which its sentence shows whole; the sentence is the last of its cells."""
    return [len(textwrap.wrap(str(row[-1]), _LETTERS) or [""]) * LINE_HEIGHT + _ROOM for row in rows]


def link(spot: Spot, reading: BookReading, label: str = "") -> Formula | None:
    """A HYPERLINK to a spot: by RowId where the row has one, else to the cell it was found in; None without a sheet.

    It shows ``label``, else the name of the cell.
    """
    place = split_place(spot.place)
    if place is None:
        return None
    sheet, row, _ = place
    column, _ = cell_of(spot, reading)
    letters, name = column_letters(column), cell_name(row, column)
    found = sheet_of(sheet, reading)
    row_id = reading.row_ids.get((sheet, row))
    target = _text(f"#{quoted(sheet)}!{name}")
    if found and row_id and ROW_ID in found.numbers:
        ids = column_letters(found.numbers[ROW_ID])
        number = f"IFERROR(MATCH({_text(row_id)},{quoted(sheet)}!${ids}:${ids},0),{row})"
        target = f"{_text(f'#{quoted(sheet)}!{letters}')}&{number}"
    return Formula(f"HYPERLINK({target},{_text(label or name)})", label or name)


def _row(found: Finding, reading: BookReading) -> list[CellValue]:
    spot = found.spots[0] if found.spots else None
    place = split_place(spot.place) if spot else None
    field, value = _field_and_value(found, spot)
    return [
        ERROR_SYMBOL if found.severity == "error" else WARNING_SYMBOL,
        found.rule,
        found.severity,
        found.learner,
        found.aim,
        place[0] if place else None,
        link(spot, reading) if spot else None,
        field or None,
        value or None,
        found.message,
    ]


def _field_and_value(found: Finding, spot: Spot | None) -> tuple[str, str]:
    """The field to mend and what is typed in it; for a finding without one, the first field it is about."""
    values = dict(found.fields)
    field = spot.field if spot and spot.field else next(iter(values), "")
    return field, _shown(values.get(field, ""))


def _shown(value: FieldValue) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _text(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
