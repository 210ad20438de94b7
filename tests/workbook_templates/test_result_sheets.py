"""The sheets that commands fill, as they are built: formulas, chart, names, columns for typing, print setup."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import etree
from openpyxl.utils import get_column_letter

from ilr_core.catalogue import load, years
from tests.workbook_templates.conftest import Built
from tests.workbook_templates.test_package import parts
from workbook_templates import earnings_sheet, earnings_totals, look, names, off_the_job_sheet
from workbook_templates.layout import EARNINGS, OFF_THE_JOB

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NAMED = {value for name, value in vars(names).items() if name.startswith(("EARNINGS_", "HOURS_"))}


def test_every_name_of_the_figures_points_to_its_sheet(built: Built) -> None:
    there = {name: defined.attr_text for name, defined in built.book.defined_names.items()}
    assert NAMED <= there.keys()
    for name in NAMED:
        sheet = EARNINGS if "Earnings" in name else OFF_THE_JOB
        assert re.fullmatch(rf"'{sheet}'!\$[A-Z]+\$\d+", there[name])


def test_the_tables_have_their_columns_and_nothing_in_them(built: Built) -> None:
    planned = {
        EARNINGS: (EARNINGS, earnings_sheet.COLUMNS, earnings_sheet.HEADER_ROW),
        OFF_THE_JOB: (off_the_job_sheet.TABLE, off_the_job_sheet.columns(built.year), off_the_job_sheet.HEADER_ROW),
    }
    for name, (table, columns, header_row) in planned.items():
        page = built.book[name]
        last = get_column_letter(len(columns))
        assert page.tables[table].ref == f"A{header_row}:{last}{header_row + 1}"
        assert [cell.value for cell in page[header_row]] == [column.header for column in columns]
        assert all(cell.value is None for cell in page[header_row + 1])
        assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (
            "landscape", 1, 0,
        )  # fmt: skip
        assert page.print_title_rows == f"${header_row}:${header_row}"
        assert page.freeze_panes.startswith("D")


def test_typed_columns_stand_out_and_follow_the_year() -> None:
    old, new = (off_the_job_sheet.typed_headers(load(year)) for year in ("2526", "2627"))
    assert set(old) - set(new) == {off_the_job_sheet.REMOVED}
    assert set(new) == {off_the_job_sheet.WEEKLY, off_the_job_sheet.PUBLISHED, off_the_job_sheet.SO_FAR}


def test_typed_headers_are_yellow(built: Built) -> None:
    page = built.book[OFF_THE_JOB]
    yellow = {cell.value for cell in page[off_the_job_sheet.HEADER_ROW] if cell.fill.fgColor.rgb.endswith(look.TYPED)}
    assert yellow == set(off_the_job_sheet.typed_headers(built.year))


@pytest.mark.parametrize("year", years())
def test_the_chart_draws_the_split_months(year: str) -> None:
    from tests.workbook_templates.conftest import built_book

    charts = [data for name, data in parts(built_book(year).file).items() if name.startswith("xl/charts/")]
    (chart,) = (data for data in charts if b"'Earnings'!" in data)
    root = etree.fromstring(chart)
    drawn = [
        [one.findtext(f"{CHART}{part}//{CHART}f") for part in ("tx", "cat", "val")] for one in root.iter(f"{CHART}ser")
    ]
    row = earnings_sheet.TOTALS_ROW
    assert drawn == [
        [f"'Earnings'!$A${at}", f"'Earnings'!$D${row - 1}:$O${row - 1}", f"'Earnings'!$D${at}:$O${at}"]
        for at in (row + 1, row + 2)
    ]
    # One solid, one hatched: told apart without colour.
    fills = [one.find(f"{CHART}spPr")[0].tag for one in root.iter(f"{CHART}ser")]
    assert fills == [f"{DRAWING}solidFill", f"{DRAWING}pattFill"]
    titles = ["".join(one.itertext()) for one in root.iter(f"{CHART}title")]
    assert len(titles) == 3
    assert load(year).title in titles[0]


def test_months_of_a_year_in_order() -> None:
    months = earnings_totals.months_from(date(2026, 8, 1))
    assert (months[0], months[4], months[5], months[-1]) == (
        date(2026, 8, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 7, 1),
    )  # fmt: skip
    assert earnings_totals.last_of(date(2028, 2, 1)) == date(2028, 2, 29)


def test_formulas_leave_out_columns_that_are_gone() -> None:
    numbers = {column.header: number for number, column in enumerate(earnings_sheet.COLUMNS, 1)}
    whole = earnings_totals.formulas(numbers, 20, 24, 30, date(2026, 8, 1))
    assert whole[20, numbers["R01"]] == "=SUBTOTAL(109,D24:D30)"
    assert (
        whole[21, numbers["R02"]]
        == "=IF(DATE(2026,9,30)<=ILR_EarningsDay,E20,IF(DATE(2026,9,1)<=ILR_EarningsDay,$T20-D21,0))"
    )
    assert whole[22, numbers["R12"]] == "=O20-O21"
    del numbers["Earlier years"]
    assert (20, 19) not in earnings_totals.formulas(numbers, 20, 24, 30, date(2026, 8, 1))
    del numbers["R05"]
    fewer = earnings_totals.formulas(numbers, 20, 24, 30, date(2026, 8, 1))
    assert {row for row, _ in fewer} == {20}
    assert names.EARNINGS_EARLIER not in earnings_totals.figures(numbers, 20, 24, 30)
