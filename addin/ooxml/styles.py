"""Cell styles derived from those a book has: the same look with another number format."""

from copy import deepcopy

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.package import Package

# Built-in number formats (ECMA-376 part 1, 18.8.30) that need no entry of their own.
_BUILT_IN = {"General": 0, "0": 1, "0.00": 2, "@": 49}
_FIRST_OWN = 164


def style_with_format(package: Package, base_style: int, number_format: str) -> int:
    """The style index that looks like `base_style` but shows numbers as `number_format` (`dd/mm/yyyy`, `@`).

    An equal style is reused, else one is added. ValueError if the book has no such base style.
    """
    (link, *_) = package.related(package.workbook_part, "styles")
    root = package.xml(link.target)
    formats = safe_xml.child(root, "cellXfs")
    if formats is None or not 0 <= base_style < len(formats):
        raise ValueError(f"The book has no style {base_style}.")
    wanted = deepcopy(formats[base_style])
    wanted.set("numFmtId", str(format_number(root, number_format)))
    wanted.set("applyNumberFormat", "1")
    written = etree.tostring(wanted, method="c14n")
    for index, existing in enumerate(formats):
        if etree.tostring(existing, method="c14n") == written:
            return index
    formats.append(wanted)
    formats.set("count", str(len(formats)))
    package.write(link.target, safe_xml.serialise(root))
    return len(formats) - 1


def format_number(root: etree._Element, code: str) -> int:
    """The id of a number format in a style sheet, which gets it if it has none such."""
    if code in _BUILT_IN:
        return _BUILT_IN[code]
    listed = safe_xml.child(root, "numFmts")
    if listed is None:
        listed = etree.Element(f"{{{safe_xml.namespace(root)}}}numFmts")
        root.insert(0, listed)
    used = {int(element.get("numFmtId", "0")): element.get("formatCode") for element in listed}
    for number, existing in used.items():
        if existing == code:
            return number
    number = max([_FIRST_OWN - 1, *used]) + 1
    added = etree.SubElement(listed, f"{{{safe_xml.namespace(root)}}}numFmt")
    added.set("numFmtId", str(number))
    added.set("formatCode", code)
    listed.set("count", str(len(listed)))
    return number
