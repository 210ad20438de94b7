"""The command that brings in the export of another system."""

from __future__ import annotations

from datetime import datetime

from addin.change_log import user_name
from addin.commands.import_export import import_export
from addin.hosts.port import Host
from addin.mis_import.export_files import KINDS
from addin.ribbon.registry import command
from addin.wording import counted


@command("Record", "Import from other system", "GroupAuthors", "3", changes=True)
def import_from_other_system(host: Host, now: datetime) -> str:
    """Brings the export of another system (CSV or workbook) into this one: new learners and aims, and what differs.

    Choose all files of an export together. Asks what the columns hold that it is not sure of, shows how many learners
    are new and changed and what is refused, and asks first. Changes only the cells that differ, none for a blank one of
    the export, and notes them in the log; Undo in the group Fix takes them back.
    """
    files = host.ask_files("Which export of another system shall be imported? Several files with Ctrl", KINDS)
    if not files:
        return "Nothing was imported."
    done = import_export(host, files, who=user_name(), now=now, ask=True)
    if done.change is None:
        return "Nothing was imported."
    refused = done.comparison.notes.refusals
    left = f" {counted(len(refused), 'row or cell')} refused: {refused[0]}" if refused else ""
    if not done.change.edits:
        return f"Nothing was changed: the workbook has all of it.{left}"
    learners = done.comparison.learners
    return (
        f"Imported {learners.new:,} new and {learners.changed:,} changed learners, {counted(done.cells, 'cell')}, as "
        f"change {done.change.number} of the sheet Changes.{left}"
    )
