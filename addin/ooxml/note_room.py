"""Where the box of a note goes so that its whole text shows, given column widths, row heights and hidden cells."""

import re
from collections.abc import Callable
from math import ceil

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.references import MAX_COLUMN, MAX_ROW
from addin.ooxml.vml import Anchor

# Tahoma 9: about six pixels a letter, fifteen a line.
_BOX_WIDTH = 260
_LETTERS_PER_LINE = 40
_LINE_HEIGHT = 15
_MARGIN = 12
_MAX_LINES = 40
_DEFAULT_WIDTH = 64
_DEFAULT_HEIGHT = 20

_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_HEIGHT = re.compile(rb"""\sht=["']([\d.]+)["']""")


class NoteRoom:
    """The grid of one sheet in pixels; `row_tag` gives the opening tag of a row, empty if it has none."""

    def __init__(self, skeleton: etree._Element, row_tag: Callable[[int], bytes]) -> None:
        self._row_tag = row_tag
        columns = safe_xml.child(skeleton, "cols")
        self._widths: list[tuple[int, int, int]] = []
        for column in safe_xml.children(columns, "col") if columns is not None else ():
            hidden = column.get("hidden") in ("1", "true")
            width = 0 if hidden else round(float(column.get("width", "8.43")) * 7) + 5
            self._widths.append((int(column.get("min", "1")), int(column.get("max", "1")), width))

    def anchor(self, row: int, column: int, text: str) -> Anchor:
        """The box for a note on a cell (1-based): right of it, one row up."""
        top = max(row - 2, 0)
        right, right_offset = _walk(column, _BOX_WIDTH, self._width, MAX_COLUMN)
        bottom, bottom_offset = _walk(top, box_height(text), self._height, MAX_ROW)
        return Anchor(column, 0, top, 0, right, right_offset, bottom, bottom_offset)

    def _width(self, index: int) -> int:
        return next((width for first, last, width in self._widths if first <= index + 1 <= last), _DEFAULT_WIDTH)

    def _height(self, index: int) -> int:
        tag = self._row_tag(index + 1)
        if _HIDDEN.search(tag):
            return 0
        height = _HEIGHT.search(tag)
        return round(float(height[1]) * 4 / 3) if height else _DEFAULT_HEIGHT


def box_height(text: str) -> int:
    """The height in pixels that shows the whole text, up to forty lines."""
    lines = sum(max(1, ceil(len(line) / _LETTERS_PER_LINE)) for line in text.split("\n"))
    return min(lines, _MAX_LINES) * _LINE_HEIGHT + _MARGIN


def _walk(index: int, length: int, size: Callable[[int], int], limit: int) -> tuple[int, int]:
    """The 0-based column or row, and the offset in it, that lies `length` pixels after the start of `index`."""
    while index < limit - 1 and length > size(index):
        length -= size(index)
        index += 1
    return index, length
