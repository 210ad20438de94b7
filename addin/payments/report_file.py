"""DfE's payment reports as files: who was paid what, in which month of the year, for which kind of earnings.

Two shapes are read. The Apps Monthly Payment Report (``monthly_report.py``) has a column for each month and kind, such
as ``August (R01) levy payments``; its months are those of the collection. A list (``payment_list.py``) has a line for
each payment, with period, transaction type and funding source; its months are those of the delivery where it says them.
"""

from __future__ import annotations

from pathlib import Path

from addin.mis_import.export_files import grids_in
from addin.payments.monthly_report import month_columns, monthly_lines
from addin.payments.paid import PaymentReport
from addin.payments.payment_list import list_lines
from addin.payments.report_lines import columns_of, report_of
from ilr_core.errors import InputError

_HEADER_ROWS = 10
_NEEDED = {"amount": "Amount", "type": "Transaction type", "source": "Funding source"}


def read_payments(path: Path, year: str) -> PaymentReport:
    """The payments of an academic year (``2627``) in a report (CSV or spreadsheet).

    Raises InputError for a file that is no such report, and for what cannot be read, with its line.
    """
    for grid in grids_in(path):
        for number, row in enumerate(grid.rows[:_HEADER_ROWS]):
            columns = columns_of(row)
            if "reference" not in columns and "uln" not in columns:
                continue
            if months := month_columns(grid, number):
                lines, notes = monthly_lines(grid, number, columns, months)
                return report_of(lines, year, by_collection=True, notes=notes)
            if "amount" in columns and columns.keys() & {"delivery", "collection"}:
                if missing := [name for what, name in _NEEDED.items() if what not in columns]:
                    raise InputError(
                        f"{path.name} has no column {' and no column '.join(missing)}: without it nobody can tell what "
                        "was paid for, and by whom. Export the list again with it."
                    )
                lines, notes = list_lines(grid, number, columns)
                return report_of(lines, year, by_collection="delivery" not in columns, notes=notes)
    raise InputError(
        f"{path.name} is no payment report: it needs a learner's number, and either columns such as 'August (R01) levy "
        "payments' or columns for period and amount. Download the Apps Monthly Payment Report as CSV."
    )
