"""Learning support (LSF), family courses (FLN), the purpose of a course (ACL), and Skills Bootcamp events (EVI)."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import rule

COMMUNITY_PURPOSE_FROM = date(2023, 8, 1)
TAILORED_PURPOSE_FROM = date(2024, 8, 1)
MODELS_WITHOUT_SUPPORT = (25, 82, 99)


@rule("LearnDelFAMType_46", reads="LearnDelFAMType FundModel")
def family_course_under_other_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """A family English, maths or language course (FLN) cannot have funding model {FundModel}.

    Correct the funding model (35 or 38), or delete the entry.
    """
    return fam.LearnDelFAMType == "FLN" and fam.aim.FundModel not in (35, 38)


@rule("LearnDelFAMType_50", reads="LearnDelFAMType FundModel", until="2526")
def support_under_other_funding_before_2026(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """Learning support (LSF) is recorded, which funding model {FundModel} does not pay.

    Delete the entry, or correct the funding model.
    """
    return fam.LearnDelFAMType == "LSF" and fam.aim.FundModel in (10, *MODELS_WITHOUT_SUPPORT)


@rule("LearnDelFAMType_50", reads="LearnDelFAMType FundModel", since="2627")
def support_under_other_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """Learning support (LSF) is recorded, which funding model {FundModel} does not pay.

    Delete the entry, or correct the funding model.
    """
    return fam.LearnDelFAMType == "LSF" and fam.aim.FundModel in MODELS_WITHOUT_SUPPORT


@rule("LearnDelFAMType_119", reads="LearnDelFAMType FundModel LearnStartDate", models=(10,), until="2526")
def community_course_without_purpose(aim: LearningDelivery, ctx: Context) -> bool:
    """The community learning course that started on {LearnStartDate} does not say what it is for (ACL).

    Add an ACL entry with the main purpose of the course.
    """
    return aim.LearnStartDate >= COMMUNITY_PURPOSE_FROM and not has_fam(aim, "ACL")


@rule("LearnDelFAMType_126", reads="LearnDelFAMType FundModel LearnStartDate", models=(11,))
def tailored_course_without_purpose(aim: LearningDelivery, ctx: Context) -> bool:
    """The Tailored Learning course that started on {LearnStartDate} does not say what it is for (ACL).

    Add an ACL entry with the main purpose of the course.
    """
    return aim.LearnStartDate >= TAILORED_PURPOSE_FROM and not has_fam(aim, "ACL")


@rule("LearnDelFAMType_132", reads="LearnDelFAMType ProgType")
def bootcamp_event_without_bootcamp(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """A Skills Bootcamp event (EVI) is recorded, but the programme type is {ProgType} and not 32.

    Delete the entry, or correct the programme type.
    """
    return fam.LearnDelFAMType == "EVI" and fam.aim.ProgType != 32


@rule("LearnDelFAMType_133", reads="LearnDelFAMType AimType")
def bootcamp_event_off_programme_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """A Skills Bootcamp event (EVI) stands on an aim of type {AimType} instead of the programme aim.

    Move the entry to the programme aim.
    """
    return fam.LearnDelFAMType == "EVI" and fam.aim.AimType != 1
