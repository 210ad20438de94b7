"""The commands of the group Help."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version

from addin.hosts.port import Host
from addin.ribbon.registry import command
from ilr_core import catalogue


@command("Help", "About", "Help", "A", changes=False)
def about(host: Host, now: datetime) -> str:
    """Says which version of this tool answers, and which collection years it knows.

    Changes nothing.
    """
    years = " and ".join(catalogue.load(year).title for year in catalogue.years())
    return f"ilr-excel {version('ilr-excel')}, for the collection years {years}. Nothing leaves this computer."
