import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from addin.ooxml import Formula, Package, PackageError, SheetEditor, Skipped, Styled, read_workbook
from addin.ooxml.values import CellValue
from tests.ooxml.books import changed_parts, parts, rich_book, write_parts

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")

NOON = datetime(2026, 8, 1, 12)
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def edit(source: Path, values: dict[tuple[int, int], CellValue], sheet: str = "Learners") -> tuple[Path, list[Skipped]]:
    package = Package.open(source)
    skipped = SheetEditor(package, sheet).set_cells(values)
    target = source.with_name(f"edited-{source.name}")
    package.save(target)
    return target, skipped


def book_of(path: Path, sheet_data: str, *, head: str = "", tail: str = "", root: str = "") -> Path:
    """A one-sheet book whose rows are given as XML."""
    workbook = xlsxwriter.Workbook(path)
    workbook.add_worksheet("S")
    workbook.close()
    content = parts(path)
    xml = root or f"<worksheet {MAIN.decode()}>{head}<sheetData>{sheet_data}</sheetData>{tail}</worksheet>"
    content[SHEET] = xml.encode()
    return write_parts(path, content)


def sheet_xml(path: Path) -> str:
    return parts(path)[SHEET].decode()


def test_only_the_sheet_part_changes_and_only_the_row_written_to(rich: Path) -> None:
    target, skipped = edit(rich, {(4, 3): "Yew"})
    assert skipped == []
    assert changed_parts(rich, target) == {SHEET}
    rows = [re.findall(r"<row .*?</row>", sheet_xml(path)) for path in (rich, target)]
    assert [new[:11] for old, new in zip(*rows, strict=True) if old != new] == ['<row r="4" ']
    outside = [re.sub(r"<dimension[^>]*>|<sheetData>.*</sheetData>", "", sheet_xml(path)) for path in (rich, target)]
    assert outside[0] == outside[1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text", "text"),
        ("=1+1", "=1+1"),
        (True, True),
        (False, False),
        (0, 0),
        (-12, -12),
        (2.5, 2.5),
        (1e300, 1e300),
        (Decimal("12.34"), 12.34),
        (float("inf"), "inf"),
        (Decimal("NaN"), "NaN"),
        (None, None),
        ("", None),
        (Styled("kept", 0), "kept"),
    ],
)
def test_kinds_of_value(value: CellValue, expected: object, rich: Path) -> None:
    target, _ = edit(rich, {(4, 3): value})
    (sheet, _) = read_workbook(target)
    assert sheet.rows[3][2] == expected
    assert type(sheet.rows[3][2]) is type(expected)
    assert not sheet.formulas_without_value


@pytest.mark.parametrize(
    ("date_1904", "value", "stored"),
    [
        (False, date(2026, 8, 1), "<v>46235</v>"),
        (False, date(1900, 3, 1), "<v>61</v>"),
        (False, date(1900, 2, 28), "<t>1900-02-28</t>"),
        (False, date(1, 1, 1), "<t>0001-01-01</t>"),
        (False, date(9999, 12, 31), "<v>2958465</v>"),
        (False, NOON, "<v>46235.5</v>"),
        (False, datetime(2026, 8, 1, 12, tzinfo=UTC), "<t>2026-08-01T12:00:00+00:00</t>"),
        (True, date(2026, 8, 1), "<v>44773</v>"),
        (True, date(1904, 1, 1), "<v>0</v>"),
        (True, date(1903, 12, 31), "<t>1903-12-31</t>"),
    ],
)
def test_dates_in_both_date_systems(date_1904: bool, value: date, stored: str, tmp_path: Path) -> None:
    target, _ = edit(rich_book(tmp_path / "b.xlsm", date_1904=date_1904), {(4, 4): value})
    (cell,) = re.findall(r'<c r="D4".*?</c>', sheet_xml(target))
    assert stored in cell
    if stored.startswith("<v>") and stored != "<v>0</v>":
        assert read_workbook(target)[0].rows[3][3] == value


def test_styles_of_old_new_and_chosen_cells(rich: Path) -> None:
    before = openpyxl.load_workbook(rich)["Learners"]
    target, _ = edit(
        rich, {(1, 1): "new title", (20, 2): "7", (20, 4): date(2026, 8, 1), (10, 2): "row", (1, 8): Styled("x", 1)}
    )
    after = openpyxl.load_workbook(target)["Learners"]
    assert after["A1"].fill.fgColor.rgb == before["A1"].fill.fgColor.rgb == "FFFFFF00"
    assert after["B20"].number_format == "@"
    assert after["D20"].number_format == "dd/mm/yyyy"
    assert after["D20"].value == NOON.replace(hour=0)
    assert after["B10"].fill.fgColor.rgb == "FFFFFF00"
    assert after["H1"]._style == after["B20"]._style
    assert after.row_dimensions[10].height == 30
    assert after.column_dimensions["G"].hidden


