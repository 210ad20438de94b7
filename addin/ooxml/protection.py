"""Protected sheets: which cells take no value from a user, and whether a password keeps it so."""

from __future__ import annotations

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.package import Package

_TRUE = ("1", "true", "on")
_PASSWORDS = ("password", "hashValue")
# What users may do on a sheet that this tool protects: 0 allows it (ECMA-376 part 1, 18.3.1.85).
_ALLOWED = ("formatColumns", "formatRows", "sort", "autoFilter", "pivotTables")
# Elements of CT_Worksheet up to sheetProtection.
_BEFORE = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr")


def is_protected(skeleton: etree._Element) -> bool:
    """Whether the locked cells of a sheet are protected."""
    element = safe_xml.child(skeleton, "sheetProtection")
    return element is not None and element.get("sheet") in _TRUE


def has_password(skeleton: etree._Element) -> bool:
    """Whether a protected sheet asks for a password before it is unprotected."""
    element = safe_xml.child(skeleton, "sheetProtection")
    return is_protected(skeleton) and element is not None and any(element.get(name) for name in _PASSWORDS)


def protect(skeleton: etree._Element, *, strict: bool) -> None:
    """Protect a sheet without a password; filters stay usable, and unless ``strict`` notes and colours too."""
    unprotect(skeleton)
    element = etree.Element(f"{{{safe_xml.namespace(skeleton)}}}sheetProtection", sheet="1")
    for name in ("objects", "scenarios"):
        element.set(name, "1" if strict else "0")
    for name in (*_ALLOWED, *(() if strict else ("formatCells",))):
        element.set(name, "0")
    skeleton.insert(sum(safe_xml.local_name(inner) in _BEFORE for inner in skeleton), element)


def unprotect(skeleton: etree._Element) -> None:
    """Take the protection of a sheet away."""
    element = safe_xml.child(skeleton, "sheetProtection")
    if element is not None:
        skeleton.remove(element)


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
