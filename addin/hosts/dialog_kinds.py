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
    """The name that was typed, with the first ending in place of another kind's, or behind a name of no kind.

    >>> [with_ending(Path(name), ("xlsx",)).name for name in ("a.XLSX", "a.xlsm", "a 1.9")]
    ['a.XLSX', 'a.xlsx', 'a 1.9.xlsx']
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending in kinds:
        return path
    return path.with_name(f"{path.stem if ending in _WORDS else path.name}.{kinds[0]}")
