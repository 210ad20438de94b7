"""What is different in one learner between two returns, field by field and record by record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ilr_core.model import Learner, LearningDelivery, Record
from ilr_core.returns.comparison.matching import content, matched

Kind = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed, or a record that came or went as a whole (``field`` is then empty).

    ``old`` and ``new`` are the texts of the field, None if there was nothing; ``before`` and ``after`` the records, of
    which only one is there for a record that came or went.
    """

    kind: Kind
    entity: str
    field: str
    old: str | None
    new: str | None
    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record it is about, as the new return has it if it is still there."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found

    @property
    def aims(self) -> tuple[LearningDelivery | None, LearningDelivery | None]:
        """The old and the new aim it belongs to; None each for what belongs to the learner or is not there."""
        return _aim_of(self.before), _aim_of(self.after)

    @property
    def aim(self) -> int | None:
        """The AimSeqNumber of its aim, the new one if it still has one."""
        numbers = [aim.AimSeqNumber for aim in reversed(self.aims) if aim is not None]
        return numbers[0] if numbers else None


def differences(old: Record, new: Record) -> list[Difference]:
    """All that is different between two records that are the same one, their own fields first.

    The order of repeated records and the spelling of a value (``+3``) are no difference.
    """
    return list(_differences(old, new))


def _differences(old: Record, new: Record) -> Iterator[Difference]:
    for name in new.FIELDS:
        if content(old, name) != content(new, name):
            yield Difference("changed", new.ENTITY, name, old.text(name), new.text(name), old, new)
    for entity in new.CHILDREN:
        before, after = getattr(old, entity), getattr(new, entity)
        if not before and not after:
            continue
        found = matched(before, after, entity)
        for one, other in found.pairs:
            yield from _differences(one, other)
        yield from (Difference("removed", entity, "", None, None, gone, None) for gone in found.gone)
        yield from (Difference("added", entity, "", None, None, None, added) for added in found.added)


def _aim_of(record: Record | None) -> LearningDelivery | None:
    while record is not None and not isinstance(record, Learner | LearningDelivery):
        record = record.parent
    return record if isinstance(record, LearningDelivery) else None


def is_open_aim_gone(one: Difference) -> bool:
    """Whether an aim that goes on is there no more."""
    aim = one.before
    return one.kind == "removed" and isinstance(aim, LearningDelivery) and aim.LearnActEndDate is None
