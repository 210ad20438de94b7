"""The sheet Earnings of real workbooks: what the command line says, and nothing of the user lost."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.commands.earnings import GONE, book_earnings, fill_earnings
from addin.earnings.report import outcome
from addin.hosts.file_host import FileHost
from addin.ooxml import read_workbook
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.cli.runs import Runner
from tests.commands.made import (
    NOW,
    assert_same,
    book,
    check,
    column,
    edited,
    export,
    learners_of,
    made_book,
    now_of,
    records_in,
)
from tests.ooxml.books import changed_parts, parts
from tests.registers.made import made_registers
from workbook_templates import names
from workbook_templates.earnings_sheet import COLUMNS, HEADER_ROW, NOTES, TOTALS_ROW
from workbook_templates.earnings_totals import LEFT_OUT, MONTHS, REST, TO_DATE, WITH_ERRORS, YEAR
from workbook_templates.layout import EARNINGS

NOTHING = Knowledge()
HEADERS = [one.header for one in COLUMNS]


def fill(path: Path, now: datetime = NOW, **options: Any) -> Any:
    found, saved = fill_earnings(FileHost(path), now=now, **{"knowledge": NOTHING, **options})
    assert saved == path
    return found


def sheet(path: Path) -> list[list[Any]]:
    rows = next(one for one in read_workbook(path) if one.name == EARNINGS).rows
    return [[*row, *[None] * len(HEADERS)] for row in rows]


def lines(path: Path) -> list[dict[str, Any]]:
    rows = sheet(path)
    at = next(number for number, row in enumerate(rows) if "R01" in row)
    return [dict(zip(rows[at], row, strict=False)) for row in rows[at + 1 :] if any(cell is not None for cell in row)]


def totals(path: Path) -> list[dict[str, Any]]:
    return [dict(zip(HEADERS, row, strict=False)) for row in sheet(path)[TOTALS_ROW - 1 : TOTALS_ROW + 2]]


def figures(path: Path) -> dict[str, Any]:
    return FileHost(path).read_names()


def varied(year: str = "2627") -> list[Learner]:
    """Apprentices who go on, have completed, left or are young enough for incentives; and others."""
    learners = learners_of(year, 14)
    apprentices = [one for one in learners if one.LearningDelivery[0].FundModel == 36]
    today = now_of(year).date()
    for number, learner in enumerate(apprentices):
        aim = learner.LearningDelivery[0]
        if number % 3 == 0:
            learner.DateOfBirth = date(today.year - 17, 3, 1)
        if number % 4 == 1 and aim.CompStatus == 1:
            aim.CompStatus, aim.LearnActEndDate, aim.AchDate = 2, today - timedelta(days=40), today - timedelta(days=3)
    return learners


@pytest.mark.parametrize("year", ["2526", "2627"])
def test_the_sheet_says_what_the_command_line_says(ilr: Runner, tmp_path: Path, year: str) -> None:
    path = made_book(tmp_path / "book.xlsx", varied(year), year)
    now = now_of(year)
    found = fill(path, now)
    host = FileHost(path)
    _, asked = book_earnings(host, now=now, knowledge=NOTHING, check=True)
    assert asked.earned == found.earned
    told = {one.reference: one for one in found.earned}
    shown = lines(path)
    assert [line["LearnRefNumber"] for line in shown] == list(told)
    for line in shown:
        one = told[line["LearnRefNumber"]]
        assert [line[name] for name in MONTHS] == pytest.approx([float(amount) for amount in one.by_period(year)])
        assert sum(line[name] for name in (*MONTHS, "R13", "R14")) == pytest.approx(line[YEAR], abs=1e-5)
        assert line[TO_DATE] + line[REST] == pytest.approx(line[YEAR], abs=1e-5)


def test_the_sheet_equals_the_json(ilr: Runner, tmp_path: Path) -> None:
    path = made_book(tmp_path / "book.xlsx", varied())
    with edited(path, "Learners") as page:
        page.cell(3, column("Learners", "ULN"), "1061484017")
    fill(path)
    data = json.loads(ilr("earnings", path, "--check", "--format", "json").out)
    assert [one["learner"] for one in data["learners"]] == [line["LearnRefNumber"] for line in lines(path)]
    for one, line in zip(data["learners"], lines(path), strict=True):
        assert one["periods"] == pytest.approx({name: line[name] for name in one["periods"]})
        assert [one[name] for name in ("earlier_years", "to_date", "rest_of_year", "later_years")] == pytest.approx(
            [line[name] for name in ("Earlier years", TO_DATE, REST, "Later years")]
        )
        assert one["has_errors"] == bool(line[WITH_ERRORS])
        assert (line[LEFT_OUT] == pytest.approx(line[YEAR])) if one["has_errors"] else line[LEFT_OUT] is None
    whole, earned, to_come = totals(path)
    assert data["periods"] == pytest.approx({name: whole[name] for name in data["periods"]})
    assert sum(earned[name] for name in MONTHS) == pytest.approx(data["to_date"])
    assert sum(to_come[name] for name in MONTHS) == pytest.approx(data["rest_of_year"])
    named = figures(path)
    assert named[names.EARNINGS_YEAR] == pytest.approx(sum(data["periods"].values()))
    assert named[names.EARNINGS_WITH_ERRORS] == sum(one["has_errors"] for one in data["learners"])
    assert named[names.EARNINGS_AT_RISK] == pytest.approx(
        sum(sum(one["periods"].values()) for one in data["learners"] if one["has_errors"])
    )


@pytest.mark.parametrize(
    ("day", "earned"),
    [
        (date(2026, 7, 31), 0), (date(2026, 8, 30), 0), (date(2026, 8, 31), 1), (date(2026, 9, 1), 1),
        (date(2027, 2, 27), 6), (date(2027, 2, 28), 7), (date(2027, 7, 30), 11), (date(2027, 7, 31), 12),
        (date(2028, 1, 1), 12),
    ],
)  # fmt: skip
def test_a_month_is_earned_on_its_last_day(tmp_path: Path, day: date, earned: int) -> None:
    path = book(tmp_path / "book.xlsx")
    fill(path, datetime.combine(day, NOW.time()))
    whole, so_far, to_come = totals(path)
    assert [so_far[name] for name in MONTHS] == [whole[name] if at < earned else 0 for at, name in enumerate(MONTHS)]
    assert [to_come[name] for name in MONTHS] == pytest.approx([whole[name] - so_far[name] for name in MONTHS])


def test_what_is_due_on_a_day_of_a_month_counts_from_that_day(tmp_path: Path) -> None:
    learners = [one for one in learners_of("2627") if one.LearningDelivery[0].FundModel == 36][:1]
    learners[0].DateOfBirth = date(2009, 8, 1)
    start = learners[0].LearningDelivery[0].LearnStartDate
    due = start + timedelta(days=364)
    path = made_book(tmp_path / "book.xlsx", learners)
    assert date(2026, 8, 1) <= due <= date(2027, 7, 30)
    fill(path, datetime.combine(due - timedelta(days=1), NOW.time()))
    before = totals(path)[1]
    fill(path, datetime.combine(due, NOW.time()))
    after = totals(path)[1]
    assert sum(after[name] for name in MONTHS) - sum(before[name] for name in MONTHS) == pytest.approx(1000)


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


def test_bands_and_rates_are_named(tmp_path: Path) -> None:
    learners = [one for one in learners_of("2627") if one.LearningDelivery[0].FundModel == 36][:2]
    learners[1].LearningDelivery[0].StdCode = 999
    standard = learners[0].LearningDelivery[0].StdCode
    band = {"ApprenticeshipCode": standard, "ApprenticeshipType": "STD", "EffectiveFrom": date(2016, 5, 1)}
    registers = made_registers(
        {
            "LARS": {
                "Standard": [{"StandardCode": standard, "NotionalEndLevel": "3", "EffectiveFrom": date(2016, 5, 1)}],
                "ApprenticeshipFunding": [band | {"MaxEmployerLevyCap": 1000}],
            }
        }
    )
    path = made_book(tmp_path / "book.xlsx", learners)
    fill(path)
    assert figures(path)[names.EARNINGS_BANDS] == "no bands loaded: price not capped"
    assert [line[NOTES] for line in lines(path)] == [None, None]
    fill(path, knowledge=Knowledge(registers, {}, ("LARS V012", "postcodes 2026")), rates_from="rates of r.csv")
    named = figures(path)
    assert named[names.EARNINGS_BANDS] == "LARS V012; 1 learner without a band: price not capped"
    assert named[names.EARNINGS_RATES] == "rates of r.csv; else LARS V012"
    assert named[names.EARNINGS_DAY] == NOW.date()
    first, second = lines(path)
    assert first[YEAR] + first["Earlier years"] + first["Later years"] == pytest.approx(800, abs=0.001)
    assert (first[NOTES], "standard 999 is not known" in second[NOTES]) == (None, True)


def test_no_apprentices(tmp_path: Path) -> None:
    learners = [one for one in learners_of("2627", 14) if one.LearningDelivery[0].FundModel != 36]
    path = made_book(tmp_path / "book.xlsx", learners)
    assert outcome(fill(path), NOW.date()).startswith("No learner of this workbook has earnings")
    assert lines(path) == []
    assert {totals(path)[0][name] for name in MONTHS} == {0}


def test_an_apprenticeship_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    fill(path)
    reference = lines(path)[0]["LearnRefNumber"]
    with edited(path, "Aims") as page:
        for row in range(2, page.max_row + 1):
            if page.cell(row, column("Aims", "LearnRefNumber")).value == reference:
                page.cell(row, column("Aims", "LearnPlanEndDate"), "31/2/2027")
    found = fill(path)
    line = lines(path)[0]
    assert (line["LearnRefNumber"], line[YEAR], line[LEFT_OUT]) == (reference, 0, None)
    assert line[WITH_ERRORS] >= 1
    assert "has no start, planned end or CompStatus that can be read" in line[NOTES]
    assert found.errors


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_rows_add_up_to_the_totals_whatever_the_return(tmp_path: Path, data: st.DataObject) -> None:
    learners = [one for one in learners_of("2627", 8) if one.LearningDelivery[0].FundModel == 36]
    for learner in learners:
        aim = learner.LearningDelivery[0]
        aim.CompStatus = data.draw(st.sampled_from([1, 2, 3, 6, None]))
        aim.LearnActEndDate = data.draw(st.none() | st.dates(aim.LearnStartDate, date(2028, 1, 1)))
        aim.AchDate = data.draw(st.none() | st.dates(aim.LearnStartDate, date(2028, 1, 1)))
        learner.DateOfBirth = data.draw(st.none() | st.dates(date(1990, 1, 1), date(2010, 1, 1)))
        for record in aim.AppFinRecord:
            record.AFinDate = data.draw(st.dates(date(2025, 8, 1), date(2027, 7, 31)))
            record.AFinAmount = data.draw(st.integers(0, 30_000))
    path = tmp_path / "any.xlsx"
    path.unlink(missing_ok=True)
    made_book(path, learners)
    day = data.draw(st.dates(date(2026, 7, 1), date(2027, 8, 31)))
    fill(path, datetime.combine(day, NOW.time()))
    whole, earned, to_come = totals(path)
    shown = lines(path)
    for header in (*MONTHS, YEAR, TO_DATE, REST, "Earlier years", "Later years"):
        assert whole[header] == pytest.approx(sum(line[header] for line in shown), abs=1e-4)
    assert sum(whole[name] for name in MONTHS) == pytest.approx(whole[YEAR], abs=1e-4)
    assert sum(earned[name] for name in MONTHS) == pytest.approx(whole[TO_DATE], abs=1e-4)
    assert sum(to_come[name] for name in MONTHS) == pytest.approx(whole[REST], abs=1e-4)
