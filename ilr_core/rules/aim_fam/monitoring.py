"""Monitoring codes (LDM) that do not fit their aim, by what the code stands for."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.ages import is_under
from ilr_core.rules.aim_fam.entries import entries, is_entry
from ilr_core.rules.context import Context
from ilr_core.rules.dates import last_of_august
from ilr_core.rules.exclusions import has_fam, standard_of_any_funding
from ilr_core.rules.registry import Verdict, rule

MONITORED_FROM = date(2013, 8, 1)
FREE_COURSES_FROM = date(2021, 4, 1)
LAST_LOW_WAGE_START = date(2024, 7, 31)
EARNINGS_THRESHOLD_FROM = date(2024, 8, 1)
TAILORED_ROUTE_FROM = date(2025, 8, 1)

LAST_RETURNS = ("R12", "R13", "R14")


@rule("LearnDelFAMType_15", reads="LearnDelFAMCode LearnDelFAMType LearnActEndDate")
def stand_in_aim_has_ended(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The aim is marked as a stand-in (LDM 118), but it ended on {LearnActEndDate}.

    Replace it by the aim that was really taken and delete the entry.
    """
    return is_entry(fam, "LDM", "118") and fam.aim.LearnActEndDate is not None


@rule(
    "LearnDelFAMType_39",
    reads="LearnDelFAMType FundModel ProgType LearnStartDate",
    models=(81, 82),
    unless=(standard_of_any_funding,),
)
def no_monitoring_code(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim of funding model {FundModel} has no monitoring code (LDM).

    Add the code of the programme or project it belongs to, if there is one.
    """
    return aim.LearnStartDate >= MONITORED_FROM and not has_fam(aim, "LDM")


@rule("LearnDelFAMType_68", reads="LearnDelFAMCode LearnDelFAMType FundModel AimType")
def own_apprentice_off_programme_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code for an apprentice of the provider's own (LDM 356) stands on an aim that cannot have it.

    It needs funding model 36 (here {FundModel}) and aim type 1 (here {AimType}): move it to the programme aim.

    The printed condition asks that both differ; either does, as its description says and the service has judged.
    """
    return is_entry(fam, "LDM", "356") and (fam.aim.FundModel != 36 or fam.aim.AimType != 1)


@rule("LearnDelFAMType_100", reads="LearnDelFAMCode LearnDelFAMType LearnStartDate")
def free_course_too_early(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code for free courses for jobs (LDM 378) began on 1 April 2021, the aim on {LearnStartDate}.

    Correct the start date, or delete the entry.
    """
    return is_entry(fam, "LDM", "378") and fam.aim.LearnStartDate < FREE_COURSES_FROM


@rule("LearnDelFAMType_106", reads="LearnDelFAMCode LearnDelFAMType LearnStartDate Learner.DateOfBirth")
def young_learner_below_age(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The learner, born on {DateOfBirth}, is too young for provision with the code LDM {LearnDelFAMCode}.

    They must be 14 by 31 August of the teaching year that began before {LearnStartDate}; correct the date or the code.

    The list does not say which 31 August; it is read as the one in the teaching year in which the aim starts.
    """
    if not is_entry(fam, "LDM", "320", "321"):
        return False
    day = last_of_august(fam.aim.LearnStartDate)
    return is_under(fam.aim.learner.DateOfBirth, "youngest_direct_funded_age", day, ctx)


@rule("LearnDelFAMType_107", reads="LearnDelFAMCode LearnDelFAMType FundModel")
def young_learner_under_other_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM {LearnDelFAMCode} is for learners of 14 to 16, but the funding model is {FundModel}, not 25 or 82.

    Correct the funding model, or delete the entry.
    """
    return is_entry(fam, "LDM", "320", "321", "381") and fam.aim.FundModel not in (25, 82)


@rule("LearnDelFAMType_108", reads="LearnDelFAMCode LearnDelFAMType LearnStartDate")
def low_wage_without_free_course(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has the low wage code of free courses for jobs (LDM 382), but not the code of the courses (LDM 378).

    Add an LDM entry with code 378, or delete the other.
    """
    if aim.LearnStartDate > LAST_LOW_WAGE_START or has_fam(aim, "LDM", "378"):
        return False
    return entries(aim, "LDM", "382")


@rule("LearnDelFAMType_113", reads="LearnDelFAMCode LearnDelFAMType FundModel")
def adult_t_level_under_other_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 384 (T Levels for adults) needs funding model 81, but it is {FundModel}.

    Correct the funding model, or delete the entry.
    """
    return is_entry(fam, "LDM", "384") and fam.aim.FundModel != 81


@rule("LearnDelFAMType_120", reads="LearnDelFAMCode LearnDelFAMType LearnStartDate")
def free_course_without_earnings_threshold(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has the code for free courses for jobs (LDM 378), but not the one for low earnings (LDM 391).

    Add an LDM entry with code 391 if the learner earns less than the threshold; otherwise delete the other.
    """
    if aim.LearnStartDate < EARNINGS_THRESHOLD_FROM or has_fam(aim, "LDM", "391"):
        return False
    return entries(aim, "LDM", "378")


@rule("LearnDelFAMType_127", reads="LearnDelFAMCode LearnDelFAMType FundModel")
def project_s_under_other_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 395 (project S) needs funding model 38, but it is {FundModel}.

    Correct the funding model, or delete the entry.
    """
    return is_entry(fam, "LDM", "395") and fam.aim.FundModel != 38


@rule("LearnDelFAMType_128", reads="LearnDelFAMCode LearnDelFAMType FundModel")
def project_s_bootcamp_under_other_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 396 (project S, Skills Bootcamps) needs funding model 81, but it is {FundModel}.

    Correct the funding model, or delete the entry.
    """
    return is_entry(fam, "LDM", "396") and fam.aim.FundModel != 81


@rule("LearnDelFAMType_131", reads="LearnDelFAMCode LearnDelFAMType FundModel LearnStartDate", models=(11,))
def tailored_learning_without_route(aim: LearningDelivery, ctx: Context) -> bool:
    """The Tailored Learning aim that started on {LearnStartDate} does not say how it is funded.

    Add a monitoring code (LDM) 399, 400 or 401.
    """
    required = aim.LearnStartDate >= TAILORED_ROUTE_FROM
    return required and not has_fam(aim, "LDM", "399", "400", "401")


@rule("LearnDelFAMType_16", reads="LearnDelFAMCode LearnDelFAMType")
def proxy_aim_late_in_year(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The aim is still marked as a proxy (LDM 118), which the last returns of the year (R12 to R14) do not take.

    Enter the real aim reference and take LDM 118 away.
    """
    return is_entry(fam, "LDM", "118") and ctx.return_name in LAST_RETURNS
