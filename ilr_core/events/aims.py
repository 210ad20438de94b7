"""Which aim a guided change is about, and closing aims."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ilr_core.events.answers import Answers, Fits, Question, Which
from ilr_core.events.registry import Refused
from ilr_core.events.writing import put, shown
from ilr_core.funding.programmes import CONTINUING, FUND_MODEL, ON_BREAK, PROGRAMME
from ilr_core.model import Learner, LearningDelivery, LearningDeliveryFAM

PARTS = (3, 5)
STANDARD, BOOTCAMP = 25, 32
DATED_SUPPORT = ("LSF", "ALB")
NOT_ACHIEVED, NOT_KNOWN = 3, 8


def is_open(aim: LearningDelivery) -> bool:
    """Whether learning goes on: there is no last day."""
    return aim.LearnActEndDate is None


def is_whole(aim: LearningDelivery) -> bool:
    """Whether an aim is a programme, or an aim that belongs to none."""
    return aim.AimType not in PARTS or aim.ProgType is None


def is_funded_apprenticeship(aim: LearningDelivery) -> bool:
    """Whether an aim is the programme aim of a funded apprenticeship standard."""
    return aim.AimType == PROGRAMME and aim.FundModel == FUND_MODEL and aim.ProgType == STANDARD


def is_awaiting(aim: LearningDelivery) -> bool:
    """Whether an aim is an apprenticeship whose training is over and whose result is not known yet."""
    return is_funded_apprenticeship(aim) and not is_open(aim) and aim.CompStatus == CONTINUING


def is_english_or_maths(aim: LearningDelivery) -> bool:
    """Whether an aim is English or maths beside an apprenticeship: a component with a contract type of its own."""
    return aim.AimType in PARTS and any(fam.LearnDelFAMType == "ACT" for fam in aim.LearningDeliveryFAM)


def follower(aim: LearningDelivery) -> LearningDelivery | None:
    """The aim with which the same learning went on after this one had ended; None if there is none."""
    ended = aim.LearnActEndDate
    if ended is None:
        return None
    same = (aim.LearnAimRef, aim.ProgType, aim.StdCode)
    later = [
        other for other in aim.learner.LearningDelivery
        if other is not aim and (other.LearnAimRef, other.ProgType, other.StdCode) == same
        and other.LearnStartDate > ended
    ]  # fmt: skip
    return min(later, key=lambda other: other.LearnStartDate, default=None)


def is_paused(aim: LearningDelivery) -> bool:
    """Whether an aim is on a break from which the learner has not returned."""
    return aim.CompStatus == ON_BREAK and not is_open(aim) and follower(aim) is None


def parts_of(whole: LearningDelivery, fits: Fits) -> list[LearningDelivery]:
    """The components of a programme that fit, in file order; none of an aim that is no programme."""
    if whole.AimType != PROGRAMME:
        return []
    return [
        aim for aim in whole.learner.LearningDelivery
        if aim.AimType in PARTS and (aim.ProgType, aim.StdCode) == (whole.ProgType, whole.StdCode)
        and (whole.ProgType != BOOTCAMP or aim.ConRefNumber == whole.ConRefNumber) and fits(aim)
    ]  # fmt: skip


def aim_question(which: Which, about: str, otherwise: str) -> Question:
    """The question for the aim that a guided change is about."""
    return Question("aim", "aim", f"AimSeqNumber of {about}", required=False, otherwise=otherwise, which=which)


def chosen(learner: Learner, asked: Answers, which: Which) -> LearningDelivery:
    """The one aim that fits, or the one of the number given; never a guess."""
    number, what = asked.whole_or_none("aim"), which.what
    fitting = (
        [aim for aim in learner.LearningDelivery if which.fits(aim)] if number is None else which.nameable(learner)
    )
    if number is not None:
        found = [aim for aim in fitting if aim.AimSeqNumber == number]
        if len(found) == 1:
            return found[0]
        known = [aim for aim in learner.LearningDelivery if aim.AimSeqNumber == number]
        if len(known) > 1:
            raise Refused("R_07", f"There are several aims with the number {number}. Give each its own first.")
        why = f"Aim {number} is not {what}: {_state(known[0])}." if known else f"There is no aim {number}."
        raise Refused("", f"{why} {_offer(fitting, which)}")
    if not fitting:
        raise Refused("", has_none(which))
    if len(fitting) > 1:
        raise Refused("", f"More than one aim is {what}. {_offer(fitting, which)}")
    return fitting[0]


def has_none(which: Which) -> str:
    """That a learner has no such aim."""
    return f"The learner has no aim that is {which.what}."


def _offer(aims: Iterable[LearningDelivery], which: Which) -> str:
    names = [called(aim) for aim in aims]
    return f"Say which by its number: {', '.join(names)}." if names else has_none(which)


def _state(aim: LearningDelivery) -> str:
    if aim.LearnActEndDate is None:
        return f"type {aim.AimType}, open since {shown(aim.LearnStartDate)}"
    return f"it ended on {shown(aim.LearnActEndDate)} with completion status {aim.CompStatus}"


def called(aim: LearningDelivery) -> str:
    """An aim as users find it: number, reference, start."""
    return f"aim {aim.AimSeqNumber} ({aim.LearnAimRef} from {shown(aim.LearnStartDate)})"


def capital(aim: LearningDelivery) -> str:
    """The same at the beginning of a sentence."""
    return f"A{called(aim)[1:]}"


def close(aim: LearningDelivery, day: date, status: int, outcome: int, reason: int | None = None) -> None:
    """Ends an aim on its last day of learning; contract type and dated support end with it."""
    must_have_begun(aim, day)
    put(aim, "LearnActEndDate", day)
    put(aim, "CompStatus", status)
    put(aim, "Outcome", outcome)
    put(aim, "WithdrawReason", reason)
    end_contract(aim, day)
    end_support(aim, day)


def must_have_begun(aim: LearningDelivery, day: date) -> None:
    """Refuses a last day before the first one."""
    if day < aim.LearnStartDate:
        raise Refused(
            "LearnActEndDate_01",
            f"{capital(aim)} cannot end on {shown(day)}, before it starts. Correct the day, or take the "
            "aim out first if it never began.",
        )


def must_end_last(whole: LearningDelivery, day: date) -> None:
    """Refuses an end of a programme before that of a component, English and maths apart."""
    for part in parts_of(whole, lambda one: not is_english_or_maths(one)):
        if part.LearnActEndDate is not None and part.LearnActEndDate > day:
            raise Refused(
                "R_89",
                f"{capital(part)} ended on {shown(part.LearnActEndDate)}, after {shown(day)}. Give the last day of all "
                "learning, or correct that aim first.",
            )


def contract_of(aim: LearningDelivery) -> LearningDeliveryFAM | None:
    """The contract type (ACT) that begins last."""
    dated = [fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == "ACT" and fam.LearnDelFAMDateFrom]
    return max(dated, key=lambda fam: fam.LearnDelFAMDateFrom or date.min, default=None)


def end_contract(aim: LearningDelivery, day: date) -> None:
    """Ends the last contract type on a day."""
    contract = contract_of(aim)
    if contract is None:
        return
    if contract.LearnDelFAMDateFrom is not None and contract.LearnDelFAMDateFrom > day:
        raise Refused(
            "LearnDelFAMDateTo_01",
            f"The contract type (ACT) of {called(aim)} begins on {shown(contract.LearnDelFAMDateFrom)}, after "
            f"{shown(day)}. Correct it first.",
        )
    put(contract, "LearnDelFAMDateTo", day)


def end_support(aim: LearningDelivery, day: date) -> None:
    """Ends learning support and bursaries that would run on after the last day."""
    for fam in aim.LearningDeliveryFAM:
        first, last = fam.LearnDelFAMDateFrom, fam.LearnDelFAMDateTo
        if fam.LearnDelFAMType not in DATED_SUPPORT or (last is not None and last <= day):
            continue
        if first is not None and first > day:
            raise Refused(
                "LearnDelFAMDateTo_03",
                f"{fam.LearnDelFAMType} of {called(aim)} begins on {shown(first)}, after the last day {shown(day)}. "
                "Take that entry away first.",
            )
        put(fam, "LearnDelFAMDateTo", day)
