"""Noticing what was typed by hand since the state last known, so that it is logged like everything else."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.audit.data_state import DataState, advanced, state_of
from addin.audit.recording import Recorded, record, settle, trail_to_go_on
from addin.audit.recovery import recover
from addin.audit.snapshot import keep_snapshot, last_snapshot
from addin.audit.trail import Trail
from addin.audit.typed import Difference, carried_on, differences
from addin.change_log import LogEntry, next_change, user_name
from addin.hosts.port import Host
from addin.hosts.questions import Asked
from addin.ooxml import CellValue
from addin.sheets.reading import BookReading
from addin.wording import counted
from ilr_core.collector import not_collected
from ilr_core.errors import InputError
from workbook_templates.changes_sheet import TRAIL
from workbook_templates.layout import CHANGES

SHOWN = 8
NO_REASON = "no reason given"
_REASON = "reason"


@dataclass
class Noticed:
    """What was typed, and the state of the sheets with it; ``recorded`` once it is logged."""

    trail: Trail
    state: DataState
    typed: Sequence[Difference]
    change: int = 0
    recorded: Recorded | None = None


def notice_typed(host: Host, reading: BookReading) -> Noticed | None:
    """What was typed by hand since the last check; every row has to have its id by now.

    None where nothing can be logged: without the sheet for it, if the workbook cannot be written to, or if its trail is
    broken. Nothing is written. Where no state is known yet nothing counts as typed.
    """
    if host.refusal():
        return None
    try:
        trail = trail_to_go_on(host)
    except (InputError, OSError) as error:
        host.tell(_unlogged(error))
        return None
    if trail is None:
        return None
    with not_collected():
        now = state_of(reading, host.read_names())
        known = last_snapshot(trail, is_saved=host.is_saved())
        if known is None:
            return Noticed(trail, now, ())
        since = [entry.entry for entry in trail.entries if entry.number > known.number]
        expected = advanced(known.state, since)
        typed = differences(expected, now)
        return Noticed(trail, carried_on(expected, now), typed)


def typed_entries(
    host: Host, noticed: Noticed | None, now: datetime, reason: str = "", who: str = ""
) -> list[LogEntry]:
    """The entries of what was typed, as the next change of the log."""
    if noticed is None or not noticed.typed:
        return []
    noticed.change = next_change(host)
    return [one.entry(noticed.change, who or user_name(), now, reason or NO_REASON) for one in noticed.typed]


def log_typed(host: Host, noticed: Noticed | None, now: datetime, who: str = "") -> Noticed | None:
    """Logs what was typed, with the reason that the user gives; begins the trail if nothing was logged yet.

    None, with a word to the user, if the log takes nothing: that is no reason not to check.
    """
    if noticed is None:
        return None
    try:
        if noticed.typed:
            entries = typed_entries(host, noticed, now, _asked_reason(host, noticed.typed), who)
            noticed.recorded = record(host, entries, now)
            return noticed
        recover(noticed.trail, host, now)
        if not noticed.trail.sheet.trail:
            _begin(host, noticed.trail)
    except (InputError, OSError) as error:
        host.tell(_unlogged(error))
        return None
    return noticed


def keep_state(noticed: Noticed | None, saved: Path | None, now: datetime) -> None:
    """Once the workbook is saved (None: its program does that later), keeps its state for the next check."""
    if noticed is None:
        return
    number, ending = noticed.trail.last, noticed.trail.ending
    if noticed.recorded:
        settle(noticed.recorded, saved, now)
        number, ending = noticed.recorded.head.count, noticed.recorded.head.hash
    # Without it the next check compares with the state before, and finds the same.
    with suppress(OSError):
        keep_snapshot(noticed.trail.id, number, ending, noticed.state, is_saved=saved is not None)


def _begin(host: Host, trail: Trail) -> None:
    sheet = trail.sheet
    cells: dict[tuple[int, int], CellValue] = {(1, sheet.columns[header]): header for header in sheet.headless}
    refused = host.write_cells(CHANGES, {**cells, (sheet.trail_row, sheet.columns[TRAIL]): trail.id})
    if refused:
        raise InputError(f"The sheet {CHANGES} takes no values; unprotect it.")


def _unlogged(error: Exception) -> str:
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        return f"What was typed by hand since the last check is not logged: a file could not be used ({reason})."
    return f"What was typed by hand since the last check is not logged. {error}"


def typed_notice(noticed: Noticed | None) -> str:
    """What was changed by hand, for the user; empty if nothing was."""
    if noticed is None or not noticed.typed:
        return ""
    return (
        f"{counted(len(noticed.typed), 'change')} made by hand since the last check: logged as change {noticed.change} "
        f"of the sheet {CHANGES}."
    )


def _asked_reason(host: Host, typed: Sequence[Difference]) -> str:
    lines = [one.line for one in typed[:SHOWN]]
    if len(typed) > SHOWN:
        lines.append(f"... and {len(typed) - SHOWN:,} more")
    answers = host.ask_answers(
        f"{counted(len(typed), 'change')} made by hand since the last check: why?",
        [Asked(_REASON, "Reason", "\n".join(lines), required=False)],
    )
    return (answers or {}).get(_REASON, "").strip()
