"""The sheet Off-the-job of real workbooks: what was typed stays with its apprentice, whatever happens."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.commands.off_the_job import GONE, book_hours, fill_hours
from addin.hosts.file_host import FileHost
from addin.off_the_job.report import outcome, verdict
from addin.ooxml import CellValue, read_workbook
from ilr_core.catalogue import load
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from tests.commands.made import NOW, book, check, column, edited, learners_of, made_book, now_of
from tests.registers.made import made_registers
from workbook_templates import names
from workbook_templates import off_the_job_sheet as sheet
from workbook_templates.layout import OFF_THE_JOB

NOTHING = Knowledge()
FIRST = sheet.HEADER_ROW + 1


def fill(path: Path, year: str = "2627", **options: Any) -> Any:
    found, saved = fill_hours(FileHost(path), now=now_of(year), **{"knowledge": NOTHING, **options})
    assert saved == path
    return found


def rows(path: Path) -> list[list[Any]]:
    return next(one for one in read_workbook(path) if one.name == OFF_THE_JOB).rows


def lines(path: Path) -> list[dict[str, Any]]:
    found = rows(path)
    at = next(number for number, row in enumerate(found) if sheet.ON_TRACK in row)
    named = [dict(zip(found[at], [*row, *[None] * 30], strict=False)) for row in found[at + 1 :]]
    return [line for line in named if line["LearnRefNumber"] or line.get(sheet.IN_WORDS)]


def number(header: str, year: str = "2627") -> int:
    return [one.header for one in sheet.columns(load(year))].index(header) + 1


def type_in(path: Path, cells: dict[tuple[int, str], CellValue], year: str = "2627") -> None:
    host = FileHost(path)
    host.write_cells(
        OFF_THE_JOB, {(FIRST + row, number(header, year)): value for (row, header), value in cells.items()}
    )
    host.save()


def figures(path: Path) -> list[Any]:
    found = FileHost(path).read_names()
    return [found[name] for name in (names.HOURS_SHORT, names.HOURS_BEHIND, names.HOURS_ON_TRACK, names.HOURS_OTHERS)]


@pytest.mark.parametrize("year", ["2526", "2627"])
def test_a_row_for_each_apprentice_and_live_counts(tmp_path: Path, year: str) -> None:
    path = book(tmp_path / "book.xlsx", year)
    fill(path, year)
    apprentices = [one for one in learners_of(year) if one.LearningDelivery[0].FundModel == 36]
    shown = lines(path)
    assert [line["LearnRefNumber"] for line in shown] == [one.LearnRefNumber for one in apprentices]
    for line, one in zip(shown, apprentices, strict=True):
        aim = one.LearningDelivery[0]
        assert (line["Start"], line["Planned end"]) == (aim.LearnStartDate, aim.LearnPlanEndDate)
        planned = aim.PHours if year == "2526" else next(h.HRSAmount for h in aim.HRSRecord if h.HRSCode == 1)
        assert line[sheet.planned_header(load(year))] == planned
    expected = [line[sheet.EXPECTED] for line in shown]
    so_far = {(row, sheet.SO_FAR): round(value * (0.2, 3)[row % 2]) for row, value in enumerate(expected) if value}
    type_in(path, so_far, year)
    found = fill(path, year)
    counts = [sum(line[sheet.ON_TRACK].startswith(symbol) for line in lines(path)) for symbol in "✖▲✔"]
    assert figures(path) == [*counts, len(shown) - sum(counts)]
    assert counts[0] + counts[1] > 0
    assert counts[2] > 0
    assert f"{counts[0]} are likely to fall short" in outcome(found)
    read = book_hours(FileHost(path), now=now_of(year), knowledge=NOTHING).lines
    assert [(line.on_track, line.short, line.words) for line in read] == [
        (line.on_track, line.short, line.words) for line in found.lines
    ]


def test_what_was_typed_stays_after_sorting_and_filling(tmp_path: Path) -> None:
    path = made_book(tmp_path / "book.xlsx", learners_of("2627", 12))
    fill(path)
    named = [line["LearnRefNumber"] for line in lines(path)]
    typed = {(row, sheet.SO_FAR): 10 + row for row in range(len(named))} | {
        (1, sheet.WEEKLY): "thirty",
        (2, sheet.PUBLISHED): 390,
    }
    type_in(path, typed)
    fill(path)
    with edited(path, OFF_THE_JOB) as page:
        last = FIRST + len(named) - 1
        block = [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST, max_row=last)]
        for row, values in enumerate(reversed(block), FIRST):
            for place, value in enumerate(values, 1):
                page.cell(row, place).value = value
    assert [line["LearnRefNumber"] for line in lines(path)] == list(reversed(named))
    fill(path)
    shown = lines(path)
    assert [line["LearnRefNumber"] for line in shown] == named
    assert [line[sheet.SO_FAR] for line in shown] == [10 + row for row in range(len(named))]
    assert (shown[1][sheet.WEEKLY], shown[2][sheet.PUBLISHED], shown[2][sheet.REQUIRED]) == ("thirty", 390, 390)
    assert "'thirty' is no number of hours" in shown[1][sheet.IN_WORDS]


def test_what_was_typed_for_somebody_who_is_gone_is_kept_and_said(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    fill(path)
    first = lines(path)[0]["LearnRefNumber"]
    type_in(path, {(0, sheet.SO_FAR): 77})
    for name in ("Learners", "Aims"):
        with edited(path, name) as page:
            place = column(name, "LearnRefNumber")
            for row in range(2, page.max_row + 1):
                if page.cell(row, place).value == first:
                    page.cell(row, place).value = "NEW1"
    fill(path)
    shown = lines(path)
    assert shown[0]["LearnRefNumber"] == "NEW1"
    assert (shown[-1]["LearnRefNumber"], shown[-1][sheet.SO_FAR], shown[-1][sheet.IN_WORDS]) == (first, 77, GONE)
    assert shown[-1][sheet.ON_TRACK] is None
    fill(path)
    assert lines(path)[-1] == shown[-1]
    assert sum(figures(path)) == len(shown) - 1


def test_two_learners_with_one_reference_keep_their_order(tmp_path: Path) -> None:
    learners = [one for one in learners_of("2627") if one.LearningDelivery[0].FundModel == 36][:2]
    learners[1].LearnRefNumber = learners[0].LearnRefNumber
    learners[1].LearningDelivery[0].StdCode = learners[0].LearningDelivery[0].StdCode
    path = made_book(tmp_path / "book.xlsx", learners)
    fill(path)
    type_in(path, {(0, sheet.SO_FAR): 1, (1, sheet.SO_FAR): 2})
    fill(path)
    assert [line[sheet.SO_FAR] for line in lines(path)] == [1, 2]


def test_names_of_standards_from_lars_do_not_lose_what_was_typed(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    fill(path)
    type_in(path, {(0, sheet.SO_FAR): 55})
    standard = int(lines(path)[0][sheet.STANDARD])
    known = made_registers(
        {"LARS": {"Standard": [{"StandardCode": standard, "StandardName": "Made-up trade", "NotionalEndLevel": "3"}]}}
    )
    fill(path, knowledge=Knowledge(known, {}, ("LARS V012",)))
    assert (lines(path)[0][sheet.STANDARD], lines(path)[0][sheet.SO_FAR]) == (f"{standard} · Made-up trade", 55)
    fill(path)
    assert (lines(path)[0][sheet.STANDARD], lines(path)[0][sheet.SO_FAR]) == (str(standard), 55)


@pytest.mark.parametrize(
    ("value", "day"),
    [(None, NOW.date()), (date(2026, 10, 31), date(2026, 10, 31)), ("31/10/26", date(2026, 10, 31))],
)
def test_hours_counted_up_to_a_typed_day(tmp_path: Path, value: CellValue, day: date) -> None:
    path = book(tmp_path / "book.xlsx")
    host = FileHost(path)
    host.write_names({names.HOURS_UP_TO: value})
    host.save()
    assert fill(path).day == day


@pytest.mark.parametrize("value", ["soon", 7.5, date(2062, 1, 1), "32/10/2026"])
def test_a_day_that_is_none_stops_with_a_sentence(tmp_path: Path, value: CellValue) -> None:
    path = book(tmp_path / "book.xlsx")
    host = FileHost(path)
    host.write_names({names.HOURS_UP_TO: value})
    host.save()
    before = path.read_bytes()
    with pytest.raises(InputError, match="'Hours counted up to' holds no day that has come"):
        fill(path)
    assert path.read_bytes() == before


def test_an_old_workbook_is_read_but_not_filled(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    opened = openpyxl.load_workbook(path)
    del opened[OFF_THE_JOB]
    opened.save(path)
    assert {verdict(line) for line in book_hours(FileHost(path), now=NOW).lines} <= {"not_known", "left"}
    with pytest.raises(InputError, match=r"has no sheet Off-the-job: .* import it into a new workbook"):
        fill(path)


def test_no_other_sheet_is_taken_for_a_data_sheet_or_touched(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    before = {one.name: one.rows for one in read_workbook(path)}
    fill(path)
    assert {one.name: one.rows for one in read_workbook(path) if one.name != OFF_THE_JOB} == {
        name: cells for name, cells in before.items() if name != OFF_THE_JOB
    }
    assert not check(path).report.findings
    opened = openpyxl.load_workbook(path)
    opened["Aims"].title = "Kurse"
    opened.save(path)
    sentence = next(found.message for found in check(path).report.findings if "Aims is not there" in found.message)
    assert "If Kurse is that sheet" in sentence
