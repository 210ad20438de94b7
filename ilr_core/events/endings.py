"""Leaving before the end: withdrawal, and moving to another provider."""

from __future__ import annotations

from datetime import date

from ilr_core.catalogue import Catalogue
from ilr_core.events.aims import (
    NOT_ACHIEVED,
    aim_question,
    chosen,
    close,
    end_contract,
    is_awaiting,
    is_funded_apprenticeship,
    is_open,
    is_paused,
    is_whole,
    must_end_last,
    parts_of,
)
from ilr_core.events.answers import Answers, Question, Which
from ilr_core.events.qualifying import qualifying_note
from ilr_core.events.registry import Notes, Refused, Scene, event, titled
from ilr_core.events.writing import put, put_actual_hours, shown
from ilr_core.funding.programmes import WITHDRAWN
from ilr_core.model import Learner, LearningDelivery

OTHER_PROVIDER = "2"
MOVED = (OTHER_PROVIDER, "7", "41", "47")


def _can_be_left(aim: LearningDelivery) -> bool:
    return is_open(aim) or is_paused(aim) or is_awaiting(aim)


def _has_open(learner: Learner, year: Catalogue) -> bool:
    return any(map(is_open, TO_LEAVE.nameable(learner)))


def _all_are_open(learner: Learner, year: Catalogue) -> bool:
    return all(map(is_open, TO_LEAVE.nameable(learner)))


def _has_hours(learner: Learner, year: Catalogue) -> bool:
    return any(map(is_funded_apprenticeship, TO_LEAVE.nameable(learner)))


TO_LEAVE = Which(
    "open, on a break, or waiting for its result", lambda aim: is_whole(aim) and _can_be_left(aim), _can_be_left
)
LAST_DAY = Question(
    "date", "day", "last day of learning", required=False,
    otherwise="the last day recorded already, after a break or once the training is finished", applies=_has_open,
    needed=_all_are_open,
)  # fmt: skip
ACTUAL_HOURS = Question(
    "actual_hours", "whole", "off-the-job hours really delivered", required=False,
    otherwise="what is recorded; the rules ask it of apprenticeships", applies=_has_hours,
)  # fmt: skip
AIM = aim_question(
    TO_LEAVE,
    "the programme, or of a single aim or component",
    "the only programme, or the only aim that belongs to none",
)
WRITES = (
    "programme and its open components, or the aim named: CompStatus 3, LearnActEndDate, Outcome 3, WithdrawReason",
    "last ACT: LearnDelFAMDateTo = the last day; LSF and ALB that would run on end on it too",
    "apprenticeship programme: actual hours, as HRS 3 (2025/26: OTJActHours)",
    "after a break without a return, and after training whose assessment was not finished: the last day stays",
)


@event(
    "withdraw",
    "Withdrawal",
    when="A learner leaves and will not come back: from learning, from a break, or before the assessment is over.",
    writes=WRITES,
    asks=(
        LAST_DAY,
        Question("withdraw_reason", "code", "why (WithdrawReason)", codes="WithdrawReason"),
        ACTUAL_HOURS,
        AIM,
    ),
)
def withdraw(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Closes a programme with its components, or one aim, as withdrawn."""
    return leave(learner, asked, scene, asked.text("withdraw_reason"))


@event(
    "transfer-out",
    "Transfer to another provider",
    when="A learner goes on with another provider.",
    writes=WRITES,
    asks=(
        LAST_DAY,
        Question("withdraw_reason", "code", "why (WithdrawReason)", codes="WithdrawReason",
                 required=False, among=MOVED, otherwise="2, went to another provider"),
        ACTUAL_HOURS,
        AIM,
    ),
)  # fmt: skip
def transfer_out(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Closes a programme with its components, or one aim, because the learner goes on elsewhere."""
    reason = asked.text("withdraw_reason") or OTHER_PROVIDER
    if reason not in MOVED:
        raise Refused("", f"Reason {reason} is not about another provider. Use the change {titled('withdraw')} for it.")
    return leave(learner, asked, scene, reason)


def leave(learner: Learner, asked: Answers, scene: Scene, reason: str) -> Notes:
    """Closes what the learner leaves, for a reason (code)."""
    whole = chosen(learner, asked, TO_LEAVE)
    if not is_open(whole):
        return _never_ended(whole, asked, scene, int(reason))
    day = asked.day_or_none("date")
    if day is None:
        raise Refused("CompStatus_03", "The last day of learning is missing. Give it.")
    must_end_last(whole, day)
    for aim in (whole, *parts_of(whole, is_open)):
        close(aim, day, WITHDRAWN, NOT_ACHIEVED, int(reason))
    _put_hours(whole, asked, scene)
    return qualifying_note(whole, day)


def _never_ended(whole: LearningDelivery, asked: Answers, scene: Scene, reason: int) -> Notes:
    """Turns a break, or waiting for a result, into a withdrawal; the last day of learning stays."""
    ended: date | None = whole.LearnActEndDate
    assert ended is not None
    if asked.day_or_none("date") not in (None, ended):
        raise Refused(
            "", f"The last day of learning is recorded as {shown(ended)} and stays. Leave the date out, or give it."
        )
    paused = parts_of(whole, is_paused) if is_paused(whole) else []
    for aim in (whole, *paused):
        put(aim, "CompStatus", WITHDRAWN)
        put(aim, "Outcome", NOT_ACHIEVED)
        put(aim, "WithdrawReason", reason)
    end_contract(whole, ended)
    _put_hours(whole, asked, scene)
    still = [str(aim.AimSeqNumber) for aim in parts_of(whole, is_open)]
    left = [f"Aims {', '.join(still)} are still open; they were not changed."] if still else []
    return [*qualifying_note(whole, ended), *left]


def _put_hours(whole: LearningDelivery, asked: Answers, scene: Scene) -> None:
    hours = asked.whole_or_none("actual_hours")
    if hours is None:
        return
    if not is_funded_apprenticeship(whole):
        rule = "HRSType_07" if "HRSRecord" in scene.year.entities else "OTJActHours_01"
        raise Refused(rule, f"Aim {whole.AimSeqNumber} is no apprenticeship programme and has no actual hours.")
    put_actual_hours(whole, hours, scene.year)
