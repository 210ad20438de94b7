"""What if hours, price, reduction or planned end were others: tried on many rows at once, before anything changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from addin.prior_learning.sheet import RplRow, RplSheet
from ilr_core.exact import as_day, exact
from ilr_core.rpl import Entry, Judgement, judged
from ilr_core.rpl.verdict import whole
from workbook_templates.rpl_columns import BY_AMOUNT_ROW, BY_PERCENT_ROW, CHANGEABLE, SET_ROW
from workbook_templates.rpl_formulas import LEAST, PLACES

END, REDUCTION = "planned_end", "reduction_given"


@dataclass(frozen=True)
class Step:
    """What becomes of one input: a share more (0.1 for 10%), so much more, or exactly this (``least``: the least)."""

    share: Fraction = Fraction(0)
    amount: Fraction = Fraction(0)
    exactly: object = None

    @property
    def changes(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.share or self.amount or self.exactly is not None)


WhatIf = Mapping[str, Step]
"""Steps by the attribute of `ilr_core.rpl.Entry` that they change."""


def what_if_on(sheet: RplSheet) -> WhatIf:
    """What is typed above the table; what is no number there counts as nothing, as in the formulas."""
    found = {}
    for name, header in CHANGEABLE.items():
        share, amount, exactly = (
            sheet.cell(row + sheet.lines_above, header) for row in (BY_PERCENT_ROW, BY_AMOUNT_ROW, SET_ROW)
        )
        share_read = Fraction(0) if name == END else _number(share)
        found[name] = Step(share_read, _number(amount), _exactly(name, exactly))
    return {name: step for name, step in found.items() if step.changes}


def is_tried(row: RplRow, entry: Entry, *, has_ticks: bool) -> bool:
    """Whether the what-if is about this row: ticked ones, or without any tick those with hours removed."""
    return row.is_ticked if has_ticks else bool(whole(entry.hours_removed))


def tried(entry: Entry, what_if: WhatIf) -> Entry:
    """The row with the steps taken; whole numbers stay whole, a half goes up, nothing falls below nought."""
    values: dict[str, Any] = {name: _stepped(getattr(entry, name), step, name) for name, step in what_if.items()}
    changed = replace(entry, **values)
    step = what_if.get(REDUCTION)
    if step is None or step.exactly != LEAST:
        return changed
    least = judged(changed).least_reduction
    without = replace(step, exactly=None)
    return replace(
        changed, reduction_given=_stepped(entry.reduction_given, without, REDUCTION) if least is None else least
    )


@dataclass(frozen=True)
class Totals:
    """Sums over rows, pounds and hours, and how many are OK, to be looked at, and refused."""

    hours_removed: int
    price_before: int
    reduction_given: int
    new_training_price: int
    total_price: int
    hours_left: int
    ok: int
    to_look_at: int
    refused: int


def totals(rows: Iterable[tuple[Entry, Judgement]]) -> Totals:
    """The totals of rows, whatever is missing in some counting as nothing."""
    known = list(rows)
    kinds = [judgement.kind for _, judgement in known]
    return Totals(
        hours_removed=sum(whole(entry.hours_removed) or 0 for entry, _ in known),
        price_before=sum(whole(entry.price_before) or 0 for entry, _ in known),
        reduction_given=sum(whole(entry.reduction_given) or 0 for entry, _ in known),
        new_training_price=sum(judgement.new_training_price or 0 for _, judgement in known),
        total_price=sum(judgement.total_price or 0 for _, judgement in known),
        hours_left=sum(judgement.hours_left or 0 for _, judgement in known),
        ok=kinds.count("ok"),
        to_look_at=kinds.count("notice") + kinds.count("missing"),
        refused=kinds.count("refused"),
    )


def _number(value: object) -> Fraction:
    return Fraction(0) if isinstance(value, str) else exact(value) or Fraction(0)


def _exactly(name: str, value: object) -> object:
    if isinstance(value, str):
        is_least = name == REDUCTION and value.strip().casefold() == LEAST
        return LEAST if is_least else None
    if name == END:
        return as_day(value)
    found = exact(value)
    return None if found is None else _plain(found)


def _stepped(old: object, step: Step, name: str) -> object:
    if step.exactly is not None and step.exactly != LEAST:
        return step.exactly
    if name == END:
        day = as_day(old)
        return old if day is None else _moved_day(day, step)
    number = whole(old)
    if number is None:
        return old
    moved = _half_up((number * (1 + step.share) + step.amount) * 10**PLACES)
    return max(0, _half_up(Fraction(moved, 10**PLACES)))


def _moved_day(day: date, step: Step) -> date:
    return day + timedelta(days=floor(step.amount))


def _half_up(number: Fraction) -> int:
    """The nearest whole number; a half goes away from nought."""
    size = floor(abs(number) + Fraction(1, 2))
    return size if number >= 0 else -size


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)
