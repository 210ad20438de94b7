"""The table in a grid: its header row below any titles, its columns, its rows without the totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from addin.mis_import.export_files import Grid
from addin.ooxml import Value, column_letters
from addin.sheets.cells import BLANKS, is_blank
from ilr_core.errors import InputError

_TITLE_ROWS = 30
_TOTALS = re.compile(
    r"(grand |sub[- ]?|overall )?totals?\b.*|count( of .*)?|(number|no\.?) of (learners|records|rows).*"
    r"|end of (report|file).*|report (run|produced|generated|date)\b.*|page \d+.*"
    r"|\d+ (records?|rows?)( (found|returned|exported))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of an export: its header as it stands, the title over a group of columns if there is one.

    ``index`` counts columns from 0.
    """

    header: str
    group: str
    index: int

    @property
    def letters(self) -> str:
        """The column as a spreadsheet names it."""
        return column_letters(self.index + 1)


@dataclass(slots=True)
class ExportTable:
    """One table of an export: its columns and rows; ``lines`` number the rows for people.

    ``totals`` are the lines that hold totals or a remark and no learner.
    """

    name: str
    columns: tuple[ExportColumn, ...]
    rows: list[Sequence[Value]]
    lines: list[int]
    totals: tuple[int, ...] = ()

    def values(self, column: ExportColumn) -> Iterator[Value]:
        """The cells of a column, one for each row."""
        index = column.index
        return (row[index] if index < len(row) else None for row in self.rows)


def table_in(grid: Grid, knows: Callable[[str], bool]) -> ExportTable:
    """The table of a grid; ``knows`` tells whether a text is a column name that is known.

    Raises InputError if there is no row of column names, or nothing below it.
    """
    at = _header_row(grid.rows, knows)
    if at is None:
        raise InputError(
            f"{grid.name}: no row of column names was found in the first {_TITLE_ROWS} rows. "
            "Export it with its column names in one row."
        )
    columns = tuple(_columns(grid, at))
    rows, lines, totals = [], [], []
    used = [column.index for column in columns]
    for row, line in zip(grid.rows[at + 1 :], list(grid.lines)[at + 1 :], strict=True):
        filled = [row[index] for index in used if index < len(row) and not is_blank(row[index])]
        if not filled or _is_header_again(row, columns):
            continue
        if _is_totals(filled, len(columns)):
            totals.append(line)
            continue
        rows.append(row)
        lines.append(line)
    _refuse_without_values(grid, at, columns)
    return ExportTable(grid.name, columns, rows, lines, tuple(totals))


def _refuse_without_values(grid: Grid, at: int, columns: Iterable[ExportColumn]) -> None:
    used = {column.index + 1 for column in columns}
    first = min((cell for cell in grid.without_value if cell[0] > at + 1 and cell[1] in used), default=None)
    if first is not None:
        raise InputError(
            f"{grid.name}: the formula in {column_letters(first[1])}{first[0]} has no value saved. "
            "Open the file in Excel, save it and try again."
        )


def _header_row(rows: Sequence[Sequence[Value]], knows: Callable[[str], bool]) -> int | None:
    """The row with most known column names; without any known, the first of the widest rows of texts."""
    best, found = (0, 0), None
    widest = max((_width(row) for row in rows[: _TITLE_ROWS * 2]), default=0)
    for number, row in enumerate(rows[:_TITLE_ROWS]):
        texts = _words(row)
        known = len({text.casefold() for text in texts if knows(text)})
        is_wide = len(texts) == _width(row) and len(set(texts)) > 1 and 2 * len(texts) > widest
        score = (known, int(is_wide))
        if score > best:
            best, found = score, number
    if found is not None and found + 1 < len(rows):
        below = _words(rows[found + 1])
        # Names in two rows: the lower one has only those that stand under a title for several.
        if below and len(below) == _width(rows[found + 1]) and all(map(knows, below)):
            return found + 1
    return found


def _words(row: Sequence[Value]) -> list[str]:
    """The cells of a row that hold words."""
    texts = [_clean(value) for value in row if isinstance(value, str)]
    return [text for text in texts if any(map(str.isalpha, text))]


def _width(row: Sequence[Value]) -> int:
    return sum(not is_blank(value) for value in row)


def _clean(value: Value) -> str:
    return " ".join(str(value).strip(BLANKS).split()) if value is not None else ""


def _columns(grid: Grid, at: int) -> Iterator[ExportColumn]:
    """The columns of a header row. A cell merged down from above names its column; one merged across is a group."""
    row = grid.rows[at]
    above = [_clean(value) for value in grid.rows[at - 1]] if at else []
    groups = _groups(grid, at, above)
    for index in range(max(len(row), len(above) if groups else 0)):
        header = _clean(row[index]) if index < len(row) else ""
        group = groups.get(index, "")
        if not header and groups and index < len(above) and above[index]:
            header, group = above[index], ""
        if header:
            yield ExportColumn(header, "" if group == header else group, index)


def _groups(grid: Grid, at: int, above: Sequence[str]) -> dict[int, str]:
    """The titles in the row above the header row, by each column they stand over; nothing for a title of the whole."""
    merged = {
        index: above[area.first_column - 1]
        for area in grid.merged
        if area.first_row <= at <= area.last_row and area.first_column <= len(above)
        for index in range(area.first_column - 1, area.last_column)
    }
    filled = [index for index, text in enumerate(above) if text]
    if len(filled) < 2 and not merged:
        return {}
    if merged:
        alone = {index: above[index] for index in filled if index not in merged}
        width = _width(grid.rows[at])
        spread = {index: text for index, text in merged.items() if text}
        # One title over everything names the report, not its columns.
        return alone | spread if len(set(spread.values()) | set(alone.values())) > 1 or len(spread) < width else {}
    ends = [*filled[1:], max(len(above), len(grid.rows[at]))]
    return {index: above[start] for start, end in zip(filled, ends, strict=True) for index in range(start, end)}


def _is_header_again(row: Sequence[Value], columns: Sequence[ExportColumn]) -> bool:
    """Whether a row repeats the column names, as some exports do on every page."""
    same = sum(column.index < len(row) and _clean(row[column.index]) == column.header for column in columns)
    return same > 1 and 2 * same > len(columns)


def _is_totals(filled: Sequence[Value], width: int) -> bool:
    """Whether a row holds totals or a remark: it begins like one, and has numbers or not much besides."""
    if not isinstance(filled[0], str) or not _TOTALS.fullmatch(_clean(filled[0])):
        return False
    has_numbers = all(not any(map(str.isalpha, _clean(value))) for value in filled[1:])
    return has_numbers or len(filled) <= width // 2
