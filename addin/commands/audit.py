"""What is done to the audit trail itself: a reason given later, entries vouched for, a new trail begun."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from addin.audit.heads import Head
from addin.audit.recording import Recorded, record, record_anew, settle
from addin.audit.recovery import numbered
from addin.audit.side_file import PARTED, add_lines, state_line
from addin.audit.signatures import SIGNED_FOR, ranges, signed_entries
from addin.audit.trail import Trail, trail_of
from addin.audit.verdict import trail_in, verdict_on
from addin.change_log import AUDIT, REASON, LogEntry
from addin.hosts.port import Host
from addin.keys import own_key
from ilr_core.errors import InputError
from workbook_templates.layout import CHANGES

BEGUN = "Begun"
"""The field of an entry that begins a trail behind another one; ``old`` is that one's id and head."""
LONGEST_REASON = 2000


def give_reason(host: Host, number: int, text: str, *, who: str, now: datetime) -> str:
    """Adds the reason of a change that was made already, as an entry of its own; says so.

    Raises InputError for a change that the log does not have, and without a text.
    """
    reason = " ".join(text.split())
    if not reason:
        raise InputError("Say the reason in a few words.")
    if not any(
        one.entry.change == number and one.entry.command not in (AUDIT, REASON) for one in trail_in(host).entries
    ):
        raise InputError(f"There is no change {number} in the log. Look at the sheet {CHANGES} for its number.")
    _log(host, [_entry(number, who, REASON, now, reason=reason)], now)
    return f"The reason of change {number} is noted."


def sign_for(host: Host, *, who: str, now: datetime) -> str:
    """Vouches for the entries that nobody has signed, after showing them; says so.

    Raises InputError without a key of one's own.
    """
    trail = trail_in(host)
    if own_key() is None:
        raise InputError("You have no signing key yet. Make one with: ilr keys create")
    signed = signed_entries(trail)
    if not signed.bare:
        return "Every entry is signed."
    lines = [f"{one.number}  {one.entry.who}  {one.entry.learner}  {one.entry.field}" for one in signed.bare]
    numbers = [one.number for one in signed.bare]
    if not host.ask_yes(f"Do you vouch for {numbered('Entry', numbers).lower()} with your signature?", lines):
        return "Nothing was signed."
    recorded = _log(host, [_entry(0, who, AUDIT, now, field=SIGNED_FOR, new=ranges(numbers))], now)
    if not recorded.is_signed:
        return "Nothing was signed: the key stayed locked. The wish to sign is in the log without a signature."
    return f"Signed for {numbered('Entry', numbers).lower()}."


def restart(host: Host, *, who: str, now: datetime, why: str = "") -> str:
    """Begins a new trail in a workbook, which names the end of the old one and what was wrong with it; says so.

    For a copy that goes its own way, and after a trail was broken. The entries there are stay as they are, without
    their proof, which the old side file keeps.
    """
    refusal = host.refusal()
    if refusal:
        raise InputError(refusal)
    found = verdict_on(host)
    lines = [trouble.sentence for trouble in found.troubles] or ["Nothing is wrong with the old trail."]
    if not host.ask_yes("Begin a new audit trail? The entries of the old one stay, and lose their proof here.", lines):
        return "Nothing was changed."
    trail = trail_in(host)
    wrong = f"; wrong with it: {'; '.join(trouble.sentence for trouble in found.troubles)}" if found.troubles else ""
    reason = f"{why.strip() or 'a new trail'}{wrong}"[:LONGEST_REASON]
    recorded = record_anew(host, trail, [begun_after(trail, "", who, now, reason)], now)
    settle(recorded, host.save(), now)
    _part(trail, recorded.trail, now)
    return f"A new audit trail begins. The old one ended with {found.head.text}."


def begun_after(trail: Trail, title: str, who: str, now: datetime, reason: str) -> LogEntry:
    """The entry that begins a trail by naming another one, of a workbook of that title, and its end."""
    old = f"{trail.id} {Head(trail.last, trail.ending).text}"
    return _entry(0, who, AUDIT, now, field=BEGUN, old=old, new=title, reason=reason)


def _part(trail: Trail, into: str, now: datetime) -> None:
    """Notes in the old side file that what only this copy had goes on elsewhere, if the original has gone on too."""
    own = [run for run in trail.side.saved_runs if run.ending in trail.hashes]
    others = {one.number for run in trail.missing() for one in run.entries}
    forked = [run.ending for run in own if any(one.number in others for one in run.entries)]
    if forked:
        add_lines(trail.side.path, [state_line(PARTED, ending, now, into=into) for ending in forked])


def part_copy(kept: Host, other: Host, now: datetime) -> None:
    """Notes in the side file that two copies of a workbook went their own ways, and that ``other`` is not to count.

    For a merge on the computer on which both were changed: what only ``other`` had is no entry that ``kept`` has lost.
    """
    goes_on, ends = trail_of(kept), trail_of(other)
    if goes_on is None or ends is None or goes_on.id != ends.id:
        return
    own = [run.ending for run in goes_on.missing() if run.ending in ends.hashes]
    if own:
        with suppress(OSError):
            add_lines(goes_on.side.path, [state_line(PARTED, ending, now, into=goes_on.id) for ending in own])


def _log(host: Host, entries: Sequence[LogEntry], now: datetime) -> Recorded:
    refusal = host.refusal()
    if refusal:
        raise InputError(refusal)
    recorded = record(host, entries, now)
    settle(recorded, host.save(), now)
    return recorded


def _entry(
    number: int,
    who: str,
    command: str,
    now: datetime,
    *,
    field: str = "",
    old: str = "",
    new: str = "",
    reason: str = "",
) -> LogEntry:
    return LogEntry(number, now.replace(microsecond=0), who, command, "", None, "", "", field, old, new, reason)
