"""Off-the-job hours, planned and actual, from the calculation of ``ilr hours``."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from addin.off_the_job.report import reference, verdict
from addin.standing_reports.facts import ReturnFacts, name_of
from addin.standing_reports.registry import NAME, PROGRAMME, REFERENCE, Column, Lines, report


@report(
    "Hours planned and actual",
    "Off-the-job hours of each apprentice: required by the rules, planned, delivered so far, expected by now. Blank: "
    "not known. The same figures as ilr hours.",
    (
        REFERENCE, NAME, PROGRAMME, Column("AimSeqNumber", "whole", 15.0), Column("Start", "day"),
        Column("Planned end", "day"),
        *(Column(header, "tenths", 12.0, summed=True)
          for header in ("Required", "Planned", "So far", "Expected by now", "Will be short")),
        Column("On track", width=16.0),
    ),
    total="Total",
)  # fmt: skip
def hours(facts: ReturnFacts) -> Lines:
    """A line for each apprenticeship, returns from breaks included in it."""
    lines = []
    for line in facts.hours:
        one = line.apprentice
        own = (aim for aim in one.learner.LearningDelivery if aim.AimSeqNumber == one.aim)
        aim = next((aim for aim in own if aim.StdCode == one.standard), None)
        amounts = (line.required, _whole(one.hours.planned), line.actual, line.expected, line.short)
        lines.append((
            reference(line), name_of(one.learner), facts.programme_of(aim) if aim else None,
            one.aim, one.start, one.planned_end,
            *map(_hours, amounts), verdict(line).replace("_", " "),
        ))  # fmt: skip
    return Lines(lines)


def _whole(hours: int | None) -> Fraction | None:
    return None if hours is None else Fraction(hours)


def _hours(hours: Fraction | None) -> Decimal | None:
    return None if hours is None else round(Decimal(hours.numerator) / hours.denominator, 4)
