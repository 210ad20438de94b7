"""Postcodes, campuses and earlier providers of a learner that a register must have."""

from __future__ import annotations

from ilr_core.model import Learner
from ilr_core.rules.context import Context
from ilr_core.rules.origin import provider_ukprn
from ilr_core.rules.places import is_unknown_place, is_unknown_provider
from ilr_core.rules.registry import rule


@rule("Postcode_14", reads="Postcode", needs="postcodes")
def unknown_postcode(learner: Learner, ctx: Context) -> bool:
    """The postcode {Postcode} is not on the list of UK postcodes.

    Correct it; ZZ99 9ZZ if it is not known.
    """
    return is_unknown_place(learner.Postcode, ctx)


@rule("PostcodePrior_01", reads="PostcodePrior", needs="postcodes")
def unknown_earlier_postcode(learner: Learner, ctx: Context) -> bool:
    """The postcode before enrolment, {PostcodePrior}, is not on the list of UK postcodes.

    Correct it; ZZ99 9ZZ if it is not known.
    """
    return is_unknown_place(learner.PostcodePrior, ctx)


@rule("CampID_01", reads="CampId", needs="campuses")
def unknown_campus(learner: Learner, ctx: Context) -> bool:
    """There is no campus {CampId}.

    Correct the campus identifier, or clear it.
    """
    campuses = ctx.registers.campuses
    return learner.CampId is not None and campuses is not None and not campuses.providers(learner.CampId)


@rule("CampID_02", reads="CampId LearningProvider.UKPRN", needs="campuses")
def campus_of_another_provider(learner: Learner, ctx: Context) -> bool:
    """The campus {CampId} does not belong to the provider {UKPRN}.

    Correct the campus identifier, or clear it.
    """
    campuses, provider = ctx.registers.campuses, provider_ukprn(learner)
    if learner.CampId is None or campuses is None or provider is None:
        return False
    owners = campuses.providers(learner.CampId)
    return bool(owners) and provider not in owners


@rule("PrevUKPRN_01", reads="PrevUKPRN", needs="organisations")
def unknown_previous_provider(learner: Learner, ctx: Context) -> bool:
    """There is no organisation with the number {PrevUKPRN}, entered as the provider of the year before.

    Correct it, or clear it.
    """
    return is_unknown_provider(learner.PrevUKPRN, ctx)


@rule("PMUKPRN_01", reads="PMUKPRN", needs="organisations")
def unknown_provider_before_merger(learner: Learner, ctx: Context) -> bool:
    """There is no organisation with the number {PMUKPRN}, entered as the provider before a merger.

    Correct it, or clear it.
    """
    return is_unknown_provider(learner.PMUKPRN, ctx)
