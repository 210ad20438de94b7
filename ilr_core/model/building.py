"""Records made from nested data, read by the same field readers as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ilr_core.catalogue import Catalogue
from ilr_core.model.completeness import complete
from ilr_core.model.record import Record, Value, plain_text
from ilr_core.model.records import RECORDS, Learner, Message
from ilr_core.model.values import reader

Data = Mapping[str, object]


def built_learner(data: Data, year: Catalogue, position: int = 0) -> Learner:
    """A learner from nested data: field names to values, entity names to lists of the same; MA and EO faults added."""
    learner = built("Learner", data, year, Message(), position)
    assert isinstance(learner, Learner)
    complete(learner, year)
    return learner


def built(entity: str, data: Data, year: Catalogue, parent: Record | None = None, position: int = 0) -> Record:
    """A record of an entity and everything inside it. Raises KeyError for a name that the year does not have."""
    record = RECORDS[entity](parent, position, place=position + 1)
    for name, value in data.items():
        if name in year.entities:
            assert isinstance(value, list)
            setattr(record, name, [built(name, inner, year, record, i) for i, inner in enumerate(value)])
            continue
        assert isinstance(value, Value)
        reading = reader(year.fields[entity][name])(plain_text(value))
        setattr(record, name, reading.value)
        if reading.text is not None and not isinstance(value, date):
            record.keep_text(name, reading.text)
        for fault in reading.faults:
            record.add_fault(name, fault)
    return record
