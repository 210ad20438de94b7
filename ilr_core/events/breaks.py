"""An agreed break in learning, and the return from it."""

from __future__ import annotations

from datetime import date

from ilr_core.catalogue import Catalogue
from ilr_core.events.agreed import agreed_prices, residual_of, spell_of
from ilr_core.events.aims import (
    NOT_ACHIEVED,
    aim_question,
    called,
    capital,
    chosen,
    close,
    contract_of,
    is_funded_apprenticeship,
    is_open,
    is_paused,
    is_whole,
    must_end_last,
    parts_of,
)
from ilr_core.events.answers import Answers, Question, Which
from ilr_core.events.employment import EMPLOYER_QUESTIONS, employed_elsewhere
from ilr_core.events.qualifying import qualifying_note
from ilr_core.events.registry import Notes, Refused, Scene, event
from ilr_core.events.shares import SHARE_QUESTION, share_left
from ilr_core.events.writing import add_fam, add_price, new_aim, put, shown
from ilr_core.funding.programmes import ON_BREAK, PROGRAMME
from ilr_core.model import Learner, LearningDelivery

WHOLE, ONLY = "the programme, or of an aim that belongs to none", "the only one there is"
TO_PAUSE = Which("open and can be paused", lambda aim: is_open(aim) and is_whole(aim))
TO_RESUME = Which("on a break", lambda aim: is_paused(aim) and is_whole(aim))
NOT_CARRIED_OVER = ("LSF", "ALB", "ACT", "RES")


def _has_price(learner: Learner, year: Catalogue) -> bool:
    return any(is_funded_apprenticeship(aim) for aim in TO_RESUME.nameable(learner))


