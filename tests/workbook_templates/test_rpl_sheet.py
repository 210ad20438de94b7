"""The sheet ``RPL`` of the template: how it is found and printed, and where its formulas have their figures from."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from openpyxl.utils import get_column_letter

from ilr_core.catalogue import number
from tests.workbook_templates.conftest import Built
from workbook_templates.layout import LISTS, START
from workbook_templates.rpl_columns import COLUMNS, FIRST_ROW, HEADER_ROW, RPL, TABLE
from workbook_templates.rpl_figures import BEGINS, FIGURES, FROM, TOO_EARLY, changing_days
from workbook_templates.rpl_formulas import PLACES, panel_formulas, row_formulas

LETTERS = {column.header: get_column_letter(place) for place, column in enumerate(COLUMNS, 1)}
FORMULAS = {**row_formulas(FIRST_ROW, LETTERS), **panel_formulas(LETTERS)}
LONGEST_FORMULA, DEEPEST = 8192, 64  # Excel's limits


def named(built: Built, name: str) -> list[object]:
    sheet, area = next(iter(built.book.defined_names[name].destinations))
    assert sheet == LISTS
    cells = built.book[sheet][area]
    return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]


def test_headers_are_those_of_the_table(built: Built) -> None:
    page = built.book[RPL]
    table = page.tables[TABLE]
    headers = [page.cell(HEADER_ROW, place).value for place in range(1, len(COLUMNS) + 1)]
    assert headers == [column.header for column in COLUMNS] == [column.name for column in table.tableColumns]
    assert table.ref == f"A{HEADER_ROW}:{get_column_letter(len(COLUMNS))}{FIRST_ROW}"
    assert page.freeze_panes == f"E{FIRST_ROW}"


def test_it_prints_landscape_and_one_page_wide(built: Built) -> None:
    page = built.book[RPL]
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


def test_start_names_the_sheet(built: Built) -> None:
    names = [cell.value for cell in built.book[START]["B"]]
    assert RPL in names
    assert f"=COUNTA({TABLE}[LearnRefNumber])" in [cell.value for cell in built.book[START]["D"]]


def test_figures_are_those_of_the_catalogue_on_every_day(built: Built) -> None:
    # The first is nought, before every day there is.
    assert named(built, FROM)[1:] == [datetime.combine(day, datetime.min.time()) for day in changing_days()]
    for end, name in FIGURES.items():
        figures = named(built, f"RPL_{end}")
        for day, figure in zip([date.min, *changing_days()], figures, strict=True):
            assert figure == float(number(name, day) or 0), (name, day)
        for day in changing_days():
            at = changing_days().index(day)
            assert float(number(name, day - timedelta(days=1)) or 0) == figures[at]
    assert named(built, BEGINS) == [datetime(2022, 8, 1)]
    assert named(built, TOO_EARLY) == ["Not computed: start before August 2022"]


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=map(str, FORMULAS))
def test_no_formula_holds_a_figure_of_its_own(formula: str) -> None:
    without_texts = re.sub(r'"[^"]*"', "", formula)
    literals = set(re.findall(r"(?<![A-Z$0-9_.])[0-9]+(?:\.[0-9]+)?", without_texts))
    assert literals <= {"0", "1", "100", str(PLACES)}


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=map(str, FORMULAS))
def test_formulas_keep_within_the_limits_of_excel(formula: str) -> None:
    assert len(formula) < LONGEST_FORMULA
    depth = deepest = 0
    for sign in re.sub(r'"[^"]*"', "", formula):
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    assert depth == 0
    assert deepest < DEEPEST


def test_every_name_in_a_formula_is_defined(built: Built) -> None:
    used = {name for formula in FORMULAS.values() for name in re.findall(r"RPL_\w+", formula)}
    assert used == {FROM, BEGINS, TOO_EARLY, *(f"RPL_{end}" for end in FIGURES)} <= set(built.book.defined_names)
