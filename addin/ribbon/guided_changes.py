"""The menu "Record a change" of the group Record: a command for each guided change, made from their registry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from string import digits

from addin.change_log import user_name
from addin.guided_changes.record_change import record_change
from addin.hosts.port import Host
from addin.ribbon.registry import Run, command
from addin.wording import counted
from ilr_core.events import EVENTS, Event

MENU = "Record a change"


def name_of(event: Event) -> str:
    """The name of the ribbon command of an event: ``change_transfer_out``."""
    return f"change_{event.name.replace('-', '_')}"


def key_tips(titles: Iterable[str]) -> list[str]:
    """A key for each title: the first of its letters that none before it has, else a digit.

    >>> key_tips(["Break", "Bring", "Bar", "A", "RB"])
    ['B', 'R', 'A', '0', '1']
    """
    taken: list[str] = []
    for title in titles:
        letters = [letter for letter in title.upper() if letter.isascii() and letter.isalpha()]
        taken.append(next(key for key in (*letters, *digits) if key not in taken))
    return taken


def _command_of(event: Event) -> Run:
    def record(host: Host, now: datetime) -> str:
        done = record_change(host, event, who=user_name(), now=now)
        if done is None:
            return "Nothing was changed."
        whose = done.edits[0].learner
        return (
            f"{event.title}, learner {whose}: {counted(len(done.edits), 'cell')} written, as change {done.number} of "
            "the sheet Changes. Undo in the group Fix takes it back."
        )

    record.__name__ = name_of(event)
    writes = "; ".join(event.writes)
    record.__doc__ = (
        f"{event.when} Select a row of the learner first.\n\nChanges the learner's records, once you have seen them "
        f"beside the old ones and agreed: {writes}."
    )
    return record


for known, key in zip(EVENTS.values(), key_tips(event.title for event in EVENTS.values()), strict=True):
    command("Record", known.title, "", key, changes=True, menu=MENU)(_command_of(known))
