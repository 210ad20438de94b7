"""The workbook's own table style: pale bands and thin lines that leave the marks the only strong colour."""

from __future__ import annotations

from lxml import etree

from workbook_templates.data_sheet import TABLE_STYLE

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINE, _BAND = "FFDDE3EA", "FFF5F8FB"


def add_to(styles: etree._Element) -> None:
    """Append the style and its two differential formats to a style sheet."""
    table_styles = styles.find(f"{{{_MAIN}}}tableStyles")
    if table_styles is None:
        raise ValueError("The style sheet has no table styles.")
    formats = styles.find(f"{{{_MAIN}}}dxfs")
    if formats is None:
        formats = etree.Element(f"{{{_MAIN}}}dxfs")
        table_styles.addprevious(formats)  # the order of CT_Stylesheet (ECMA-376 part 1, 18.8.39)
    first = len(formats)
    formats.append(_lines())
    formats.append(_band())
    formats.set("count", str(len(formats)))
    style = etree.SubElement(table_styles, f"{{{_MAIN}}}tableStyle", name=TABLE_STYLE, pivot="0", count="2")
    for number, kind in enumerate(("wholeTable", "secondRowStripe"), first):
        etree.SubElement(style, f"{{{_MAIN}}}tableStyleElement", type=kind, dxfId=str(number))
    table_styles.set("count", str(len(table_styles)))


def _lines() -> etree._Element:
    format_ = etree.Element(f"{{{_MAIN}}}dxf")
    border = etree.SubElement(format_, f"{{{_MAIN}}}border")
    for side in ("left", "right", "top", "bottom", "vertical", "horizontal"):
        line = etree.SubElement(border, f"{{{_MAIN}}}{side}", style="thin")
        etree.SubElement(line, f"{{{_MAIN}}}color", rgb=_LINE)
    return format_


def _band() -> etree._Element:
    format_ = etree.Element(f"{{{_MAIN}}}dxf")
    fill = etree.SubElement(
        etree.SubElement(format_, f"{{{_MAIN}}}fill"), f"{{{_MAIN}}}patternFill", patternType="solid"
    )
    etree.SubElement(fill, f"{{{_MAIN}}}fgColor", rgb=_BAND)
    etree.SubElement(fill, f"{{{_MAIN}}}bgColor", rgb=_BAND)
    return format_
