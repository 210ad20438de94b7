"""Employment records of a learner, one after the other."""

from __future__ import annotations

from itertools import pairwise

from ilr_core.model import EmploymentStatusMonitoring, Learner, LearnerEmploymentStatus
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import learner_with_devolved_exclusion
from ilr_core.rules.registry import Verdict, rule

BOOTCAMP = 32
STATUS = (
    "LearnerEmploymentStatus.DateEmpStatApp LearnerEmploymentStatus.EmpStat LearnerEmploymentStatus.EmpId "
    "EmploymentStatusMonitoring.ESMType EmploymentStatusMonitoring.ESMCode"
)


@rule("R_97", reads=STATUS, until="2526")
def employment_unchanged(learner: Learner, ctx: Context) -> Verdict:
    """Two employment records say the same, one after the other (from {DateEmpStatApp}).

    Delete the later one, or correct what has changed between them.
    """
    return _unchanged(learner)


@rule("R_97", reads=f"{STATUS} LearnerEmploymentStatus.AgreemId", since="2627")
def employment_and_agreement_unchanged(learner: Learner, ctx: Context) -> Verdict:
    """Two employment records say the same, one after the other (from {DateEmpStatApp}).

    Delete the later one, or correct what has changed between them.
    """
    return _unchanged(learner)


@rule(
    "R_134",
    reads="ESMType ESMCode LearningDelivery.ProgType",
    unless=(learner_with_devolved_exclusion,),
)
def small_employer_outside_bootcamps(fact: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """The employment record says small or medium employer (OET 2), but no aim of the learner is a Skills Bootcamp.

    Take the entry away, or correct the programme type of the aims.
    """
    return (
        fact.ESMType == "OET"
        and fact.ESMCode == 2
        and not any(aim.ProgType == BOOTCAMP for aim in fact.status.learner.LearningDelivery)
    )


def _unchanged(learner: Learner) -> Verdict:
    """The first pair of records that say the same on different days, the later one first; False for none."""
    if len(learner.LearnerEmploymentStatus) < 2:
        return False
    ordered = sorted(learner.LearnerEmploymentStatus, key=lambda status: status.DateEmpStatApp)
    for earlier, later in pairwise(ordered):
        if earlier.DateEmpStatApp != later.DateEmpStatApp and _content(earlier) == _content(later):
            return [later, earlier]
    return False


def _content(status: LearnerEmploymentStatus) -> tuple[object, ...]:
    facts = {(fact.ESMType, fact.ESMCode) for fact in status.EmploymentStatusMonitoring}
    return status.EmpStat, status.EmpId, (status.AgreemId or "").upper(), frozenset(facts)
