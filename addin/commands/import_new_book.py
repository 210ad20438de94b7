"""Makes a new workbook of the export of another system."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from addin.changes.commit import NOTHING
from addin.commands.import_export import ExportImport, mapped_tables, refuse_without_learners
from addin.commands.new import filled_book, refuse_unusable_name
from addin.mis_import.comparing import compared
from addin.mis_import.gathering import learners_in
from addin.mis_import.mapping import remember
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.model import Learner, Record
from workbook_templates.layout import Slot, layout


def book_of_export(
    files: Sequence[Path], book: Path, year: Catalogue, *, ukprn: int | None = None, mapping: Path | None = None
) -> ExportImport:
    """Makes a return workbook of files of another system; there is no change log, for nothing was there before.

    Raises InputError or PackageError, and makes nothing, for files that cannot be used, if nobody comes in, or if
    something of the new name is there.
    """
    refuse_unusable_name(book)
    tables = mapped_tables(files, year, mapping)
    refuse_without_learners(tables)
    comparison = compared(learners_in(tables, year), [], year)
    if not comparison.added:
        reason = f" The first reason: {comparison.notes.refusals[0]}" if comparison.notes.refusals else ""
        raise InputError(f"No learner could be imported, so no workbook was made.{reason}")
    for learner in comparison.added:
        _put_slots_first(learner, year)
    filled_book(book, year, comparison.added, ukprn=ukprn)
    remember(tables)
    return ExportImport(tuple(tables), comparison, 0, NOTHING)


def _put_slots_first(learner: Learner, year: Catalogue) -> None:
    """Orders records so that those with columns in their parent's row come first, as the columns do."""
    slots = layout(year).slots_of
    for record in list(learner.walk()):
        for name in record.CHILDREN:
            own = slots.get(name, ())
            children: list[Record] = getattr(record, name)
            children.sort(key=partial(_slot_number, own))
            for position, child in enumerate(children):
                child.position = position


def _slot_number(slots: Sequence[Slot], child: Record) -> int:
    """Which of the slots a record fits; the number after the last if none."""
    fits = (all(child.text(field) == text for field, text in slot.fixed) for slot in slots)
    return next((number for number, one in enumerate(fits) if one), len(slots))
