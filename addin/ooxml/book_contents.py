"""What a workbook lists: its sheets, defined names and tables."""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.escapes import unescape_text
from addin.ooxml.references import Area, parse_area

_SHEET_KINDS = {"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}


class Relationship(NamedTuple):
    """One relationship of a part: `kind` is the last word of its type, `target` a part name, or a URL if external."""

    id: str
    kind: str
    target: str
    external: bool


class Sheet(NamedTuple):
    """One sheet in book order; `state` is visible, hidden or veryHidden; `kind` worksheet, chartsheet ..."""

    name: str
    part: str
    state: str
    kind: str


class Table(NamedTuple):
    """One Excel table; `area` includes the header and totals rows."""

    name: str
    part: str
    area: Area
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]

    @property
    def first_data_row(self) -> int:
        """The row under the header."""
        return self.area.first_row + self.header_rows


class DefinedName(NamedTuple):
    """One defined name with its formula text; `sheet` is None when it holds for the whole book."""

    name: str
    text: str
    sheet: str | None
    hidden: bool


def read_sheets(workbook: etree._Element, links: Mapping[str, Relationship]) -> tuple[Sheet, ...]:
    """The sheets of a workbook part in book order; `links` are its relationships whose target is present."""
    listed = safe_xml.child(workbook, "sheets")
    sheets = []
    for element in safe_xml.children(listed, "sheet") if listed is not None else ():
        bases = (safe_xml.OFFICE_RELATIONSHIPS, safe_xml.STRICT_OFFICE_RELATIONSHIPS)
        link = next((links[key] for base in bases if (key := element.get(f"{{{base}}}id")) in links and key), None)
        if link is not None and link.kind in _SHEET_KINDS:
            name, state = unescape_text(element.get("name", "")), element.get("state", "visible")
            sheets.append(Sheet(name, link.target, state, link.kind))
    return tuple(sheets)


def read_names(workbook: etree._Element) -> tuple[DefinedName, ...]:
    """The defined names of a workbook part."""
    listed, all_sheets = safe_xml.child(workbook, "definedNames"), safe_xml.child(workbook, "sheets")
    sheets = {str(i): e.get("name", "") for i, e in enumerate(all_sheets)} if all_sheets is not None else {}
    return tuple(
        DefinedName(
            name=element.get("name", ""),
            text=element.text or "",
            sheet=sheets.get(element.get("localSheetId", "")),
            hidden=element.get("hidden") in ("1", "true"),
        )
        for element in (safe_xml.children(listed, "definedName") if listed is not None else ())
    )


def read_table(root: etree._Element, part: str) -> Table:
    """One table part."""
    columns = safe_xml.child(root, "tableColumns")
    return Table(
        name=root.get("displayName", root.get("name", "")),
        part=part,
        area=parse_area(root.get("ref", "A1")),
        header_rows=int(root.get("headerRowCount", "1")),
        totals_rows=int(root.get("totalsRowCount", "0")),
        columns=tuple(unescape_text(column.get("name", "")) for column in columns) if columns is not None else (),
    )
