"""The register of recognised prior learning (RPL): what the return says, and whether there is evidence for it."""

from __future__ import annotations

from addin.prior_learning.apprentices import Apprentice
from addin.prior_learning.chosen import Row
from addin.standing_reports.facts import ReturnFacts, name_of
from addin.standing_reports.registry import NAME, PROGRAMME, REFERENCE, Cell, Column, Lines, report
from ilr_core.rpl.ilr_records import APPRENTICESHIP
from ilr_core.rpl.ilr_records import PROGRAMME as PROGRAMME_AIM

NO_ROW = "No entry on the sheet RPL: no calculation to show"
READY = "Complete: ilr rpl BOOK --evidence makes its page"


@report(
    "RPL register",
    "Apprentices whose hours or price came down for prior learning, by the return or by the sheet RPL; beside each the "
    "figures before, the verdict of the rules, and whether a page of evidence can be made.",
    (
        REFERENCE, NAME, PROGRAMME, Column("AimSeqNumber", "whole", 15.0), Column("Start", "day"),
        Column("Hours before", "tenths", summed=True), Column("Hours removed", "tenths", summed=True),
        Column("Planned hours", "tenths", summed=True),
        Column("Price before", "pounds", summed=True), Column("Reduction", "pounds", summed=True),
        Column("Least reduction", "pounds", summed=True), Column("TNP1", "pounds", summed=True),
        Column("Verdict", width=34.0), Column("Evidence", width=34.0),
    ),
    total="Total",
)  # fmt: skip
def rpl_register(facts: ReturnFacts) -> Lines:
    """A line for each funded apprenticeship with hours removed, a reduction, or a row on the sheet RPL."""
    lines = []
    for learner in facts.learners:
        for aim in learner.LearningDelivery:
            if aim.FundModel != APPRENTICESHIP or aim.AimType != PROGRAMME_AIM:
                continue
            one, row = Apprentice(learner, aim, ""), facts.rpl.get((learner.position, aim.AimSeqNumber))
            if row or one.removed_hours or one.reduction:
                who = (learner.text("LearnRefNumber"), name_of(learner), facts.programme_of(aim))
                lines.append((*who, aim.AimSeqNumber, aim.LearnStartDate, *_figures(one, row)))
    return Lines(lines)


def _figures(one: Apprentice, row: Row | None) -> tuple[Cell, ...]:
    """Hours and prices; where the return has none yet those of the row, which Apply will write."""
    if row is None:
        figures = (None, one.removed_hours, one.planned_hours, None, one.reduction, None, one.training_price)
        return (*figures, None, NO_ROW)
    entry, judged = row.entry, row.judgement
    removed = one.removed_hours if one.removed_hours is not None else _whole(entry.hours_removed)
    reduction = one.reduction if one.reduction is not None else _whole(entry.reduction_given)
    evidence = "Not complete" if judged.kind == "missing" else READY
    return (
        _whole(entry.hours_before), removed, one.planned_hours, _whole(entry.price_before), reduction,
        judged.least_reduction, one.training_price, f"{judged.words}{f' ({judged.rule})' if judged.rule else ''}",
        evidence,
    )  # fmt: skip


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
