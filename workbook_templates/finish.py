"""What openpyxl cannot write, added to the finished file; and a file of the same bytes for the same content."""

from __future__ import annotations

import re
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from workbook_templates import table_style
from workbook_templates.chart_words import with_descriptions
from workbook_templates.note_boxes import with_bold_titles, with_boxes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_FIXED_DATE = rb"\g<1>2026-01-01T00:00:00Z"
# Not saying that a number format is the chart's own, it is that of the cells to LibreOffice.
_OPEN_FORMAT = re.compile(rb'(<(?:\w+:)?numFmt formatCode="[^"]*")\s*/>')
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Elements of CT_Worksheet that come after ignoredErrors (ECMA-376 part 1, 18.3.1.99).
_AFTER_IGNORED_ERRORS = {"smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "tableParts", "extLst"}
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip


def finished(file: bytes) -> bytes:
    """The file with green triangles off, boxes of notes sized to their text, fixed dates, our style for its tables.

    Its charts are described for those who cannot see them.
    """
    with ZipFile(BytesIO(file)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        _finish_sheet(parts, name)
    for name in [name for name in parts if name.startswith("xl/drawings/drawing")]:
        charts = {key: parts[part] for key, kind, part in _relations(parts, name) if kind == "chart"}
        parts[name] = with_descriptions(parts[name], charts)
    for name in [name for name in parts if name.startswith("xl/charts/chart")]:
        parts[name] = _OPEN_FORMAT.sub(rb'\g<1> sourceLinked="0"/>', parts[name])
    has_tables = any(name.startswith("xl/tables/") for name in parts)
    parts["xl/styles.xml"] = _finished_styles(parts["xl/styles.xml"], has_tables)
    parts["docProps/core.xml"] = _DATES.sub(_FIXED_DATE, parts["docProps/core.xml"])
    return _zipped(parts)


def _finish_sheet(parts: dict[str, bytes], name: str) -> None:
    sheet = etree.fromstring(parts[name])
    targets = _targets(parts, name)
    tables = [part for kind, part in targets if kind == "table"]
    if tables:
        _ignore_triangles(sheet)
        parts[name] = _serialised(sheet)
    for kind, part in targets:
        if kind == "comments":
            parts[part] = with_bold_titles(parts[part])
            drawing = next(other for other_kind, other in targets if other_kind == "vmlDrawing")
            parts[drawing] = with_boxes(parts[drawing], parts[part], sheet)


def _targets(parts: dict[str, bytes], name: str) -> list[tuple[str, str]]:
    """Kind and name of the parts a sheet refers to."""
    return [(kind, part) for _, kind, part in _relations(parts, name)]


def _relations(parts: dict[str, bytes], name: str) -> list[tuple[str, str, str]]:
    """Id, kind and name of the parts that a part refers to."""
    relations = parts.get(f"{dirname(name)}/_rels/{name.rpartition('/')[2]}.rels")
    found = etree.fromstring(relations).findall(_RELATIONSHIP) if relations else []
    return [
        (
            relation.get("Id", ""),
            relation.get("Type", "").rpartition("/")[2],
            _part_name(name, relation.get("Target", "")),
        )
        for relation in found
        if relation.get("TargetMode") != "External"
    ]


def _part_name(source: str, target: str) -> str:
    return target[1:] if target.startswith("/") else normpath(join(dirname(source), target))


def _ignore_triangles(sheet: etree._Element) -> None:
    """No green triangles on codes kept as text, nor on bare codes that are not spelt like their dropdown's items."""
    columns = sheet.findall(f"{{{MAIN}}}cols/{{{MAIN}}}col")
    letters = _column_letters(max(int(column.get("max", "1")) for column in columns))
    ignored = etree.Element(f"{{{MAIN}}}ignoredErrors")
    etree.SubElement(
        ignored, f"{{{MAIN}}}ignoredError", sqref=f"A2:{letters}1048576", numberStoredAsText="1", listDataValidation="1"
    )
    place = next(
        (i for i, element in enumerate(sheet) if etree.QName(element).localname in _AFTER_IGNORED_ERRORS), None
    )
    sheet.insert(len(sheet) if place is None else place, ignored)


def _column_letters(number: int) -> str:
    return _column_letters((number - 1) // 26) + chr(65 + (number - 1) % 26) if number else ""


def _finished_styles(data: bytes, has_tables: bool) -> bytes:
    styles = etree.fromstring(data)
    if has_tables:
        table_style.add_to(styles)
    for font in styles.iter(f"{{{MAIN}}}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    return _serialised(styles)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zipped(parts: dict[str, bytes]) -> bytes:
    with BytesIO() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                entry = ZipInfo(name, _ZIP_DATE)
                entry.compress_type = ZIP_DEFLATED
                archive.writestr(entry, data)
        return file.getvalue()
