"""Benefits of an adult skills learner (funding model 35) on the day an aim starts."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.derived.programmes import status_on

OUT_OF_WORK = (11, 12)
LITTLE_WORK = (2, 5, 6)
MANDATED = "318"

Facts = set[tuple[str, int]]


def _status(aim: LearningDelivery) -> tuple[int | None, Facts]:
    """Employment status and monitoring on the start date; none for other funding models."""
    status = status_on(aim.learner, aim.LearnStartDate) if aim.FundModel == 35 else None
    if status is None:
        return None, set()
    return status.EmpStat, {(fact.ESMType, fact.ESMCode) for fact in status.EmploymentStatusMonitoring}


def _has(facts: Facts, kind: str, *codes: int) -> bool:
    return any((kind, code) in facts for code in codes)


def _is_mandated(aim: LearningDelivery) -> bool:
    return any(fam.LearnDelFAMType == "LDM" and fam.LearnDelFAMCode == MANDATED for fam in aim.LearningDeliveryFAM)


def active_benefits(aim: LearningDelivery) -> bool:
    """DD12: whether the learner was on JSA, ESA (WRAG) or Universal Credit mandated to training (LDM 318)."""
    _, facts = _status(aim)
    return _has(facts, "BSI", 1, 2) or (_has(facts, "BSI", 4) and _is_mandated(aim))


def out_of_work_on_other_benefits_2017(aim: LearningDelivery) -> bool:
    """DD21: whether the learner was out of work and on another state benefit (BSI 3, or 4 without LDM 318)."""
    return _other_benefits(aim, 3)


def out_of_work_on_other_benefits(aim: LearningDelivery) -> bool:
    """DD37: as DD21 with the later code of other state benefits (BSI 6, or 4 without LDM 318)."""
    return _other_benefits(aim, 6)


def _other_benefits(aim: LearningDelivery, code: int) -> bool:
    status, facts = _status(aim)
    return status in OUT_OF_WORK and (_has(facts, "BSI", code) or (_has(facts, "BSI", 4) and not _is_mandated(aim)))


def out_of_work_on_benefits(aim: LearningDelivery) -> bool:
    """DD28: whether the learner was out of work, or in little work, and on benefits (codes up to 2020)."""
    return _on_benefits(aim, always=(1, 2), otherwise=(3, 4))


def unemployed_on_benefits(aim: LearningDelivery) -> bool:
    """DD38: whether the learner was out of work, or in little work, and on benefits."""
    return _on_benefits(aim, always=(1,), otherwise=(4, 5, 6))


def _on_benefits(aim: LearningDelivery, always: tuple[int, ...], otherwise: tuple[int, ...]) -> bool:
    status, facts = _status(aim)
    if status in (10, *OUT_OF_WORK, 98) and _has(facts, "BSI", *always):
        return True
    little_work = status == 10 and _has(facts, "EII", *LITTLE_WORK)
    return (status in OUT_OF_WORK or little_work) and _has(facts, "BSI", *otherwise)
