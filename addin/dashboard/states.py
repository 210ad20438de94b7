"""The figures that every learner is in exactly one of: clean, with warnings only, with errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from addin.dashboard.entries import Entry, first_few, of_learner
from addin.dashboard.facts import Facts
from addin.dashboard.registry import figure
from ilr_core.model import Finding

NOT_READ = "something typed cannot be read or placed"


@figure(
    "Clean",
    counts="Learners in whom the check found nothing.",
    matters="They can be returned as they are.",
    next_step="Nothing to do.",
    part="state",
)
def clean(facts: Facts) -> Iterable[Entry]:
    """Learners without errors and without warnings."""
    return (
        of_learner(learner)
        for position, learner in enumerate(facts.learners)
        if position not in facts.errors and position not in facts.warnings
    )


@figure(
    "Warnings only",
    counts="Learners without errors who have at least one warning.",
    matters="DfE takes them. A warning often points at something that costs money or is asked about later.",
    next_step="Look at each warning once; it may be right as it is.",
    part="state",
)
def warnings(facts: Facts) -> Iterable[Entry]:
    """Learners whose findings are all warnings."""
    return _with(facts, facts.warnings)


@figure(
    "With errors",
    counts="Learners with at least one error, or with something that cannot be read.",
    matters="DfE refuses each of them, and what they earn with them.",
    next_step="Mend the red cells, dearest learners first.",
    part="state",
)
def errors(facts: Facts) -> Iterable[Entry]:
    """Learners with errors."""
    return _with(facts, facts.errors)


def _with(facts: Facts, findings: Mapping[int, Sequence[Finding]]) -> Iterable[Entry]:
    for position, found in findings.items():
        spot = next((one.spots[0] for one in found if one.spots), None)
        words = first_few(one.rule for one in found) if found else NOT_READ
        yield of_learner(facts.learners[position], words, number=len(found), spot=spot)