def test_new_rows_and_cells_are_put_in_order(tmp_path: Path) -> None:
    source = book_of(
        tmp_path / "b.xlsx",
        '<row r="3" spans="2:4"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="7" hidden="1"/>',
        head='<dimension ref="B3:D3"/>',
    )
    values: dict[tuple[int, int], CellValue] = {
        (9, 1): "A9", (3, 3): "C3", (3, 1): "A3", (3, 28): "AB3", (1, 2): "B1", (7, 2): "B7", (3, 4): 5, (8, 1): None,
    }  # fmt: skip
    target, _ = edit(source, values, "S")
    xml = sheet_xml(target)
    assert re.findall(r' r="(\w+)"', xml) == ["1", "B1", "3", "A3", "B3", "C3", "D3", "AB3", "7", "B7", "9", "A9"]
    assert '<dimension ref="A1:AB9"/>' in xml
    assert "spans" not in xml
    assert '<row r="7" hidden="1">' in xml


PREFIXED = (
    f"<x:worksheet {MAIN.decode().replace('xmlns', 'xmlns:x')}><x:sheetData><x:row r='1'>"
    "<x:c r='A1'><x:v>1</x:v></x:c>"
    "<x:c r='C1'><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>"
)
COMMENTED = (
    f"<worksheet {MAIN.decode()}><sheetData><!-- a <row> --><row><c><v>1</v></c>"
    "<c r='C1'><v><![CDATA[3]]></v></c></row></sheetData></worksheet>"
)
SINGLE_QUOTED = (
    f"<worksheet {MAIN.decode()}><sheetData>"
    "<row r='1' ><c r='A1' ><v>1</v></c><c r='C1'><v>3</v></c></row>"
    "</sheetData></worksheet>"
)


@pytest.mark.parametrize("root", [PREFIXED, COMMENTED, SINGLE_QUOTED])
def test_unusual_but_legal_xml(root: str, tmp_path: Path) -> None:
    source = book_of(tmp_path / "b.xlsx", "", root=root)
    target, _ = edit(source, {(1, 2): "two", (1, 3): "three"}, "S")
    assert read_workbook(target)[0].rows == [[1, "two", "three"]]
    assert openpyxl.load_workbook(target)["S"]["B1"].value == "two"


def test_utf_16_sheet(tmp_path: Path) -> None:
    source = book_of(tmp_path / "b.xlsx", "")
    content = parts(source)
    xml = f'<?xml version="1.0" encoding="UTF-16"?><worksheet {MAIN.decode()}><sheetData/></worksheet>'
    content[SHEET] = xml.encode("utf-16")
    target, _ = edit(write_parts(source, content), {(2, 2): "é"}, "S")
    assert openpyxl.load_workbook(target)["S"]["B2"].value == "é"


def test_cells_inside_a_merged_range_are_reported_and_not_written(rich: Path) -> None:
    target, skipped = edit(rich, {(2, 8): "anchor", (2, 9): "x", (3, 8): "x", (4, 8): "below"})
    assert skipped == [Skipped(2, 9, "merged"), Skipped(3, 8, "merged")]
    sheet = openpyxl.load_workbook(target)["Learners"]
    assert (sheet["H2"].value, sheet["H4"].value) == ("anchor", "below")
    assert [str(area) for area in sheet.merged_cells.ranges] == ["H2:I3"]


def test_many_merges_and_whole_columns(tmp_path: Path) -> None:
    tail = '<mergeCells count="2"><mergeCell ref="A1:A1048576"/><mergeCell ref="C1:XFD1"/></mergeCells>'
    _, skipped = edit(
        book_of(tmp_path / "b.xlsx", "", tail=tail), {(1, 1): 1, (5, 1): 1, (1, 2): 1, (1, 3): 1, (1, 99): 1}, "S"
    )
    assert [place[:2] for place in skipped] == [(5, 1), (1, 99)]


