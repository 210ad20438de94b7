"""The commands of the group RPL that say what apprentices earn and whether their hours are delivered."""

from __future__ import annotations

from datetime import datetime

from addin.commands.earnings import fill_earnings
from addin.commands.off_the_job import fill_hours
from addin.earnings.report import outcome
from addin.hosts.port import Host
from addin.off_the_job.report import outcome as hours_outcome
from addin.ribbon.registry import command


@command("RPL", "Earnings", "FunctionsFinancialInsertGallery", "G", changes=True)
def earnings(host: Host, now: datetime) -> str:
    """Estimates what the apprentices earn, month by month, and what learners with errors would cost if left out.

    Changes the sheet Earnings. No cell of yours is touched.
    """
    found, _ = fill_earnings(host, now=now)
    return outcome(found, now.date())


@command("RPL", "Off-the-job", "FunctionsDateTimeInsertGallery", "J", changes=True)
def off_the_job(host: Host, now: datetime) -> str:
    """Sets required, planned and delivered off-the-job hours against each other and says who is likely to fall short.

    Changes the sheet Off-the-job; what you typed into its yellow columns stays. No other cell of yours is touched.
    """
    found, _ = fill_hours(host, now=now)
    return hours_outcome(found)
