"""Derived data: values the official rules work out from a record, under their official numbers."""

from __future__ import annotations

from datetime import date
from operator import mul

from ilr_core.model import Learner, LearnerEmploymentStatus, LearningDelivery
from ilr_core.rules.context import Context

APPRENTICESHIP_TYPES = (2, 3, 20, 21, 22, 23, 25)
OPEN_END = date(2099, 12, 31)


def uln_check_digit(uln: int) -> str:
    """DD01: the check digit the first nine digits of a ULN ask for; Y for the temporary number, N if there is none."""
    digits = str(uln)
    if digits == "9999999999":
        return "Y"
    if len(digits) != 10 or not digits.isdigit():
        return "N"
    remainder = sum(map(mul, range(10, 1, -1), map(int, digits[:9]))) % 11
    return "N" if remainder == 0 else str(10 - remainder)


def is_apprenticeship(aim: LearningDelivery) -> bool:
    """DD07: whether the aim belongs to an apprenticeship (framework or standard)."""
    return aim.ProgType in APPRENTICESHIP_TYPES


def is_devolved(aim: LearningDelivery, ctx: Context) -> bool:
    """DD35: whether a combined authority pays for the aim (source of funding 110 and up, as far as the year has it)."""
    for fam in aim.LearningDeliveryFAM:
        code = fam.LearnDelFAMCode if fam.LearnDelFAMType == "SOF" else None
        if code and "110" <= code <= "130" and code in ctx.catalogue.lists["LearnDelFAM:SOF"].codes:
            return True
    return False


def employer_check_digit(number: int) -> str:
    """DD05 and DD14: the check digit the first eight digits of an employer number ask for; X if there is none."""
    digits = str(number)
    if len(digits) != 9 or not digits.isdigit():
        return "X"
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits[:8], strict=True)) % 11
    return {11: "0", 10: "X"}.get(rest, str(rest))


def earliest_start(learner: Learner) -> date | None:
    """DD06: the earliest start date of the learner's aims; None if no aim has one."""
    return min((aim.LearnStartDate for aim in learner.LearningDelivery if aim.LearnStartDate), default=None)


def programme_start(aim: LearningDelivery) -> date | None:
    """DD04: the earliest start of the learner's programme aims of the same programme; None if there is none."""
    if aim.ProgType is None:
        return None
    earliest: date | None = None
    for other in aim.learner.LearningDelivery:
        if other.AimType == 1 and other.ProgType == aim.ProgType and other.StdCode == aim.StdCode:
            begun = other.LearnStartDate
            if begun and (earliest is None or begun < earliest):
                earliest = begun
    return earliest


def effective_end(aim: LearningDelivery) -> date | None:
    """DD36: the day a programme counts as ended, far ahead for one still open; None if this is no programme aim.

    An apprenticeship standard ends with its achievement, a Skills Bootcamp without an end date too.
    """
    if aim.AimType != 1:
        return None
    if aim.ProgType == 25:
        return aim.AchDate or aim.LearnActEndDate or OPEN_END
    return aim.LearnActEndDate or (aim.AchDate if aim.ProgType == 32 else None) or OPEN_END


def status_on(learner: Learner, day: date) -> LearnerEmploymentStatus | None:
    """The employment status that applies on a day: the latest one dated on or before it; None if there is none."""
    latest: LearnerEmploymentStatus | None = None
    for status in learner.LearnerEmploymentStatus:
        dated = status.DateEmpStatApp
        if dated is not None and dated <= day and (latest is None or dated > latest.DateEmpStatApp):
            latest = status
    return latest


def unemployed_on_benefits(aim: LearningDelivery) -> bool:
    """DD38: whether an adult skills learner (35) was out of work, or in little work, and on benefits at the start."""
    status = status_on(aim.learner, aim.LearnStartDate) if aim.FundModel == 35 else None
    if status is None:
        return False
    facts = {(fact.ESMType, fact.ESMCode) for fact in status.EmploymentStatusMonitoring}
    if ("BSI", 1) in facts:
        return status.EmpStat in (10, 11, 12, 98)
    little_work = status.EmpStat == 10 and any(("EII", code) in facts for code in (2, 5, 6))
    on_benefits = any(("BSI", code) in facts for code in (4, 5, 6))
    return on_benefits and (status.EmpStat in (11, 12) or little_work)
