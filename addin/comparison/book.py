"""A comparison as a workbook of its own: the sheets ``Comparison`` and ``Earnings effect``."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from addin.commands.new import draft_of
from addin.comparison.compared import NOTHING, ComparedReturns, Entry
from addin.comparison.lines import Line, lines_of
from addin.comparison.sides import Side
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue, Formula
from ilr_core.errors import InputError
from workbook_templates.comparison_sheet import (
    CLOSED_ROW,
    COLUMNS,
    COMPARISON,
    COUNT_CELLS,
    COUNTS,
    EFFECT,
    EFFECT_HEADER_ROW,
    FACT_CELLS,
    HEADER_ROW,
    build_comparison,
)
from workbook_templates.formats import LINE_HEIGHT

KIND = ".xlsx"
AIM = "LearningDelivery"
CLOSED, EARLIER_YEAR = "closed", "earlier year"
_ROOM = 4.0
_WRAPPED = [(number, int(column.width * 1.15)) for number, column in enumerate(COLUMNS) if column.wrap]
_MARKS = {"danger": "✖ ", "look": "▲ ", "known": ""}


def refuse_name(path: Path, kinds: Sequence[str] = (KIND,)) -> None:
    """Raises InputError for a name that ends in none of these kinds, or that something has already."""
    if path.suffix.lower() not in kinds:
        named = f"{path.stem or 'comparison'}{kinds[0]}"
        raise InputError(f"{path.name or path} must end in {' or '.join(kinds)}. Choose a name like {named}.")
    if path.exists():
        raise InputError(f"{path} is there already and is not overwritten. Choose another name, or move it away first.")


def comparison_book(path: Path, found: ComparedReturns) -> None:
    """Makes the workbook. Raises InputError, and makes nothing, for a name that cannot be used."""
    refuse_name(path)
    groups = _groups(lines_of(found))
    rows = [_row(line, found.new.year.start) for name in COUNTS for line in groups[name]]
    with draft_of(path) as draft:
        draft.write_bytes(build_comparison(found.new.year.title))
        host = FileHost(draft)
        host.fill_rows(COMPARISON, HEADER_ROW + 1, rows or [[None]], [_height(row) for row in rows])
        host.write_cells(COMPARISON, _head(found, groups))
        _fill_effect(host, found)
        host.save()
        refuse_name(path)
        draft.replace(path)


def _groups(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The lines by the count they belong to; each belongs to one."""
    groups: dict[str, list[Line]] = {name: [] for name in COUNTS}
    for line in lines:
        if line.urgency == "danger":
            groups["danger"].append(line)
        elif line.entry.kind == "changed":
            groups["closed" if line.reaches_back else "other"].append(line)
        else:
            groups[line.entry.kind].append(line)
    return groups


def _row(line: Line, year_start: date) -> list[CellValue]:
    entry = line.entry
    field = line.field or (None if line.entity == AIM else line.entity)
    texts = (
        f"{_MARKS[line.urgency]}{line.what}", entry.reference, entry.old_reference, line.aim, line.aim_reference,
        field, line.record if line.field else "", line.old, line.new, line.since, _closed(line, year_start),
        line.meaning,
    )  # fmt: skip
    return [None if text == "" else text for text in texts]


def _closed(line: Line, year_start: date) -> str:
    """Whether the first day on which it counts lies in a month that was closed, or in a year before."""
    if line.settled and line.since is not None and line.since < year_start:
        return EARLIER_YEAR
    return CLOSED if line.reaches_back else ""


def _height(row: Sequence[CellValue]) -> float:
    """A height at which every text of the row shows whole."""
    lines = max(len(textwrap.wrap(str(row[number] or ""), width)) or 1 for number, width in _WRAPPED)
    return lines * LINE_HEIGHT + _ROOM


def _head(found: ComparedReturns, groups: dict[str, list[Line]]) -> dict[tuple[int, int], CellValue]:
    cells: dict[tuple[int, int], CellValue] = {}
    row = HEADER_ROW + 1
    for name in COUNTS:
        count = len(groups[name])
        link = f"HYPERLINK(\"#'{COMPARISON}'!A{row}\",{count})"
        cells[COUNT_CELLS[name]] = Formula(link, count) if count else 0
        row += count
    closing = found.closing
    facts = {
        "earlier": _side(found.old),
        "later": _side(found.new),
        "same": f"{found.same:,} learners",
        "closed": f"{closing.closed}; open from {closing.open_from:%d/%m/%Y}" if closing.closed else "nothing yet",
        "remarks": " ".join(found.remarks) or "nothing",
    }
    return cells | {FACT_CELLS[name]: text for name, text in facts.items()}


def _fill_effect(host: FileHost, found: ComparedReturns) -> None:
    entries = [entry for entry in found.entries if not entry.effect.is_none]
    rows = [_effect_row(entry, found.closed_months) for entry in entries]
    host.fill_rows(EFFECT, EFFECT_HEADER_ROW + 1, rows or [[None]])
    months, closed = found.by_month, found.closed_months
    cells: dict[tuple[int, int], CellValue] = {}
    for row, amounts in ((CLOSED_ROW, (*months[:closed], *NOTHING[closed:])), (CLOSED_ROW + 1, _open(months, closed))):
        for column, amount in enumerate((*amounts, sum(amounts, Decimal(0))), 3):
            cells[row, column] = float(amount)
    host.write_cells(EFFECT, cells)


def _open(months: tuple[Decimal, ...], closed: int) -> tuple[Decimal, ...]:
    return (*NOTHING[:closed], *months[closed:])


def _effect_row(entry: Entry, closed: int) -> list[CellValue]:
    effect = entry.effect
    amounts = (*effect.months, effect.whole_year, sum(effect.months[:closed], Decimal(0)), effect.other_years)
    return [entry.reference, entry.kind, *(float(amount) for amount in amounts)]


def _side(side: Side) -> str:
    return (
        f"{side.title}, {side.year.title}, made on {side.prepared:%d/%m/%Y}: {side.learners:,} learners, "
        f"{side.aims:,} aims"
    )
