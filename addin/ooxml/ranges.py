"""Ranges that must follow a table as it grows: the table itself, data validations, conditional formats."""

import re

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.book_contents import Table
from addin.ooxml.package import Package
from addin.ooxml.references import Area, parse_area


def resize_table(package: Package, table: Table, area: Area) -> None:
    """Give a table another area of the same columns; its filter follows.

    ValueError if the number of columns changes or the area has no room for header, data and totals.
    """
    columns = area.last_column - area.first_column + 1
    if columns != len(table.columns):
        raise ValueError(f"Table {table.name} has {len(table.columns)} columns; {area} has {columns}.")
    if area.last_row - area.first_row < table.header_rows + table.totals_rows:
        raise ValueError(f"Table {table.name} needs at least one row of data; {area} leaves none.")
    root = package.xml(table.part)
    root.set("ref", str(area))
    filtered = area._replace(last_row=area.last_row - table.totals_rows)
    for element in root:
        if safe_xml.local_name(element) == "autoFilter":
            element.set("ref", str(filtered))
        elif safe_xml.local_name(element) == "sortState":
            data = filtered._replace(first_row=area.first_row + table.header_rows)
            _stretch_sort(element, data.last_row)
    package.write(table.part, safe_xml.serialise(root))


def show_all(package: Package, table: Table) -> None:
    """Take the criteria out of a table's filter: they were about rows that are there no more."""
    root = package.xml(table.part)
    criteria = [one for one in root.iter() if safe_xml.local_name(one) == "filterColumn"]
    for one in criteria:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    if criteria:
        package.write(table.part, safe_xml.serialise(root))


def _stretch_sort(state: etree._Element, last_row: int) -> None:
    for element in (state, *state):
        reference = element.get("ref")
        if reference:
            element.set("ref", str(parse_area(reference)._replace(last_row=last_row)))


def extend_ranges(skeleton: etree._Element, first_row: int, last_row: int) -> bool:
    """Stretch validations and conditional formats that begin in `first_row` down to `last_row`; whether any changed.

    Those in Excel 2010's extension list are stretched too.
    """
    changed = False
    for element in skeleton.iter():
        name = safe_xml.local_name(element)
        if name in ("conditionalFormatting", "dataValidation") and element.get("sqref"):
            stretched = _stretched(element.get("sqref", ""), first_row, last_row)
            if stretched != element.get("sqref"):
                element.set("sqref", stretched)
                changed = True
        elif name == "sqref" and element.text:
            stretched = _stretched(element.text, first_row, last_row)
            changed |= stretched != element.text
            element.text = stretched
    return changed


def _stretched(sqref: str, first_row: int, last_row: int) -> str:
    areas = [parse_area(text) for text in re.split(r"[\s,]+", sqref.strip())]
    grown = [
        area._replace(last_row=last_row) if area.first_row == first_row and area.last_row < last_row else area
        for area in areas
    ]
    if grown == areas:
        return sqref
    # What a stretched range swallowed would make the list overlap itself.
    kept = [area for area in grown if not any(other != area and other.covers(area) for other in grown)]
    return " ".join(str(area) for area in dict.fromkeys(kept))
