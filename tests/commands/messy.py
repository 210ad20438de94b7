"""What the tests of messy workbooks ask: a cell wherever it was moved to, what stops an export, what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ilr_core.errors import ExportBlocked
from tests.commands.made import export, records_in


def at(sheet: Worksheet, row: int, header: str) -> Any:
    """The cell under a header wherever it has been moved to."""
    number = next(cell.column for cell in sheet[1] if cell.value == header)
    return sheet.cell(row, number)


def blocked(path: Path) -> str:
    with pytest.raises(ExportBlocked) as stopped:
        export(path, path.parent / "out")
    assert not (path.parent / "out").exists()
    return str(stopped.value)


def exported(path: Path) -> list[Any]:
    return records_in(export(path, path.parent / "out").path)
