"""Takes a what-if over: what was tried becomes what is typed, and a planned end that of the return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from addin.changes.commit import Change, commit, preview
from addin.changes.edits import edits_for
from addin.changes.future import CellEdit, FutureSheets, whose
from addin.hosts.port import Host
from addin.ooxml import CellValue
from addin.prior_learning.chosen import Row, Rows, chosen_rows
from addin.prior_learning.fill import renew_sheet
from addin.prior_learning.sheet import RplSheet
from addin.prior_learning.what_if import END, Totals, WhatIf, is_tried, totals, tried, what_if_on
from addin.wording import counted
from ilr_core.errors import InputError
from ilr_core.model import LearningDelivery, copied
from ilr_core.rpl import Entry, judged
from workbook_templates.rpl_columns import BY_AMOUNT_ROW, BY_PERCENT_ROW, CHANGEABLE, SET_ROW

COMMAND = "rpl what-if"


@dataclass(frozen=True)
class TakenOver:
    """What became of a what-if: totals over all rows now and then, how many rows it is about, and the change.

    ``change`` is None if nothing was changed; ``declined``: the user was asked and would rather not.
    """

    now: Totals
    then: Totals
    rows: int
    change: Change | None = None
    declined: bool = False

    def lines(self) -> list[str]:
        """The totals as lines of a table."""
        named = (
            ("Hours removed", "hours_removed"), ("Price before", "price_before"),
            ("Reduction given", "reduction_given"), ("New TNP1", "new_training_price"),
            ("Total price", "total_price"), ("Hours left", "hours_left"), ("OK", "ok"), ("To look at", "to_look_at"),
            ("Refused", "refused"),
        )  # fmt: skip
        return [f"{label}: {getattr(self.now, name):,} -> {getattr(self.then, name):,}" for label, name in named]


def take_over(
    host: Host,
    *,
    who: str,
    now: datetime,
    what_if: WhatIf | None = None,
    learners: Sequence[str] = (),
    year: str | None = None,
) -> TakenOver:
    """Writes what a what-if makes of the inputs into them, once the user has seen totals and cells and agreed.

    ``what_if`` is what stands above the table unless it is given; that is emptied then, so that nothing is changed by
    it twice. It is about ``learners``, else about the ticked rows, else about those with hours removed. Raises
    InputError if there is no what-if, and for a row that was never filled in.
    """
    chosen = chosen_rows(host, learners=learners, year=year, selected=False)
    everyone = chosen if not learners else chosen_rows(host, year=year, selected=False)
    steps = what_if_on(chosen.sheet) if what_if is None else what_if
    if not steps:
        raise InputError(
            f"There is no what-if. Type a change into the yellow cells above the columns of {chosen.sheet.name}, "
            "look at the line Then, and try again."
        )
    has_ticks = any(row.row.is_ticked for row in everyone.rows)
    about = [row for row in chosen.rows if learners or is_tried(row.row, row.entry, has_ticks=has_ticks)]
    changed = {row.row.number: tried(row.entry, steps) for row in about}
    before = totals((row.entry, row.judgement) for row in everyone.rows)
    after = totals((entry, judged(entry)) for entry in _entries(everyone, changed))
    found = TakenOver(before, after, len(about))
    edits = _edits(chosen, about, changed)
    if not edits:
        return found
    lines = [*found.lines(), "", *preview(edits, chosen.book.reading)]
    if not host.ask_yes(f"Take the what-if over into {counted(len(about), 'row')}?", lines):
        return TakenOver(before, after, len(about), declined=True)
    if what_if is None:
        host.write_cells(chosen.sheet.name, _panel(chosen.sheet, blank=True))
    try:
        change = commit(
            host, chosen.book.reading, edits, command=COMMAND, who=who, now=now, reason=lambda _: "what-if taken over"
        )
    except InputError:
        if what_if is None:
            host.write_cells(chosen.sheet.name, _panel(chosen.sheet, blank=False))
        raise
    renew_sheet(host, year=year)
    return TakenOver(before, after, len(about), change)


def _entries(rows: Rows, changed: dict[int, Entry]) -> list[Entry]:
    return [changed.get(row.row.number, row.entry) for row in rows.rows]


def _edits(chosen: Rows, about: Sequence[Row], changed: dict[int, Entry]) -> list[CellEdit]:
    future = FutureSheets(chosen.book.reading)
    pairs: list[tuple[LearningDelivery, LearningDelivery]] = []
    for row in about:
        entry = changed[row.row.number]
        if row.apprentice is None or row.entry.note or entry == row.entry:
            continue
        if not row.row.row_id:
            raise InputError(
                f"{chosen.sheet.name}, row {row.row.number}: the row of {row.name} was never filled in. "
                "Fill the sheet first, then try again."
            )
        for name, header in CHANGEABLE.items():
            value = getattr(entry, name)
            if value != getattr(row.entry, name):
                future.put(chosen.sheet.found, row.row.number, header, value, whose(row.apprentice.aim))
        if entry.planned_end != row.entry.planned_end and isinstance(entry.planned_end, date):
            pairs.append((row.apprentice.aim, _with_end(row.apprentice.aim, entry.planned_end)))
    return [*edits_for(chosen.book.reading, pairs), *future.edits()]


def _with_end(aim: LearningDelivery, day: date) -> LearningDelivery:
    changed = copied(aim)
    changed.LearnPlanEndDate = day
    (changed.texts or {}).pop("LearnPlanEndDate", None)
    (changed.faults or {}).pop("LearnPlanEndDate", None)
    return changed


def _panel(sheet: RplSheet, *, blank: bool) -> dict[tuple[int, int], CellValue]:
    """The cells of the what-if above the table, emptied or as they were."""
    rows = [row + sheet.lines_above for row in (BY_PERCENT_ROW, BY_AMOUNT_ROW, SET_ROW)]
    headers = [(name, header) for name, header in CHANGEABLE.items()]
    cells: dict[tuple[int, int], CellValue] = {}
    for name, header in headers:
        for row in rows[1:] if name == END else rows:
            cells[row, sheet.found.numbers[header]] = None if blank else sheet.cell(row, header)
    return cells
