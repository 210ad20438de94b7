"""Workbooks as programs save them, for the tests of all hosts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter

Book = xlsxwriter.Workbook
LONGEST = 32_767


@contextmanager
def made(path: Path, **options: Any) -> Iterator[Book]:
    """A workbook to fill; saved at the end."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False, **options})
    yield book
    book.close()
