"""The sheet of a return that was rolled over: there when asked for, with statuses to tick off."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from ilr_core.catalogue import load, years
from workbook_templates.build import build
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL
from workbook_templates.roll_over_sheet import DONE, KNOWN, ROLL_OVER, ROLL_OVER_COLUMNS, TO_DECIDE, TO_LOOK_AT


@pytest.mark.parametrize("year", years())
@pytest.mark.parametrize("rows", [0, 3, 25_000])
def test_the_table_reaches_its_lines(year: str, rows: int) -> None:
    page = load_workbook(BytesIO(build(load(year), roll_over=rows)))[ROLL_OVER]
    (table,) = page.tables.values()
    assert [column.name for column in table.tableColumns] == [header for header, _ in ROLL_OVER_COLUMNS]
    assert [page.cell(1, number).value for number in range(1, len(ROLL_OVER_COLUMNS) + 1)] == table.column_names
    assert range_boundaries(table.ref)[3] == max(rows, 1) + 1
    (choices,) = page.data_validations.dataValidation
    assert choices.formula1 == f'"{TO_DECIDE},{TO_LOOK_AT},{DONE},{KNOWN}"'
    assert range_boundaries(str(choices.sqref))[3] > rows
    assert not choices.showErrorMessage


def test_a_status_is_told_by_sign_and_word() -> None:
    signs = [text[0] for text in (TO_DECIDE, TO_LOOK_AT, DONE)]
    assert signs == [ERROR_SYMBOL, WARNING_SYMBOL, CLEAN_SYMBOL]
    assert len({text[2:] for text in (TO_DECIDE, TO_LOOK_AT, DONE, KNOWN)}) == 4


def test_other_workbooks_have_no_such_sheet() -> None:
    assert ROLL_OVER not in load_workbook(BytesIO(build(load(years()[-1])))).sheetnames