@event(
    "break",
    "Break in learning",
    when="The learner and you have agreed a break, and the learner means to come back.",
    writes=(
        "programme and its open components: CompStatus 6, LearnActEndDate, Outcome 3",
        "last ACT: LearnDelFAMDateTo = the last day; LSF and ALB that would run on end on it too",
        "no actual hours: those come at the end of the training",
    ),
    asks=(Question("date", "day", "last day of learning before the break"), aim_question(TO_PAUSE, WHOLE, ONLY)),
)
def take_break(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Pauses a programme with its components, or an aim that belongs to no programme."""
    day = asked.day("date")
    whole = chosen(learner, asked, TO_PAUSE)
    must_end_last(whole, day)
    for aim in (whole, *parts_of(whole, is_open)):
        close(aim, day, ON_BREAK, NOT_ACHIEVED)
    notes = qualifying_note(whole, day)
    if is_funded_apprenticeship(whole):
        notes.append("Money given back to the employer is recorded by hand as PMR 3, on the day it was sent.")
    return notes


@event(
    "return",
    "Return from a break",
    when="A learner comes back to the same learning after an agreed break.",
    writes=(
        "a new aim for each aim that was paused; the old ones stay as they are",
        "new aims: LearnStartDate, OrigLearnStartDate (the first start), LearnPlanEndDate, CompStatus 1, RES 1",
        "planned hours, source of funding and other entries as on the old aim; LSF and ALB are not carried over",
        "ACT from the new start; TNP from the new start: the price as before, or the one given",
        "after a change of employer, before or with this return: TNP 3 and TNP 4, what is left of the price",
        "PriorLearnFundAdj on English, maths and adult skills aims: the share still to be delivered",
        "with a new employer: the employment record as by the change 'employer'",
    ),
    asks=(
        Question("date", "day", "first day of learning after the break"),
        Question("planned_end", "days_by_aim", "new planned end; for single aims with their number: 3=31/03/2027"),
        Question("training_price", "pounds", "training price, if a new one was agreed", required=False,
                 otherwise="the price as before the break, or what is left of it after a change of employer",
                 applies=_has_price),
        Question("assessment_price", "pounds", "assessment price, if a new one was agreed", required=False,
                 otherwise="the price as before the break", applies=_has_price),
        SHARE_QUESTION,
        *(question for question in EMPLOYER_QUESTIONS if question.name != "contract"),
        aim_question(TO_RESUME, WHOLE, ONLY),
    ),
)  # fmt: skip
def come_back(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Goes on with a paused programme, or a paused aim, in new aims."""
    day = asked.day("date")
    old = chosen(learner, asked, TO_RESUME)
    assert old.LearnActEndDate is not None
    if day <= old.LearnActEndDate:
        raise Refused(
            "R_124" if old.AimType == PROGRAMME else "",
            f"The break began after {shown(old.LearnActEndDate)}, so the learner cannot be back on {shown(day)}. "
            "Give the first day of learning after the break.",
        )
    paused = [old, *parts_of(old, is_paused)]
    unknown = asked.named("planned_end") | asked.named("share_left")
    unknown -= {aim.AimSeqNumber for aim in paused}
    if unknown:
        raise Refused("", f"Aim {min(unknown)} is not among those that come back: {_names(paused)}.")
    # Before new aims are there: what was earned is worked out from the old ones.
    prices, notes = _prices(old, day, asked, scene)
    for aim in paused:
        planned_end = _planned_end(aim, old, day, asked)
        share = share_left(aim, asked)
        new = _again(aim, day, planned_end, scene)
        if share is not None:
            put(new, "PriorLearnFundAdj", share)
        if aim is old:
            for code, amount in prices:
                add_price(new, code, day, amount)
    if asked.has("employer"):
        employed_elsewhere(learner, day, asked, scene)
    if any(fam.LearnDelFAMType in ("LSF", "ALB") for aim in paused for fam in aim.LearningDeliveryFAM):
        notes.append("Learning support or bursary ended with the break. If it goes on, record it again.")
    return notes


def _names(aims: list[LearningDelivery]) -> str:
    return ", ".join(called(aim) for aim in aims)


def _planned_end(aim: LearningDelivery, whole: LearningDelivery, day: date, asked: Answers) -> date:
    own = asked.day_for("planned_end", aim.AimSeqNumber)
    if own is None and aim.LearnPlanEndDate != whole.LearnPlanEndDate:
        raise Refused(
            "",
            f"{capital(aim)} had another planned end than the programme, {shown(aim.LearnPlanEndDate)}. "
            f"Give its new one too, as {aim.AimSeqNumber}=31/03/2027.",
        )
    planned_end = own or asked.day_for_all("planned_end")
    if planned_end is None:
        raise Refused("", f"The new planned end of {called(aim)} is missing. Give it.")
    if planned_end < day:
        raise Refused("LearnPlanEndDate_02", f"The planned end {shown(planned_end)} is before the return.")
    return planned_end


def _again(aim: LearningDelivery, day: date, planned_end: date, scene: Scene) -> LearningDelivery:
    contract = contract_of(aim)
    new = new_aim(aim, aim.learner, scene.year)
    put(new, "LearnStartDate", day)
    put(new, "OrigLearnStartDate", aim.OrigLearnStartDate or aim.LearnStartDate)
    put(new, "LearnPlanEndDate", planned_end)
    new.LearningDeliveryFAM = [fam for fam in new.LearningDeliveryFAM if fam.LearnDelFAMType not in NOT_CARRIED_OVER]
    add_fam(new, "RES", "1")
    if contract is not None:
        add_fam(new, "ACT", contract.LearnDelFAMCode, day)
    _take_reduction(aim, new, day)
    return new


def _take_reduction(aim: LearningDelivery, new: LearningDelivery, day: date) -> None:
    """The reduction for prior learning goes with the hours taken out (R_161, R_162), dated like the price."""
    for fin in aim.AppFinRecord:
        if fin.AFinType == "RIP":
            twin = type(fin)(new, len(new.AppFinRecord))
            twin.AFinType, twin.AFinCode, twin.AFinDate, twin.AFinAmount = "RIP", fin.AFinCode, day, fin.AFinAmount
            new.AppFinRecord.append(twin)


def _prices(
    old: LearningDelivery, day: date, asked: Answers, scene: Scene
) -> tuple[list[tuple[int, int]], Notes]:  # fmt: skip
    """The prices (code, pounds) of the new programme aim; none of an aim that has no prices."""
    training, assessment = asked.whole_or_none("training_price"), asked.whole_or_none("assessment_price")
    if not is_funded_apprenticeship(old):
        if training is not None or assessment is not None:
            raise Refused("AFinType_04", f"{capital(old)} is no funded apprenticeship and has no price.")
        return [], []
    notes: Notes = []
    agreed = agreed_prices(spell_of(old).aims)
    is_residual = agreed.is_residual or asked.has("employer")
    before, assessed = agreed.training, agreed.assessment
    if is_residual and training is None:
        planned_end = asked.day_for("planned_end", old.AimSeqNumber) or asked.day_for_all("planned_end")
        before, assessed, notes = residual_of(old, day, scene, planned_end or old.LearnPlanEndDate)
    training, assessment = before if training is None else training, assessed if assessment is None else assessment
    if training is None:
        raise Refused("AFinType_12", f"{capital(old)} has no training price (TNP). Give the price.")
    first, second = (3, 4) if is_residual else (1, 2)
    return [(first, training), *([(second, assessment)] if assessment is not None else [])], notes
