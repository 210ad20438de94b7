"""What a check found: frozen data, without colour or cell address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ilr_core.model.record import Place

Severity = Literal["error", "warning"]
FieldValue = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """One field of one record that a finding is about; an empty ``field`` means the record as a whole."""

    place: Place
    entity: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule.

    ``learner`` is the LearnRefNumber and ``aim`` the AimSeqNumber, None where there is none. ``fields`` pairs official
    names with the values as typed (an empty text: nothing typed; a tuple: several records in file order). The first of
    ``spots`` is the one to mend. ``order`` sorts findings as the records stand in the file.
    """

    rule: str
    severity: Severity
    learner: str | None
    aim: int | None
    entity: str
    fields: tuple[tuple[str, FieldValue], ...]
    message: str
    spots: tuple[Spot, ...]
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule that could not be judged for want of data. ``needs`` uses the names LARS, postcodes, LIST:name ..."""

    rule: str
    needs: tuple[str, ...]
