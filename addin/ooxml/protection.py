"""Protected sheets: which cells take no value from a user."""

from __future__ import annotations

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.package import Package

_TRUE = ("1", "true", "on")


def is_protected(skeleton: etree._Element) -> bool:
    """Whether the locked cells of a sheet are protected."""
    element = safe_xml.child(skeleton, "sheetProtection")
    return element is not None and element.get("sheet") in _TRUE


def open_styles(package: Package) -> frozenset[int]:
    """The style indexes whose cells stay open on a protected sheet."""
    found = set()
    for link in package.related(package.workbook_part, "styles")[:1]:
        formats = safe_xml.child(package.xml(link.target), "cellXfs")
        for index, form in enumerate(formats if formats is not None else ()):
            protection = safe_xml.child(form, "protection")
            if protection is not None and protection.get("locked", "1") not in _TRUE:
                found.add(index)
    return frozenset(found)
