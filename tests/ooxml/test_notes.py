import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from addin.ooxml import Package, PackageError, SheetEditor, read_notes, read_workbook, set_notes
from addin.ooxml.note_room import NoteRoom, box_height
from tests.ooxml.books import changed_parts, parts
from tests.ooxml.test_set_cells import book_of

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")
ME = "ILR check"


def note(path: Path, notes: list[tuple[int, int, str]], sheet: str = "Learners", name: str = "n.xlsm") -> Path:
    package = Package.open(path)
    set_notes(SheetEditor(package, sheet), notes, ME)
    target = path.with_name(name)
    package.save(target)
    return target


def notes_of(path: Path, sheet: str = "Learners") -> list[tuple[int, int, str, str]]:
    return read_notes(SheetEditor(Package.open(path), sheet))


def user_note() -> tuple[int, int, str, str]:
    return (4, 3, "Mine, please keep", "A user")


def shape_cells(vml: bytes) -> list[tuple[int, int]]:
    rows, columns = (re.findall(rb"<x:%b>(\d+)<" % name, vml) for name in (b"Row", b"Column"))
    return [(int(row) + 1, int(column) + 1) for row, column in zip(rows, columns, strict=True)]


def test_notes_beside_those_of_a_user(rich: Path) -> None:
    package = Package.open(rich)
    editor = SheetEditor(package, "Learners")
    wanted = [(5, 2, "ULN is wrong"), (4, 3, "not here"), (6, 2, " _x0041_ & <b>\nline")]
    assert set_notes(editor, wanted, ME) == [(4, 3)]
    target = rich.with_name("n.xlsm")
    package.save(target)
    assert notes_of(target) == [user_note(), (5, 2, "ULN is wrong", ME), (6, 2, " _x0041_ & <b>\nline", ME)]
    # Comments and the drawing are there already: nothing else needs to change, not even the sheet.
    assert changed_parts(rich, target) == {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    before, after = (parts(path)["xl/drawings/vmlDrawing1.vml"] for path in (rich, target))
    assert shape_cells(after) == [(4, 3), (5, 2), (6, 2)]
    (users_shape,) = re.findall(rb"<v:shape .*?</v:shape>", before, re.DOTALL)
    assert users_shape in after
    ids = re.findall(rb'<v:shape [^>]*id="(\w+)"', after)
    assert len(set(ids)) == 3


def test_notes_are_replaced_and_cleared(rich: Path) -> None:
    first = note(rich, [(5, 2, "one"), (6, 2, "two")], name="1.xlsm")
    second = note(first, [(6, 2, "new"), (20, 9, "three")], name="2.xlsm")
    assert notes_of(second) == [user_note(), (6, 2, "new", ME), (20, 9, "three", ME)]
    assert shape_cells(parts(second)["xl/drawings/vmlDrawing1.vml"]) == [(4, 3), (6, 2), (20, 9)]
    cleared = note(second, [], name="3.xlsm")
    assert notes_of(cleared) == [user_note()]
    assert shape_cells(parts(cleared)["xl/drawings/vmlDrawing1.vml"]) == [(4, 3)]
    assert changed_parts(rich, cleared) <= {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}


def test_a_sheet_without_notes_gets_its_parts_and_loses_them(rich: Path) -> None:
    first = note(rich, [(1, 1, "a note")], "Other", "1.xlsm")
    assert changed_parts(rich, first) == {
        "xl/comments2.xml", "xl/drawings/vmlDrawing2.vml", "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    comment = openpyxl.load_workbook(first)["Other"]["A1"].comment
    assert comment is not None
    assert (comment.text, comment.author) == ("a note", ME)
    sheet = parts(first)["xl/worksheets/sheet2.xml"]
    assert re.findall(rb"<(\w+)[ /][^<]*", sheet)[-2:] == [b"drawing", b"legacyDrawing"]
    cleared = note(first, [], "Other", "2.xlsm")
    assert set(parts(cleared)) == set(parts(rich))
    assert changed_parts(rich, cleared) <= {
        "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet2.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    assert b"legacyDrawing" not in parts(cleared)["xl/worksheets/sheet2.xml"]
    assert notes_of(cleared, "Other") == []


def test_a_book_without_any_note_is_as_before_once_cleared(tmp_path: Path) -> None:
    book = book_of(tmp_path / "b.xlsx", "")
    noted = note(book, [(2, 2, "x")], "S", "1.xlsx")
    assert b'Extension="vml"' in parts(noted)["[Content_Types].xml"]
    cleared = note(noted, [], "S", "2.xlsx")
    assert set(parts(cleared)) == set(parts(book))
    assert b"vml" not in parts(cleared)["[Content_Types].xml"]


def test_clearing_where_there_is_nothing_changes_nothing(rich: Path) -> None:
    assert changed_parts(rich, note(rich, [])) == set()
    assert changed_parts(rich, note(rich, [(4, 3, "taken")], name="2.xlsm")) == set()


@pytest.mark.parametrize(
    "tail",
    [
        "",
        '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><drawing r:id="rId9"/>',
        '<legacyDrawingHF r:id="rId9"/>',
        '<tableParts count="0"/><extLst/>',
        '<drawing r:id="rId9"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/>',
        '<headerFooter/><picture r:id="rId9"/><extLst/>',
    ],
)
def test_legacy_drawing_stands_where_the_schema_wants_it(tail: str, tmp_path: Path) -> None:
    order = ["sheetData", "pageMargins", "headerFooter", "drawing", "legacyDrawing", "legacyDrawingHF", "picture"]
    order += ["AlternateContent", "tableParts", "extLst"]
    namespace = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    book = book_of(tmp_path / "b.xlsx", "", root=f"<worksheet {main} {namespace}><sheetData/>{tail}</worksheet>")
    package = Package.open(book)
    editor = SheetEditor(package, "S")
    set_notes(editor, [(1, 1, "x")], ME)
    names = [str(element.tag).rpartition("}")[2] for element in editor.skeleton()]
    assert "legacyDrawing" in names
    assert names == sorted(names, key=order.index)


def test_notes_in_a_book_saved_by_openpyxl(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"].comment = Comment("theirs", "A user")
    book.save(tmp_path / "b.xlsx")
    noted = note(tmp_path / "b.xlsx", [(3, 3, "ours")], "Sheet", "1.xlsx")
    comments = {cell: openpyxl.load_workbook(noted)["Sheet"][cell].comment for cell in ("B2", "C3")}
    assert {cell: (c.text, c.author) for cell, c in comments.items() if c} == {
        "B2": ("theirs", "A user"),
        "C3": ("ours", ME),
    }
    cleared = note(noted, [], "Sheet", "2.xlsx")
    assert notes_of(cleared, "Sheet") == [(2, 2, "theirs", "A user")]


def test_a_threaded_comment_keeps_its_twin(rich: Path) -> None:
    content_before = parts(rich)
    package = Package.open(rich)
    xml = content_before["xl/comments1.xml"].replace(b"A user</author>", b"tc={0A1B}</author>")
    package.write("xl/comments1.xml", xml)
    assert set_notes(SheetEditor(package, "Learners"), [(4, 3, "x"), (5, 3, "y")], ME) == [(4, 3)]
    package.save(rich.with_name("n.xlsm"))
    assert [(row, column, author) for row, column, _, author in notes_of(rich.with_name("n.xlsm"))] == [
        (4, 3, "tc={0A1B}"), (5, 3, ME),
    ]  # fmt: skip
    threaded = "xl/threadedComments/threadedComment1.xml"
    assert parts(rich.with_name("n.xlsm"))[threaded] == content_before[threaded]


def test_form_controls_in_the_drawing_stay(rich: Path) -> None:
    button = (
        b'<v:shape id="_x0000_s1900" type="#_x0000_t201"><v:textbox><font>Run<br></font></v:textbox>'
        b'<x:ClientData ObjectType="Button"><x:Row>4</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>'
    )
    package = Package.open(rich)
    vml = package.read("xl/drawings/vmlDrawing1.vml").rstrip().removesuffix(b"</xml>") + button
    package.write("xl/drawings/vmlDrawing1.vml", vml)
    editor = SheetEditor(package, "Learners")
    set_notes(editor, [(5, 2, "x")], ME)
    assert button.removesuffix(b"</xml>") in package.read("xl/drawings/vmlDrawing1.vml")
    assert b'id="_x0000_s1901"' in package.read("xl/drawings/vmlDrawing1.vml")
    set_notes(editor, [], ME)
    assert package.read("xl/drawings/vmlDrawing1.vml") == vml


def test_several_texts_for_one_cell_are_one_note(rich: Path) -> None:
    assert (5, 2, "one\ntwo", ME) in notes_of(note(rich, [(5, 2, "one"), (5, 2, "two")]))


def test_a_note_too_long_is_refused(rich: Path) -> None:
    with pytest.raises(PackageError, match="note for B5 is too long"):
        note(rich, [(5, 2, "x" * 32_768)])


def test_cells_and_notes_in_one_edit(rich: Path) -> None:
    package = Package.open(rich)
    editor = SheetEditor(package, "Other")
    editor.set_cells({(9, 9): "bad"})
    set_notes(editor, [(9, 9, "why")], ME)
    editor.set_cells({(10, 9): "later"})
    package.save(rich.with_name("n.xlsm"))
    rows = read_workbook(rich.with_name("n.xlsm"))[1].rows
    assert (rows[8][8], rows[9][8]) == ("bad", "later")
    assert notes_of(rich.with_name("n.xlsm"), "Other") == [(9, 9, "why", ME)]


@pytest.mark.parametrize(("text", "lines"), [("a", 1), ("a" * 40, 1), ("a" * 41, 2), ("a\n\nb", 3), ("\n" * 99, 40)])
def test_box_height_follows_the_text(text: str, lines: int) -> None:
    assert box_height(text) == lines * 15 + 12


def test_box_reaches_past_hidden_columns_and_rows(tmp_path: Path) -> None:
    rows = '<row r="2" hidden="1"/><row r="3" ht="15"/>'
    book = book_of(tmp_path / "b.xlsx", rows, head='<cols><col min="3" max="4" hidden="1" width="9"/></cols>')
    editor = SheetEditor(Package.open(book), "S")
    room = NoteRoom(editor.skeleton(), editor.row_tag)
    # 260 pixels are four columns of 64 and four pixels; C and D count nothing. 27 pixels: rows 1 (20), 2 (0), 3.
    assert room.anchor(2, 2, "short") == (2, 0, 0, 0, 8, 4, 2, 7)
