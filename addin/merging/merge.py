"""Merges two copies of a workbook into a new one: A with what was changed in B, shown first, logged as one change."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from addin.changes.commit import commit, preview
from addin.changes.future import CellEdit
from addin.commands.audit import part_copy
from addin.commands.new import draft_of
from addin.hosts.file_host import FileHost
from addin.merging.book_rows import BookRows, book_rows
from addin.merging.conflicts import Choices, Conflict
from addin.merging.left_behind import left_behind
from addin.merging.taking_over import TakingOver
from addin.merging.three_way import three_way
from addin.wording import counted
from ilr_core.errors import InputError
from workbook_templates.layout import ROW_ID

COMMAND = "merge"
LEAST_SHARED = 0.5
KINDS = (".xlsx", ".xlsm")
Answer = Callable[[str, Sequence[str]], bool]
ENOUGH = Choices()


@dataclass(frozen=True)
class Merged:
    """What a merge came to: ``book`` is None if nothing was written.

    ``open`` are conflicts that stopped it; ``change`` is its number in the log, 0 if B had nothing to take over;
    ``lines`` are the cells taken over from B, ``remarks`` what else there is to say.
    """

    book: Path | None
    conflicts: tuple[Conflict, ...]
    open: tuple[Conflict, ...]
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    change: int | None = None
    rows: dict[str, int] = field(default_factory=dict)


def merge_books(
    a: Path, b: Path, base: Path, out: Path, *, who: str, now: datetime, answer: Answer, choices: Choices = ENOUGH
) -> Merged:
    """Makes ``out``: the workbook A, everything in it that is not ours kept, with what B changed since the base.

    Where both changed the same thing in two ways nothing is written unless ``choices`` say which side to take.
    ``answer`` is shown the cells and asked whether to go on. Raises InputError for workbooks that are no copies of one
    another and for a name that cannot be used.
    """
    _refuse_name(out, a)
    hosts = [FileHost(path) for path in (base, a, b)]
    books = [book_rows(host) for host in hosts]
    _refuse_others(*books)
    old, mine, theirs = books
    found = three_way(old, mine, theirs, choices)
    remarks = left_behind(old, theirs, hosts[2].read_sheets(), hosts[0].read_sheets())
    conflicts, still_open = tuple(found.conflicts), tuple(found.open)
    if still_open:
        return Merged(None, conflicts, still_open, remarks=tuple(remarks))
    taking = TakingOver(mine, found)
    edits = taking.edits()
    remarks += _notices(taking)

    def reason(edit: CellEdit) -> str:
        return f"{theirs.title}: {taking.reasons.get((edit.sheet, edit.row, edit.header), '')}".removesuffix(": ")

    lines = tuple(preview(edits, mine.book.reading, reason))
    rows = {"added": len(found.added), "deleted": len(found.deleted)}
    question = f"Make {out.name} of {a.name} with {counted(len(lines), 'cell')} changed by {b.name}?"
    if not answer(question, lines):
        return Merged(None, conflicts, (), lines, tuple(remarks), rows=rows)
    with draft_of(out) as draft:
        shutil.copyfile(a, draft)
        change = 0
        host = FileHost(draft)
        part_copy(host, hosts[2], now)
        if edits:
            change = commit(host, mine.book.reading, edits, command=COMMAND, who=who, now=now, reason=reason).number
        _refuse_name(out, a)
        draft.replace(out)
    return Merged(out, conflicts, (), lines, tuple(remarks), change, rows)


def _refuse_name(out: Path, a: Path) -> None:
    if out.suffix.lower() != a.suffix.lower() or out.suffix.lower() not in KINDS:
        raise InputError(f"{out.name} must end in {a.suffix or KINDS[0]}, as {a.name} does. Choose another name.")
    if out.exists():
        raise InputError(f"{out} is there already and is not overwritten. Choose another name, or move it away first.")


def _refuse_others(base: BookRows, a: BookRows, b: BookRows) -> None:
    """Raises InputError unless both are copies of the base, of one year and one provider, and can be read whole."""
    for copy in (a, b):
        if copy.book.year is not base.book.year:
            raise InputError(
                f"{copy.title} is a return of {copy.book.year.title} and {base.title} one of {base.book.year.title}. "
                "Merge copies of one workbook."
            )
        if copy.book.ukprn != base.book.ukprn:
            raise InputError(
                f"{copy.title} is of provider {copy.book.ukprn or 'unknown'} and {base.title} of "
                f"{base.book.ukprn or 'unknown'}. Merge copies of one workbook."
            )
        known, there = _references(base), _references(copy)
        if known and len(known & there) < LEAST_SHARED * len(known):
            raise InputError(
                f"{copy.title} has only {len(known & there):,} of the {counted(len(known), 'learner')} of "
                f"{base.title}, so it is no copy of it. Merge copies of one workbook."
            )
    for one in (base, a, b):
        broken = next((sheet for sheet in one.book.reading.sheets.values() if sheet.is_broken), None)
        if broken is not None:
            raise InputError(
                f"{one.title}: the columns of the sheet {broken.name} cannot be relied on. Check the workbook, put "
                "them right, then merge."
            )
        if ROW_ID not in next(iter(one.book.reading.sheets.values())).numbers:
            raise InputError(
                f"{one.title} has lost its hidden columns {ROW_ID}, by which rows are found again. Merge by hand."
            )


def _references(book: BookRows) -> set[str]:
    return {learner.text("LearnRefNumber") or "" for learner in book.book.reading.learners}


def _notices(taking: TakingOver) -> list[str]:
    found = [
        f"Aim {old} that B added to {learner} is aim {new} now, for A has an aim {old} of its own."
        for learner, old, new in taking.renumbered
    ]
    if taking.renewed:
        found.append(
            f"{counted(taking.renewed, 'row')} added in B got another hidden id, for A has given theirs to other rows."
        )
    return found
