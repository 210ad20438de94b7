"""Address, postcodes, ethnicity, sex, accommodation, support cost and the provider's own notes."""

from __future__ import annotations

import re

from ilr_core.model import Learner, ProviderSpecLearnerMonitoring
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import community_learner
from ilr_core.rules.registry import Verdict, rule

POSTCODE = re.compile(r"[A-Z]{1,2}([0-9]{1,2}|[0-9][A-Z]) [0-9][ABD-HJLNP-UW-Z]{2}")


def short_community_course(learner: Learner, ctx: Context) -> bool:
    """All aims are community learning, planned for at most 10 hours."""
    hours, limit = learner.PlanLearnHours, ctx.number("short_community_course_hours", on=ctx.catalogue.start)
    return hours is not None and limit is not None and hours <= limit and community_learner(learner, ctx)


@rule(
    "AddLine1_03",
    reads="AddLine1 PlanLearnHours LearningDelivery.FundModel",
    unless=(short_community_course,),
    until="2526",
)
def no_address_2526(learner: Learner, ctx: Context) -> bool:
    """The first line of the address is missing.

    Enter house and street.
    """
    return learner.AddLine1 is None


@rule("AddLine1_03", reads="AddLine1", since="2627")
def no_address(learner: Learner, ctx: Context) -> bool:
    """The first line of the address is missing.

    Enter house and street.
    """
    return learner.AddLine1 is None


@rule("Postcode_15", reads="Postcode")
def malformed_postcode(learner: Learner, ctx: Context) -> bool:
    """{Postcode} does not look like a postcode.

    Retype it in capitals with one space before the last three characters, or enter ZZ99 9ZZ if it is not known.
    """
    return not POSTCODE.fullmatch(learner.Postcode)


@rule("PostcodePrior_02", reads="PostcodePrior")
def malformed_postcode_before(learner: Learner, ctx: Context) -> bool:
    """{PostcodePrior} does not look like a postcode.

    Retype it in capitals with one space before the last three characters, or enter ZZ99 9ZZ if it is not known.
    """
    return not POSTCODE.fullmatch(learner.PostcodePrior)


@rule("Ethnicity_01", reads="Ethnicity")
def unknown_ethnicity(learner: Learner, ctx: Context) -> Verdict:
    """{Ethnicity} is not a code for an ethnic group.

    Choose the group the learner named; 99 if none was given.
    """
    return ctx.unlisted("Ethnicity", learner.Ethnicity)


@rule("Sex_01", reads="Sex")
def unknown_sex(learner: Learner, ctx: Context) -> Verdict:
    """{Sex} is not a code for the learner's sex.

    Enter F or M.
    """
    return ctx.unlisted("Sex", learner.Sex)


@rule("Accom_01", reads="Accom")
def unknown_accommodation(learner: Learner, ctx: Context) -> Verdict:
    """{Accom} is not a code for accommodation.

    Enter 5 if you house the learner away from home; otherwise leave it blank.
    """
    return ctx.unlisted("Accom", learner.Accom)


@rule("ALSCost_02", reads="ALSCost LearnerFAM.LearnFAMType")
def support_cost_without_high_needs(learner: Learner, ctx: Context) -> bool:
    """A learning support cost of {ALSCost} is there, but the learner is not marked as a high needs student.

    Add the learner entry HNS 1, or remove the cost.
    """
    return learner.ALSCost is not None and not any(fam.LearnFAMType == "HNS" for fam in learner.LearnerFAM)


@rule("ProvSpecLearnMonOccur_01", reads="ProvSpecLearnMonOccur")
def unknown_note_box(note: ProviderSpecLearnerMonitoring, ctx: Context) -> bool:
    """{ProvSpecLearnMonOccur} is not one of the two boxes for your own notes on a learner.

    Use A or B.
    """
    return note.ProvSpecLearnMonOccur not in ("A", "B")
