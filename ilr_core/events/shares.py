"""How much of an aim is still to be delivered, where its own funding is adjusted by it."""

from __future__ import annotations

from ilr_core.catalogue import Catalogue
from ilr_core.events.aims import called, capital, is_english_or_maths
from ilr_core.events.answers import Answers, Question
from ilr_core.events.registry import Refused
from ilr_core.funding.programmes import PROGRAMME
from ilr_core.model import Learner, LearningDelivery

ADULT_FUNDING = (35, 38, 81)


def _is_adjusted(aim: LearningDelivery) -> bool:
    return is_english_or_maths(aim) or (aim.FundModel in ADULT_FUNDING and aim.AimType != PROGRAMME)


def _has_adjusted(learner: Learner, year: Catalogue) -> bool:
    return any(map(_is_adjusted, learner.LearningDelivery))


SHARE_QUESTION = Question(
    "share_left", "shares_by_aim", "percent still to be delivered of English, maths or adult skills aims",
    required=False, otherwise="refused where there is such an aim",
    applies=_has_adjusted,
)  # fmt: skip


def share_left(aim: LearningDelivery, asked: Answers) -> int | None:
    """The percentage for PriorLearnFundAdj; None of an aim whose funding is not adjusted, as a programme's is not."""
    if not _is_adjusted(aim):
        if aim.AimSeqNumber in asked.named("share_left"):
            raise Refused("", f"{capital(aim)} has no share left to record: its funding is not adjusted.")
        return None
    share = asked.share_for("share_left", aim.AimSeqNumber)
    if share is None:
        raise Refused(
            "",
            f"How much of {called(aim)} is still to be delivered? Give the share left in percent, or the whole would "
            "be paid again.",
        )
    return share
