"""What calamine leaves out of an OpenDocument spreadsheet: merged ranges, formulas without a value, errors."""

from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from addin.ooxml.archive import Archive
from addin.ooxml.errors import PackageError
from addin.ooxml.references import Area

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


@dataclass(slots=True)
class Details:
    """What `read_details` finds on one sheet; cells are (row, column), 1-based."""

    merged: list[Area] = field(default_factory=list)
    formulas_without_value: set[tuple[int, int]] = field(default_factory=set)
    error_cells: dict[tuple[int, int], str] = field(default_factory=dict)


def is_ods(archive: Archive) -> bool:
    """Whether the zip is an OpenDocument spreadsheet."""
    return "mimetype" in archive.entries and archive.read("mimetype").startswith(
        b"application/vnd.oasis.opendocument.spreadsheet"
    )


def read_details(archive: Archive) -> dict[str, Details]:
    """Details by sheet name; sheets without formulas and merged cells may be left out. PackageError if damaged."""
    if "content.xml" not in archive.entries:
        raise PackageError("The OpenDocument file has no content; open it in LibreOffice and save it again.")
    content = archive.read("content.xml")
    if b"table:formula=" not in content and b"-spanned=" not in content:
        return {}
    found: dict[str, Details] = {}
    details, row, column, row_repeat = Details(), 0, 0, 1
    events = etree.iterparse(BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True)
    try:
        for event, element in events:
            if event == "start":
                if element.tag == f"{_TABLE}table":
                    details, row, column, row_repeat = Details(), 0, 0, 1
                    found[element.get(f"{_TABLE}name", "")] = details
                elif element.tag == f"{_TABLE}table-row":
                    row, column = row + row_repeat, 0
                    row_repeat = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            elif element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                _read_cell(element, row, column + 1, details)
                column += int(element.get(f"{_TABLE}number-columns-repeated", "1"))
            elif element.tag == f"{_TABLE}table-row":
                element.clear()
    except etree.XMLSyntaxError as error:
        raise PackageError("The OpenDocument file is damaged; open it in LibreOffice and save it again.") from error
    return found


def read_names(archive: Archive) -> dict[str, str]:
    """The names that hold for the whole book, with the cell or area as Excel writes it (`Start!$C$5`)."""
    if "content.xml" not in archive.entries:
        return {}
    found: dict[str, str] = {}
    depth = 0
    events = etree.iterparse(
        BytesIO(archive.read("content.xml")),
        events=("start", "end"),
        tag=(f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}named-range"),
        resolve_entities=False,
        no_network=True,
    )
    try:
        for event, element in events:
            if element.tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                element.clear()
            elif event == "end" and not depth:
                sheet, _, cell = element.get(f"{_TABLE}cell-range-address", "").rpartition(".$")
                found[element.get(f"{_TABLE}name", "")] = f"{sheet.removeprefix('$')}!${cell}"
    except etree.XMLSyntaxError as error:
        raise PackageError("The OpenDocument file is damaged; open it in LibreOffice and save it again.") from error
    return found


def _read_cell(element: etree._Element, row: int, column: int, details: Details) -> None:
    high = int(element.get(f"{_TABLE}number-rows-spanned", "1"))
    wide = int(element.get(f"{_TABLE}number-columns-spanned", "1"))
    if high > 1 or wide > 1:
        details.merged.append(Area(row, column, row + high - 1, column + wide - 1))
    if element.get(f"{_TABLE}formula") is None:
        return
    if element.get(f"{_CALCEXT}value-type") == "error":
        details.error_cells[row, column] = "".join(text.text or "" for text in element if text.text).strip()
    elif element.get(f"{_OFFICE}value-type") is None:
        details.formulas_without_value.add((row, column))
