"""Formula cells in the rows of a sheet: shared formulas and array formulas."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import NamedTuple

from addin.ooxml.escapes import xml_text
from addin.ooxml.references import Area, cell_name, parse_area
from addin.ooxml.rows import iter_cells

_FORMULA = re.compile(rb"<f(?=[\s/>])([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""\s(t|ref|si)=["']([^"']*)["']""")


class SharedMaster(NamedTuple):
    """The cell that holds the text of a shared formula."""

    group: str
    row: int
    column: int
    text: str


def has_formula(xml: bytes) -> bool:
    """Whether the XML of a cell or row holds a formula."""
    return _FORMULA.search(xml) is not None


def shared_master(cell: bytes, row: int, column: int) -> SharedMaster | None:
    """The shared formula that this cell's XML defines, or None."""
    match = _FORMULA.search(cell)
    attributes = _attributes(match[1]) if match else {}
    if match is None or attributes.get("t") != "shared" or not match[2]:
        return None
    return SharedMaster(attributes.get("si", ""), row, column, unescape(match[2].decode()))


def masters_of_row(number: int, row: bytes) -> Iterator[SharedMaster]:
    """The shared formulas defined in one row."""
    for cell in iter_cells(row) if b"shared" in row else ():
        master = shared_master(row[cell.start : cell.end], number, cell.column)
        if master:
            yield master


def spell_out(master: SharedMaster, rows: Mapping[int, bytes], order: Iterable[int]) -> dict[int, bytes]:
    """Rows in which cells that lean on `master` carry a formula of their own; only changed rows are given.

    Needed before the master's cell is lost. A later cell that defines the same index anew ends its reach.
    """
    # Imported where needed: openpyxl takes a tenth of a second, and few edits lose a shared formula.
    from openpyxl.formula.translate import Translator

    translator = Translator(f"={master.text}", origin=cell_name(master.row, master.column))
    changed: dict[int, bytes] = {}
    for number in order:
        row = rows[number]
        if b"shared" not in row:
            continue
        pieces: list[bytes] = []
        position = 0
        for cell in iter_cells(row):
            xml = row[cell.start : cell.end]
            match = _FORMULA.search(xml)
            attributes = _attributes(match[1]) if match else {}
            if match is None or attributes.get("t") != "shared" or attributes.get("si") != master.group:
                continue
            if match[2]:
                if (number, cell.column) > (master.row, master.column):
                    return changed | ({number: b"".join(pieces) + row[position:]} if pieces else {})
                continue
            text = translator.translate_formula(cell_name(number, cell.column))
            own = f"<f>{xml_text(text.removeprefix('='))}</f>".encode()
            pieces += [row[position : cell.start + match.start()], own]
            position = cell.start + match.end()
        if pieces:
            changed[number] = b"".join(pieces) + row[position:]
    return changed


def array_areas(rows: Mapping[int, bytes]) -> list[Area]:
    """The area of every array formula or data table over more than one cell."""
    found = []
    for row in rows.values():
        if b"array" not in row and b"dataTable" not in row:
            continue
        for cell in iter_cells(row):
            match = _FORMULA.search(row, cell.start, cell.end)
            attributes = _attributes(match[1]) if match else {}
            if attributes.get("t") in ("array", "dataTable") and attributes.get("ref"):
                area = parse_area(attributes["ref"])
                if not area.is_single:
                    found.append(area)
    return found


def _attributes(text: bytes) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(text)}
