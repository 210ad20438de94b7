"""The sheet Forms: which form belongs to which learner. A form that is not on it is taken from nobody."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from addin.hosts.port import Host
from addin.ooxml import CellValue
from addin.sheets.cells import is_blank
from addin.sheets.result_table import ResultTable, result_table
from workbook_templates.forms_sheet import ANSWERED, FORM, FORM_COLUMNS, FORMS, KEPT, LEARNER, MADE, OUTCOME

ASKED = "asked, no answer yet"
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another
_GROUPS, _GROUP = 3, 4
_HEADERS = tuple(column.header for column in FORM_COLUMNS)


@dataclass(frozen=True)
class IssuedForm:
    """A form that was made: its row on the sheet, its id, whose it is, and fingerprints of what was held then."""

    row: int
    form: str
    learner: str
    kept: Mapping[str, str]


def new_form_id() -> str:
    """An id that nobody can guess, 60 random bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def issued_forms(host: Host) -> dict[str, IssuedForm]:
    """The forms on the sheet by id. Raises InputError if the workbook has no such sheet."""
    table = _table(host)
    found = {}
    for number, row in enumerate(table.rows, table.first_row):
        form = _text(table.value(row, FORM)).upper()
        if form:
            pairs = (part.partition("=") for part in _text(table.value(row, KEPT)).split())
            kept = {name: mark for name, _, mark in pairs}
            found[form] = IssuedForm(number, form, _text(table.value(row, LEARNER)), kept)
    return found


def note_made(host: Host, forms: Sequence[tuple[str, str, Mapping[str, str]]], now: datetime) -> None:
    """Adds forms: id, LearnRefNumber and fingerprints of each."""
    table = _table(host)
    used = [number for number, row in enumerate(table.rows, table.first_row) if any(not is_blank(one) for one in row)]
    first = max(used, default=table.header_row) + 1
    cells: dict[tuple[int, int], CellValue] = {}
    for row, (form, learner, kept) in enumerate(forms, first):
        marks = " ".join(f"{name}={mark}" for name, mark in kept.items())
        values: dict[str, CellValue] = {LEARNER: learner, FORM: form, MADE: now, OUTCOME: ASKED, KEPT: marks}
        cells |= {(row, table.numbers[name]): value for name, value in values.items() if name in table.numbers}
    host.write_cells(FORMS, cells)
    host.reach(FORMS, first + len(forms) - 1)


def note_answered(host: Host, outcomes: Mapping[str, str], now: datetime) -> dict[tuple[int, int], CellValue]:
    """Writes beside forms, by id, when they were collected and what became of them; gives what those cells held."""
    table, forms = _table(host), issued_forms(host)
    cells: dict[tuple[int, int], CellValue] = {}
    before: dict[tuple[int, int], CellValue] = {}
    for form, outcome in outcomes.items():
        row = forms[form].row
        values: dict[str, CellValue] = {ANSWERED: now, OUTCOME: outcome}
        for name, value in values.items():
            if name in table.numbers:
                cells[row, table.numbers[name]] = value
                before[row, table.numbers[name]] = table.value(table.rows[row - table.first_row], name)
    host.write_cells(FORMS, cells)
    return before


def _table(host: Host) -> ResultTable:
    return result_table(host, FORMS, _HEADERS, needed=(LEARNER, FORM, KEPT), typed=())


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
