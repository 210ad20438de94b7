"""An xlwings engine over openpyxl, so that what is written against xlwings runs where no Excel is.

Only what `addin.hosts.excel_host` asks for. Like Excel it gives numbers as float and blanks as None, and takes a text
with an apostrophe before it for a text.
"""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from tests.excel.engine.application import Engine

ENGINE = Engine()


def opened(path: Path) -> xw.Book:
    """A workbook file as xlwings shows a workbook of Excel."""
    if ENGINE.name not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=ENGINE))
    xw.engines[ENGINE.name].activate()
    return xw.Book(impl=ENGINE.apps.add().books.open(path))
