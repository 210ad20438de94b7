"""Two returns of made-up learners, the later one with named changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ilr_core.model import Learner
from tests.commands.made import learners_of, return_xml

YEAR = "2627"
OLD_NAME, NEW_NAME = "old.xml", "new.xml"
APPRENTICESHIP = 36
ENDED = date(2026, 10, 9)


def apprentices(count: int = 12) -> list[Learner]:
    return [one for one in learners_of(YEAR, 30) if one.LearningDelivery[0].FundModel == APPRENTICESHIP][:count]


def changed() -> tuple[list[Learner], list[Learner]]:
    """The learners of both returns, eight and seven of them.

    The later one lacks the first learner (who goes on) and has a new one; the second has a lower price, the third has
    withdrawn in October, the fourth another number, the fifth lost its last aim, the sixth a text for a formula.
    """
    old, new = apprentices(8), apprentices(9)
    del new[0]
    starter = new.pop()
    starter.LearnRefNumber, starter.ULN = "S1", 9999999999
    price = new[0].LearningDelivery[0].AppFinRecord[0]
    price.AFinAmount = price.AFinAmount - 900
    for aim in new[1].LearningDelivery:
        aim.CompStatus, aim.Outcome, aim.WithdrawReason, aim.LearnActEndDate = 3, 3, 3, ENDED
    new[2].PrevLearnRefNumber, new[2].LearnRefNumber = new[2].LearnRefNumber, "RENUMBERED"
    del new[3].LearningDelivery[-1]
    new[4].AddLine1 = "=1+1 <b>Road</b>"
    return old, [*new, starter]


def returns(folder: Path) -> tuple[Path, Path]:
    """Both as XML files."""
    for name, learners in zip((OLD_NAME, NEW_NAME), changed(), strict=True):
        (folder / name).write_bytes(return_xml(YEAR, learners))
    return folder / OLD_NAME, folder / NEW_NAME
