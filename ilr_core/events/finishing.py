"""Reaching the end: training finished, the result of an apprenticeship, an aim finished."""

from __future__ import annotations

from datetime import date

from ilr_core.catalogue import Catalogue
from ilr_core.events.aims import (
    NOT_ACHIEVED,
    NOT_KNOWN,
    PARTS,
    aim_question,
    called,
    capital,
    chosen,
    close,
    end_contract,
    end_support,
    is_awaiting,
    is_english_or_maths,
    is_funded_apprenticeship,
    is_open,
    must_end_last,
    must_have_begun,
    parts_of,
)
from ilr_core.events.answers import Answers, Question, Which
from ilr_core.events.registry import Notes, Refused, Scene, event, titled
from ilr_core.events.writing import has_actual_hours, put, put_actual_hours, shown
from ilr_core.funding.programmes import COMPLETED, CONTINUING, PROGRAMME
from ilr_core.model import Learner, LearningDelivery

ACHIEVED = 1
RESULTS = (ACHIEVED, NOT_ACHIEVED)
ACTUAL_HOURS = Question(
    "actual_hours", "whole", "off-the-job hours really delivered", required=False,
    otherwise="what is recorded; the rules ask it once the apprenticeship is completed",
)  # fmt: skip


def _can_be_finished(aim: LearningDelivery) -> bool:
    waits = aim.CompStatus == COMPLETED and aim.Outcome == NOT_KNOWN
    return aim.AimType != PROGRAMME and (is_open(aim) or waits)


IN_TRAINING = Which("an open apprenticeship", lambda aim: is_funded_apprenticeship(aim) and is_open(aim))
WAITING = Which(
    "an apprenticeship that waits for its result",
    lambda aim: is_awaiting(aim) or (is_funded_apprenticeship(aim) and is_open(aim)),
)
TO_FINISH = Which("open, or finished without a result, and no programme", _can_be_finished)


def _is_in_training(learner: Learner, year: Catalogue) -> bool:
    return any(map(is_open, WAITING.nameable(learner)))


def _all_are_in_training(learner: Learner, year: Catalogue) -> bool:
    return all(map(is_open, WAITING.nameable(learner)))


def _all_are_unfinished(learner: Learner, year: Catalogue) -> bool:
    return all(map(is_open, TO_FINISH.nameable(learner)))


THE_PROGRAMME, ONLY = "the programme", "the only one there is"
GRADE = Question("grade", "text", "grade (OutGrade), where there is one", required=False, otherwise="none")


