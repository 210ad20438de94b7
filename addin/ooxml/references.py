"""Cell references: `AB12` and `B2:D9` to 1-based numbers and back."""

import re
from functools import lru_cache
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})\Z")
_ROW = re.compile(r"\$?([0-9]{1,7})\Z")


class Area(NamedTuple):
    """A rectangle of cells, 1-based, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def contains(self, row: int, column: int) -> bool:
        """Whether the cell lies in the area."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def covers(self, other: "Area") -> bool:
        """Whether the whole of `other` lies in the area."""
        return self.contains(other.first_row, other.first_column) and self.contains(other.last_row, other.last_column)

    @property
    def is_single(self) -> bool:
        """Whether the area is one cell."""
        return self.first_row == self.last_row and self.first_column == self.last_column

    def __str__(self) -> str:
        first = cell_name(self.first_row, self.first_column)
        return first if self.is_single else f"{first}:{cell_name(self.last_row, self.last_column)}"


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(column: int) -> str:
    """`1` -> `A`, `28` -> `AB`. ValueError outside 1 to 16,384."""
    if not 1 <= column <= MAX_COLUMN:
        raise ValueError(f"There is no column number {column} in a sheet.")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=MAX_COLUMN)
def column_number(letters: str) -> int:
    """`A` -> 1, `AB` -> 28. ValueError for anything else."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"{letters!r} is not a column.")
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MAX_COLUMN:
        raise ValueError(f"{letters!r} is not a column.")
    return number


def cell_name(row: int, column: int) -> str:
    """`(12, 28)` -> `AB12`."""
    return f"{column_letters(column)}{row}"


def parse_cell(text: str) -> tuple[int, int]:
    """`AB12` or `$AB$12` -> `(12, 28)`. ValueError for anything else."""
    match = _CELL.match(text)
    if not match:
        raise ValueError(f"{text!r} is not a cell reference.")
    return int(match[2]), column_number(match[1])


def parse_area(text: str) -> Area:
    """`B2`, `B2:D9`, `B:D` or `2:9` -> Area; whole columns and rows get the sheet's limits. ValueError otherwise."""
    first, _, last = text.partition(":")
    last = last or first
    if _COLUMN.match(first) and _COLUMN.match(last):
        return Area(1, column_number(first.strip("$")), MAX_ROW, column_number(last.strip("$")))
    if _ROW.match(first) and _ROW.match(last):
        return Area(int(first.strip("$")), 1, int(last.strip("$")), MAX_COLUMN)
    (row_a, column_a), (row_b, column_b) = parse_cell(first), parse_cell(last)
    return Area(min(row_a, row_b), min(column_a, column_b), max(row_a, row_b), max(column_a, column_b))