def test_overwriting_a_formula_drops_the_calculation_chain(rich: Path) -> None:
    target, _ = edit(rich, {(4, 6): 7})
    assert changed_parts(rich, target) == {
        SHEET, "xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    assert b"calcChain" not in b"".join(parts(target).values())
    assert openpyxl.load_workbook(target)["Learners"]["F5"].value == "=E5*2"


def test_writing_a_formula_asks_for_calculation_on_load(rich: Path) -> None:
    target, _ = edit(
        rich, {(4, 7): Formula('=IF(B4<"&",1,2)', cached=2), (5, 7): Formula("B5", "t<"), (6, 7): Formula("1=1", True)}
    )
    assert b'fullCalcOnLoad="1"' in parts(target)["xl/workbook.xml"]
    formulas, values = (openpyxl.load_workbook(target, data_only=only)["Learners"] for only in (False, True))
    assert [formulas.cell(row, 7).value for row in (4, 5, 6)] == ['=IF(B4<"&",1,2)', "=B5", "=1=1"]
    assert [values.cell(row, 7).value for row in (4, 5, 6)] == [2, "t<", True]


def test_formula_without_cached_value_is_seen_by_the_reader(rich: Path) -> None:
    target, _ = edit(rich, {(4, 7): Formula("=B4")})
    assert read_workbook(target)[0].formulas_without_value == {(4, 7)}


SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:C3" si="0">A1*$A$1&amp;"x"</f><v>1</v></c>'
    '<c r="C1"><f t="shared" si="0"/><v>1</v></c></row>'
    '<row r="2"><c r="B2" s="0"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"></f><v>3</v></c>'
    '<c r="D3"><f t="shared" ref="D3:D4" si="1">A3</f></c></row>'
    '<row r="4"><c r="D4"><f t="shared" si="1"/><v>2</v></c></row>'
)


def test_cells_that_lean_on_an_overwritten_shared_formula_get_their_own(tmp_path: Path) -> None:
    target, _ = edit(book_of(tmp_path / "b.xlsx", SHARED), {(1, 2): "gone", (2, 2): 9}, "S")
    sheet = openpyxl.load_workbook(target)["S"]
    assert [sheet[name].value for name in ("B1", "C1", "B2", "B3", "D3", "D4")] == [
        "gone", '=B1*$A$1&"x"', 9, '=A3*$A$1&"x"', "=A3", "=A4",
    ]  # fmt: skip
    xml = sheet_xml(target)
    assert xml.count('t="shared"') == 2
    assert "<v>3</v>" in xml


def test_overwriting_one_child_leaves_the_shared_formula(tmp_path: Path) -> None:
    target, _ = edit(book_of(tmp_path / "b.xlsx", SHARED), {(2, 2): 9}, "S")
    assert sheet_xml(target).count('t="shared"') == 5


def test_array_formula_area_takes_no_value_not_even_its_anchor(tmp_path: Path) -> None:
    first = '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A3">B1:B3</f><v>1</v></c></row>'
    rows = f'{first}<row r="2"><c r="A2"><v>2</v></c></row>'
    source = book_of(tmp_path / "b.xlsx", rows)
    _, skipped = edit(source, {(2, 1): 5}, "S")
    assert skipped == [Skipped(2, 1, "array")]
    target, skipped = edit(source, {(1, 1): 4, (2, 1): 5, (4, 1): 6}, "S")
    assert skipped == [Skipped(1, 1, "array"), Skipped(2, 1, "array")]
    assert [row[0] for row in read_workbook(target)[0].rows] == [1, 2, None, 6]
    assert "cm=" in sheet_xml(target)


def test_an_array_formula_of_one_cell_is_overwritten(tmp_path: Path) -> None:
    source = book_of(tmp_path / "b.xlsx", '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">B1</f><v>1</v></c></row>')
    target, skipped = edit(source, {(1, 1): 4}, "S")
    assert (skipped, read_workbook(target)[0].rows) == ([], [[4]])
    assert "cm=" not in sheet_xml(target)


def test_text_too_long_for_a_cell_is_refused(rich: Path) -> None:
    edit(rich, {(4, 3): "x" * 32_767})
    for text in ("x" * 32_768, "😀" * 16_384):
        with pytest.raises(PackageError, match="too long"):
            edit(rich, {(4, 3): text})


@pytest.mark.parametrize("place", [(0, 1), (1_048_577, 1), (1, 0), (1, 16_385)])
def test_places_outside_a_sheet(place: tuple[int, int], rich: Path) -> None:
    with pytest.raises(ValueError, match="in a sheet"):
        edit(rich, {place: 1})


def test_other_types_are_a_programming_error(rich: Path) -> None:
    with pytest.raises(TypeError, match="cannot hold a list"):
        edit(rich, {(1, 1): []})  # type: ignore[dict-item]


def test_rows_out_of_order_are_refused(tmp_path: Path) -> None:
    source = book_of(tmp_path / "b.xlsx", '<row r="2"/><row r="1"/>')
    with pytest.raises(PackageError, match="sheet S is damaged"):
        edit(source, {(1, 1): 1}, "S")


def test_two_edits_in_a_row_and_a_second_save(rich: Path, tmp_path: Path) -> None:
    package = Package.open(rich)
    editor = SheetEditor(package, "Learners")
    editor.set_cells({(30, 1): "one"})
    package.save(tmp_path / "one.xlsm")
    editor.set_cells({(30, 2): "two", (30, 1): None})
    package.save(tmp_path / "two.xlsm")
    assert read_workbook(tmp_path / "one.xlsm")[0].rows[29][0] == "one"
    assert read_workbook(tmp_path / "two.xlsm")[0].rows[29][:2] == [None, "two"]
