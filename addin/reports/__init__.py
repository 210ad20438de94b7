"""What a check found, as text, JSON, CSV or a web page."""

from addin.reports.files import FileReport, exit_code
from addin.reports.formats import FORMATS, SUMMARIES, plain_cell
from addin.reports.wording import counted, some_of

__all__ = ["FORMATS", "SUMMARIES", "FileReport", "counted", "exit_code", "plain_cell", "some_of"]
