"""Aims whose kind in LARS does not go with their programme type, aim type or grade."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import adult_t_level_pilot, has_fam, not_funded
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.lars_exclusions import in_category
from ilr_core.rules.registry import Verdict, rule

T_LEVEL, BOOTCAMP = 31, 32
TECHNICAL_QUALIFICATION = "1468"
BOOTCAMP_SUBJECT = 62
GRADES_CHECKED_FROM = date(2014, 8, 1)
GCSES_AND_A_LEVELS = ("0001", "0002", "0003", "1413", "1422", "1430", "1433", "1434", "1435", "1453", "2999")


def project_s_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim belongs to the Project S pilot of Skills Bootcamps (LDM 396)."""
    return has_fam(aim, "LDM", "396")


def is_technical_qualification(aim: LearningDelivery, ctx: Context) -> bool:
    """Whether LARS has the aim as the technical qualification of a T Level."""
    entry = lars_aim(aim, ctx)
    return entry is not None and entry.LearnAimRefType == TECHNICAL_QUALIFICATION


@rule("AimType_08", reads="AimType LearnAimRef ProgType LearnActEndDate", needs="LARS")
def technical_qualification_not_core(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is the technical qualification of an open T Level, but its aim type is {AimType} and not 5 (core).

    Set the aim type to 5, or correct the aim reference.

    The csv repeats the rule of T Level foundation years here; this follows the workbook.
    """
    open_other = aim.ProgType == T_LEVEL and aim.LearnActEndDate is None and aim.AimType != 5
    return open_other and is_technical_qualification(aim, ctx)


@rule("ProgType_16", reads="ProgType LearnAimRef LearnDelFAMType LearnDelFAMCode FundModel",
      unless=(adult_t_level_pilot, not_funded), needs="LARS")  # fmt: skip
def technical_qualification_in_other_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is the technical qualification of a T Level, but the programme type is {ProgType} and not 31.

    Set the programme type to 31, or correct the aim reference.
    """
    return aim.ProgType != T_LEVEL and is_technical_qualification(aim, ctx)


@rule("ProgType_19", reads="ProgType AimType LearnAimRef", needs="LARS")
def t_level_without_technical_qualification(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme is a T Level ({ProgType}), but no core aim of the learner is its technical qualification.

    Add the technical qualification as core aim (aim type 5), or correct the programme type.

    The programme aim is named, or the first aim of the programme type if there is no programme aim.
    """
    if aim.ProgType != T_LEVEL:
        return False
    aims = [other for other in aim.learner.LearningDelivery if other.ProgType == T_LEVEL]
    named = next((other for other in aims if other.AimType == 1), aims[0])
    return aim is named and not any(
        other.AimType == 5 and is_technical_qualification(other, ctx) for other in aim.learner.LearningDelivery
    )


@rule("ProgType_24", reads="ProgType LearnAimRef LearnDelFAMType LearnDelFAMCode", unless=(project_s_bootcamp,),
      needs="LARS")  # fmt: skip
def bootcamp_subject_in_other_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a subject of Skills Bootcamps, but the programme type is {ProgType} and not 32.

    Set the programme type to 32, or correct the aim reference.
    """
    return aim.ProgType != BOOTCAMP and in_category(aim, ctx, BOOTCAMP_SUBJECT)


@rule("OutGrade_07", reads="OutGrade LearnAimRef Outcome LearnActEndDate", needs="LARS")
def grade_of_no_gcse_or_a_level(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The grade {OutGrade} does not exist for {LearnAimRef}, a GCSE or A level.

    Correct the grade.

    The official text matches grades by kind of qualification, in an appendix; here they are matched with the
    whole list of grades, and only if that is complete.
    """
    achieved = aim.Outcome == 1 and aim.LearnActEndDate is not None and aim.LearnActEndDate >= GRADES_CHECKED_FROM
    entry = lars_aim(aim, ctx) if achieved and aim.OutGrade is not None else None
    if entry is None or entry.LearnAimRefType not in GCSES_AND_A_LEVELS:
        return False
    return ctx.unlisted("OutGrade", aim.OutGrade)
