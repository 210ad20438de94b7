"""Family name and given names."""

from __future__ import annotations

from ilr_core.model import Learner
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import community_learner
from ilr_core.rules.learner.uln import TEMPORARY_ULN
from ilr_core.rules.registry import rule


def _blank(name: str | None) -> bool:
    return not (name or "").strip()


def _short_course(learner: Learner, ctx: Context) -> bool | None:
    """Whether the planned hours are those of a short community course; None if they are not given."""
    limit = ctx.number("short_community_course_hours", on=ctx.catalogue.start)
    hours = learner.PlanLearnHours
    return None if hours is None or limit is None else hours <= limit


def _asked_by_length(learner: Learner, ctx: Context) -> bool:
    return community_learner(learner, ctx) and _short_course(learner, ctx) is False


def _asked_by_number(learner: Learner, ctx: Context) -> bool:
    own_number = learner.ULN != TEMPORARY_ULN
    return community_learner(learner, ctx) and _short_course(learner, ctx) is True and own_number


@rule("FamilyName_01", reads="FamilyName LearningDelivery.FundModel", unless=(community_learner,), until="2526")
def no_family_name_2526(learner: Learner, ctx: Context) -> bool:
    """The family name is missing.

    Enter it as it stands on the learner's official documents.

    The exclusion is read as "all aims are community learning", which FamilyName_02 and _04 then deal with.
    """
    return _blank(learner.FamilyName)


@rule("FamilyName_01", reads="FamilyName", since="2627")
def no_family_name(learner: Learner, ctx: Context) -> bool:
    """The family name is missing.

    Enter it as it stands on the learner's official documents.
    """
    return _blank(learner.FamilyName)


@rule("FamilyName_02", reads="FamilyName PlanLearnHours LearningDelivery.FundModel", until="2526")
def no_family_name_on_long_community_course(learner: Learner, ctx: Context) -> bool:
    """The family name is missing, and the community learning is planned for {PlanLearnHours} hours.

    Enter the name: it may be left out only up to 10 hours.
    """
    return _blank(learner.FamilyName) and _asked_by_length(learner, ctx)


@rule("FamilyName_04", reads="FamilyName ULN PlanLearnHours LearningDelivery.FundModel", until="2526")
def no_family_name_beside_number(learner: Learner, ctx: Context) -> bool:
    """The family name is missing, though the learner has the ULN {ULN}.

    Enter the name: it may be left out only for short community learning without a ULN.
    """
    return _blank(learner.FamilyName) and _asked_by_number(learner, ctx)


@rule("GivenNames_01", reads="GivenNames LearningDelivery.FundModel", unless=(community_learner,), until="2526")
def no_given_names_2526(learner: Learner, ctx: Context) -> bool:
    """The given names are missing.

    Enter at least the first name, as it stands on the learner's official documents.

    The exclusion is read as "all aims are community learning", which GivenNames_02 and _04 then deal with.
    """
    return _blank(learner.GivenNames)


@rule("GivenNames_01", reads="GivenNames", since="2627")
def no_given_names(learner: Learner, ctx: Context) -> bool:
    """The given names are missing.

    Enter at least the first name, as it stands on the learner's official documents.
    """
    return _blank(learner.GivenNames)


@rule("GivenNames_02", reads="GivenNames PlanLearnHours LearningDelivery.FundModel", until="2526")
def no_given_names_on_long_community_course(learner: Learner, ctx: Context) -> bool:
    """The given names are missing, and the community learning is planned for {PlanLearnHours} hours.

    Enter them: they may be left out only up to 10 hours.
    """
    return _blank(learner.GivenNames) and _asked_by_length(learner, ctx)


@rule("GivenNames_04", reads="GivenNames ULN PlanLearnHours LearningDelivery.FundModel", until="2526")
def no_given_names_beside_number(learner: Learner, ctx: Context) -> bool:
    """The given names are missing, though the learner has the ULN {ULN}.

    Enter them: they may be left out only for short community learning without a ULN.
    """
    return _blank(learner.GivenNames) and _asked_by_number(learner, ctx)
