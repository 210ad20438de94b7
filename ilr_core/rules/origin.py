"""Where a record stands: its learner, its aim, and its place in the order of the file."""

from __future__ import annotations

from ilr_core.model import Learner, LearningDelivery, Message, Record

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


def provider_ukprn(record: Record) -> int | None:
    """The UKPRN of the provider whose return the record is in; None if the return does not say."""
    message = ancestor(record, "Message")
    provider = next(iter(message.LearningProvider), None) if isinstance(message, Message) else None
    return provider.UKPRN if provider else None
