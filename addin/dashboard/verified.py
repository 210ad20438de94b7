"""The figure of learners whom nobody has verified."""

from __future__ import annotations

from collections.abc import Iterable

from addin.dashboard.entries import Entry, of_learner
from addin.dashboard.facts import Facts
from addin.dashboard.registry import figure


@figure(
    "Not verified",
    counts="Learners without a seal, or whose data was changed after they were verified.",
    matters="A second person has not compared their record with the evidence.",
    next_step="Verify them, or ask whoever does.",
)
def not_verified(facts: Facts) -> Iterable[Entry] | None:
    """Learners who wait for verification; None where the workbook keeps no seals."""
    if facts.unverified is None:
        return None
    return (of_learner(facts.learners[position], why) for position, why in facts.unverified)
