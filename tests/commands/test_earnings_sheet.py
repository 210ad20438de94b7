"""The sheet Earnings of real workbooks: amounts, totals and notes are what the command line says."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.commands.earnings import book_earnings
from addin.earnings.report import outcome
from addin.hosts.file_host import FileHost
from ilr_core.knowledge import Knowledge
from tests.cli.runs import Runner
from tests.commands.filled_earnings import NOTHING, figures, fill, lines, totals, varied
from tests.commands.made import NOW, book, column, edited, learners_of, made_book, now_of
from tests.registers.made import made_registers
from workbook_templates import names
from workbook_templates.earnings_sheet import NOTES
from workbook_templates.earnings_totals import LEFT_OUT, MONTHS, REST, TO_DATE, WITH_ERRORS, YEAR


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
