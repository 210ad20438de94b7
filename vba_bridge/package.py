"""The parts of a macro workbook besides its VBA project: content type of its kind, ribbon, and a zip without dates."""

from __future__ import annotations

from io import BytesIO
from typing import Literal, TypeAlias, get_args
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

Kind: TypeAlias = Literal["xlsm", "xltm", "xlam"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MAIN_TYPES: dict[Kind, str] = {
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "xltm": "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
CONTENT_TYPES, ROOT_LINKS, WORKBOOK = "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"
RIBBON_PART = "customUI/customUI14.xml"
RIBBON_KIND = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def unpacked(file: bytes) -> dict[str, bytes]:
    """The parts of a workbook file by name."""
    with ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A file of these parts: the same parts give the same bytes. The content types come first, as Excel has them."""
    with BytesIO() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
                entry = ZipInfo(name, _ZIP_DATE)
                entry.compress_type = ZIP_DEFLATED
                # Else the entry would tell on which system it was made.
                entry.create_system = 0
                archive.writestr(entry, parts[name])
        return file.getvalue()


def set_main_type(parts: dict[str, bytes], kind: Kind) -> None:
    """Declares the workbook part to be of a kind."""
    root = etree.fromstring(parts[CONTENT_TYPES])
    for element in root.iter(f"{_TYPES}Override"):
        if element.get("PartName") == f"/{WORKBOOK}":
            element.set("ContentType", MAIN_TYPES[kind])
    parts[CONTENT_TYPES] = _serialised(root)


def add_ribbon(parts: dict[str, bytes], ribbon: bytes) -> None:
    """Adds the ribbon part and the link to it."""
    parts[RIBBON_PART] = ribbon
    root = etree.fromstring(parts[ROOT_LINKS])
    etree.SubElement(root, f"{_LINKS}Relationship", Id="rIdIlrRibbon", Type=RIBBON_KIND, Target=RIBBON_PART)
    parts[ROOT_LINKS] = _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
