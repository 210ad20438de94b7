"""The lists and tables that a provider asks for month after month, each as XLSX, HTML and CSV from the same rows."""

from addin.standing_reports import (
    employers,  # noqa: F401 - registers its reports
    funding,  # noqa: F401
    hours,  # noqa: F401
    learners,  # noqa: F401
    months,  # noqa: F401
    recognised,  # noqa: F401
)
from addin.standing_reports.registry import REPORTS, Report, Table

__all__ = ["REPORTS", "Report", "Table"]
