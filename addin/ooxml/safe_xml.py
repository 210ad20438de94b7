"""Parsing and writing the small XML parts of a workbook; entities and DOCTYPE are refused."""

import re

from lxml import etree

from addin.ooxml.errors import PackageError

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"

_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE_UTF16 = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-16-le", "utf-16-be"))


def has_doctype(data: bytes) -> bool:
    """Whether the bytes hold a document type declaration, in UTF-8 or UTF-16."""
    return bool(_DOCTYPE.search(data)) or any(mark in data for mark in _DOCTYPE_UTF16)


def doctype_error(part: str) -> PackageError:
    """The refusal of a part with a document type declaration."""
    return PackageError(
        f"The workbook holds a document type declaration (in {part}), which no spreadsheet program writes; "
        "save it again from Excel and try that copy."
    )


def safe_parser(*, remove_comments: bool = False) -> etree.XMLParser:
    """A parser that loads nothing from outside and expands no entities."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=remove_comments,
        remove_pis=remove_comments,
    )


def parse(data: bytes, part: str) -> etree._Element:
    """The root element of one part. PackageError if it is malformed or declares a document type."""
    try:
        root = etree.fromstring(data, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(
            f"The workbook is damaged ({part} cannot be read); open it in Excel, let Excel repair it and save it."
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise doctype_error(part)
    return root


def serialise(root: etree._Element) -> bytes:
    """The whole document of `root` as UTF-8 with the declaration spreadsheet programs write."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; an empty string for a comment or processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """The namespace of the element, empty if none."""
    return etree.QName(element).namespace or ""


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """The direct children with this local name, whatever the namespace (transitional or strict)."""
    return [child for child in element if local_name(child) == name]


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first direct child with this local name, or None."""
    return next((found for found in element if local_name(found) == name), None)
