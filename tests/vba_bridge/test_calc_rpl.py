"""The sheet ``RPL`` in LibreOffice: filled by the add-in, its formulas live, as Calc reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.ooxml import column_letters, read_workbook
from ilr_core import catalogue
from tests.vba_bridge.calc import SOFFICE, Calc, running_with_addin, uno_python
from workbook_templates.rpl_columns import COLUMNS, FIRST_ROW, RPL, VERDICT

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        not (SOFFICE and uno_python()) and not os.environ.get("CI"),
        reason="LibreOffice (soffice) with python3-uno is not installed",
    ),
]
NOW = datetime.combine(date(2026, 11, 23), time(9, 30))
AT = {column.header: column_letters(number) for number, column in enumerate(COLUMNS, 1)}


@pytest.fixture
def calc(tmp_path: Path) -> Iterator[Calc]:
    year = catalogue.load()
    filled_book(tmp_path / "Return.xlsx", year, list(made_learners(year, 8, NOW.date())), ukprn=10000001)
    with running_with_addin() as program:
        program.open(str(tmp_path / "Return.xlsx"))
        yield program


def row(calc: Calc, *headers: str, number: int = FIRST_ROW) -> list[str]:
    return [calc.cells(RPL, f"{AT[header]}{number}")[0][0] for header in headers]


def test_fill_writes_formulas_that_calc_works_out(calc: Calc, tmp_path: Path) -> None:
    calc.toolbar("rpl_fill")
    assert row(calc, "LearnRefNumber", VERDICT) == ["D00001", "– No prior learning entered"]
    typed = {"Funding band": 9000, "Hours before": 480, "Hours removed": 72, "Reduction given": 675}
    typed |= {"Price before": 8000, "Assessment price": 800}
    for header, number in typed.items():
        calc.enter(RPL, f"{AT[header]}{FIRST_ROW}", number)
    assert row(calc, VERDICT, "Least reduction", "Highest price", "New TNP1", "Total price", "Hours left") == [
        "✔ OK", "675", "8,325", "7,325", "8,125", "408",
    ]  # fmt: skip
    calc.enter(RPL, f"{AT['Hours removed']}2", 0.5)
    assert row(calc, "If: Hours removed", "If: Least reduction") == ["108", "1,013"]
    calc.save_as(str(tmp_path / "saved.xlsx"))
    sheet = next(one for one in read_workbook(tmp_path / "saved.xlsx") if one.name == RPL)
    assert sheet.error_cells == {}
