"""Learning support (LSF) on and off."""

from __future__ import annotations

from datetime import date

from ilr_core.events.aims import PARTS, aim_question, called, capital, chosen, is_english_or_maths, is_open, is_whole
from ilr_core.events.answers import Answers, Question, Which
from ilr_core.events.registry import Notes, Refused, Scene, event
from ilr_core.events.writing import add_fam, put, shown
from ilr_core.funding.programmes import FUND_MODEL
from ilr_core.model import Learner, LearningDelivery, LearningDeliveryFAM

SUPPORT, CODE = "LSF", "1"


def _has_none_of_its_own(aim: LearningDelivery) -> bool:
    """Whether an aim is a component whose support is recorded on its programme."""
    return aim.AimType in PARTS and aim.FundModel == FUND_MODEL and not is_english_or_maths(aim)


TO_SUPPORT = Which(
    "open",
    lambda aim: is_open(aim) and is_whole(aim),
    by_number=is_open,
    offered=lambda aim: not _has_none_of_its_own(aim),
)
SUPPORTED = Which("supported (LSF)", lambda aim: bool(supports(aim)))


def supports(aim: LearningDelivery) -> list[LearningDeliveryFAM]:
    """The aim's learning support entries."""
    return [fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == SUPPORT]


@event(
    "support-on",
    "Learning support begins",
    when="A learner needs support from a day on, and you claim learning support funding for it.",
    writes=("the aim: LSF 1 with LearnDelFAMDateFrom and LearnDelFAMDateTo",),
    asks=(
        Question("date", "day", "first day of the support"),
        Question("until", "day", "last day of the support", required=False, otherwise="the planned end of the aim"),
        aim_question(TO_SUPPORT, "the aim", "the only open programme, or the only aim that belongs to none"),
    ),
)  # fmt: skip
def support_on(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Adds learning support to an open aim; a learner has it only once on any day."""
    first = asked.day("date")
    aim = chosen(learner, asked, TO_SUPPORT)
    if _has_none_of_its_own(aim):
        raise Refused(
            "LearnDelFAMType_67",
            f"{capital(aim)} is a component that is neither English nor maths. Record the support on the programme.",
        )
    last = asked.day_or_none("until") or aim.LearnPlanEndDate
    if first < aim.LearnStartDate:
        raise Refused("LearnDelFAMDateFrom_02", f"Support cannot begin on {shown(first)}, before {called(aim)} starts.")
    if last < first:
        raise Refused("LearnDelFAMDateTo_01", f"The support would end on {shown(last)}, before it begins.")
    for other in learner.LearningDelivery:
        for fam in supports(other):
            if _overlap(fam, first, last):
                raise Refused(
                    "R_106",
                    f"{capital(other)} has learning support on these days already "
                    f"({_span(fam)}). Give other days, or end that support first.",
                )
    add_fam(aim, SUPPORT, CODE, first, last)
    return []


@event(
    "support-off",
    "Learning support ends early",
    when="A learner needs no support any more, before the day recorded.",
    writes=("the LSF entry that runs on that day: LearnDelFAMDateTo",),
    asks=(
        Question("date", "day", "last day of the support"),
        aim_question(SUPPORTED, "the aim", "the aim with support on that day"),
    ),
)
def support_off(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Ends the learning support that runs on a day."""
    day = asked.day("date")
    what = f"one with learning support that runs past {shown(day)}"
    aim = chosen(learner, asked, Which(what, lambda one: any(_runs_past(fam, day) for fam in supports(one))))
    fam = next(fam for fam in supports(aim) if _runs_past(fam, day))
    put(fam, "LearnDelFAMDateTo", day)
    return []


def _runs_past(fam: LearningDeliveryFAM, day: date) -> bool:
    first, last = fam.LearnDelFAMDateFrom, fam.LearnDelFAMDateTo
    return first is not None and first <= day and (last is None or last > day)


def _overlap(fam: LearningDeliveryFAM, first: date, last: date) -> bool:
    begins, ends = fam.LearnDelFAMDateFrom or date.min, fam.LearnDelFAMDateTo or date.max
    return begins <= last and first <= ends


def _span(fam: LearningDeliveryFAM) -> str:
    ends = shown(fam.LearnDelFAMDateTo) if fam.LearnDelFAMDateTo else "no end"
    begins = shown(fam.LearnDelFAMDateFrom) if fam.LearnDelFAMDateFrom else "no start"
    return f"{begins} to {ends}"
