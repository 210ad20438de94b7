"""Kinds of files, by their endings without the dot, as a user is asked for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

BOOKS = ("xlsm", "xlsx")
"""What a new return workbook may be, the first where macros run."""
WITH_MACROS = "xlsm"
_WORDS = {"xlsm": "Workbook with macros", "xlsx": "Workbook", "html": "Web page"}


def kind_in_words(kind: str) -> str:
    """A kind with its pattern.

    >>> kind_in_words("html"), kind_in_words("csv")
    ('Web page (*.html)', 'File (*.csv)')
    """
    return f"{_WORDS.get(kind, 'File')} ({pattern(kind)})"


def pattern(kind: str) -> str:
    """What names of a kind look like."""
    return f"*.{kind}"


def with_ending(path: Path, kinds: Sequence[str]) -> Path:
    """The name that was typed; one of no such kind gets the first ending, so that ``a.b`` becomes ``a.b.xlsx``."""
    return path if path.suffix.lower().removeprefix(".") in kinds else path.with_name(f"{path.name}.{kinds[0]}")
