"""Builds the empty workbook of a year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from io import BytesIO

from openpyxl import Workbook

from ilr_core.catalogue import Catalogue
from workbook_templates.changes_sheet import add_changes_sheet
from workbook_templates.counts_sheet import add_counts_sheet
from workbook_templates.dashboard_sheet import add_dashboard_lists, add_dashboard_sheet
from workbook_templates.data_sheet import add_data_sheet
from workbook_templates.earnings_sheet import add_earnings_sheet
from workbook_templates.finish import finished
from workbook_templates.forms_sheet import add_forms_sheet
from workbook_templates.layout import LISTS, PROBLEMS, SOURCE_FILES, layout
from workbook_templates.lists_sheet import add_lists_sheet
from workbook_templates.off_the_job_sheet import add_off_the_job_sheet
from workbook_templates.problems_sheet import add_problems_sheet, add_source_files_sheet
from workbook_templates.programmes_sheet import add_new_learners_sheet, add_programmes_sheet
from workbook_templates.roll_over_sheet import add_roll_over_sheet
from workbook_templates.rpl_figures import add_figures
from workbook_templates.rpl_sheet import add_rpl_sheet
from workbook_templates.seals_sheet import add_seals_sheet
from workbook_templates.start_sheet import add_start_sheet
from workbook_templates.version import add_version


def build(
    year: Catalogue,
    *,
    rows: Mapping[str, int] | None = None,
    ukprn: int | None = None,
    opened: Collection[str] = (),
    roll_over: int | None = None,
) -> bytes:
    """The plain .xlsx template of a year; the same arguments give the same bytes.

    ``rows`` is the number of data rows that will be filled in afterwards, by sheet name: tables, dropdowns and formats
    reach that far. ``ukprn`` fills the provider's cell on Start; ``opened`` are the sheets whose rare columns are
    shown, because they will hold something. ``roll_over``: with the sheet of a return rolled over from the year before,
    and that many lines on it. ValueError for a sheet the workbook does not have.
    """
    plan = layout(year)
    wanted = dict(rows or {})
    unknown = {*wanted, *opened} - {*plan.sheets, PROBLEMS, SOURCE_FILES}
    if unknown:
        raise ValueError(f"The {year.title} workbook has no sheet {', '.join(sorted(unknown))}.")
    book = Workbook()
    book.remove(book.worksheets[0])
    book.code_name = "ThisWorkbook"
    book.properties.title = f"ILR return {year.title}"
    book.properties.creator = "ILR in Excel"
    add_start_sheet(book, plan, ukprn)
    add_problems_sheet(book, wanted.get(PROBLEMS, 0))
    add_counts_sheet(book)
    add_dashboard_sheet(book)
    if roll_over is not None:
        add_roll_over_sheet(book, roll_over)
    add_programmes_sheet(book, year)
    add_new_learners_sheet(book, year)
    for sheet in plan.sheets.values():
        add_data_sheet(book, sheet, plan, wanted.get(sheet.name, 0), sheet.name in opened)
    add_rpl_sheet(book)
    add_earnings_sheet(book, year)
    add_off_the_job_sheet(book, year)
    add_dashboard_lists(book)
    add_seals_sheet(book)
    add_forms_sheet(book)
    add_changes_sheet(book)
    add_lists_sheet(book, year)
    add_figures(book)
    add_source_files_sheet(book, year, wanted.get(SOURCE_FILES, 0))
    add_version(book)
    book[LISTS].sheet_properties.codeName = f"{LISTS}Sheet"
    book.active = 0
    book.calculation.fullCalcOnLoad = True
    with BytesIO() as file:
        book.save(file)
        return finished(file.getvalue())
