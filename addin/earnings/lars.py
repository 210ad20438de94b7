"""Funding bands of standards and rates of English and maths aims, from the LARS that the user has loaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from ilr_core.knowledge import Knowledge
from ilr_core.model import LearningDelivery


def bands_in(knowledge: Knowledge) -> Callable[[int, date], Decimal | None]:
    """The funding band maximum of a standard for a start, pounds; None where LARS is not loaded or does not know it."""
    lars = knowledge.registers.LARS

    def band_of(standard: int, start: date) -> Decimal | None:
        entry = lars.standard(standard) if lars else None
        band = entry.band_on(start) if entry else None
        return band.MaxEmployerLevyCap if band else None

    return band_of


def rates_in_lars(knowledge: Knowledge) -> Callable[[LearningDelivery], Decimal | None]:
    """What an English or maths aim is worth from its start, pounds; None where LARS is not loaded or does not say."""
    lars = knowledge.registers.LARS

    def rate_of(aim: LearningDelivery) -> Decimal | None:
        entry = lars.aim(aim.LearnAimRef or "") if lars else None
        return entry.rate_on(aim.LearnStartDate) if entry else None

    return rate_of
