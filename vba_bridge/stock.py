"""What the flavour ``stock`` calls through xlwings' own server besides the worksheet functions."""

from __future__ import annotations

from typing import Any

import xlwings as xw

from addin.hosts.excel_host import ExcelHost
from vba_bridge.bridge import Bridge


def _host_of(book: Any) -> ExcelHost:
    return ExcelHost(book)


@xw.func
def run(task: Any) -> Any:
    """Runs a ribbon command on the workbook whose button was pressed."""
    return Bridge(_host_of).Run(task, xw.Book.caller())


def pressed(task: str) -> None:
    """Runs a ribbon command on a Mac, where VBA gets no answer from Python, and tells the user the outcome."""
    book = xw.Book.caller()
    said = Bridge(_host_of).Run(task, book)
    if said:
        book.app.alert(said, "ILR")


@xw.func
def version() -> Any:
    """The version of this project."""
    return Bridge(_host_of).Version()
