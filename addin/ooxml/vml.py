"""The legacy VML drawing that Excel needs beside each note: its box, hidden until the mouse is over the cell.

Shapes of others are never parsed and written again: VML in the wild is not always well-formed XML.
"""

import re
from typing import NamedTuple

_SHAPE = re.compile(rb"\s*<([A-Za-z][\w.-]*):shape(?=[\s>]).*?</\1:shape\s*>", re.DOTALL)
_ROW = re.compile(rb"<(?:[\w.-]+:)?Row>\s*(\d+)\s*</")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?Column>\s*(\d+)\s*</")
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
_ID_MAP = re.compile(rb"""idmap\s[^>]*data=["']([\d, ]+)["']""")
_END = re.compile(rb"</(?:[\w.-]+:)?xml\s*>\s*\Z")

_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


class Anchor(NamedTuple):
    """Where a box begins and ends: 0-based column and row, each with an offset in pixels."""

    left: int
    left_offset: int
    top: int
    top_offset: int
    right: int
    right_offset: int
    bottom: int
    bottom_offset: int


def empty_drawing(block: int) -> bytes:
    """A drawing without shapes; `block` is the block of 1,024 shape numbers it may use, one per drawing."""
    return (
        f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>'
    ).encode()


def blocks_used(drawing: bytes) -> list[int]:
    """The number blocks a drawing has claimed."""
    match = _ID_MAP.search(drawing)
    return [int(text) for text in match[1].split(b",") if text.strip()] if match else []


def has_shapes(drawing: bytes) -> bool:
    """Whether the drawing holds any control or note."""
    return b"ClientData" in drawing


def without_notes(drawing: bytes, cells: set[tuple[int, int]]) -> bytes:
    """The drawing without the note boxes of these cells (1-based)."""

    def keep(match: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
        is_note = b'ObjectType="Note"' in match[0] and row is not None and column is not None
        if is_note and row and column and (int(row[1]) + 1, int(column[1]) + 1) in cells:
            return b""
        return match[0]

    return _SHAPE.sub(keep, drawing)


def with_notes(drawing: bytes, boxes: list[tuple[int, int, Anchor]]) -> bytes:
    """The drawing with a hidden note box for each (row, column, anchor), 1-based. ValueError if it is not VML."""
    end = _END.search(drawing)
    if end is None:
        raise ValueError("not a VML drawing")
    numbers = [int(number) for number in _SHAPE_NUMBER.findall(drawing)]
    first = max([*numbers, min(blocks_used(drawing), default=1) * 1024]) + 1
    shapes = [] if b'id="_x0000_t202"' in drawing else [_SHAPE_TYPE]
    for number, (row, column, anchor) in enumerate(boxes, first):
        shapes.append(
            f'<v:shape {_NAMESPACES} id="_x0000_s{number}" type="#_x0000_t202" '
            'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
            '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{', '.join(map(str, anchor))}</x:Anchor><x:AutoFill>False</x:AutoFill>"
            f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )
    return drawing[: end.start()] + "".join(shapes).encode() + drawing[end.start() :]