@event(
    "training-finished",
    "Training finished, waiting for the result",
    when="All training of an apprenticeship is done, and the assessment is still to come or its result not known.",
    writes=(
        "programme aim: LearnActEndDate = last day of training, CompStatus 1, Outcome 8, no AchDate",
        "ACT stays open until the result; LSF that would run on ends on the last day",
        "actual hours, if given: HRS 3 (2025/26: OTJActHours)",
    ),
    asks=(
        Question("date", "day", "last day of training; assessment does not count"),
        ACTUAL_HOURS,
        aim_question(IN_TRAINING, THE_PROGRAMME, ONLY),
    ),
)
def finish_training(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Records that the training is over; the result comes later."""
    aim = chosen(learner, asked, IN_TRAINING)
    _end_training(aim, asked.day("date"))
    if asked.has("actual_hours"):
        put_actual_hours(aim, asked.whole("actual_hours"), scene.year)
    return [f"When the result is known, record it as {titled('result')}."]


@event(
    "result",
    "Result of an apprenticeship",
    when="The assessment is over: the apprentice has achieved, or was assessed in everything and failed.",
    writes=(
        "programme aim: CompStatus 2, Outcome 1 or 3, AchDate = last day of the assessment period",
        "last ACT: LearnDelFAMDateTo = AchDate",
        "OutGrade, if given; actual hours, if given: HRS 3 (2025/26: OTJActHours)",
        "LearnActEndDate, only if the end of training was not recorded yet",
    ),
    asks=(
        Question("date", "day", "last day of the assessment period (AchDate)"),
        Question("outcome", "code", "the result (Outcome)", codes="Outcome", among=("1", "3")),
        GRADE,
        Question("last_day", "day", "last day of training, if it is not recorded yet", required=False,
                 otherwise="the day recorded", applies=_is_in_training, needed=_all_are_in_training),
        ACTUAL_HOURS,
        aim_question(WAITING, THE_PROGRAMME, ONLY),
    ),
)  # fmt: skip
def take_result(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Records pass or fail of an apprenticeship whose training is over."""
    day, outcome = asked.day("date"), int(asked.text("outcome"))
    aim = chosen(learner, asked, WAITING)
    if outcome not in RESULTS:
        raise Refused(
            "CompStatus_10" if outcome == NOT_KNOWN else "", "The result is 1 (achieved) or 3 (not achieved)."
        )
    if is_open(aim):
        last = asked.day_or_none("last_day")
        if last is None:
            raise Refused("AchDate_04", f"{capital(aim)} has no last day of training yet. Give it too.")
        _end_training(aim, last)
    elif asked.day_or_none("last_day") not in (None, aim.LearnActEndDate):
        raise Refused("", "The last day of training is recorded already and stays. Leave it out.")
    ended: date | None = aim.LearnActEndDate
    assert ended is not None
    if day < ended:
        raise Refused("AchDate_05", f"The assessment cannot be over on {shown(day)}, before the training: it ended on "
                      f"{shown(ended)}.")  # fmt: skip
    put(aim, "CompStatus", COMPLETED)
    put(aim, "Outcome", outcome)
    put(aim, "AchDate", day)
    end_contract(aim, day)
    if asked.has("grade"):
        put(aim, "OutGrade", asked.text("grade"))
    if asked.has("actual_hours"):
        put_actual_hours(aim, asked.whole("actual_hours"), scene.year)
    is_return = any(fam.LearnDelFAMType == "RES" for fam in aim.LearningDeliveryFAM)
    missing = not has_actual_hours(aim, scene.year)
    return ["No actual hours are recorded; the rules do not ask them after a break."] if missing and is_return else []


def _end_training(aim: LearningDelivery, day: date) -> None:
    must_have_begun(aim, day)
    parts = parts_of(aim, lambda one: not is_english_or_maths(one))
    still_open = [one for one in parts if is_open(one)]
    if still_open:
        names = ", ".join(called(one) for one in still_open)
        raise Refused("R_90", f"Components are still open: {names}. Finish them first (English and maths may go on).")
    must_end_last(aim, day)
    put(aim, "LearnActEndDate", day)
    put(aim, "CompStatus", CONTINUING)
    put(aim, "Outcome", NOT_KNOWN)
    end_support(aim, day)


@event(
    "aim-finished",
    "Component, English or maths, or single aim finished",
    when="The learner has done all the learning of one aim that is not a programme; or its result is known now.",
    writes=(
        "the aim: LearnActEndDate, CompStatus 2, Outcome, OutGrade if given; no AchDate",
        "its last ACT, LSF and ALB end on the last day",
    ),
    asks=(
        Question("date", "day", "last day of the aim", required=False,
                 otherwise="the day recorded, where only the result was missing", needed=_all_are_unfinished),
        Question("outcome", "code", "the result (Outcome)", codes="Outcome", among=("1", "3", "8")),
        GRADE,
        aim_question(TO_FINISH, "the aim", "the only one that is open"),
    ),
)  # fmt: skip
def finish_aim(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Completes one component, English or maths aim, or an aim that belongs to no programme."""
    outcome = int(asked.text("outcome"))
    aim = chosen(learner, asked, TO_FINISH)
    if not is_open(aim):
        if asked.day_or_none("date") not in (None, aim.LearnActEndDate):
            raise Refused("", f"The last day of {called(aim)} is recorded already and stays. Leave the date out.")
        put(aim, "Outcome", outcome)
    else:
        day = asked.day_or_none("date")
        if day is None:
            raise Refused("CompStatus_03", f"The last day of {called(aim)} is missing. Give it.")
        close(aim, day, COMPLETED, outcome)
    if asked.has("grade"):
        put(aim, "OutGrade", asked.text("grade"))
    if aim.AimType in PARTS and not is_english_or_maths(aim):
        return _when_all_are_done(aim)
    return []


def _when_all_are_done(aim: LearningDelivery) -> Notes:
    for programme in aim.learner.LearningDelivery:
        if not is_funded_apprenticeship(programme) or not is_open(programme):
            continue
        parts = parts_of(programme, lambda one: not is_english_or_maths(one))
        if aim in parts and not any(is_open(one) for one in parts):
            return [
                f"All components are closed. When the training is over, record it as {titled('training-finished')}."
            ]
    return []
