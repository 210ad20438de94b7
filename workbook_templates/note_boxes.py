"""Notes on headers: a bold title line, and a box as large as the text, beside its column."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_BOX_WIDTH, _LINE_HEIGHT, _MARGIN = 310, 16, 12  # pixels
_CHARACTERS = 48  # that fit one line of the box
_DEFAULT_COLUMN, _PADDING, _CHARACTER = 64, 5, 7  # pixels of a column without width; of a column's edges; of a digit
_ROW_HEIGHT, _HEADER_HEIGHT = 24, 45  # pixels: 18 and 34 points
_TITLE_SIZE = "10"


def with_bold_titles(comments: bytes) -> bytes:
    """The comments part with the first line of every note in bold."""
    root = etree.fromstring(comments)
    for text in root.iter(f"{_MAIN}text"):
        title, _, rest = _plain(text).partition("\n")
        text[:] = [_run(title, bold=True), _run(f"\n{rest}", bold=False)]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def with_boxes(drawing: bytes, comments: bytes, sheet: etree._Element) -> bytes:
    """The VML drawing with an anchor for every note; ``sheet`` gives the widths of the columns."""
    root = etree.fromstring(drawing)
    texts = {comment.get("ref", ""): _plain(comment) for comment in etree.fromstring(comments).iter(f"{_MAIN}comment")}
    widths = _pixel_widths(sheet)
    for data, text in zip(root.iter(f"{_EXCEL}ClientData"), texts.values(), strict=True):
        column = int(data.findtext(f"{_EXCEL}Column", "0"))
        anchor = etree.Element(f"{_EXCEL}Anchor")
        anchor.text = _anchor(column + 1, text, widths)
        data.insert(2, anchor)
    return etree.tostring(root, encoding="UTF-8")


def lines(text: str) -> int:
    """How many lines the text takes in a box."""
    return sum(max(1, ceil(len(line) / _CHARACTERS)) for line in text.split("\n"))


def _anchor(left: int, text: str, widths: dict[int, int]) -> str:
    right, right_offset = _reach(left, 12 + _BOX_WIDTH, widths)
    height = lines(text) * _LINE_HEIGHT + _MARGIN
    rows, bottom_offset = divmod(max(0, height - _HEADER_HEIGHT + 4), _ROW_HEIGHT)
    return f"{left}, 12, 0, 4, {right}, {right_offset}, {rows + 1}, {bottom_offset}"


def _reach(column: int, pixels: int, widths: dict[int, int]) -> tuple[int, int]:
    """The column, and the place in it, that lies so many pixels to the right of a column's left edge."""
    while pixels > widths.get(column, _DEFAULT_COLUMN):
        pixels -= widths.get(column, _DEFAULT_COLUMN)
        column += 1
    return column, pixels


def _pixel_widths(sheet: etree._Element) -> dict[int, int]:
    return dict(_column_widths(sheet))


def _column_widths(sheet: etree._Element) -> Iterator[tuple[int, int]]:
    for column in sheet.iter(f"{_MAIN}col"):
        width = 0 if column.get("hidden") == "1" else round(float(column.get("width", "9")) * _CHARACTER) + _PADDING
        for number in range(int(column.get("min", "1")) - 1, int(column.get("max", "1"))):
            yield number, width


def _run(text: str, *, bold: bool) -> etree._Element:
    run = etree.Element(f"{_MAIN}r")
    properties = etree.SubElement(run, f"{_MAIN}rPr")
    if bold:
        etree.SubElement(properties, f"{_MAIN}b")
    etree.SubElement(properties, f"{_MAIN}sz", val=_TITLE_SIZE)
    etree.SubElement(properties, f"{_MAIN}color", indexed="81")
    etree.SubElement(properties, f"{_MAIN}rFont", val="Calibri")
    etree.SubElement(properties, f"{_MAIN}family", val="2")
    content = etree.SubElement(run, f"{_MAIN}t")
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    content.text = text
    return run


def _plain(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{_MAIN}t"))
