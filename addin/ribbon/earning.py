"""The commands of the group RPL that say what apprentices earn and whether their hours are delivered."""

from __future__ import annotations

from datetime import datetime

from addin.commands.earnings import fill_earnings
from addin.earnings.report import outcome
from addin.hosts.port import Host
from addin.ribbon.registry import command


@command("RPL", "Earnings", "AccountingFormat", "G", changes=True)
def earnings(host: Host, now: datetime) -> str:
    """Estimates what the apprentices earn, month by month, and what learners with errors would cost if left out.

    Changes the sheet Earnings. No cell of yours is touched.
    """
    found, _ = fill_earnings(host, now=now)
    return outcome(found, now.date())
