"""Cell styles of one book brought into another, whose numbers for them are different ones."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.package import Package
from addin.ooxml.styles import format_number

_FIRST_OWN = 164
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
"""Elements of CT_Stylesheet in their order (ECMA-376 part 1, 18.8.39)."""
_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


class StyleCopier:
    """Copies styles from ``source`` to ``target`` when they are asked for; `finish` writes them."""

    def __init__(self, source: Package, target: Package):
        self._target = target
        self._part = _styles_part(target)
        self._from = source.xml(_styles_part(source))
        self._to = target.xml(self._part)
        self._known: dict[tuple[str, int], int] = {}
        self._codes = {
            int(element.get("numFmtId", "0")): element.get("formatCode", "General")
            for listed in safe_xml.children(self._from, "numFmts") for element in listed
        }  # fmt: skip

    def cell_style(self, number: int) -> int:
        """The number that a cell style (an index of cellXfs) of the source has in the target."""
        return self._copied("cellXfs", number, self._with_parts)

    def look(self, number: int) -> int:
        """The same of a differential format (an index of dxfs)."""
        return self._copied("dxfs", number, deepcopy)

    def table_style(self, name: str) -> None:
        """Brings a table style of the source along, unless the target has one of that name."""
        there, here = (safe_xml.child(root, "tableStyles") for root in (self._from, self._to))
        style = next((one for one in there if one.get("name") == name), None) if there is not None else None
        if style is None or (here is not None and any(one.get("name") == name for one in here)):
            return
        added = deepcopy(style)
        for element in added:
            if element.get("dxfId") is not None:
                element.set("dxfId", str(self.look(int(element.get("dxfId", "0")))))
        listed = self._list("tableStyles")
        listed.append(added)
        listed.set("count", str(len(listed)))

    def finish(self) -> None:
        """Writes the target's styles."""
        self._target.write(self._part, safe_xml.serialise(self._to))

    def _copied(self, name: str, number: int, make: object) -> int:
        if (name, number) not in self._known:
            listed = safe_xml.child(self._from, name)
            if listed is None or not 0 <= number < len(listed):
                return 0
            assert callable(make)
            self._known[name, number] = self._added(name, make(listed[number]))
        return self._known[name, number]

    def _with_parts(self, style: etree._Element) -> etree._Element:
        """A cell style whose font, fill, border and number format are those of the target."""
        made = deepcopy(style)
        for attribute, name in _PARTS.items():
            made.set(attribute, str(self._copied(name, int(style.get(attribute, "0")), deepcopy)))
        form = int(style.get("numFmtId", "0"))
        if form >= _FIRST_OWN:
            made.set("numFmtId", str(format_number(self._to, self._codes.get(form, "General"))))
        made.set("xfId", "0")
        return made

    def _added(self, name: str, element: etree._Element) -> int:
        """The place of an element in a list of the target, which gets it if it has no equal one."""
        listed = self._list(name)
        written = _canonical(element)
        for number, existing in enumerate(listed):
            if _canonical(existing) == written:
                return number
        listed.append(element)
        listed.set("count", str(len(listed)))
        return len(listed) - 1

    def _list(self, name: str) -> etree._Element:
        found = safe_xml.child(self._to, name)
        if found is None:
            found = etree.Element(f"{{{safe_xml.namespace(self._to)}}}{name}")
            later = _ORDER[_ORDER.index(name) + 1 :]
            place = next((i for i, one in enumerate(self._to) if safe_xml.local_name(one) in later), len(self._to))
            self._to.insert(place, found)
        return found


def _styles_part(package: Package) -> str:
    (link, *_) = package.related(package.workbook_part, "styles")
    return link.target


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)
