"""Two returns compared, with what the difference earns by month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from addin.comparison.sides import Side
from addin.earnings.returns import Rates, earned_by
from ilr_core.collector import not_collected
from ilr_core.funding import LearnerEarnings
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.returns.comparison import (
    Closing,
    Comparison,
    Difference,
    closing_at,
    compare,
    has_open_aims,
    is_open_aim_gone,
)

Told = Callable[[str, int, int], None]
Kind = Literal["left", "started", "changed"]
NOTHING = (Decimal(0),) * 12


@dataclass(frozen=True, slots=True)
class Effect:
    """How much more, or less, one learner earns, pounds: in each month of the new return's year, and in other years."""

    months: tuple[Decimal, ...] = NOTHING
    other_years: Decimal = Decimal(0)

    @property
    def whole_year(self) -> Decimal:
        """All months together."""
        return sum(self.months, Decimal(0))

    @property
    def is_none(self) -> bool:
        """Whether the learner earns the same."""
        return not self.other_years and not any(self.months)


@dataclass(frozen=True, slots=True)
class Entry:
    """A learner in whom something is different: one who left, started, or is in both returns (``differences``)."""

    kind: Kind
    old: Learner | None
    new: Learner | None
    matched_by: str
    differences: tuple[Difference, ...]
    effect: Effect

    @property
    def learner(self) -> Learner:
        """The learner as the new return has it, if it does."""
        found = self.new if self.new is not None else self.old
        assert found is not None
        return found

    @property
    def reference(self) -> str:
        """The LearnRefNumber, the new one if there is one."""
        return self.learner.text("LearnRefNumber") or ""

    @property
    def old_reference(self) -> str:
        """The LearnRefNumber in the old return if it was another one; else empty."""
        before = self.old.text("LearnRefNumber") if self.old is not None and self.new is not None else None
        return before if before is not None and before != self.reference else ""


@dataclass(frozen=True, slots=True)
class ComparedReturns:
    """Two returns and what is different: first who left, then who started, then who changed, each in file order.

    ``bands`` names the LARS that funding bands were looked up in, empty if prices are not capped.
    """

    old: Side
    new: Side
    same: int
    entries: tuple[Entry, ...]
    closing: Closing
    bands: str

    def of(self, kind: Kind) -> list[Entry]:
        """The learners of one kind."""
        return [one for one in self.entries if one.kind == kind]

    @property
    def by_month(self) -> tuple[Decimal, ...]:
        """What all learners together earn more or less in each month."""
        months = (entry.effect.months for entry in self.entries)
        return tuple(sum(amounts, Decimal(0)) for amounts in zip(NOTHING, *months, strict=True))

    @property
    def closed_months(self) -> int:
        """How many months of the year were closed when the new return was made."""
        first, last = self.new.year.start, self.closing.open_from
        return (last.year - first.year) * 12 + last.month - first.month

    @property
    def missing(self) -> int:
        """How many learners and aims go on in the earlier return and are missing in the later one."""
        left = sum(has_open_aims(one.learner) for one in self.of("left"))
        return left + sum(is_open_aim_gone(one) for entry in self.entries for one in entry.differences)

    @property
    def remarks(self) -> list[str]:
        """Sentences about both returns as a whole."""
        return [*_warnings(self.old, self.new, self.closing), *self.old.remarks, *self.new.remarks]


def compared_returns(
    old: Side, new: Side, *, knowledge: Knowledge, rates: Rates | None = None, progress: Told
) -> ComparedReturns:
    """Compares two returns, the one before first. Raises InputError for one that cannot be read to its end."""

    def told(side: Side) -> Callable[[int], None]:
        return lambda done: progress(f"Reading {side.title}", done, 0)

    with not_collected():
        before = list(old.read(told(old)))
        found = compare(before, new.read(told(new)))
        del before
        progress("Working out earnings", 0, 0)
        entries = _entries(found, new.year.year, knowledge, rates)
    bands = ", ".join(name for name in knowledge.names if name.startswith("LARS"))
    return ComparedReturns(old, new, found.same, entries, closing_at(new.year, new.prepared), bands)


def _entries(found: Comparison, year: str, knowledge: Knowledge, rates: Rates | None) -> tuple[Entry, ...]:
    earned_before = _earned([*found.leavers, *(one.old for one in found.changed)], knowledge, rates)
    earned_after = _earned([*found.starters, *(one.new for one in found.changed)], knowledge, rates)

    def effect(old: Learner | None, new: Learner | None) -> Effect:
        before = earned_before.get(old.position) if old is not None else None
        after = earned_after.get(new.position) if new is not None else None
        return _effect(before, after, year)

    return (
        *(Entry("left", one, None, "", (), effect(one, None)) for one in found.leavers),
        *(Entry("started", None, one, "", (), effect(None, one)) for one in found.starters),
        *(Entry("changed", c.old, c.new, c.matched_by, c.differences, effect(c.old, c.new)) for c in found.changed),
    )


def _earned(learners: Sequence[Learner], knowledge: Knowledge, rates: Rates | None) -> dict[int, LearnerEarnings]:
    return {one.position: one for one in earned_by(learners, knowledge, rates)}


def _effect(old: LearnerEarnings | None, new: LearnerEarnings | None, year: str) -> Effect:
    before, after = _months(old, year), _months(new, year)
    months = tuple(now - then for then, now in zip(before, after, strict=True))
    return Effect(months, _elsewhere(new, year) - _elsewhere(old, year))


def _months(earned: LearnerEarnings | None, year: str) -> tuple[Decimal, ...]:
    return earned.by_period(year) if earned else NOTHING


def _elsewhere(earned: LearnerEarnings | None, year: str) -> Decimal:
    if earned is None:
        return Decimal(0)
    return sum((one.amount for one in earned.instalments() if one.academic_year != year), Decimal(0))


def _warnings(old: Side, new: Side, closing: Closing) -> list[str]:
    found = []
    if old.ukprn and new.ukprn and old.ukprn != new.ukprn:
        found.append(f"The returns are of two providers: {old.ukprn} and {new.ukprn}.")
    if old.year is not new.year:
        found.append(
            f"The returns are of two years, {old.year.title} and {new.year.title}: learners whose aims were finished "
            "are rightly gone, and fields that only one of the years has are different."
        )
    if old.prepared > new.prepared:
        found.append(
            f"The first return was made on {old.prepared:%d/%m/%Y}, after the second one ({new.prepared:%d/%m/%Y}). "
            "Name the earlier return first."
        )
    if closing.is_last:
        found.append(
            f"All returns of {closing.year.title} are closed: nothing of it can be changed any more, whatever a new "
            "file says."
        )
    return found
