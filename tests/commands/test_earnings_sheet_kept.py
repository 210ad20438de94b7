"""The sheet Earnings filled again, moved, filtered or taken away: nothing of the user lost, nothing else changed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from addin.commands.earnings import GONE
from addin.ooxml import read_workbook
from ilr_core.errors import InputError
from tests.cli.runs import Runner
from tests.commands.filled_earnings import HEADERS, figures, fill, lines, sheet
from tests.commands.made import assert_same, book, check, column, edited, export, learners_of, records_in
from tests.ooxml.books import changed_parts, parts
from workbook_templates import names
from workbook_templates.earnings_sheet import HEADER_ROW, NOTES, TOTALS_ROW
from workbook_templates.earnings_totals import YEAR
from workbook_templates.layout import EARNINGS


def test_only_parts_of_the_sheet_change_and_no_data_cell(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    before = Path(shutil.copy(path, tmp_path / "before.xlsx"))
    fill(path)
    rows = {one.name: one.rows for one in read_workbook(before)}
    for one in read_workbook(path):
        assert one.rows == rows[one.name] or one.name == EARNINGS
    kept = {name for name in parts(path) if name.startswith(("xl/charts/", "xl/drawings/"))}
    assert kept
    changed = changed_parts(before, path)
    assert not changed & kept
    sheets = {name for name in changed if name.startswith("xl/worksheets/sheet")}
    assert len(sheets) == 1
    assert {name for name in changed - sheets if not name.startswith("xl/tables/")} <= {"xl/workbook.xml"}
    assert b"<drawing " in parts(path)[sheets.pop()]


def test_chart_and_sheet_survive_import_check_and_export(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    fill(path)
    first = lines(path)
    check(path)
    assert lines(path) == first
    xml = export(path, tmp_path / "out").path
    assert_same(records_in(xml), learners_of("2627"))
    again = tmp_path / "again.xlsx"
    assert ilr("import", xml, "--out", again).code == 0
    assert ilr("earnings", again, "--sheet", "--no-registers").code == 0
    assert lines(again) == first
    for one in (path, again):
        assert [name for name in parts(one) if name.startswith("xl/charts/")] == [
            f"xl/charts/chart{number}.xml" for number in range(1, 5)
        ]
        assert b"<drawing " in b"".join(data for name, data in parts(one).items() if name.startswith("xl/worksheets/"))


def test_filled_twice_it_is_the_same(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    fill(path)
    first = sheet(path)
    fill(path)
    assert sheet(path) == first


def test_a_filter_is_taken_off_when_the_rows_are_new(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    fill(path)
    with edited(path, EARNINGS) as page:
        page.tables[EARNINGS].autoFilter.add_filter_column(0, ["D00001"])
        page.row_dimensions[HEADER_ROW + 2].hidden = True
    fill(path)
    page = openpyxl.load_workbook(path)[EARNINGS]
    assert page.tables[EARNINGS].autoFilter.filterColumn == []
    assert page.tables[EARNINGS].autoFilter.ref == page.tables[EARNINGS].ref
    assert not any(dimension.hidden for dimension in page.row_dimensions.values())


def test_own_remarks_stay_with_their_learner(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    fill(path)
    named = lines(path)
    with edited(path, EARNINGS) as page:
        page.cell(HEADER_ROW, len(HEADERS) + 1, "Ask the tutor")
        page.cell(HEADER_ROW + 1, len(HEADERS) + 1, "yes")
        page.cell(HEADER_ROW + 2, len(HEADERS) + 1, date(2026, 12, 1))
    with edited(path, "Learners") as page:
        row = next(cell.row for cell in page[get("LearnRefNumber")] if cell.value == named[0]["LearnRefNumber"])
        page.cell(row, column("Learners", "LearnRefNumber"), "RENAMED")
    fill(path)
    shown = {line["LearnRefNumber"]: line for line in lines(path)}
    assert shown[named[1]["LearnRefNumber"]]["Ask the tutor"] == date(2026, 12, 1)
    assert "Ask the tutor" not in {key for key, value in shown["RENAMED"].items() if value is not None}
    gone = shown[named[0]["LearnRefNumber"]]
    assert (gone["Ask the tutor"], gone[NOTES], gone[YEAR]) == ("yes", GONE, None)


def get(header: str) -> str:
    return openpyxl.utils.get_column_letter(column("Learners", header))


def test_moved_and_deleted_columns_and_an_inserted_row(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    whole = fill(path).earned
    with edited(path, EARNINGS) as page:
        page.tables.pop(EARNINGS)
        page.delete_cols(HEADERS.index("GivenNames") + 1)
        page.insert_rows(4)
    opened = openpyxl.load_workbook(path)
    for name, cell in {names.EARNINGS_TOTALS: f"$A${TOTALS_ROW + 1}", names.EARNINGS_YEAR: "$C$8"}.items():
        opened.defined_names[name].attr_text = f"'Earnings'!{cell}"
    opened.save(path)
    assert fill(path).earned == whole
    rows = sheet(path)
    assert rows[HEADER_ROW][:4] == ["LearnRefNumber", "FamilyName", "R01", "R02"]
    january = sum(float(one.by_period("2627")[5]) for one in whole)
    assert rows[TOTALS_ROW][2 + 5] == pytest.approx(january)
    assert figures(path)[names.EARNINGS_YEAR] == pytest.approx(sum(row[16] for row in rows[HEADER_ROW + 1 :] if row[0]))


@pytest.mark.parametrize("change", ["renamed", "deleted", "no header", "no totals"])
def test_a_workbook_without_the_sheet_says_what_to_do(tmp_path: Path, ilr: Runner, change: str) -> None:
    path = book(tmp_path / "book.xlsx")
    opened = openpyxl.load_workbook(path)
    if change == "renamed":
        opened[EARNINGS].title = "Old earnings"
    elif change == "deleted":
        del opened[EARNINGS]
    elif change == "no header":
        opened[EARNINGS].tables.pop(EARNINGS)
        opened[EARNINGS].cell(HEADER_ROW, 1).value = "Ref"
    else:
        del opened.defined_names[names.EARNINGS_TOTALS]
    opened.save(path)
    before = path.read_bytes()
    with pytest.raises(InputError) as refused:
        fill(path)
    assert "import" in str(refused.value)
    assert str(refused.value).startswith(("book.xlsx has no sheet Earnings", "Earnings: the"))
    done = ilr("earnings", path, "--sheet")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert path.read_bytes() == before
    assert ilr("earnings", path).code == 0
