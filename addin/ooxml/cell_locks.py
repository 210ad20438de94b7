"""Which cells of a sheet stay open once it is protected: said by the style of each cell and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.package import Package
from addin.ooxml.references import MAX_ROW, Area
from addin.ooxml.rows import iter_cells
from addin.ooxml.sheet import SheetEditor

_STYLE = re.compile(rb"""(\ss=)["'](\d+)["']""")
_TRUE = ("1", "true", "on")
# Elements of CT_Xf that come after protection (ECMA-376 part 1, 18.8.45).
_AFTER_PROTECTION = ("extLst",)


def open_cells(editor: SheetEditor, areas: Sequence[Area]) -> None:
    """Make the cells of some areas open and all others of a sheet locked; this shows once the sheet is protected.

    An area down to the last row of a sheet counts for cells that nobody has filled yet as well.
    """
    twins = _Twins(editor.package)
    columns = [area for area in areas if area.last_row == MAX_ROW]
    root = editor.skeleton()
    if _restyle_columns(root, columns, twins):
        editor.replace_skeleton(root)
    editor.map_rows(lambda number, raw: _restyled(number, raw, areas, twins))
    twins.save()


class _Twins:
    """Styles of a book that look the same but for the lock; made where there is none."""

    def __init__(self, package: Package):
        self._package = package
        (link, *_) = package.related(package.workbook_part, "styles")
        self._part = link.target
        self._root = package.xml(link.target)
        formats = safe_xml.child(self._root, "cellXfs")
        assert formats is not None, "every workbook has a style"
        self._formats = formats
        self._known = {etree.tostring(form, method="c14n"): number for number, form in reversed([*enumerate(formats)])}
        self._twins: dict[tuple[int, bool], int] = {}
        self._has_new = False

    def of(self, style: int, is_open: bool) -> int:
        """The style that looks like this one and is open, or locked."""
        key = (style, is_open)
        if key not in self._twins:
            self._twins[key] = self._made(style, is_open) if style < len(self._formats) else style
        return self._twins[key]

    def save(self) -> None:
        """Put new styles into the book."""
        if self._has_new:
            self._formats.set("count", str(len(self._formats)))
            self._package.write(self._part, safe_xml.serialise(self._root))

    def _made(self, style: int, is_open: bool) -> int:
        form = self._formats[style]
        if _is_open(form) == is_open:
            return style
        wanted = deepcopy(form)
        protection = safe_xml.child(wanted, "protection")
        if protection is None:
            protection = etree.Element(f"{{{safe_xml.namespace(form)}}}protection")
            later = [number for number, inner in enumerate(wanted) if safe_xml.local_name(inner) in _AFTER_PROTECTION]
            wanted.insert(later[0] if later else len(wanted), protection)
        protection.set("locked", "0" if is_open else "1")
        wanted.set("applyProtection", "1")
        written = etree.tostring(wanted, method="c14n")
        if written not in self._known:
            self._formats.append(wanted)
            self._known[written] = len(self._formats) - 1
            self._has_new = True
        return self._known[written]


def _is_open(form: etree._Element) -> bool:
    protection = safe_xml.child(form, "protection")
    return protection is not None and protection.get("locked", "1") not in _TRUE


def _restyled(number: int, raw: bytes, areas: Sequence[Area], twins: _Twins) -> bytes:
    """A row with the style of each of its cells open or locked as it shall be."""
    if b"<c" not in raw:
        return raw
    here = [area for area in areas if area.first_row <= number <= area.last_row]
    parts, done = [], 0
    for cell in iter_cells(raw):
        tag_end = raw.index(b">", cell.start)
        found = _STYLE.search(raw, cell.start, tag_end)
        style = int(found[2]) if found else 0
        wanted = twins.of(style, any(area.first_column <= cell.column <= area.last_column for area in here))
        if wanted != style:
            start, end = found.span() if found else (cell.start + 2, cell.start + 2)
            parts += [raw[done:start], b' s="%d"' % wanted]
            done = end
    return b"".join([*parts, raw[done:]]) if parts else raw


def _restyle_columns(root: etree._Element, areas: Sequence[Area], twins: _Twins) -> bool:
    """Make columns open or locked for cells to come; gives whether anything is another now."""
    columns = safe_xml.child(root, "cols")
    old = list(columns) if columns is not None else []
    new: list[etree._Element] = []
    reached = 0
    for element in old:
        first, last = int(element.get("min", "1")), int(element.get("max", "1"))
        new += _gap(root, reached + 1, first - 1, areas, twins)
        for start, end in _pieces(first, last, areas):
            piece = deepcopy(element)
            piece.set("min", str(start))
            piece.set("max", str(end))
            style = int(element.get("style", "0"))
            wanted = twins.of(style, _is_in(start, areas))
            if wanted or "style" in element.attrib:
                piece.set("style", str(wanted))
            new.append(piece)
        reached = last
    new += _gap(root, reached + 1, max((area.last_column for area in areas), default=0), areas, twins)
    if [etree.tostring(one, method="c14n") for one in old] == [etree.tostring(one, method="c14n") for one in new]:
        return False
    if columns is None:
        columns = etree.Element(f"{{{safe_xml.namespace(root)}}}cols")
        place = next(number for number, inner in enumerate(root) if safe_xml.local_name(inner) == "sheetData")
        root.insert(place, columns)
    columns[:] = new
    return True


def _gap(root: etree._Element, first: int, last: int, areas: Sequence[Area], twins: _Twins) -> Iterator[etree._Element]:
    """Columns that the sheet says nothing of and that shall be open."""
    for start, end in _pieces(first, last, areas):
        if _is_in(start, areas):
            element = etree.Element(f"{{{safe_xml.namespace(root)}}}col")
            for name, value in (("min", start), ("max", end), ("width", 9.140625), ("style", twins.of(0, True))):
                element.set(name, str(value))
            yield element


def _pieces(first: int, last: int, areas: Sequence[Area]) -> Iterator[tuple[int, int]]:
    """A range of columns cut wherever it begins or ends to be open."""
    cuts = {area.first_column for area in areas} | {area.last_column + 1 for area in areas}
    starts = sorted({first, *(cut for cut in cuts if first < cut <= last)}) if first <= last else []
    yield from zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True) if starts else ()


def _is_in(column: int, areas: Sequence[Area]) -> bool:
    return any(area.first_column <= column <= area.last_column for area in areas)
