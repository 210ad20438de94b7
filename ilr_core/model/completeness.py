"""What is missing from a record or there too often: the MA and EO faults."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ilr_core.catalogue import Catalogue
from ilr_core.model.record import Record


@cache
def completeness_check(year: Catalogue, entity: str) -> Callable[[Record], None]:
    """A function that adds MA faults for required fields and EO faults for occurrences to a record of the entity.

    A field that already has a fault is left alone. Source: occurrences of the official schema of the year.
    """
    required = [field.name for field in year.fields[entity].values() if field.required]
    limits = [
        (child, year.entities[child].min, year.entities[child].max)
        for child in year.children[entity]
        if child != "Learner" and (year.entities[child].min or year.entities[child].max is not None)
    ]

    def check(record: Record) -> None:
        for name in required:
            if getattr(record, name) is None and not (record.faults and name in record.faults):
                record.add_fault(name, "MA")
        for child, least, most in limits:
            count = len(getattr(record, child))
            if count < least or (most is not None and count > most):
                record.add_fault(child, "EO")

    return check


def complete(record: Record, year: Catalogue) -> None:
    """Adds MA and EO faults to a record and everything inside it."""
    for inner in record.walk():
        completeness_check(year, inner.ENTITY)(inner)
