"""Where a record stands: its learner, its aim, and its place in the order of the file."""

from __future__ import annotations

from functools import cache

from ilr_core.model import RECORDS, Learner, LearningDelivery, Message, Record

FILE_ORDER = (-1,)


def learner_and_aim(record: Record) -> tuple[str | None, int | None]:
    """The LearnRefNumber and AimSeqNumber a record belongs to, None where there is none."""
    aim: int | None = None
    current: Record | None = record
    while current is not None:
        if isinstance(current, LearningDelivery):
            aim = current.AimSeqNumber
        if isinstance(current, Learner):
            return current.LearnRefNumber, aim
        current = current.parent
    return None, aim


def order_of(record: Record) -> tuple[int, ...]:
    """A key that sorts records as they stand in the file; records of the header come first."""
    steps: list[int] = []
    current: Record | None = record
    while current is not None and not isinstance(current, Learner):
        parent = current.parent
        steps += [current.position, parent.CHILDREN.index(current.ENTITY) if parent else 0]
        current = parent
    return (current.position, *reversed(steps)) if current else (*FILE_ORDER, *reversed(steps))


def ancestor(record: Record, entity: str) -> Record | None:
    """The record itself or the nearest one around it of that entity; None if there is none."""
    current: Record | None = record
    while current is not None and entity != current.ENTITY:
        current = current.parent
    return current


def records_near(record: Record, entity: str) -> tuple[Record, ...]:
    """The records of an entity that matter to a record: itself or the one around it, else those beside or inside it.

    Beside it means inside the nearest record around it that may hold such records: for an aim the entries of this aim,
    for a price record the funding entries of its aim, for an employment record every aim of the learner.
    """
    own = ancestor(record, entity)
    if own is not None:
        return (own,)
    current: Record | None = record
    while current is not None and not _may_hold(current.ENTITY, entity):
        current = current.parent
    if current is None:
        return ()
    outer = (child for child in current.children() if not isinstance(child, Learner))
    return tuple(found for child in outer for found in child.walk() if found.ENTITY == entity)


@cache
def _may_hold(outer: str, entity: str) -> bool:
    inner = RECORDS[outer].CHILDREN
    return entity in inner or any(_may_hold(name, entity) for name in inner)


def provider_ukprn(record: Record) -> int | None:
    """The UKPRN of the provider whose return the record is in; None if the return does not say."""
    message = ancestor(record, "Message")
    provider = next(iter(message.LearningProvider), None) if isinstance(message, Message) else None
    return provider.UKPRN if provider else None
