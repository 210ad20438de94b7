"""The lists and tables that a provider asks for month after month, each as XLSX, HTML and CSV from the same rows."""

from addin.standing_reports import (
    employers,  # noqa: F401 - registers its reports
    funding,  # noqa: F401
    hours,  # noqa: F401
    learners,  # noqa: F401
    months,  # noqa: F401
    recognised,  # noqa: F401
)
from addin.standing_reports.quality import QUALITY
from addin.standing_reports.registry import REGISTERED, Report, ReturnReport, Table

ORDER = ("learner-list", "occupancy", "planned-ends", "funding", "hours", "rpl-register", "employers")
"""The reports of one return in the order in which they are offered."""
REPORTS: dict[str, ReturnReport] = {name: REGISTERED[name] for name in ORDER}
ALL = "all"
"""What stands for all of them together."""

__all__ = ["ALL", "ORDER", "QUALITY", "REPORTS", "Report", "ReturnReport", "Table"]
