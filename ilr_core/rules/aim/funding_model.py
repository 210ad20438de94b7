"""The funding model of an aim."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.derived import is_apprenticeship, is_devolved
from ilr_core.rules.exclusions import has_fam, not_funded, restart
from ilr_core.rules.registry import Verdict, rule

FIRST_APPRENTICESHIP_FUNDING = date(2017, 5, 1)
LAST_ADULT_SKILLS_START = date(2024, 7, 31)
FIRST_ADULT_SKILLS_FUND_START = date(2024, 8, 1)


def older_rules_pilot(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is marked LDM 353 or 355, which keep an apprenticeship under its older funding."""
    return has_fam(aim, "LDM", "353", "355")


@rule("FundModel_01", reads="FundModel")
def unknown_funding_model(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The funding model {FundModel} is not a code of this year's list.

    Choose a code from the list.
    """
    return ctx.unlisted("FundModel", aim.FundModel)


@rule("FundModel_03", reads="FundModel LearnDelFAMType")
def loan_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is paid for by an Advanced Learner Loan (ADL), but its funding model is {FundModel} and not 99.

    Set the funding model to 99, or take the ADL record away.
    """
    return has_fam(aim, "ADL") and aim.FundModel != 99


@rule("FundModel_04", reads="FundModel ProgType", models=(25, 82))
def apprenticeship_under_16_19_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of an apprenticeship (programme type {ProgType}), which funding model {FundModel} does not pay.

    Correct the funding model or the programme type.
    """
    return is_apprenticeship(aim)


@rule("FundModel_05", reads="FundModel LearnStartDate", models=(36,))
def apprenticeship_funding_too_early(aim: LearningDelivery, ctx: Context) -> bool:
    """Funding model {FundModel} began on 1 May 2017, but the aim started on {LearnStartDate}.

    Correct the start date or the funding model.
    """
    return aim.LearnStartDate < FIRST_APPRENTICESHIP_FUNDING


@rule("FundModel_06", reads="FundModel ProgType", models=(36,))
def apprenticeship_funding_without_apprenticeship(aim: LearningDelivery, ctx: Context) -> bool:
    """Funding model {FundModel} is for apprenticeships, but the programme type is {ProgType}.

    Correct the programme type (25 for a standard) or the funding model.
    """
    return not is_apprenticeship(aim)


@rule(
    "FundModel_07",
    reads="FundModel ProgType AimType LearnStartDate",
    unless=(not_funded, restart, older_rules_pilot),
)
def apprenticeship_under_older_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship started on {LearnStartDate}, so its funding model must be 36 and not {FundModel}.

    Set the funding model to 36, or correct the start date.
    """
    programme = is_apprenticeship(aim) and aim.AimType == 1
    return programme and aim.LearnStartDate >= FIRST_APPRENTICESHIP_FUNDING and aim.FundModel != 36


@rule("FundModel_09", reads="FundModel ProgType AimType LearnStartDate", unless=(not_funded,))
def early_standard_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship standard started on {LearnStartDate}, so its funding model must be 81 and not {FundModel}.

    Set the funding model to 81, or correct the start date.
    """
    programme = aim.ProgType == 25 and aim.AimType == 1
    return programme and aim.LearnStartDate < FIRST_APPRENTICESHIP_FUNDING and aim.FundModel != 81


@rule("FundModel_10", reads="FundModel LearnStartDate LearnDelFAMType LearnDelFAMCode", until="2526")
def devolved_before_funds_changed(aim: LearningDelivery, ctx: Context) -> bool:
    """A combined authority pays for the aim, which funding model {FundModel} and a start on {LearnStartDate} rule out.

    Correct the funding model (35 or 10 for starts up to 31 July 2024) or the source of funding.

    The list of rules gives the whole condition as its exclusion; it is read as the condition.
    """
    early = aim.LearnStartDate <= LAST_ADULT_SKILLS_START
    return early and is_devolved(aim, ctx) and aim.FundModel not in (10, 35)


@rule("FundModel_10", reads="FundModel LearnStartDate LearnDelFAMType LearnDelFAMCode", since="2627")
def devolved_before_adult_skills_fund(aim: LearningDelivery, ctx: Context) -> bool:
    """A combined authority pays for the aim, which funding model {FundModel} and a start on {LearnStartDate} rule out.

    Correct the funding model (35 for starts up to 31 July 2024) or the source of funding.
    """
    return aim.LearnStartDate <= LAST_ADULT_SKILLS_START and is_devolved(aim, ctx) and aim.FundModel != 35


@rule("FundModel_11", reads="FundModel ProgType")
def t_level_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a T Level (programme type {ProgType}), so its funding model must be 25 and not {FundModel}.

    Set the funding model to 25, or correct the programme type.
    """
    return aim.ProgType == 31 and aim.FundModel != 25


@rule("FundModel_14", reads="FundModel OTJActHours", until="2526")
def off_the_job_hours_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """There are actual off-the-job hours ({OTJActHours}), but the funding model is {FundModel} and not 36.

    Clear the hours, or correct the funding model.
    """
    return aim.OTJActHours is not None and aim.FundModel != 36


@rule("FundModel_15", reads="FundModel LearnDelFAMType LearnDelFAMCode")
def free_courses_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is marked as a free course for jobs (LDM 378), which funding model {FundModel} does not pay.

    Set the funding model to 38 (35 for starts up to 31 July 2024), or take the LDM 378 record away.
    """
    return has_fam(aim, "LDM", "378") and aim.FundModel not in (35, 38)


@rule("FundModel_16", reads="FundModel ProgType", models=(37,))
def bootcamp_funding_without_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """Funding model {FundModel} is for Skills Bootcamps, but the programme type is {ProgType} and not 32.

    Correct the programme type or the funding model.
    """
    return aim.ProgType != 32


@rule("FundModel_17", reads="FundModel LearnStartDate", models=(35,), unless=(restart,))
def adult_skills_funding_too_late(aim: LearningDelivery, ctx: Context) -> bool:
    """Funding model {FundModel} takes no starts after 31 July 2024, but the aim started on {LearnStartDate}.

    Set the funding model to 38 (or 11 for Tailored Learning), or mark the aim as a restart (RES) if it is one.
    """
    return aim.LearnStartDate > LAST_ADULT_SKILLS_START


@rule("FundModel_18", reads="FundModel LearnStartDate LearnDelFAMType LearnDelFAMCode", unless=(restart,))
def devolved_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """A combined authority pays for the aim, which funding model {FundModel} and a start on {LearnStartDate} rule out.

    Correct the funding model (38 or 11 for starts from 1 August 2024) or the source of funding.
    """
    late = aim.LearnStartDate >= FIRST_ADULT_SKILLS_FUND_START
    return late and is_devolved(aim, ctx) and aim.FundModel not in (11, 38)


@rule("FundModel_19", reads="FundModel LearnStartDate", models=(38,))
def adult_skills_fund_too_early(aim: LearningDelivery, ctx: Context) -> bool:
    """Funding model {FundModel} began on 1 August 2024, but the aim started on {LearnStartDate}.

    Set the funding model to 35, or correct the start date.
    """
    return aim.LearnStartDate < FIRST_ADULT_SKILLS_FUND_START


@rule("FundModel_20", reads="FundModel LearnStartDate", models=(11,))
def tailored_learning_too_early(aim: LearningDelivery, ctx: Context) -> bool:
    """Funding model {FundModel} began on 1 August 2024, but the aim started on {LearnStartDate}.

    Correct the start date or the funding model.
    """
    return aim.LearnStartDate < FIRST_ADULT_SKILLS_FUND_START


@rule("FundModel_21", reads="FundModel OrigLearnStartDate LearnStartDate", models=(38,))
def adult_skills_fund_for_older_learning(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner first started the aim on {OrigLearnStartDate}, before funding model {FundModel} began.

    Set the funding model to 35, or correct the original start date.
    """
    restarted = aim.LearnStartDate >= FIRST_ADULT_SKILLS_FUND_START
    return restarted and aim.OrigLearnStartDate is not None and aim.OrigLearnStartDate < FIRST_ADULT_SKILLS_FUND_START


@rule("FundModel_22", reads="FundModel ProgType", models=(39,), since="2627")
def short_course_funding_without_unit(aim: LearningDelivery, ctx: Context) -> bool:
    """Funding model {FundModel} is for apprenticeship units, but the programme type is {ProgType} and not 34.

    Correct the programme type or the funding model.
    """
    return aim.ProgType != 34
