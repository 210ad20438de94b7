"""The register of recognised prior learning (RPL): what the return says, and whether there is evidence for it."""

from __future__ import annotations

from addin.prior_learning.apprentices import Apprentice
from addin.prior_learning.chosen import Row
from addin.prior_learning.evidence_facts import is_applied
from addin.prior_learning.sheet import REFERENCE as REFERENCE_HEADER
from addin.standing_reports.facts import ReturnFacts, name_of
from addin.standing_reports.registry import NAME, PROGRAMME, REFERENCE, Cell, Column, Line, Lines, report
from ilr_core.catalogue import Catalogue
from ilr_core.rpl.ilr_records import APPRENTICESHIP
from ilr_core.rpl.ilr_records import PROGRAMME as PROGRAMME_AIM
from ilr_core.rpl.verdict import whole

NO_ROW = "No entry on the sheet RPL: no calculation to show"
NOT_COMPLETE = "Not complete"
READY = "Complete: ilr rpl BOOK --evidence makes its page"
NOT_APPLIED = "Complete, but the return says otherwise"


@report(
    "RPL register",
    "Apprentices whose hours or price came down for prior learning, by the return or by the sheet RPL; beside each the "
    "figures before, the verdict of the rules, and whether a page of evidence can be made.",
    (
        REFERENCE, NAME, PROGRAMME, Column("AimSeqNumber", "whole", 15.0), Column("Start", "day", 11.0),
        *(Column(header, "tenths", 10.0, summed=True) for header in ("Hours before", "Hours removed", "Planned hours")),
        *(Column(header, "pounds", 12.0, summed=True)
          for header in ("Price before", "Reduction", "Least reduction", "TNP1")),
        Column("Verdict", width=30.0), Column("Evidence", width=30.0),
    ),
    total="Total",
)  # fmt: skip
def rpl_register(facts: ReturnFacts) -> Lines:
    """A line for each funded apprenticeship with hours removed, a reduction, or a row on the sheet RPL.

    Behind them rows of apprentices who are not in the return any more. Of two rows of one apprentice the first counts:
    the verdict says that there are two.
    """
    rows: dict[int, Row] = {}
    for row in facts.rpl:
        if row.apprentice:
            rows.setdefault(id(row.apprentice.aim), row)
    lines = []
    for learner in facts.learners:
        for aim in learner.LearningDelivery:
            if aim.FundModel != APPRENTICESHIP or aim.AimType != PROGRAMME_AIM:
                continue
            one, own = Apprentice(learner, aim, ""), rows.get(id(aim))
            if own or one.removed_hours or one.reduction:
                who = (learner.text("LearnRefNumber"), name_of(learner), facts.programme_of(aim))
                figures = _of_row(one, own, facts.year) if own else _of_return(one)
                lines.append((*who, aim.AimSeqNumber, aim.LearnStartDate, *figures))
    return Lines([*lines, *(_gone(row) for row in facts.rpl if not row.apprentice)])


def _of_return(one: Apprentice) -> tuple[Cell, ...]:
    hours = (None, one.removed_hours, one.planned_hours)
    return (*hours, None, one.reduction, None, one.training_price, None, NO_ROW)


def _of_row(one: Apprentice, row: Row, year: Catalogue) -> tuple[Cell, ...]:
    """Hours and prices; where the return has none yet those of the row, which Apply will write."""
    entry, judged = row.entry, row.judgement
    removed = one.removed_hours if one.removed_hours is not None else whole(entry.hours_removed)
    reduction = one.reduction if one.reduction is not None else whole(entry.reduction_given)
    evidence = NOT_COMPLETE
    if row.is_complete:
        evidence = READY if is_applied(row, year) else NOT_APPLIED
    return (
        whole(entry.hours_before), removed, one.planned_hours, whole(entry.price_before), reduction,
        judged.least_reduction, one.training_price, f"{judged.words}{f' ({judged.rule})' if judged.rule else ''}",
        evidence,
    )  # fmt: skip


def _gone(row: Row) -> Line:
    """A row of somebody who is not in the return any more: no figures, which would be added to those of the return."""
    name = " ".join(text for header in ("GivenNames", "FamilyName") if (text := row.row.text(header)))
    return (row.row.text(REFERENCE_HEADER), name, *(None,) * 10, row.judgement.words, NOT_COMPLETE)
