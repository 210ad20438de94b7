"""The commands of the group Export."""

from __future__ import annotations

from datetime import datetime

from addin.commands.export import export_book
from addin.commands.export_choice import Choose
from addin.commands.selected_rows import learners_of_selection
from addin.hosts.port import Host
from addin.ribbon.registry import command
from addin.wording import counted


@command("Export", "Export XML", "XmlExport", "E", changes=False, large=True)
def export(host: Host, now: datetime) -> str:
    """Writes the return as ILR XML into a folder that you choose, under its official name.

    Shows first what will be in the file and what the rules still find. Changes nothing in the workbook. Stops without a
    file if the XML would break the schema.
    """
    return exported(host, now)


@command("Export", "Only clean learners", "Filter", "L", changes=False)
def export_clean(host: Host, now: datetime) -> str:
    """Writes the return as ILR XML without the learners that have errors.

    Shows first who will be left out and why. Changes nothing in the workbook.
    """
    return exported(host, now, only_clean=True)


@command("Export", "Only verified learners", "ReviewProtectWorkbook", "V", changes=False, menu="Batches")
def export_verified(host: Host, now: datetime) -> str:
    """Writes the return as ILR XML without the learners whose seal is missing or does not stand.

    Shows first who will be left out. Changes nothing in the workbook.
    """
    return exported(host, now, only_verified=True)


@command("Export", "Only selected learners", "FindDialog", "S", changes=False)
def export_selected(host: Host, now: datetime) -> str:
    """Writes the learners of the selected rows, on whichever data sheet, as ILR XML.

    Shows first who will be in the file and how many will not. Changes nothing in the workbook.
    """
    return exported(host, now, choose=learners_of_selection)


def exported(
    host: Host,
    now: datetime,
    *,
    only_clean: bool = False,
    only_verified: bool = False,
    choose: Choose | None = None,
) -> str:
    """Exports as the user agrees, and says what came of it."""
    done = export_book(host, now=now, only_clean=only_clean, only_verified=only_verified, choose=choose, ask=True)
    if done is None:
        return "Nothing was exported."
    told = [f"Saved {done.path.name} with {counted(done.learners, 'learner')}."]
    if done.left_out:
        told.append(f"{counted(done.left_out, 'learner')} with errors left out.")
    if done.not_chosen:
        told.append(f"{counted(done.not_chosen, 'learner')} not selected.")
    if done.not_verified:
        told.append(f"{counted(done.not_verified, 'learner')} not verified left out.")
    if done.unsealed:
        told.append(f"{counted(done.unsealed, 'learner')} in it not verified.")
    if done.errors:
        told.append(f"The rules still find {counted(done.errors, 'error')} in it.")
    return " ".join([*told, done.notice]).strip()
