"""The commands of the group Return."""

from __future__ import annotations

from datetime import datetime

from addin.commands.deadline import deadline_of
from addin.hosts.port import Host
from addin.ribbon.registry import command


@command("Return", "Deadline", "StartAfterPrevious", "D", changes=False)
def deadline(host: Host, now: datetime) -> str:
    """Says which return of the workbook's year is due next, when it closes and how many days are left.

    Changes nothing.
    """
    return deadline_of(host, now)
