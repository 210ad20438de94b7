"""Making a change: all its cells and its log entries in one saving, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.audit.noticing import notice_typed, typed_entries
from addin.audit.recording import record, settle
from addin.change_log import LogEntry, logged_text, next_change
from addin.changes.future import CellEdit
from addin.hosts.port import Host
from addin.hosts.refusals import NEXT_STEP, NOT_WRITABLE
from addin.ooxml import cell_name
from addin.sheets.addresses import quoted, sheet_of
from addin.sheets.reading import BookReading
from addin.sheets.row_ids import give_row_ids
from ilr_core.errors import InputError
from workbook_templates.layout import PARENT_ID, ROW_ID

Reason = Callable[[CellEdit], str]


@dataclass(frozen=True, slots=True)
class Change:
    """A change that was made: its number in the log, the cells, and where the workbook is (None: not saved by us).

    Without cells there was nothing to change, and the log does not have it.
    """

    number: int
    edits: tuple[CellEdit, ...]
    saved: Path | None


NOTHING = Change(0, (), None)


def _no_reason(edit: CellEdit) -> str:  # noqa: ARG001 - as every reason
    return ""


def commit(
    host: Host,
    reading: BookReading,
    edits: Sequence[CellEdit],
    *,
    command: str,
    who: str,
    now: datetime,
    reason: Reason = _no_reason,
    undoes: int | None = None,
) -> Change:
    """Writes cells that change, logs them with the reason of each, and saves.

    What was typed by hand before is logged first, as a change of its own. Raises InputError, and saves nothing, if a
    cell or the log cannot be written.
    """
    refusal = host.refusal()
    if refusal:
        raise InputError(refusal)
    give_row_ids(host, reading)
    typed = typed_entries(host, notice_typed(host, reading), now, who=who)
    number = next_change(host) + bool(typed)
    take_back = _write(host, reading, edits)
    try:
        recorded = record(
            host, [*typed, *(_entry(edit, number, command, who, now, reason(edit), undoes) for edit in edits)], now
        )
    except InputError:
        take_back()
        raise
    saved = host.save()
    settle(recorded, saved, now)
    return Change(number, tuple(edits), saved)


def _write(host: Host, reading: BookReading, edits: Sequence[CellEdit]) -> Callable[[], None]:
    """Writes the new values; if one cannot be written, the old ones again. Gives what takes all of them back."""
    by_sheet: dict[str, dict[tuple[int, int], CellEdit]] = {}
    for edit in edits:
        found = sheet_of(edit.sheet, reading)
        assert found is not None
        by_sheet.setdefault(edit.sheet, {})[edit.row, found.numbers[edit.header]] = edit
    written: list[str] = []

    def take_back() -> None:
        # In a workbook that is open nothing else would take back what was written before.
        for name in written:
            host.write_cells(name, {cell: edit.old for cell, edit in by_sheet[name].items()})

    for sheet, cells in by_sheet.items():
        refused = host.write_cells(sheet, {cell: edit.new for cell, edit in cells.items()})
        written.append(sheet)
        if refused:
            take_back()
            raise InputError(
                f"{quoted(sheet)}!{cell_name(*refused[0])} is {NOT_WRITABLE}, so nothing was changed. {NEXT_STEP}"
            )
        host.reach(sheet, max(row for row, _ in cells))
    return take_back


def preview(edits: Sequence[CellEdit], reading: BookReading, reason: Reason = _no_reason) -> list[str]:
    """The cells that will change, a line each: where, whose, what there is, what there will be, and why."""
    lines = []
    for edit in edits:
        if edit.header in (ROW_ID, PARENT_ID):
            continue
        found = sheet_of(edit.sheet, reading)
        assert found is not None
        cell = f"{quoted(edit.sheet)}!{cell_name(edit.row, found.numbers[edit.header])}"
        whose = f"{edit.learner} aim {edit.aim}" if edit.aim is not None else edit.learner
        old, new = (logged_text(value) or "(blank)" for value in (edit.old, edit.new))
        why = f"  ({text})" if (text := reason(edit)) else ""
        lines.append(f"{cell}  {whose}  {edit.header}: {old} -> {new}{why}")
    return lines


def _entry(
    edit: CellEdit, number: int, command: str, who: str, now: datetime, reason: str, undoes: int | None
) -> LogEntry:
    return LogEntry(
        number, now.replace(microsecond=0), who, command, edit.learner, edit.aim, edit.sheet, edit.row_id, edit.header,
        logged_text(edit.old), logged_text(edit.new), reason, undoes,
    )  # fmt: skip
