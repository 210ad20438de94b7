"""The commands of the menu Compare that hold the workbook against what DfE says."""

from __future__ import annotations

from datetime import datetime

from addin.commands.violations import bring_back
from addin.hosts.port import Host
from addin.reports import counted
from addin.ribbon.registry import command


@command("Report", "DfE's rule violation report", "ReviewAcceptChange", "V", changes=True, menu="Compare")
def violations(host: Host, now: datetime) -> str:
    """Lays each line of the report that DfE's service gives (a CSV) on its cells, beside the check of this tool.

    Changes the columns Status and Marks, the notes of checks, the sheets Problems and Counts and the figures on Start.
    No cell of yours is touched.
    """
    path = host.ask_file("Choose DfE's rule violation report", ("csv", "zip"))
    if path is None:
        return "Nothing was compared."
    done = bring_back(host, path, now=now)
    found = done.compared
    lost = f" {counted(len(found.lost), 'line')} without a cell." if found.lost else ""
    return (
        f"{counted(done.lines, 'line')} in DfE's report. Found by both: {len(found.both):,}. Only by DfE: "
        f"{len(found.only_theirs):,}. Only here: {len(found.only_ours):,}.{lost} Problems says which and why."
    )
