"""Sheets of one book brought into another, with styles, tables, charts, notes and names; all else stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.errors import PackageError
from addin.ooxml.package import Package, relationships_part
from addin.ooxml.style_copy import StyleCopier

_PATTERNS = {
    "table": "xl/tables/table{}.xml",
    "drawing": "xl/drawings/drawing{}.xml",
    "chart": "xl/charts/chart{}.xml",
    "comments": "xl/comments/comment{}.xml",
    "vmlDrawing": "xl/drawings/commentsDrawing{}.vml",
}
_SHEET, _VML = "xl/worksheets/sheet{}.xml", "vmlDrawing"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLED = {"c": "s", "row": "s", "col": "style"}
# Elements of CT_Workbook that come after definedNames (ECMA-376 part 1, 18.2.27).
_AFTER_NAMES = {
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
}  # fmt: skip


class SheetCopier:
    """Copies sheets from ``source`` into ``target``. Nothing is written to the disk before the target is saved.

    The source must be a book whose cells hold their texts themselves, as our templates do.
    """

    def __init__(self, source: Package, target: Package):
        if target.relationship_base != source.relationship_base:
            raise PackageError(f"{target.file_name} is a Strict workbook; save it from Excel as an ordinary .xlsx.")
        self._source, self._target = source, target
        self._styles = StyleCopier(source, target)
        self._book = target.xml(target.workbook_part)
        self._has_project = bool(target.related(target.workbook_part, "vbaProject"))

    def add(self, name: str) -> None:
        """Adds a sheet, behind those that stand before it in the source as well."""
        part = self._target.new_part_name(_SHEET)
        self._target.write(part, b"")
        self._target.content_types.add(part, _WORKSHEET)
        self._target.write(part, self._sheet(name, part))
        link = self._target.add_relationship(self._target.workbook_part, "worksheet", part)
        listed = safe_xml.child(self._book, "sheets")
        assert listed is not None
        place = self._place(name, listed)
        entry = etree.Element(f"{{{safe_xml.namespace(self._book)}}}sheet")
        entry.set("name", name)
        entry.set("sheetId", str(max(int(one.get("sheetId", "0")) for one in listed) + 1))
        if self._source.sheet(name).state != "visible":
            entry.set("state", self._source.sheet(name).state)
        entry.set(f"{{{self._target.relationship_base}}}id", link)
        listed.insert(place, entry)
        self._make_room(place)
        self._add_print_names(name, place)

    def replace(self, name: str) -> None:
        """Puts the source's sheet in the place of one without tables, drawings and notes, and keeps its part."""
        part = self._target.sheet(name).part
        self._target.write(part, self._sheet(name, part))

    def define(self, names: Iterable[str]) -> None:
        """Gives names of the whole book the meaning that they have in the source."""
        texts = {one.name: one.text for one in self._source.defined_names if one.sheet is None}
        listed = self._names()
        for name in names:
            for known in [one for one in listed if one.get("name") == name and one.get("localSheetId") is None]:
                listed.remove(known)
            self._add_name(listed, name, texts[name])

    def finish(self) -> None:
        """Writes what all sheets share: styles, list of sheets, names. The chain of calculation is made anew."""
        self._styles.finish()
        self._target.write(self._target.workbook_part, safe_xml.serialise(self._book))
        self._target.drop_calculation_chain()

    def _sheet(self, name: str, part: str) -> bytes:
        own = self._source.sheet(name).part
        root = self._source.xml(own)
        for element in root.iter():
            attribute = _STYLED.get(safe_xml.local_name(element))
            if attribute and element.get(attribute) is not None:
                element.set(attribute, str(self._styles.cell_style(int(element.get(attribute, "0")))))
            elif safe_xml.local_name(element) == "cfRule" and element.get("dxfId") is not None:
                element.set("dxfId", str(self._styles.look(int(element.get("dxfId", "0")))))
        properties = safe_xml.child(root, "sheetPr")
        if properties is not None and self._has_project:
            # The VBA project has no module of that code name; Excel makes one for a sheet without.
            properties.attrib.pop("codeName", None)
        for view in root.iter(f"{{{safe_xml.namespace(root)}}}sheetView"):
            view.attrib.pop("tabSelected", None)
        self._copy_links(own, part)
        return safe_xml.serialise(root)

    def _copy_links(self, own: str, part: str) -> None:
        """Copies the parts that a part refers to, under the same ids."""
        links = self._source.relationships(own)
        if not links:
            return
        root = etree.Element(f"{{{safe_xml.RELATIONSHIPS}}}Relationships", nsmap={None: safe_xml.RELATIONSHIPS})
        for link in links:
            element = etree.SubElement(root, f"{{{safe_xml.RELATIONSHIPS}}}Relationship")
            element.set("Id", link.id)
            element.set("Type", f"{self._target.relationship_base}/{link.kind}")
            element.set("Target", link.target if link.external else f"/{self._part(link.target, link.kind)}")
            if link.external:
                element.set("TargetMode", "External")
        self._target.write(relationships_part(part), safe_xml.serialise(root))

    def _part(self, own: str, kind: str) -> str:
        part = self._target.new_part_name(_PATTERNS[kind])
        self._target.write(part, self._table(own) if kind == "table" else self._source.read(own))
        content_type = self._source.content_types.of(own)
        if kind == _VML:
            self._target.content_types.add_default("vml", content_type)
        else:
            self._target.content_types.add(part, content_type)
        self._copy_links(own, part)
        return part

    def _table(self, own: str) -> bytes:
        """A table with a number, and if need be a name, that no other has."""
        root = self._source.xml(own)
        others = [self._target.xml(part) for part in self._target.part_names if part.startswith("xl/tables/table")]
        numbers = [int(other.get("id", "0")) for other in others]
        names = {other.get("displayName", "").casefold() for other in others}
        name, count = root.get("displayName", ""), 1
        while name.casefold() in names:
            count += 1
            name = f"{root.get('displayName', '')}{count}"
        root.set("id", str(max(numbers, default=0) + 1))
        root.set("name", name)
        root.set("displayName", name)
        style = safe_xml.child(root, "tableStyleInfo")
        if style is not None:
            self._styles.table_style(style.get("name", ""))
        return safe_xml.serialise(root)

    def _place(self, name: str, listed: etree._Element) -> int:
        order = [sheet.name for sheet in self._source.sheets]
        before = {one.casefold() for one in order[: order.index(name)]}
        places = [i for i, one in enumerate(listed) if one.get("name", "").casefold() in before]
        return max(places, default=len(listed) - 1) + 1

    def _make_room(self, place: int) -> None:
        """Counts sheets anew in what refers to them by their place."""
        for one in self._names():
            if one.get("localSheetId") is not None and int(one.get("localSheetId", "0")) >= place:
                one.set("localSheetId", str(int(one.get("localSheetId", "0")) + 1))
        views = safe_xml.child(self._book, "bookViews")
        for view in views if views is not None else ():
            for attribute in ("activeTab", "firstSheet"):
                if int(view.get(attribute, "0")) >= place:
                    view.set(attribute, str(int(view.get(attribute, "0")) + 1))

    def _add_print_names(self, name: str, place: int) -> None:
        own = [one for one in self._source.defined_names if one.sheet == name]
        for one in own:
            self._add_name(self._names(), one.name, one.text, place)

    def _names(self) -> etree._Element:
        found = safe_xml.child(self._book, "definedNames")
        if found is None:
            found = etree.Element(f"{{{safe_xml.namespace(self._book)}}}definedNames")
            later = (i for i, one in enumerate(self._book) if safe_xml.local_name(one) in _AFTER_NAMES)
            self._book.insert(next(later, len(self._book)), found)
        return found

    def _add_name(self, listed: etree._Element, name: str, text: str, place: int | None = None) -> None:
        element = etree.SubElement(listed, f"{{{safe_xml.namespace(self._book)}}}definedName")
        element.set("name", name)
        if place is not None:
            element.set("localSheetId", str(place))
        element.text = text
