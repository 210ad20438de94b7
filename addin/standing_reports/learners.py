"""The learner list: who is on which programme, since when and until when."""

from __future__ import annotations

from addin.standing_reports.facts import ReturnFacts, main_aims
from addin.standing_reports.registry import PROGRAMME, REFERENCE, Column, Lines, report


@report(
    "Learner list",
    "Who is on which programme, since when and until when. A line for each programme or single aim of a learner.",
    (
        REFERENCE,
        Column("ULN", width=13.0, personal=True, named=True),
        Column("FamilyName", width=20.0, personal=True, named=True),
        Column("GivenNames", width=18.0, personal=True, named=True),
        PROGRAMME,
        Column("Start", "day"),
        Column("Planned end", "day"),
        Column("Actual end", "day"),
        Column("Status", width=30.0),
    ),
)
def learner_list(facts: ReturnFacts) -> Lines:
    """Learners in the order of the return; one without aims has a line too."""
    statuses = facts.year.lists["CompStatus"]
    lines = []
    for learner in facts.learners:
        who = tuple(learner.text(name) for name in ("LearnRefNumber", "ULN", "FamilyName", "GivenNames"))
        for aim in main_aims(learner):
            code = aim.text("CompStatus")
            status = (statuses.label(code) or code) if code else None
            dates = (aim.LearnStartDate, aim.LearnPlanEndDate, aim.LearnActEndDate)
            lines.append((*who, facts.programme_of(aim), *dates, status))
        if not learner.LearningDelivery:
            lines.append((*who, None, None, None, None, None))
    return Lines(lines)
