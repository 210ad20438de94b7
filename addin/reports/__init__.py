"""What a check found, as text, JSON, CSV or a web page."""

from addin.reports.files import FileReport, exit_code
from addin.reports.formats import FORMATS, SUMMARIES

__all__ = ["FORMATS", "SUMMARIES", "FileReport", "exit_code"]
