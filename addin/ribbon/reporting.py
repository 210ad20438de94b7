"""The commands of the group Report."""

from __future__ import annotations

from datetime import datetime

from addin.commands.dashboard import show_dashboard
from addin.hosts.port import Host
from addin.reports import counted
from addin.ribbon.registry import command


@command("Report", "Dashboard", "ChartInsert", "6", changes=True, large=True)
def dashboard(host: Host, now: datetime) -> str:
    """Checks the workbook and shows what needs somebody: figures and charts, each number a link to its learners.

    Changes what Check workbook changes, and with it the sheets Dashboard and Dashboard lists. No cell of yours is
    touched.
    """
    found = show_dashboard(host, now=now)
    if not found.total:
        return "There are no learners in this workbook yet."
    errors = found.figure("errors")
    calls = sum(bool(one.count) for one in found.work)
    faulty = errors.count if errors else 0
    return (
        f"{faulty:,} of {counted(found.total, 'learner')} with errors. "
        f"{counted(calls, 'figure')} of the dashboard {'asks' if calls == 1 else 'ask'} for somebody."
    )
