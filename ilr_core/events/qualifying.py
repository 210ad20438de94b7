"""Whether the qualifying period of an apprenticeship was completed, in words."""

from __future__ import annotations

from datetime import date

from ilr_core.events.aims import is_funded_apprenticeship
from ilr_core.exact import days_inclusive
from ilr_core.funding.price_episodes import Learning
from ilr_core.model import LearningDelivery


def qualifying_note(aim: LearningDelivery, last_day: date) -> list[str]:
    """A sentence on the qualifying period of a funded apprenticeship that ends or pauses; none for other aims."""
    if not is_funded_apprenticeship(aim):
        return []
    learning = Learning(aim.LearnStartDate, last_day, aim.LearnPlanEndDate)
    days, needed = days_inclusive(aim.LearnStartDate, last_day), learning.qualifying_days()
    since = " since the return" if aim.OrigLearnStartDate is not None else ""
    if learning.qualifies(None):
        return [f"{days} days were learned{since}; the qualifying period of {needed} is complete."]
    told = f"Only {days} of the {needed} days of the qualifying period were learned{since}"
    return [f"{told}: they earn nothing by themselves, but the learner must still be returned."]
