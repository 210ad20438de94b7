"""Who delivers an aim and where, under which contract, and what the provider and its software note on it."""

from __future__ import annotations

import re

from ilr_core.model import LearningDelivery, ProviderSpecDeliveryMonitoring
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import offender_in_custody
from ilr_core.rules.origin import provider_ukprn
from ilr_core.rules.places import is_unknown_place, is_unknown_provider
from ilr_core.rules.postcodes import has_postcode_form
from ilr_core.rules.registry import rule

UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(-?)([0-9a-fA-F]{4}\1){3}[0-9a-fA-F]{12}")


@rule("PartnerUKPRN_01", reads="PartnerUKPRN", needs="organisations")
def unknown_subcontractor(aim: LearningDelivery, ctx: Context) -> bool:
    """There is no organisation with the number {PartnerUKPRN}, entered as the subcontractor.

    Correct it, or clear it if you deliver the aim yourself.
    """
    return is_unknown_provider(aim.PartnerUKPRN, ctx)


@rule("PartnerUKPRN_02", reads="PartnerUKPRN AimType")
def subcontractor_on_programme_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """There is a subcontractor ({PartnerUKPRN}) on a programme aim.

    Clear it here and enter it on the aims that the subcontractor delivers.
    """
    return aim.AimType == 1 and aim.PartnerUKPRN is not None


@rule("PartnerUKPRN_03", reads="PartnerUKPRN")
def own_subcontractor(aim: LearningDelivery, ctx: Context) -> bool:
    """The subcontractor {PartnerUKPRN} is the provider of this return.

    Clear the field if you deliver the aim yourself, or enter the subcontractor's UKPRN.
    """
    return aim.PartnerUKPRN is not None and aim.PartnerUKPRN == provider_ukprn(aim)


@rule("DelLocPostCode_11", reads="DelLocPostCode", unless=(offender_in_custody,))
def malformed_delivery_postcode(aim: LearningDelivery, ctx: Context) -> bool:
    """The delivery postcode {DelLocPostCode} does not have the form of a postcode.

    Type it in capitals with one space, such as ZZ99 9ZZ.
    """
    return not has_postcode_form(aim.DelLocPostCode)


@rule("LSDPostcode_03", reads="LSDPostcode")
def malformed_postcode_at_start(aim: LearningDelivery, ctx: Context) -> bool:
    """The postcode on the start date, {LSDPostcode}, does not have the form of a postcode.

    Type it in capitals with one space, such as ZZ99 9ZZ.
    """
    return aim.LSDPostcode is not None and not has_postcode_form(aim.LSDPostcode)


@rule("ConRefNumber_03", reads="ConRefNumber FundModel", models=(10, 11, 25, 35, 38, 81, 82, 99), until="2526")
def contract_reference_under_older_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """There is a contract reference ({ConRefNumber}), which funding model {FundModel} does not have.

    Clear the contract reference, or correct the funding model.

    The official prose also names apprenticeships, but their funding model, 36, is not in the condition; it may have a
    contract reference.
    """
    return aim.ConRefNumber is not None


@rule("ConRefNumber_03", reads="ConRefNumber FundModel", models=(11, 25, 35, 38, 81, 82, 99), since="2627")
def contract_reference_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """There is a contract reference ({ConRefNumber}), which funding model {FundModel} does not have.

    Clear the contract reference, or correct the funding model.
    """
    return aim.ConRefNumber is not None


@rule("SWSupAimId_01", reads="SWSupAimId")
def malformed_software_identifier(aim: LearningDelivery, ctx: Context) -> bool:
    """The software aim identifier {SWSupAimId} is not a UUID (32 digits and letters a to f in five groups).

    Leave it as your software wrote it, or clear it; nothing else depends on it.

    The rule asks for the UUID standard without naming a spelling; the form without hyphens is accepted too.
    """
    return aim.SWSupAimId is not None and UUID_FORM.fullmatch(aim.SWSupAimId) is None


@rule("ProvSpecDelMonOccur_01", reads="ProvSpecDelMonOccur")
def unknown_note_box(note: ProviderSpecDeliveryMonitoring, ctx: Context) -> bool:
    """{ProvSpecDelMonOccur} is not one of the four boxes for your own notes on an aim.

    Use A, B, C or D.
    """
    return note.ProvSpecDelMonOccur not in ("A", "B", "C", "D")


@rule("DelLocPostCode_03", reads="DelLocPostCode", unless=(offender_in_custody,), needs="postcodes")
def unknown_delivery_postcode(aim: LearningDelivery, ctx: Context) -> bool:
    """The delivery postcode {DelLocPostCode} is not on the list of UK postcodes.

    Correct it; ZZ99 9ZZ if it is not known.
    """
    return is_unknown_place(aim.DelLocPostCode, ctx)
