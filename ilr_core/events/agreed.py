"""The prices agreed for an apprenticeship, and what is left of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ilr_core.events.registry import Refused, Scene
from ilr_core.exact import pounds
from ilr_core.funding.earnings import earned_before
from ilr_core.funding.programmes import (
    ASSESSMENT,
    RESIDUAL_ASSESSMENT,
    RESIDUAL_TRAINING,
    TRAINING,
    Spell,
    programmes_of,
)
from ilr_core.funding.residual_price import residual_price
from ilr_core.model import AppFinRecord, LearningDelivery


@dataclass(frozen=True, slots=True)
class AgreedPrices:
    """The prices last agreed, whole pounds; ``is_residual`` after a change of employer. ``since``: their last day."""

    training: int | None
    assessment: int | None
    is_residual: bool
    since: date | None

    @property
    def codes(self) -> tuple[int, int]:
        """The codes (AFinCode) under which prices for training and assessment are recorded from now on."""
        return (RESIDUAL_TRAINING, RESIDUAL_ASSESSMENT) if self.is_residual else (TRAINING, ASSESSMENT)


def agreed_prices(aims: Iterable[LearningDelivery]) -> AgreedPrices:
    """The prices last agreed in the aims of one programme."""
    prices = sorted((fin for aim in aims for fin in aim.AppFinRecord if _is_price(fin)), key=lambda fin: fin.AFinDate)
    amounts = {fin.AFinCode: fin.AFinAmount for fin in prices}
    is_residual = RESIDUAL_TRAINING in amounts or RESIDUAL_ASSESSMENT in amounts
    training, assessment = (RESIDUAL_TRAINING, RESIDUAL_ASSESSMENT) if is_residual else (TRAINING, ASSESSMENT)
    since = prices[-1].AFinDate if prices else None
    return AgreedPrices(amounts.get(training), amounts.get(assessment), is_residual, since)


def _is_price(fin: AppFinRecord) -> bool:
    return fin.AFinType == "TNP" and fin.AFinDate is not None and fin.AFinAmount is not None


def spell_of(aim: LearningDelivery) -> Spell:
    """The programme with its returns from breaks that a programme aim is part of."""
    return next((spell for spell in programmes_of(aim.learner) if aim in spell.aims), Spell((aim,)))


def residual_of(aim: LearningDelivery, day: date, scene: Scene, planned_end: date) -> tuple[int, int | None, list[str]]:
    """The training and assessment price left on a day (whole pounds), and the steps in words.

    Refuses where what was earned cannot be known: without a price, or with an earlier part that is not in the return.
    """
    spell = spell_of(aim)
    agreed = agreed_prices(spell.aims)
    if agreed.training is None:
        raise Refused("AFinType_12", f"Aim {aim.AimSeqNumber} has no training price (TNP). Enter the price first.")
    if spell.begun_before:
        raise Refused(
            "",
            "The learning before the break is not in this workbook, so what was earned from the price is not known. "
            "Give the price that is left for training yourself.",
        )
    first = spell.first
    band = scene.band_of(first.StdCode, first.LearnStartDate) if scene.band_of and first.StdCode else None
    earned = earned_before(spell, day, band)
    left = residual_price(
        training_price=agreed.training,
        assessment_price=agreed.assessment,
        earned=earned,
        start=day,
        planned_end=planned_end,
        band_max=None,
    )
    assert left.tnp3 is not None
    steps = [f"Earned before the month of the change, as estimated: {pounds(earned)}.", *left.steps]
    if band is None:
        steps.append("The funding band is not known (load LARS), so a price above it was not capped.")
    steps.append("Agree this price with the employer; if you agreed another, give that one as the training price.")
    return left.tnp3, left.tnp4 if agreed.assessment is not None else None, steps
