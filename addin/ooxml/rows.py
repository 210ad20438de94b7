"""Rows and cells found in the bytes of a sheet part, so that what is not touched stays as it is.

A sheet part is split by text search, which is sure once it is plain: UTF-8, no comments, no CDATA, no prefix on the
spreadsheet elements. `plain_sheet_xml` brings the rare other forms into that shape.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.errors import PackageError
from addin.ooxml.references import Area, column_number

ROW_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
CELL = re.compile(rb"<c(?=[\s/>])([^>]*?)(?:/>|>.*?</c>)", re.DOTALL)
CELL_COLUMN = re.compile(rb"""\sr=["']([A-Za-z]{1,3})\d+["']""")
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?(worksheet|chartsheet|dialogsheet|macrosheet)[\s>]")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding=["']([\w.-]+)["']""")
_SHEET_DATA = re.compile(rb"<sheetData(?=[\s/>])[^>]*>")


class Cell(NamedTuple):
    """One cell of a row: its column and where its XML lies in the row's bytes."""

    column: int
    start: int
    end: int


def plain_sheet_xml(data: bytes, part: str) -> bytes:
    """The same sheet in the shape this module can split. PackageError if it is not XML of a known shape."""
    head = data[:4096]
    encoding = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    root = _ROOT.search(head)
    unusual = b"<!" in data or data.find(b"<?", 8) >= 0
    if root is None or unusual or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
        parser = safe_xml.safe_parser(remove_comments=True)
        safe_xml.parse(data, part)
        data = safe_xml.serialise(etree.fromstring(data, parser))
        root = _ROOT.search(data[:65536])
    if root is None:
        raise PackageError(f"The workbook holds a sheet of an unknown kind ({part}); save it again from Excel.")
    prefix = root[1]
    if prefix:
        if re.search(rb"<[^>]*\sxmlns=", data):
            raise PackageError(f"The workbook holds a sheet of an unusual form ({part}); save it again from Excel.")
        data = data.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")
        data = re.sub(rb"\sxmlns:" + re.escape(prefix) + rb"(?==)", b" xmlns", data, count=1)
    return data


def split_sheet(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Head up to and with `<sheetData>`, the rows, and the rest from `</sheetData>`; `<sheetData/>` is opened."""
    opening = _SHEET_DATA.search(data)
    if opening is None:
        raise ValueError("no sheetData")
    head = data[: opening.end()]
    if head.endswith(b"/>"):
        return head[:-2].rstrip() + b">", b"", b"</sheetData>" + data[opening.end() :]
    end = data.rfind(b"</sheetData>")
    if end < 0:
        raise ValueError("sheetData not closed")
    return head, data[opening.end() : end], data[end:]


def iter_rows(rows: bytes) -> Iterator[tuple[int, bytes]]:
    """Row numbers and the XML of each row. ValueError if a row is not closed or out of order."""
    position, last = 0, 0
    while (start := rows.find(b"<row", position)) >= 0:
        tag_end = rows.find(b">", start)
        closed = rows[tag_end - 1 : tag_end] == b"/"
        position = tag_end + 1 if closed else rows.find(b"</row>", tag_end) + 6
        if tag_end < 0 or position < tag_end:
            raise ValueError("row not closed")
        number = ROW_NUMBER.search(rows, start, tag_end)
        found = int(number[1]) if number else last + 1
        if found <= last:
            raise ValueError(f"row {found} after row {last}")
        last = found
        yield found, rows[start:position]


def iter_cells(row: bytes) -> Iterator[Cell]:
    """The cells of one row in order; a cell without a reference follows the one before it."""
    column = 0
    for match in CELL.finditer(row):
        named = CELL_COLUMN.search(match[1])
        column = column_number(named[1].decode()) if named else column + 1
        yield Cell(column, match.start(), match.end())


def find_cell(row: bytes, number: int, column: int, letters: str) -> tuple[int, int]:
    """Where the cell lies in the row's XML, or (p, p) with the place p to insert it at.

    The row must be open (`<row ...>...</row>`).
    """
    marker = f' r="{letters}{number}"'.encode()
    found = row.find(marker)
    if found >= 0:
        start = row.rfind(b"<", 0, found)
        if row.startswith(b"<c", start):
            tag_end = row.index(b">", found)
            return start, tag_end + 1 if row[tag_end - 1 : tag_end] == b"/" else row.index(b"</c>", tag_end) + 4
    last = row.rfind(b"<c ") if b"<extLst" not in row else -1
    named = CELL_COLUMN.search(row, last, row.find(b">", last)) if last >= 0 else None
    if named and column_number(named[1].decode()) < column:
        return (row.rindex(b"</row>"),) * 2
    place = row.index(b">") + 1
    for cell in iter_cells(row):
        if cell.column == column:
            return cell.start, cell.end
        if cell.column > column:
            return cell.start, cell.start
        place = cell.end
    return place, place


def used_area(rows: Mapping[int, bytes]) -> Area | None:
    """The smallest area around all cells of rows in order, from the first and last cell of each.

    None if there are no cells, or cells without a reference.
    """
    first_row = last_row = 0
    columns: set[bytes] = set()
    for number, row in rows.items():
        if b"<c" not in row:
            continue
        first_row, last_row = first_row or number, number
        for at in (row.find(b"<c "), row.rfind(b"<c ")):
            named = CELL_COLUMN.search(row, at, row.find(b">", at)) if at >= 0 else None
            if named is None:
                return None
            columns.add(named[1])
    numbers = [column_number(letters.decode()) for letters in columns]
    return Area(first_row, min(numbers), last_row, max(numbers)) if numbers else None
