"""What a cell of a programme or of a list says, as texts of the return; and the cell of such texts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from addin.ooxml import CellValue
from addin.sheets.cells import CellInput, cell_reader
from addin.sheets.writing import cell_value
from ilr_core.catalogue import Catalogue, Field
from ilr_core.model import Reading, plain_text, reader
from ilr_core.programmes import ColumnField, definition
from workbook_templates.codes import SEPARATOR, code_of, item

_BETWEEN = re.compile(r"[,;\n]+")
SHOWN = 40


@dataclass(frozen=True, slots=True)
class TypedTexts:
    """The texts of a cell, blank ones left out. ``fault`` says why it is no value of the column; empty if it is one."""

    texts: tuple[str, ...]
    fault: str = ""


def typed_texts(value: CellInput, column: ColumnField, year: Catalogue) -> TypedTexts:
    """What a cell says, in the spelling of the return where it can be read, else as typed."""
    known = definition(column, year)
    assert known is not None
    texts: list[str] = []
    fault = ""
    for part in _parts(value, column, known, year):
        reading = cell_reader(year, known, known.list)(part)
        if reading is None:
            continue
        text = plain_text(reading.value) if reading.value is not None else (reading.text or "")
        texts.append(text.upper() if known.field == "LearnAimRef" else text)
        if reading.faults and not fault:
            fault = f"'{(reading.text or text)[:SHOWN]}' is {_wanted(known, reading)}"
    return TypedTexts(tuple(texts), fault)


def cell_of_texts(texts: tuple[str, ...], column: ColumnField, year: Catalogue) -> CellValue:
    """What a cell holds for texts; None for none."""
    known = definition(column, year)
    if not texts or known is None:
        return None
    if len(texts) > 1:
        return ", ".join(texts)
    reading = reader(known)(texts[0])
    return cell_value(reading.value, texts[0], known, known.list, year)


def _parts(value: CellInput, column: ColumnField, known: Field, year: Catalogue) -> list[CellInput]:
    """The values in a cell: one, or several with commas; the label of a single code may have a comma itself."""
    codes = year.lists.get(known.list)
    if not column.several or not isinstance(value, str):
        return [value]
    if codes and SEPARATOR in value and value.strip() == item(codes, code_of(value)):
        return [value]
    return list(_BETWEEN.split(value))


def _wanted(known: Field, reading: Reading) -> str:
    if known.type == "date":
        return "no date; write 14/09/2026"
    if known.type in ("int", "long") and reading.value is None:
        return "no whole number"
    if known.low is not None and known.high is not None and known.type in ("int", "long"):
        return f"not between {known.low:,} and {known.high:,}"
    return f"not in the form of {known.field}: {known.about}".rstrip(". ")
