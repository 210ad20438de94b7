"""What a chart is called for those who cannot see it: openpyxl gives charts no alternative text."""

from __future__ import annotations

from lxml import etree

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def with_descriptions(drawing: bytes, charts: dict[str, bytes]) -> bytes:
    """A drawing whose charts are described by their titles; ``charts`` are the parts by the drawing's own ids."""
    tree = etree.fromstring(drawing)
    for frame in tree.iter(f"{DRAWING}graphicFrame"):
        chart = next(frame.iter(f"{_CHART}chart"), None)
        part = charts.get(chart.get(_ID, "")) if chart is not None else None
        if part is not None:
            named = next(frame.iter(f"{DRAWING}cNvPr"))
            named.set("descr", f"Chart: {_title(part)}. The numbers stand in cells of this sheet.")
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _title(chart: bytes) -> str:
    title = next(etree.fromstring(chart).iter(f"{_CHART}title"), None)
    return "" if title is None else "".join(text.text or "" for text in title.iter(f"{_MAIN}t"))
