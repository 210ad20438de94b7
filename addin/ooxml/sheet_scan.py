"""What calamine does not tell about a worksheet, found by text search in its part (plain, see `rows`)."""

import re
from collections.abc import Iterator

from addin.ooxml.references import parse_cell
from addin.ooxml.rows import CELL_COLUMN, iter_cells, iter_rows

# Groups: the cell's attributes, a value that is not empty, any value.
_FORMULA_CELL = re.compile(
    rb"""<c(?=[\s>])([^>]*)>\s*<f(?=[\s/>])(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(<v(?:\s[^>/]*)?>(?!</v>))?(<v[\s/>])?"""
)
_TEXT_RESULT = re.compile(rb"""\st=["']str["']""")
_ERROR_CELL = re.compile(rb"""<c(?=\s)([^>]*\st=["']e["'][^>]*)>(?:(?!</c>).)*?<v[^>]*>([^<]*)</v>""", re.DOTALL)
_REFERENCE = re.compile(rb"""\sr=["']([A-Za-z]{1,3}\d+)["']""")
_ROW_NUMBER = re.compile(rb"""<row(?=\s)[^>]*?\sr=["'](\d+)["']""")


def grid_size(data: bytes) -> int:
    """Rows times columns of the smallest grid from A1 that holds all cells, judged by the last cell of each row."""
    count, start, letters = 0, 0, set[bytes]()
    last_row_with_cells = -1
    while (end := data.find(b"</row>", start)) >= 0:
        count += 1
        at = data.rfind(b"<c ", start, end)
        if at >= 0:
            last_row_with_cells = start
            named = CELL_COLUMN.search(data, at, data.find(b">", at))
            letters.update([named[1]] if named else [])
        start = end + 6
    if last_row_with_cells < 0:
        return 0
    numbered = _ROW_NUMBER.search(data, last_row_with_cells)
    widest = max((parse_cell(f"{text.decode()}1")[1] for text in letters), default=1)
    return max(count, int(numbered[1]) if numbered else 0) * widest


def formulas_without_value(data: bytes) -> Iterator[tuple[int, int]]:
    """The cells (row, column) whose formula has no stored result; an empty text is a result."""
    if b"<f" not in data:
        return
    for attributes, value, empty_value in _FORMULA_CELL.findall(data):
        if not (value or (empty_value and _TEXT_RESULT.search(attributes))):
            named = _REFERENCE.search(attributes)
            if named is None:
                yield from _formulas_without_reference(data)
                return
            yield parse_cell(named[1].decode())


def _formulas_without_reference(data: bytes) -> Iterator[tuple[int, int]]:
    for number, row in iter_rows(data):
        for cell in iter_cells(row):
            match = _FORMULA_CELL.match(row, cell.start, cell.end)
            if match and not (match[2] or (match[3] and _TEXT_RESULT.search(match[1]))):
                yield number, cell.column


def error_cells(data: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells that hold an error such as `#N/A`, with its text."""
    if b't="e"' not in data and b"t='e'" not in data:
        return
    for attributes, text in _ERROR_CELL.findall(data):
        named = _REFERENCE.search(attributes)
        if named:
            yield parse_cell(named[1].decode()), text.decode()
