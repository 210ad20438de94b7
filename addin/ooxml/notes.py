"""Notes (legacy comments) of one author on a sheet, beside the notes and threaded comments of others."""

from collections.abc import Callable, Iterable

from lxml import etree

from addin.ooxml import safe_xml, vml
from addin.ooxml.errors import PackageError
from addin.ooxml.escapes import escape_text, unescape_text
from addin.ooxml.note_room import NoteRoom
from addin.ooxml.package import Package
from addin.ooxml.references import cell_name, parse_cell
from addin.ooxml.sheet import SheetEditor
from addin.ooxml.values import MAX_TEXT

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What may follow legacyDrawing in a worksheet (ECMA-376 part 1, 18.3.1.99); AlternateContent wraps the controls.
_AFTER_DRAWING = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
}


def set_notes(
    sheet: SheetEditor,
    notes: Iterable[tuple[int, int, str]],
    author: str,
    is_own: Callable[[str, str], bool] | None = None,
) -> list[tuple[int, int]]:
    """Make these (row, column, text) the only notes of `author` on the sheet; an empty list clears them.

    `is_own` tells by text and author which notes that are there are the author's, if the name alone does not. Notes of
    others stay as they are; gives the cells that got no note because another person's is there. Several texts for one
    cell become one note. The parts disappear with the last note. PackageError if a text is too long.
    """
    wanted: dict[tuple[int, int], str] = {}
    for row, column, text in notes:
        wanted[row, column] = f"{wanted[row, column]}\n{text}" if (row, column) in wanted else text
    for (row, column), text in wanted.items():
        if len(text) > MAX_TEXT:
            raise PackageError(f"The note for {cell_name(row, column)} is too long: a note holds {MAX_TEXT:,} letters.")
    package, part = sheet.package, sheet.sheet.part
    links = package.related(part, "comments")
    if not links and not wanted:
        return []
    root = package.xml(links[0].target) if links else _new_comments()
    removed = _remove_notes(root, author, is_own or (lambda _, name: name == author))
    theirs = {_place(comment) for comment in _list_of(root, "commentList")}
    skipped = sorted(place for place in wanted if place in theirs)
    ours = {place: text for place, text in sorted(wanted.items()) if place not in theirs}
    if not ours and not removed:
        return skipped
    _add_notes(root, ours, author)
    if len(_list_of(root, "commentList")):
        target = links[0].target if links else _add_comments_part(package, part)
        package.write(target, safe_xml.serialise(root))
    else:
        for link in links:
            package.remove_relationship(part, link.id)
            package.remove(link.target)
    _draw(sheet, removed, ours)
    return skipped


def read_notes(sheet: SheetEditor) -> list[tuple[int, int, str, str]]:
    """All notes of the sheet as (row, column, text, author), in file order."""
    found = []
    for link in sheet.package.related(sheet.sheet.part, "comments"):
        root = sheet.package.xml(link.target)
        authors = [unescape_text(author.text or "") for author in _list_of(root, "authors")]
        comments = _list_of(root, "commentList")
        found += [(*_place(one), _text_of(one), _author_of(one, authors)) for one in comments]
    return found


def _text_of(comment: etree._Element) -> str:
    return unescape_text("".join(e.text or "" for e in comment.iter() if safe_xml.local_name(e) == "t"))


def _author_of(comment: etree._Element, authors: list[str]) -> str:
    number = int(comment.get("authorId", "0"))
    return authors[number] if number < len(authors) else ""


def _new_comments() -> etree._Element:
    return safe_xml.parse(b'<comments xmlns="%b"><authors/><commentList/></comments>' % safe_xml.MAIN.encode(), "notes")


def _list_of(root: etree._Element, name: str) -> etree._Element:
    found = safe_xml.child(root, name)
    if found is None:
        found = etree.Element(f"{{{safe_xml.namespace(root)}}}{name}")
        root.insert(0 if name == "authors" else len(safe_xml.children(root, "authors")), found)
    return found


def _place(comment: etree._Element) -> tuple[int, int]:
    return parse_cell(comment.get("ref", "A1"))


