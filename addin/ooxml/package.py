"""A workbook file as its parts: what is not changed here goes back into the file byte for byte."""

from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Self

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.archive import Archive, RawEntry, packed, write_archive
from addin.ooxml.book_contents import DefinedName, Relationship, Sheet, Table, read_names, read_sheets, read_table
from addin.ooxml.content_types import ContentTypes
from addin.ooxml.errors import PackageError

_WORKBOOK_TYPES = ("spreadsheetml.", "ms-excel.sheet.", "ms-excel.template.", "ms-excel.addin.")
# Elements of CT_Workbook that come after calcPr (ECMA-376 part 1, 18.2.27).
_AFTER_CALC = {
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
}


class Package:
    """An open workbook file. Nothing reaches the disk before `save`."""

    def __init__(self, archive: Archive, shown: str) -> None:
        self.file_name = shown
        self._archive = archive
        self._order: list[str] = list(archive.entries)
        self._changed: dict[str, bytes] = {}
        self._renderers: dict[str, Callable[[], bytes | None]] = {}
        self._names = {name.lower(): name for name in self._order}
        if "[content_types].xml" not in self._names:
            raise PackageError(f"{shown} is not an Excel workbook; save it from Excel as .xlsx.")
        self.content_types = ContentTypes(self, self._names["[content_types].xml"])
        self.workbook_part = self._find_workbook()
        workbook = self.xml(self.workbook_part)
        self._strict = safe_xml.namespace(workbook).startswith("http://purl.oclc.org/")
        properties = safe_xml.child(workbook, "workbookPr")
        self.date_1904 = properties is not None and properties.get("date1904") in ("1", "true", "on")
        self.sheets: tuple[Sheet, ...] = read_sheets(workbook, self._present_links())
        if not self.sheets:
            raise PackageError(f"{shown} has no sheets; open it in Excel and save it again.")
        self.defined_names: tuple[DefinedName, ...] = read_names(workbook)

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open .xlsx, .xlsm, .xltx or .xltm. PackageError, one plain sentence, for anything else."""
        path = Path(path)
        return cls(Archive(path), path.name)

    @property
    def part_names(self) -> tuple[str, ...]:
        """All part names in file order."""
        return tuple(self._order)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """The bytes of a part as they would be saved now. KeyError if there is none of that name."""
        name = self._names[part.lower()]
        renderer = self._renderers.get(name)
        rendered = renderer() if renderer else None
        if rendered is not None:
            return rendered
        return self._changed[name] if name in self._changed else self._archive.read(name)

    def xml(self, part: str) -> etree._Element:
        """The parsed root of a part. PackageError if it is missing, malformed or declares a DOCTYPE."""
        if part not in self:
            raise PackageError(f"{self.file_name} is damaged ({part} is missing); open it in Excel and save it again.")
        return safe_xml.parse(self.read(part), part)

    def write(self, part: str, data: bytes) -> None:
        """Replace a part, or add it at the end of the file."""
        name = self._names.setdefault(part.lower(), part)
        if name not in self._order:
            self._order.append(name)
        self._changed[name] = data

    def remove(self, part: str) -> None:
        """Take a part out, with its own relationships and content type; links to it are the caller's."""
        for name in (part, relationships_part(part)):
            found = self._names.pop(name.lower(), None)
            if found is not None:
                self._order.remove(found)
                self._changed.pop(found, None)
        self.content_types.remove(part)

    def render_later(self, part: str, renderer: Callable[[], bytes | None]) -> None:
        """Let an editor supply the bytes of its part when they are needed; None means unchanged."""
        self._renderers[self._names[part.lower()]] = renderer

    def new_part_name(self, pattern: str) -> str:
        """The first free name of a pattern such as `xl/comments{}.xml`."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def relationships(self, part: str) -> list[Relationship]:
        """The relationships of a part; the empty name stands for the package itself."""
        rels = relationships_part(part)
        if rels not in self:
            return []
        found = []
        for element in self.xml(rels):
            if safe_xml.local_name(element) != "Relationship":
                continue
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            found.append(
                Relationship(
                    id=element.get("Id", ""),
                    kind=element.get("Type", "").rpartition("/")[2],
                    target=target if external else self._resolve(part, target),
                    external=external,
                )
            )
        return found

    def related(self, part: str, kind: str) -> list[Relationship]:
        """The internal relationships of one kind whose target is present."""
        return [
            link for link in self.relationships(part) if link.kind == kind and not link.external and link.target in self
        ]

    def add_relationship(self, part: str, kind: str, target: str) -> str:
        """Link `part` to the part `target`; gives the new id."""
        rels = relationships_part(part)
        if rels in self:
            root = self.xml(rels)
        else:
            root = safe_xml.parse(b'<Relationships xmlns="%b"/>' % safe_xml.RELATIONSHIPS.encode(), rels)
        used = {element.get("Id") for element in root}
        number = 1
        while f"rId{number}" in used:
            number += 1
        link = etree.SubElement(root, f"{{{safe_xml.RELATIONSHIPS}}}Relationship")
        link.set("Id", f"rId{number}")
        link.set("Type", f"{self.relationship_base}/{kind}")
        link.set("Target", f"/{target}")
        self.write(rels, safe_xml.serialise(root))
        return f"rId{number}"

    def remove_relationship(self, part: str, identifier: str) -> None:
        """Take one relationship of a part away; an empty relationships part goes too."""
        rels = relationships_part(part)
        root = self.xml(rels)
        for element in [element for element in root if element.get("Id") == identifier]:
            root.remove(element)
        if len(root):
            self.write(rels, safe_xml.serialise(root))
        else:
            self.remove(rels)

    @property
    def relationship_base(self) -> str:
        """The namespace of relationship types and ids in this book."""
        return safe_xml.STRICT_OFFICE_RELATIONSHIPS if self._strict else safe_xml.OFFICE_RELATIONSHIPS

    def sheet(self, name: str) -> Sheet:
        """A sheet by name, letter case ignored as Excel does. PackageError if there is none."""
        for sheet in self.sheets:
            if sheet.name.lower() == name.lower():
                return sheet
        raise PackageError(f"{self.file_name} has no sheet {name}; add it or use the workbook template.")

    def tables(self, sheet_name: str) -> list[Table]:
        """The tables of one sheet."""
        return [
            read_table(self.xml(link.target), link.target)
            for link in self.related(self.sheet(sheet_name).part, "table")
        ]

    def drop_calculation_chain(self) -> None:
        """Remove the calculation chain; Excel builds it anew on opening."""
        for link in self.related(self.workbook_part, "calcChain"):
            self.remove_relationship(self.workbook_part, link.id)
            self.remove(link.target)

    def calculate_on_load(self) -> None:
        """Ask the spreadsheet program to calculate all formulas when it opens the book."""
        root = self.xml(self.workbook_part)
        settings = safe_xml.child(root, "calcPr")
        if settings is None:
            settings = etree.Element(f"{{{safe_xml.namespace(root)}}}calcPr")
            later = [i for i, element in enumerate(root) if safe_xml.local_name(element) in _AFTER_CALC]
            root.insert(later[0] if later else len(root), settings)
        if settings.get("fullCalcOnLoad") != "1":
            settings.set("fullCalcOnLoad", "1")
            self.write(self.workbook_part, safe_xml.serialise(root))

    def save(self, path: str | Path) -> None:
        """Write the book in one step; the old file stays whole after any failure. OSError if it cannot be written."""
        write_archive(Path(path), self._entries())

    def _entries(self) -> Iterator[RawEntry]:
        for name in self._order:
            renderer = self._renderers.get(name)
            data = renderer() if renderer else None
            if data is None:
                data = self._changed.get(name)
            yield self._archive.raw(name) if data is None else packed(name, data)

    def _resolve(self, part: str, target: str) -> str:
        target = target.replace("\\", "/").partition("#")[0]
        name = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        return self._names.get(name.lower(), name)

    def _present_links(self) -> dict[str, Relationship]:
        return {link.id: link for link in self.relationships(self.workbook_part) if link.target in self}

    def _find_workbook(self) -> str:
        targets = [link.target for link in self.relationships("") if link.kind == "officeDocument"]
        if not targets or targets[0] not in self:
            if "mimetype" in self._names and b"opendocument" in self.read("mimetype"):
                raise PackageError(f"{self.file_name} is an OpenDocument file; save it as .xlsx to let it be changed.")
            raise PackageError(f"{self.file_name} has no workbook inside; save it from Excel as .xlsx.")
        kind = self.content_types.of(targets[0])
        if "binary" in kind or targets[0].endswith(".bin"):
            raise PackageError(f"{self.file_name} is a binary workbook (.xlsb); open it in Excel and save it as .xlsx.")
        if not any(word in kind for word in _WORKBOOK_TYPES):
            raise PackageError(f"{self.file_name} is not an Excel workbook; save it from Excel as .xlsx.")
        return targets[0]


def relationships_part(part: str) -> str:
    """`xl/workbook.xml` -> `xl/_rels/workbook.xml.rels`."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
