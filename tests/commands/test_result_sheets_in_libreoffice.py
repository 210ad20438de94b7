"""LibreOffice calculates the filled sheets anew: the same totals, also of what a filter leaves, and the chart."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree

from addin.hosts.file_host import FileHost
from tests.commands.filled_earnings import figures, fill, lines, totals, varied
from tests.commands.made import made_book
from tests.commands.test_off_the_job_sheet import fill as fill_hours
from tests.commands.test_off_the_job_sheet import lines as hours_lines
from tests.commands.test_off_the_job_sheet import type_in
from tests.libreoffice import Convert
from workbook_templates import names
from workbook_templates import off_the_job_sheet as sheet
from workbook_templates.earnings_sheet import HEADER_ROW, TOTALS_ROW
from workbook_templates.earnings_totals import MONTHS, YEAR
from workbook_templates.layout import EARNINGS

pytestmark = [pytest.mark.libreoffice, pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")]
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HIDDEN = 2


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = made_book(tmp_path_factory.mktemp("book") / "book.xlsx", varied())
    host = FileHost(path)
    host.write_cells("Learners", {(2, 5): "1061484017"})
    host.save()
    fill(path)
    fill_hours(path)
    type_in(path, {(row, sheet.SO_FAR): 20 * row for row in range(6)})
    fill_hours(path)
    return path


@pytest.fixture(scope="module")
def calculated(filled: Path, tmp_path_factory: pytest.TempPathFactory, convert: Convert) -> dict[str, Path]:
    """Copies without any cached value, calculated and saved by LibreOffice: all rows shown, and some hidden."""
    folder = tmp_path_factory.mktemp("bare")
    bare, some = folder / "bare.xlsx", folder / "some.xlsx"
    book = openpyxl.load_workbook(filled)
    book.save(bare)
    for row in range(HIDDEN):
        book[EARNINGS].row_dimensions[HEADER_ROW + 1 + row].hidden = True
    book.save(some)
    whole, part, charted = convert("xlsx", bare, some, filled)
    return {"whole": whole, "part": part, "charted": charted}


def test_recalculated_totals_are_the_computed_ones(filled: Path, calculated: dict[str, Path]) -> None:
    for ours, theirs in zip(totals(filled), totals(calculated["whole"]), strict=True):
        for header in (*MONTHS, YEAR, "Errors", "Lost if left out"):
            assert theirs[header] == (None if ours[header] is None else pytest.approx(ours[header], abs=1e-4))
    here, there = figures(filled), figures(calculated["whole"])
    for name in vars(names).values():
        if str(name).startswith(("ILR_Earnings", "ILR_Hours")) and name != names.EARNINGS_TOTALS:
            assert there[name] == (pytest.approx(here[name], abs=1e-4) if isinstance(here[name], float) else here[name])
    assert here[names.EARNINGS_WITH_ERRORS] >= 1


def test_totals_follow_what_is_shown(filled: Path, calculated: dict[str, Path]) -> None:
    shown = lines(filled)[HIDDEN:]
    whole, earned, to_come = totals(calculated["part"])
    for name in MONTHS:
        assert whole[name] == pytest.approx(sum(line[name] for line in shown), abs=1e-4)
        assert earned[name] + to_come[name] == pytest.approx(whole[name], abs=1e-4)
    assert sum(earned[name] for name in MONTHS) == pytest.approx(
        sum(line["Earned to date"] for line in shown), abs=1e-4
    )
    assert figures(calculated["part"])[names.EARNINGS_YEAR] == pytest.approx(whole[YEAR])


def test_the_chart_has_its_two_series(filled: Path, calculated: dict[str, Path]) -> None:
    with ZipFile(calculated["charted"]) as archive:
        charts = [archive.read(name) for name in archive.namelist() if re.match(r"xl/charts/chart\d+\.xml", name)]
    # The dashboard has charts of its own.
    (chart,) = (one for one in charts if b"Earned to date" in one)
    drawn = list(etree.fromstring(chart).iter(f"{CHART}ser"))
    _, earned, to_come = totals(filled)
    for series, row in zip(drawn, (earned, to_come), strict=True):
        points = series.find(f"{CHART}val").iter(f"{CHART}v")
        assert [float(point.text) for point in points] == pytest.approx([row[name] for name in MONTHS], abs=1e-4)
    assert ["".join(one.find(f"{CHART}tx").itertext()).split("$")[-1] for one in drawn] == [
        f"{TOTALS_ROW + 1}Earned to date", f"{TOTALS_ROW + 2}Still to come",
    ]  # fmt: skip
    months = [point.text for point in drawn[0].find(f"{CHART}cat").iter(f"{CHART}v")]
    assert (months[0], months[-1]) == ("Aug 26", "Jul 27")


def test_typed_hours_and_dates_come_back_from_libreoffice(filled: Path, calculated: dict[str, Path]) -> None:
    before = hours_lines(filled)
    path = calculated["whole"]
    assert hours_lines(path)[0]["Start"] == before[0]["Start"]
    assert isinstance(before[0]["Start"], date)
    fill_hours(path)
    assert [line[sheet.SO_FAR] for line in hours_lines(path)] == [line[sheet.SO_FAR] for line in before]
    assert [line[sheet.ON_TRACK] for line in hours_lines(path)] == [line[sheet.ON_TRACK] for line in before]
    fill(path)
    assert [line[YEAR] for line in lines(path)] == pytest.approx([line[YEAR] for line in lines(filled)])
