"""What apprentices earn by month and programme, from the estimate of ``ilr earnings``."""

from __future__ import annotations

from decimal import Decimal

from addin.earnings.report import note_lines
from addin.standing_reports.facts import ReturnFacts
from addin.standing_reports.registry import MONTHS, PROGRAMME, Chart, Column, Line, Lines, report
from ilr_core.funding import LearnerEarnings

UNPLACED = "No programme"


@report(
    "Funding by month and programme",
    "What apprentices can be expected to earn in each month of the year: the estimate of ilr earnings, not what DfE "
    "pays. English and maths, incentives and learning support are in the programme of their aim.",
    (
        PROGRAMME,
        *(Column(month, "pounds", 12.0, summed=True) for month in MONTHS),
        Column("Year", "pounds", 14.0, summed=True),
    ),
    total="Total",
    charts=(Chart("Estimated earnings, £", MONTHS),),
)
def funding(facts: ReturnFacts) -> Lines:
    """Pounds by programme and month, exact to the five decimals of each instalment."""
    sums: dict[str, list[Decimal]] = {}
    for one in facts.earned:
        names = {aim.AimSeqNumber: facts.programme_of(aim) for aim in facts.learners[one.position].LearningDelivery}
        for line in one.lines:
            alone = LearnerEarnings(one.reference, one.position, (line,)).by_period(facts.year.year)
            if any(alone):
                name = UNPLACED if line.aim is None else names.get(line.aim, UNPLACED)
                months = sums.setdefault(name, [Decimal(0)] * len(MONTHS))
                months[:] = [before + more for before, more in zip(months, alone, strict=True)]
    lines: list[Line] = [(name, *months, sum(months, Decimal(0))) for name, months in sorted(sums.items())]
    return Lines(lines, notes=note_lines(facts.earned))
