"""The dated figures that the formulas of the sheet ``RPL`` look up: on the hidden sheet of lists, under names.

One row for each day on which any of them changes; the first row stands for all days before. Their source is
``parameters.csv`` of the catalogue: a formula holds no figure of its own.
"""

from __future__ import annotations

from datetime import date, timedelta

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from ilr_core import catalogue
from ilr_core.catalogue import begins, number
from ilr_core.rpl.price import RATE
from ilr_core.rpl.verdict import too_early
from workbook_templates import look
from workbook_templates.formats import DATE
from workbook_templates.layout import LISTS

FROM, BEGINS, TOO_EARLY = "RPL_From", "RPL_Begins", "RPL_TooEarly"
FIGURES = {
    "Rate": RATE,
    "LeastHours": "minimum_off_the_job_hours",
    "LeastDays": "minimum_apprenticeship_days",
    "ByWeek": "off_the_job_hours_a_week",
    "LowestReduction": "service_lowest_price_reduction",
    "HighestReduction": "service_highest_price_reduction",
    "MostHours": "service_highest_training_hours",
    "MostHoursRemoved": "service_highest_hours_reduction",
}
"""Parameters by the end of their defined name (``RPL_Rate``)."""


def changing_days() -> list[date]:
    """The days from which one of the figures is another, in order."""
    rows = [row for name in FIGURES.values() for row in catalogue.load().parameters[name]]
    begins_on = {row.valid_from for row in rows if row.valid_from}
    return sorted(begins_on | {row.valid_to + timedelta(days=1) for row in rows if row.valid_to})


def add_figures(book: Workbook) -> None:
    """Writes the figures beside the lists and defines their names."""
    page = book[LISTS]
    days: list[date | None] = [None, *changing_days()]
    first = page.max_column + 1
    columns: list[tuple[str, list[date | float | str]]] = [(FROM, [day or 0 for day in days])]
    columns += [
        (f"RPL_{end}", [float(number(name, day or date.min) or 0) for day in days]) for end, name in FIGURES.items()
    ]
    columns += [(BEGINS, [begins(RATE)]), (TOO_EARLY, [too_early()])]
    for column, (name, values) in enumerate(columns, first):
        letters = get_column_letter(column)
        page.cell(1, column, name).font = look.font(bold=True)
        page.column_dimensions[letters].width = 28
        for row, value in enumerate(values, 2):
            cell = page.cell(row, column, value)
            cell.number_format = DATE if name in (FROM, BEGINS) else "General"
        area = f"${letters}$2" + (f":${letters}${len(values) + 1}" if len(values) > 1 else "")
        book.defined_names[name] = DefinedName(name, attr_text=f"{LISTS}!{area}")
