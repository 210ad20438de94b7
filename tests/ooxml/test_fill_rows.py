from datetime import date
from pathlib import Path

import openpyxl
import pytest

from addin.ooxml import Area, Formula, Package, SheetEditor, Styled, read_workbook
from tests.ooxml.books import changed_parts, parts
from tests.ooxml.test_set_cells import SHARED, SHEET, book_of, sheet_xml

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")

ROWS = [
    [None, f"{number:010}", "Ash", date(2000, 1, number % 28 + 1), number, Formula(f"=E{number + 4}*2", number * 2)]
    for number in range(50)
]


def test_rows_are_replaced_and_rows_above_stay(rich: Path, tmp_path: Path) -> None:
    package = Package.open(rich)
    editor = SheetEditor(package, "Learners")
    styles = editor.row_styles(4)
    assert editor.fill_rows(4, ROWS, styles) == 53
    editor.resize_table("B3:E53")
    editor.extend_ranges(53)
    package.save(tmp_path / "full.xlsm")
    assert changed_parts(rich, tmp_path / "full.xlsm") == {
        SHEET, "xl/tables/table1.xml", "xl/workbook.xml",
        "xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "full.xlsm")["Learners"]
    assert (sheet["A1"].value, sheet["B3"].value) == ("A title", "ULN")
    assert (sheet["B53"].value, sheet["D53"].number_format, sheet["F53"].value) == (
        "0000000049",
        "dd/mm/yyyy",
        "=E53*2",
    )
    assert sheet.max_row == 53
    assert sheet.tables["tblLearners"].ref == sheet.tables["tblLearners"].autoFilter.ref == "B3:E53"
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["E4:E53", "E1"]
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["B4:E53", "E4:E53"]
    # The data bar of Excel 2010 lives in the extension list.
    assert "<xm:sqref>E4:E53</xm:sqref>" in sheet_xml(tmp_path / "full.xlsm")
    assert sheet_xml(tmp_path / "full.xlsm").count('<dimension ref="A1:I53"/>') == 1
    assert [str(area) for area in sheet.merged_cells.ranges] == ["H2:I3"]
    assert read_workbook(tmp_path / "full.xlsm")[0].rows[52][1:6] == ["0000000049", "Ash", date(2000, 1, 22), 49, 98]


def test_fewer_rows_leave_nothing_behind(rich: Path, tmp_path: Path) -> None:
    package = Package.open(rich)
    assert SheetEditor(package, "Learners").fill_rows(5, [["only"], [], [None, Styled(1, 0)]]) == 7
    package.save(tmp_path / "b.xlsm")
    rows = read_workbook(tmp_path / "b.xlsm")[0].rows
    assert [[value for value in row if value is not None] for row in rows[4:]] == [["only"], [], [1]]


def test_merged_ranges_in_the_filled_area_are_dissolved(tmp_path: Path) -> None:
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:B2", "A3:A6", "B4:C5", "C4:D9"))
    tail = f'<mergeCells count="4">{merges}</mergeCells>'
    package = Package.open(book_of(tmp_path / "b.xlsx", "", tail=tail))
    SheetEditor(package, "S").fill_rows(5, [["x"] * 4])
    package.save(tmp_path / "c.xlsx")
    (sheet,) = read_workbook(tmp_path / "c.xlsx")
    assert sheet.merged == [Area(1, 1, 2, 2), Area(3, 1, 4, 1), Area(4, 2, 4, 3), Area(4, 3, 4, 4)]
    assert sheet.rows[4] == ["x"] * 4


def test_last_merged_range_takes_its_list_along(tmp_path: Path) -> None:
    tail = '<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>'
    package = Package.open(book_of(tmp_path / "b.xlsx", "", tail=tail))
    SheetEditor(package, "S").fill_rows(2, [["x", "y"]])
    package.save(tmp_path / "c.xlsx")
    assert "mergeCells" not in sheet_xml(tmp_path / "c.xlsx")


def test_shared_formula_whose_lower_cells_are_replaced(tmp_path: Path) -> None:
    package = Package.open(book_of(tmp_path / "b.xlsx", SHARED))
    SheetEditor(package, "S").fill_rows(3, [["x"]])
    package.save(tmp_path / "c.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["S"]
    assert [sheet[name].value for name in ("C1", "B2", "A3", "D4")] == ['=B1*$A$1&"x"', '=A2*$A$1&"x"', "x", None]


def test_a_sheet_without_rows(tmp_path: Path) -> None:
    package = Package.open(book_of(tmp_path / "b.xlsx", ""))
    editor = SheetEditor(package, "S")
    assert editor.last_row == 0
    assert editor.fill_rows(1, iter([["a"], ["b", 2]])) == 2
    package.save(tmp_path / "c.xlsx")
    assert read_workbook(tmp_path / "c.xlsx")[0].rows == [["a", None], ["b", 2]]


def test_rows_wider_than_the_first(tmp_path: Path) -> None:
    package = Package.open(book_of(tmp_path / "b.xlsx", "", head='<cols><col min="3" max="9" style="1"/></cols>'))
    SheetEditor(package, "S").fill_rows(1, [[1], [1, 2, 3], [1, 2, 3, 4, None]], {4: 0, 5: 0})
    package.save(tmp_path / "c.xlsx")
    assert '<c r="C3" s="1"><v>3</v></c><c r="D3"><v>4</v></c><c r="E3"/>' in sheet_xml(tmp_path / "c.xlsx")


@pytest.mark.parametrize(("ref", "words"), [("B3:F6", "4 columns"), ("B3:E3", "at least one row")])
def test_table_areas_that_do_not_fit(ref: str, words: str, rich: Path) -> None:
    editor = SheetEditor(Package.open(rich), "Learners")
    with pytest.raises(ValueError, match=words):
        editor.resize_table(ref)


def test_table_with_totals_keeps_its_filter_above_them(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "b.xlsx")
    sheet = book.add_worksheet("S")
    sheet.add_table(
        "A1:B4", {"total_row": True, "columns": [{"header": "a"}, {"header": "b", "total_function": "sum"}]}
    )
    book.close()
    package = Package.open(tmp_path / "b.xlsx")
    editor = SheetEditor(package, "S")
    editor.resize_table("A1:B9", "table1")
    package.save(tmp_path / "c.xlsx")
    xml = parts(tmp_path / "c.xlsx")["xl/tables/table1.xml"]
    assert b'ref="A1:B9"' in xml
    assert b'<autoFilter ref="A1:B8"' in xml


@pytest.mark.parametrize(
    ("sqref", "expected"),
    [
        ("B4:B6", "B4:B20"),
        ("B4", "B4:B20"),
        ("B4:B6 D4:D9 F5:F6", "B4:B20 D4:D20 F5:F6"),
        ("B4:B6 B8:B9", "B4:B20"),
        ("B4:B30", "B4:B30"),
        ("B5:B6", "B5:B6"),
        ("B:B", "B:B"),
    ],
)
def test_ranges_that_are_stretched(sqref: str, expected: str, tmp_path: Path) -> None:
    rule = '<cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
    tail = f'<conditionalFormatting sqref="{sqref}">{rule}</conditionalFormatting>'
    package = Package.open(book_of(tmp_path / "b.xlsx", "", tail=tail))
    SheetEditor(package, "S").extend_ranges(20, first_row=4)
    package.save(tmp_path / "c.xlsx")
    assert f'<conditionalFormatting sqref="{expected}">' in sheet_xml(tmp_path / "c.xlsx")