def _remove_notes(root: etree._Element, author: str, is_own: Callable[[str, str], bool]) -> set[tuple[int, int]]:
    """Take the author's notes out; the author too where no other author's number changes by it."""
    listed, comments = _list_of(root, "authors"), _list_of(root, "commentList")
    authors = [unescape_text(element.text or "") for element in listed]
    removed = set()
    for comment in [one for one in comments if is_own(_text_of(one), _author_of(one, authors))]:
        removed.add(_place(comment))
        comments.remove(comment)
    if authors and authors[-1] == author:
        listed.remove(listed[-1])
    return removed


def _add_notes(root: etree._Element, notes: dict[tuple[int, int], str], author: str) -> None:
    if not notes:
        return
    tag = f"{{{safe_xml.namespace(root)}}}%s"
    authors, comments = _list_of(root, "authors"), _list_of(root, "commentList")
    names = [unescape_text(element.text or "") for element in authors]
    if author not in names:
        etree.SubElement(authors, tag % "author").text = escape_text(author)
        names.append(author)
    number = str(names.index(author))
    for (row, column), text in notes.items():
        comment = etree.SubElement(comments, tag % "comment")
        comment.set("ref", cell_name(row, column))
        comment.set("authorId", number)
        run = etree.SubElement(etree.SubElement(comment, tag % "text"), tag % "r")
        font = etree.SubElement(run, tag % "rPr")
        for name, value in (("sz", "9"), ("rFont", "Tahoma"), ("family", "2")):
            etree.SubElement(font, tag % name).set("val", value)
        content = etree.SubElement(run, tag % "t")
        content.set(_XML_SPACE, "preserve")
        content.text = escape_text(text)


def _add_comments_part(package: Package, sheet_part: str) -> str:
    target = package.new_part_name("xl/comments{}.xml")
    package.add_relationship(sheet_part, "comments", target)
    package.content_types.add(target, _COMMENTS_TYPE)
    return target


def _draw(sheet: SheetEditor, removed: set[tuple[int, int]], notes: dict[tuple[int, int], str]) -> None:
    """Bring the boxes of the legacy drawing in line with the notes."""
    package, part = sheet.package, sheet.sheet.part
    skeleton = sheet.skeleton()
    element = safe_xml.child(skeleton, "legacyDrawing")
    identifier = element.get(f"{{{package.relationship_base}}}id") if element is not None else None
    link = next((link for link in package.related(part, "vmlDrawing") if link.id == identifier), None)
    if link is None and not notes:
        return
    drawing = package.read(link.target) if link else vml.empty_drawing(_free_block(package))
    drawing = vml.without_notes(drawing, removed | notes.keys())
    room = NoteRoom(skeleton, sheet.row_tag)
    boxes = [(row, column, room.anchor(row, column, text)) for (row, column), text in notes.items()]
    if boxes:
        try:
            drawing = vml.with_notes(drawing, boxes)
        except ValueError as error:
            raise PackageError(
                f"The notes of {sheet.sheet.name} cannot be changed; save {package.file_name} again from Excel."
            ) from error
    if link and element is not None and not vml.has_shapes(drawing):
        package.remove_relationship(part, link.id)
        package.remove(link.target)
        if not any(name.lower().endswith(".vml") for name in package.part_names):
            package.content_types.remove_default("vml")
        skeleton.remove(element)
        sheet.replace_skeleton(skeleton)
    elif link:
        package.write(link.target, drawing)
    else:
        target = package.new_part_name("xl/drawings/vmlDrawing{}.vml")
        package.write(target, drawing)
        package.content_types.add_default("vml", _VML_TYPE)
        _link_drawing(skeleton, package.relationship_base, package.add_relationship(part, "vmlDrawing", target))
        sheet.replace_skeleton(skeleton)


def _free_block(package: Package) -> int:
    used = [0]
    for name in package.part_names:
        if name.lower().endswith(".vml"):
            used += vml.blocks_used(package.read(name))
    return max(used) + 1


def _link_drawing(skeleton: etree._Element, base: str, identifier: str) -> None:
    for old in safe_xml.children(skeleton, "legacyDrawing"):
        skeleton.remove(old)
    element = etree.Element(f"{{{safe_xml.namespace(skeleton)}}}legacyDrawing", nsmap={"r": base})
    element.set(f"{{{base}}}id", identifier)
    place = len(skeleton)
    while place and safe_xml.local_name(skeleton[place - 1]) in _AFTER_DRAWING:
        place -= 1
    skeleton.insert(place, element)
