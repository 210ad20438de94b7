"""Funding bands of apprenticeship standards, from the LARS that the user has loaded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ilr_core.funding.earnings import BandOf
from ilr_core.knowledge import Knowledge


def bands_in(knowledge: Knowledge) -> BandOf:
    """The funding band maximum of a standard for a start, pounds; None where LARS is not loaded or does not know it."""
    lars = knowledge.registers.LARS

    def band_of(standard: int, start: date) -> Decimal | None:
        entry = lars.standard(standard) if lars else None
        band = entry.band_on(start) if entry else None
        return band.MaxEmployerLevyCap if band else None

    return band_of
