"""Cells that were changed by hand: the difference between what the log leads to and what the sheets hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from addin.audit.data_state import COLUMN, ROW, DataState, Row, SheetState
from addin.change_log import TYPED, LogEntry
from workbook_templates.layout import ROW_ID, START

GONE = "there"
LONGEST_ROW = 30_000
_LEARNER, _AIM = "LearnRefNumber", "AimSeqNumber"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell, row or column that is another than expected. ``old`` and ``new`` as in the log."""

    learner: str
    aim: int | None
    sheet: str
    row_id: str
    field: str
    old: str
    new: str

    def entry(self, change: int, who: str, now: datetime, reason: str) -> LogEntry:
        """It as an entry of the log."""
        return LogEntry(
            change, now.replace(microsecond=0), who, TYPED, self.learner, self.aim, self.sheet, self.row_id, self.field,
            self.old, self.new, reason,
        )  # fmt: skip

    @property
    def line(self) -> str:
        """It in one line, for people."""
        whose = f"{self.learner} aim {self.aim}" if self.aim is not None else self.learner
        if self.field == ROW:
            return f"{self.sheet}: a row of {whose or 'nobody'} was {'added' if self.new else 'deleted'}"
        if self.field == COLUMN:
            return f"{self.sheet}: the column {self.row_id} {'is back' if self.new else 'was taken away'}"
        return f"{self.sheet}: {whose} {self.field}: {self.old or '(blank)'} -> {self.new or '(blank)'}"


def differences(expected: DataState, actual: DataState) -> list[Difference]:
    """What was changed by hand, sheet by sheet in the order of the workbook.

    A column or sheet that is not there is one difference, and its cells are compared when it is back.
    """
    found = [
        Difference("", None, START, "", name, expected.names[name], new)
        for name, new in actual.names.items()
        if name in expected.names and expected.names[name] != new
    ]
    for key, sheet in actual.sheets.items():
        if key in expected.sheets:
            found += _in_sheet(expected.sheets[key], sheet)
    return found


def carried_on(expected: DataState, actual: DataState) -> DataState:
    """The state to expect from now on: what there is, and of columns and sheets that are not there what there was."""
    for key, before in expected.sheets.items():
        now = actual.sheets.get(key)
        if now is None:
            actual.sheets[key] = before
            continue
        lost = [header for header in before.headers if header not in now.headers]
        if ROW_ID in now.gone:
            now.headers, now.rows = before.headers, before.rows
        elif lost:
            places = [(header, before.headers.index(header)) for header in lost]
            for row_id, values in before.rows.items():
                for header, place in places:
                    if row_id in now.rows and place < len(values) and values[place]:
                        now.put(row_id, header, values[place])
    return actual


def _in_sheet(before: SheetState, now: SheetState) -> Iterator[Difference]:
    for header in sorted(now.gone - before.gone):
        if header in before.headers or header == ROW_ID:
            yield Difference("", None, now.name, header, COLUMN, GONE, "")
    for header in sorted(before.gone - now.gone):
        if header in before.headers or header == ROW_ID:
            yield Difference("", None, now.name, header, COLUMN, "", GONE)
    if ROW_ID in now.gone:
        return
    is_alike = before.headers == now.headers
    shown = set(now.headers)
    for row_id, values in now.rows.items():
        old_values = before.rows.get(row_id)
        if old_values is None:
            yield from _whole_row(now, row_id, {}, now.row(row_id))
        elif not (is_alike and old_values == values):
            yield from _in_row(now, row_id, before.row(row_id), now.row(row_id), shown)
    for row_id in before.rows.keys() - now.rows.keys():
        yield from _whole_row(now, row_id, before.row(row_id), {})


def _in_row(sheet: SheetState, row_id: str, old: Row, new: Row, shown: set[str]) -> Iterator[Difference]:
    for header in sheet.headers:
        if header in shown and old.get(header, "") != new.get(header, ""):
            yield Difference(*_whose(new), sheet.name, row_id, header, old.get(header, ""), new.get(header, ""))


def _whole_row(sheet: SheetState, row_id: str, old: Row, new: Row) -> Iterator[Difference]:
    """A row that came or went as one difference; cell by cell if its values do not fit into one cell."""
    texts = [json.dumps(row, ensure_ascii=False) if row else "" for row in (old, new)]
    if max(map(len, texts)) <= LONGEST_ROW:
        yield Difference(*_whose(new or old), sheet.name, row_id, ROW, *texts)
    else:
        for header in new or old:
            yield Difference(*_whose(new or old), sheet.name, row_id, header, old.get(header, ""), new.get(header, ""))


def _whose(row: Row) -> tuple[str, int | None]:
    aim = row.get(_AIM, "")
    return row.get(_LEARNER, ""), int(aim) if aim.isascii() and aim.isdigit() and len(aim) < 9 else None
