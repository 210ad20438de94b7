"""Numbers and lists as people read them, for every sentence and report."""

from __future__ import annotations

from collections.abc import Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def counted(number: int, word: str) -> str:
    """A number with its noun.

    >>> counted(1, "error"), counted(1200, "error")
    ('1 error', '1,200 errors')
    """
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def some_of(words: Sequence[str], most: int, between: str = ", ") -> str:
    """At most so many words in one line, and how many more there are.

    >>> some_of(["A1", "B2"], 2), some_of(["A1", "B2", "C3", "D4"], 2)
    ('A1, B2', 'A1, B2 and 2 more')
    """
    more = f" and {len(words) - most:,} more" if len(words) > most else ""
    return f"{between.join(words[:most])}{more}"


def not_shown(count: int, shown: int) -> list[str]:
    """The line below a list of which only so many were shown; none if it is whole."""
    return [f"  ... and {count - shown:,} more; --format csv lists them all."] if count > shown else []


def plain_cell(cell: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula: an apostrophe is put before one."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
