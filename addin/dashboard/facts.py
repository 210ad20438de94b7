"""Everything the figures are made from: the records, what the check found, and what else is known of the return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from addin.off_the_job.returns import TypedOf
from ilr_core.catalogue import Catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Learner

Unverified = Sequence[tuple[int, str]]
"""Position and reason of each learner that nobody has verified."""


@dataclass(frozen=True)
class Facts:
    """A return that has been checked.

    ``findings`` are those of the check, each fault once; ``blocked`` the positions of learners of whom something cannot
    be read. ``hours_typed`` gives what somebody typed beside the return for the hours of an apprentice, counted up to
    ``hours_day``. ``unverified`` is None where learners are not verified at all.
    """

    year: Catalogue
    learners: Sequence[Learner]
    findings: Sequence[Finding]
    now: datetime
    blocked: frozenset[int] = frozenset()
    knowledge: Knowledge = field(default_factory=Knowledge)
    hours_typed: TypedOf | None = None
    hours_day: date | None = None
    unverified: Unverified | None = None

    @property
    def today(self) -> date:
        """The day of the check."""
        return self.now.date()

    @cached_property
    def errors(self) -> Mapping[int, Sequence[Finding]]:
        """The errors in each learner that has some, by position; also of learners that cannot be read, then none."""
        found = self._by_position("error")
        return {position: found.get(position, ()) for position in sorted({*found, *self.blocked})}

    @cached_property
    def warnings(self) -> Mapping[int, Sequence[Finding]]:
        """The warnings in each learner that has no error but some of these, by position."""
        found = self._by_position("warning")
        return {position: found[position] for position in sorted(found) if position not in self.errors}

    def _by_position(self, severity: str) -> dict[int, list[Finding]]:
        grouped: dict[int, list[Finding]] = {}
        for one in self.findings:
            position = position_of(one)
            if one.severity == severity and position >= 0:
                grouped.setdefault(position, []).append(one)
        return grouped


def position_of(found: Finding) -> int:
    """The position of the learner that a finding is about; -1 for the return as a whole."""
    return found.order[0] if found.order else -1
