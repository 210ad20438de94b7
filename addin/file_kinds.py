"""Files that a return may be in, told by the endings of their names."""

from __future__ import annotations

from pathlib import Path

from ilr_core.errors import InputError

RETURNS = (".xml", ".zip")
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".ods")


def is_workbook(path: Path) -> bool:
    """Whether a path is a workbook; else it is a return (XML or ZIP). Raises InputError for any other file."""
    kind = path.suffix.lower()
    if kind not in RETURNS + WORKBOOKS:
        raise InputError(no_return(path))
    return kind in WORKBOOKS


def no_return(path: str | Path) -> str:
    """The sentence about a file of another kind."""
    return f"{path} is no return (.xml, .zip) and no workbook (.xlsx, .xlsm, .ods). Name one of these."
