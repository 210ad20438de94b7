from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from addin.ooxml import Area, PackageError, read_workbook
from tests.libreoffice import Convert
from tests.ooxml.books import parts, write_parts
from tests.ooxml.test_set_cells import SHEET, book_of

MOMENT = datetime(2026, 8, 1, 10, 30)


def sample(path: Path, *, date_1904: bool = False) -> Path:
    book = xlsxwriter.Workbook(path, {"date_1904": date_1904})
    sheet = book.add_worksheet("First")
    day, moment, clock, length = (
        book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "[h]:mm")
    )
    sheet.write_row("C3", ["  _x0041_ ", "00123", 5, 5.5, True])
    sheet.write_datetime("H3", date(2026, 8, 1), day)
    sheet.write_datetime("I3", MOMENT, moment)
    sheet.write("J3", 0.5, clock)
    sheet.write("K3", 1.5625, length)
    sheet.write_formula("L3", "=NA()", None, "#N/A")
    sheet.merge_range("C5:D6", "merged")
    sheet.write("C8", "hidden row")
    sheet.set_row(7, None, None, {"hidden": True})
    book.add_worksheet("Hidden").hide()
    book.add_worksheet("Very").very_hidden()
    book.close()
    return path


ROW_3 = [None, None, "  _x0041_ ", "00123", 5, 5.5, True, date(2026, 8, 1), MOMENT, "12:00:00", "37:30:00", "#N/A"]


@pytest.mark.parametrize("date_1904", [False, True])
def test_values_positions_and_details(date_1904: bool, tmp_path: Path) -> None:
    first, hidden, very = read_workbook(sample(tmp_path / "b.xlsx", date_1904=date_1904))
    assert first.rows[0] == first.rows[1] == [None] * 12
    assert first.rows[2] == ROW_3
    assert [type(value) for value in first.rows[2][4:7]] == [int, float, bool]
    assert first.rows[7][2] == "hidden row"
    assert first.merged == [Area(5, 3, 6, 4)]
    assert first.error_cells == {(3, 12): "#N/A"}
    assert first.formulas_without_value == set()
    assert (first.visibility, hidden.visibility, very.visibility) == ("visible", "hidden", "very hidden")
    assert (hidden.name, hidden.rows) == ("Hidden", [])


@pytest.mark.parametrize(
    ("cell", "missing"),
    [
        ("<c r='B2'><f>1+1</f></c>", True),
        ('<c r="B2"><f>1+1</f><v></v></c>', True),
        ('<c r="B2"><f>1+1</f><v/></c>', True),
        ('<c r="B2"><f>1+1</f><v /></c>', True),
        ('<c r="B2"><f t="shared" si="0"/></c>', True),
        ("<c><f>1+1</f></c>", True),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', False),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', False),
        ('<c r="B2" t="str"><f>""</f><v/></c>', False),
        ('<c r="B2" t="str"><f>""</f></c>', True),
        ('<c r="B2"><v>2</v></c>', False),
    ],
)
def test_formulas_without_a_value(cell: str, missing: bool, tmp_path: Path) -> None:
    before = '<c r="A2"><f>1</f><v>1</v></c>'
    (sheet,) = read_workbook(book_of(tmp_path / "b.xlsx", f'<row r="2">{before}{cell}</row>'))
    assert sheet.formulas_without_value == ({(2, 2)} if missing else set())


def test_openpyxl_writes_formulas_without_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C4"] = "=1+1"
    book.save(tmp_path / "b.xlsx")
    assert read_workbook(tmp_path / "b.xlsx")[0].formulas_without_value == {(4, 3)}


@pytest.mark.parametrize("code", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_errors_are_their_text(code: str, tmp_path: Path) -> None:
    row = f'<row r="1"><c r="A1"><v>1</v></c><c r="D1" t="e"><f>x</f><v>{code}</v></c></row>'
    (sheet,) = read_workbook(book_of(tmp_path / "b.xlsx", row))
    assert sheet.error_cells == {(1, 4): code}
    assert sheet.rows == [[1, None, None, code]]


def test_stray_cells_far_off_do_not_fill_the_memory(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>_x0041_</t></is></c><c r="XFD1"><v>7</v></c></row>'
        '<row r="3"><c r="B3" t="inlineStr"><is><t xml:space="preserve"> b </t></is></c></row>'
        '<row r="200000"><c r="C200000" t="b"><v>1</v></c></row>'
    )
    (sheet,) = read_workbook(book_of(tmp_path / "b.xlsx", rows, head='<dimension ref="A1"/>'))
    assert len(sheet.rows) == 200_000
    assert (sheet.rows[0][0], sheet.rows[0][16_383]) == ("A", 7)
    assert sheet.rows[1:3] == [[], [None, " b "]]
    assert sheet.rows[-1] == [None, None, True]


def test_sheet_that_calamine_cannot_read_is_one_sentence(tmp_path: Path) -> None:
    book = book_of(tmp_path / "b.xlsx", '<row r="1"><c r="A1" t="n"><v>abc</v></c></row>')
    with pytest.raises(PackageError, match="damaged"):
        read_workbook(book)


def test_template_content_type_is_accepted(tmp_path: Path) -> None:
    content = parts(sample(tmp_path / "b.xlsx"))
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(b"sheet.main+xml", b"template.main+xml")
    assert read_workbook(write_parts(tmp_path / "b.xltx", content))[0].rows[2] == ROW_3
    assert SHEET in content


@pytest.mark.libreoffice
def test_books_saved_by_libreoffice(tmp_path: Path, convert: Convert) -> None:
    source = sample(tmp_path / "b.xlsx")
    for kind in ("xlsx", "ods"):
        (saved,) = convert(kind, source)
        first, *_ = read_workbook(saved)
        assert (kind, first.rows[2][:12]) == (kind, ROW_3)
        assert (kind, first.rows[7][2]) == (kind, "hidden row")
        assert (kind, first.merged) == (kind, [Area(5, 3, 6, 4)])
        assert (kind, first.error_cells) == (kind, {(3, 12): "#N/A"})
        assert (kind, first.formulas_without_value) == (kind, set())


@pytest.mark.parametrize(("folder", "is_read"), [("Basic", True), ("Dialogs", True), ("Other", False)])
def test_document_type_is_passed_over_in_macros_of_libreoffice(folder: str, is_read: bool, tmp_path: Path) -> None:
    content = parts(sample(tmp_path / "b.xlsx"))
    content[f"{folder}/Standard/script-lb.xml"] = b'<?xml version="1.0"?><!DOCTYPE library:library><x/>'
    path = write_parts(tmp_path / "macros.xlsx", content)
    if is_read:
        assert read_workbook(path)[0].rows[2] == ROW_3
    else:
        with pytest.raises(PackageError, match="document type"):
            read_workbook(path)


def test_ods_without_content_is_refused(tmp_path: Path) -> None:
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    path = write_parts(tmp_path / "b.ods", {"mimetype": mime, "META-INF/manifest.xml": b"<x/>"})
    with pytest.raises(PackageError):
        read_workbook(path)
