"""Every kind of edit, opened by another program."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from addin.ooxml import Formula, Package, SheetEditor, read_notes, read_workbook, set_notes
from tests.libreoffice import Convert
from tests.ooxml.books import parts
from tests.ooxml.test_fill_rows import ROWS

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning"),
]

FOREIGN = {
    "xl/vbaProject.bin",
    "xl/charts/chart1.xml",
    "xl/media/image1.png",
    "xl/drawings/drawing1.xml",
    "xl/drawings/drawing2.xml",
    "customUI/customUI14.xml",
    "customXml/item1.xml",
    "xl/pivotCache/own1.bin",
    "xl/threadedComments/threadedComment1.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/theme/theme1.xml",
    "docProps/core.xml",
    "_rels/.rels",
    "xl/worksheets/_rels/sheet1.xml.rels",
}


def test_edited_books_open_and_hold_what_was_written(rich: Path, tmp_path: Path, convert: Convert) -> None:
    made = []
    for name in ("cells", "rows", "notes", "cleared"):
        package = Package.open(rich)
        editor, other = SheetEditor(package, "Learners"), SheetEditor(package, "Other")
        if name == "cells":
            editor.set_cells(
                {(4, 3): "=Yew", (9, 2): date(2026, 8, 1), (20, 4): date(2026, 8, 1), (4, 6): Formula("E4*3")}
            )
        elif name == "rows":
            editor.fill_rows(4, ROWS, editor.row_styles(4))
            editor.resize_table("B3:E53")
            editor.extend_ranges(53)
        else:
            set_notes(editor, [(5, 2, "ours")], "ILR")
            set_notes(other, [(5, 2, "ours too")], "ILR")
            if name == "cleared":
                set_notes(editor, [], "ILR")
                set_notes(other, [], "ILR")
        made.append(tmp_path / f"{name}.xlsm")
        package.save(made[-1])
        before, after = parts(rich), parts(made[-1])
        assert {part for part in FOREIGN if before[part] != after.get(part)} == set()
        openpyxl.load_workbook(made[-1], keep_vba=True)
    cells, rows, notes, cleared = convert("xlsx", *made)

    (sheet, _) = read_workbook(cells)
    assert (sheet.rows[3][2], sheet.rows[19][3], sheet.rows[3][5]) == ("=Yew", date(2026, 8, 1), 3)
    (sheet, _) = read_workbook(rows)
    assert sheet.rows[52][1:6] == ["0000000049", "Ash", date(2000, 1, 22), 49, 98]
    table = openpyxl.load_workbook(rows)["Learners"].tables["tblLearners"]
    assert table.ref == "B3:E53"
    for path, expected in ((notes, {"B5": "ours", "C4": "Mine"}), (cleared, {"C4": "Mine"})):
        comments = {
            cell.coordinate: cell.comment.text
            for row in openpyxl.load_workbook(path)["Learners"].iter_rows()
            for cell in row
            if cell.comment
        }
        assert {place: text[:4] for place, text in comments.items()} == expected
    assert sheet.rows[0][0] == "A title"


def test_books_saved_by_libreoffice_can_be_edited(rich: Path, tmp_path: Path, convert: Convert) -> None:
    (source,) = convert("xlsx", rich)
    package = Package.open(source)
    editor = SheetEditor(package, "Learners")
    editor.set_cells({(5, 3): "Yew", (9, 2): "new", (9, 4): date(2026, 8, 1), (4, 6): 77})
    assert set_notes(editor, [(4, 3, "x"), (5, 2, "ours"), (9, 2, "ours too")], "ILR") == [(4, 3)]
    editor.extend_ranges(99)
    package.save(tmp_path / "edited.xlsx")
    (again,) = convert("xlsx", tmp_path / "edited.xlsx")
    for path in (tmp_path / "edited.xlsx", again):
        (data, _) = read_workbook(path)
        assert (data.rows[4][2], data.rows[8][1], data.rows[8][3]) == ("Yew", "new", date(2026, 8, 1))
        assert (data.rows[3][5], data.rows[4][5]) == (77, 4)
        sheet = openpyxl.load_workbook(path)["Learners"]
        assert {cell: (c.text if (c := sheet[cell].comment) else None) for cell in ("C4", "B5", "B9")} == {
            "C4": "Mine, please keep",
            "B5": "ours",
            "B9": "ours too",
        }
        assert "E4:E99" in [str(rule.sqref) for rule in sheet.data_validations.dataValidation]
    package = Package.open(tmp_path / "edited.xlsx")
    set_notes(SheetEditor(package, "Learners"), [], "ILR")
    assert read_notes(SheetEditor(package, "Learners")) == read_notes(SheetEditor(Package.open(source), "Learners"))
