"""The sheets that commands fill, filled in LibreOffice: the same rows as in the file, and formulas that calculate."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from addin.commands.earnings import fill_earnings
from addin.commands.new import filled_book
from addin.commands.off_the_job import fill_hours
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.ooxml import read_workbook
from ilr_core import catalogue
from tests.vba_bridge.calc import SOFFICE, Calc, calc_variant, running_with_addin, uno_python
from workbook_templates import earnings_sheet, off_the_job_sheet
from workbook_templates.layout import EARNINGS, OFF_THE_JOB

HAS_CALC = bool(SOFFICE and uno_python())
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        not HAS_CALC and not os.environ.get("CI"), reason="LibreOffice (soffice) with python3-uno is not installed"
    ),
]
YEAR = catalogue.load()
NOW = datetime.combine(date(2026, 11, 23), time(9, 30))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plain") / "Return.xlsx"
    filled_book(path, YEAR, list(made_learners(YEAR, 8, NOW.date())), ukprn=10000001)
    return path


@pytest.fixture(scope="module")
def calc(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    book = tmp_path_factory.mktemp("calc") / "Return.xlsm"
    book.write_bytes(calc_variant(plain.read_bytes()))
    with running_with_addin() as program:
        program.open(str(book))
        yield program


def in_file(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in next(one for one in read_workbook(path) if one.name == sheet).rows]


def test_earnings_in_calc_are_those_of_the_file(calc: Calc, plain: Path, tmp_path: Path) -> None:
    calc.press("IlrRibbon.IlrPressed", "earnings")
    path = Path(shutil.copy(plain, tmp_path))
    fill_earnings(FileHost(path), now=NOW)
    first, last = earnings_sheet.TOTALS_ROW, earnings_sheet.HEADER_ROW + 8
    shown = calc.cells(EARNINGS, f"D{first}:R{last}")
    wanted = [row[3:18] for row in in_file(path, EARNINGS)[first - 1 : last]]
    for ours, theirs in zip(shown, wanted, strict=False):
        for text, value in zip(ours, theirs, strict=True):
            if isinstance(value, int | float):
                assert text == (f"{round(value):,}" if round(value) else text)
    assert shown[0][14] == f"{round(wanted[0][14]):,}"  # type: ignore[arg-type]
    assert "Err:" not in str(calc.cells(EARNINGS, f"A1:Y{first + 2}"))
    assert calc.cells(EARNINGS, "C7")[0][0] == f"£{round(wanted[0][14]):,}"  # type: ignore[arg-type]


def test_hours_typed_in_calc_stay_and_count(calc: Calc, plain: Path, tmp_path: Path) -> None:
    calc.press("IlrRibbon.IlrPressed", "off_the_job")
    numbers = {column.header: number for number, column in enumerate(off_the_job_sheet.columns(YEAR), 1)}
    row = off_the_job_sheet.HEADER_ROW + 1
    letter = chr(64 + numbers[off_the_job_sheet.SO_FAR])
    calc.type(OFF_THE_JOB, f"{letter}{row}", "1.5")
    calc.press("IlrRibbon.IlrPressed", "off_the_job")
    assert calc.cells(OFF_THE_JOB, f"{letter}{row}") == [["1.5"]]
    verdict = chr(64 + numbers[off_the_job_sheet.ON_TRACK])
    assert calc.cells(OFF_THE_JOB, f"{verdict}{row}") == [[off_the_job_sheet.FALLS_SHORT]]
    path = Path(shutil.copy(plain, tmp_path))
    fill_hours(FileHost(path), now=NOW)
    count = sum(bool(line[0]) for line in in_file(path, OFF_THE_JOB)[row - 1 :])
    assert [line[0] for line in calc.cells(OFF_THE_JOB, "B3:B6")] == ["1", "0", "0", str(count - 1)]
