"""The commands of the group Export."""

from __future__ import annotations

from datetime import datetime

from addin.commands.export import export_book
from addin.hosts.port import Host
from addin.ribbon.registry import command, counted


@command("Export", "Export XML", "XmlExport", "E", changes=False, large=True)
def export(host: Host, now: datetime) -> str:
    """Writes the return as ILR XML into a folder that you choose, under its official name.

    Changes nothing in the workbook. Stops without a file if the XML would break the schema.
    """
    return _exported(host, now, only_clean=False)


@command("Export", "Only clean learners", "Filter", "L", changes=False)
def export_clean(host: Host, now: datetime) -> str:
    """Writes the return as ILR XML without the learners that have errors, and says how many were left out.

    Changes nothing in the workbook.
    """
    return _exported(host, now, only_clean=True)


def _exported(host: Host, now: datetime, *, only_clean: bool) -> str:
    done = export_book(host, now=now, only_clean=only_clean)
    if done is None:
        return "Nothing was exported."
    told = [f"Saved {done.path.name} with {counted(done.learners, 'learner')}."]
    if done.left_out:
        told.append(f"{counted(done.left_out, 'learner')} with errors left out.")
    elif done.report.errors:
        told.append(f"The rules still find {counted(done.report.errors, 'error')} in it.")
    return " ".join([*told, done.notice]).strip()
