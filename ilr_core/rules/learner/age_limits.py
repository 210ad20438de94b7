"""Ages that funding asks for."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.ages import has_reached, is_under
from ilr_core.rules.context import Context
from ilr_core.rules.dates import last_of_august
from ilr_core.rules.derived import is_apprenticeship
from ilr_core.rules.exclusions import advanced_loan, apprenticeship, has_fam, has_learner_fam, offender_in_custody
from ilr_core.rules.registry import rule

FIRST_START_WITH_AGE_OF_ITS_YEAR = date(2026, 8, 1)


def _this_august(ctx: Context) -> date:
    return last_of_august(ctx.catalogue.start)


def _paid_by_others_than_sixteen_to_nineteen(aim: LearningDelivery) -> bool:
    return has_fam(aim, "SOF") and not has_fam(aim, "SOF", "107")


def _nineteen_to_twenty_four(aim: LearningDelivery, ctx: Context) -> bool:
    born, day = aim.learner.DateOfBirth, _this_august(ctx)
    return has_reached(born, "adult_age", day, ctx) and is_under(born, "end_of_16_to_19_age", day, ctx)


def _adult_funded(aim: LearningDelivery) -> bool:
    return (aim.FundModel == 35 and not is_apprenticeship(aim)) or aim.FundModel in (37, 38)


@rule("DateOfBirth_05", reads="DateOfBirth LearnStartDate FundModel", models=(10, 99), until="2526")
def under_four(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was under 4 when the aim started on {LearnStartDate}.

    Correct whichever of the two dates was typed wrongly.
    """
    return is_under(aim.learner.DateOfBirth, "youngest_learner_age", aim.LearnStartDate, ctx)


@rule("DateOfBirth_06", reads="DateOfBirth FundModel", models=(25, 82))
def too_young_for_sixteen_to_nineteen(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner is under 13 on 31 August of this year, with 16 to 19 funding ({FundModel}).

    Check the date of birth and the funding model.
    """
    return is_under(aim.learner.DateOfBirth, "youngest_16_to_19_age", _this_august(ctx), ctx)


@rule("DateOfBirth_07", reads="DateOfBirth FundModel LearnDelFAMType LearnDelFAMCode", models=(25, 82))
def too_old_for_sixteen_to_nineteen(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner is 25 or older on 31 August of this year, yet the source of funding is 107.

    Check the date of birth; if it is right, 16 to 19 funding cannot pay for the aim.
    """
    return has_fam(aim, "SOF", "107") and has_reached(
        aim.learner.DateOfBirth, "end_of_16_to_19_age", _this_august(ctx), ctx
    )


@rule(
    "DateOfBirth_12",
    reads="DateOfBirth LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(10,),
    until="2526",
)
def too_young_for_adult_community_learning(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was under 19 on {LearnStartDate}, when the adult community learning started.

    Check the dates; for a younger learner the type of community learning (ASL) cannot be 1 or 2.
    """
    return has_fam(aim, "ASL", "1", "2") and is_under(aim.learner.DateOfBirth, "adult_age", aim.LearnStartDate, ctx)


@rule("DateOfBirth_13", reads="DateOfBirth FundModel LearnDelFAMType LearnDelFAMCode", models=(99,))
def too_young_for_office_for_students(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner is under 16 on the last day of this year; the Office for Students pays.

    Check the date of birth and the source of funding.
    """
    return has_fam(aim, "SOF", "1") and is_under(
        aim.learner.DateOfBirth, "youngest_office_for_students_age", ctx.catalogue.end, ctx
    )


@rule("DateOfBirth_14", reads="DateOfBirth LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode", models=(35, 81))
def too_young_for_custody(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner in custody was under 18 when the aim started on {LearnStartDate}.

    Check the two dates, and whether LDM 034 is right.
    """
    return offender_in_custody(aim, ctx) and is_under(
        aim.learner.DateOfBirth, "youngest_in_custody_age", aim.LearnStartDate, ctx
    )


@rule("DateOfBirth_20", reads="DateOfBirth FundModel LearnDelFAMType LearnDelFAMCode", models=(25, 82))
def young_but_paid_by_others(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner is under 19 on 31 August of this year, but the source of funding is not 107.

    Check the date of birth; if it is right, set the source of funding to 107.

    An aim without any source of funding is left to the rules that ask for one.
    """
    return _paid_by_others_than_sixteen_to_nineteen(aim) and is_under(
        aim.learner.DateOfBirth, "adult_age", _this_august(ctx), ctx
    )


@rule(
    "DateOfBirth_25",
    reads="DateOfBirth FundModel ProgType LearnDelFAMType LearnDelFAMCode",
    unless=(offender_in_custody,),
    until="2526",
)
def too_young_for_adult_funding_2526(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner is under 19 on 31 August of this year, with adult funding ({FundModel}).

    Check the date of birth and the funding model.
    """
    return _adult_funded(aim) and is_under(aim.learner.DateOfBirth, "adult_age", _this_august(ctx), ctx)


@rule(
    "DateOfBirth_25",
    reads="DateOfBirth FundModel ProgType LearnStartDate LearnDelFAMType LearnDelFAMCode",
    unless=(offender_in_custody,),
    since="2627",
)
def too_young_for_older_adult_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner is under 19 on 31 August of this year, with adult funding ({FundModel}).

    Check the date of birth and the funding model.
    """
    before = aim.LearnStartDate < FIRST_START_WITH_AGE_OF_ITS_YEAR
    return before and _adult_funded(aim) and is_under(aim.learner.DateOfBirth, "adult_age", _this_august(ctx), ctx)


@rule("DateOfBirth_26", reads="DateOfBirth LearnStartDate FundModel LearnDelFAMType", models=(99,))
def too_young_for_loan(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was under 19 on {LearnStartDate}, too young for an Advanced Learner Loan.

    Correct whichever of the two dates was typed wrongly, or the way the aim is financed.
    """
    return advanced_loan(aim, ctx) and is_under(aim.learner.DateOfBirth, "adult_age", aim.LearnStartDate, ctx)


@rule(
    "DateOfBirth_30",
    reads="DateOfBirth FundModel ProgType LearnDelFAMType LearnDelFAMCode LearnerFAM.LearnFAMType",
    models=(25, 35, 38, 81, 82),
    unless=(offender_in_custody, apprenticeship),
)
def plan_but_paid_by_others(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner has a care plan (EHC) and is 19 to 24, born on {DateOfBirth}, but the source of funding is not 107.

    Check the date of birth and the entry EHC; if both are right, set the source of funding to 107.
    """
    return (
        has_learner_fam(aim.learner, "EHC")
        and _paid_by_others_than_sixteen_to_nineteen(aim)
        and _nineteen_to_twenty_four(aim, ctx)
    )


@rule("DateOfBirth_34", reads="LearnerFAM.LearnFAMType DateOfBirth FundModel", models=(25,))
def high_needs_without_plan(aim: LearningDelivery, ctx: Context) -> bool:
    """The high needs student, born on {DateOfBirth}, is 19 to 24, but no education, health and care plan is recorded.

    Add the learner entry EHC 1, or correct the date of birth.
    """
    return (
        has_learner_fam(aim.learner, "HNS")
        and not has_learner_fam(aim.learner, "EHC")
        and _nineteen_to_twenty_four(aim, ctx)
    )


@rule("DateOfBirth_61", reads="DateOfBirth LearnStartDate ProgType", since="2627")
def too_young_for_unit(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was under 19 when the apprenticeship unit started on {LearnStartDate}.

    Correct whichever of the two dates was typed wrongly.
    """
    return aim.ProgType == 34 and is_under(aim.learner.DateOfBirth, "adult_age", aim.LearnStartDate, ctx)


@rule(
    "DateOfBirth_62",
    reads="DateOfBirth LearnStartDate FundModel ProgType LearnDelFAMType LearnDelFAMCode",
    unless=(offender_in_custody,),
    since="2627",
)
def too_young_for_adult_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner is under 19 on 31 August of the year in which the aim starts.

    Check the date of birth, the start {LearnStartDate} and the funding model {FundModel}.

    The teaching year meant is read as the one in which the aim starts.
    """
    return (
        aim.LearnStartDate >= FIRST_START_WITH_AGE_OF_ITS_YEAR
        and aim.FundModel != 37
        and _adult_funded(aim)
        and is_under(aim.learner.DateOfBirth, "adult_age", last_of_august(aim.LearnStartDate), ctx)
    )


@rule("DateOfBirth_63", reads="DateOfBirth LearnStartDate FundModel AimType", models=(37,), since="2627")
def too_young_for_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was under 19 when the Skills Bootcamp started on {LearnStartDate}.

    Correct whichever of the two dates was typed wrongly.
    """
    return (
        aim.LearnStartDate >= FIRST_START_WITH_AGE_OF_ITS_YEAR
        and aim.AimType == 1
        and is_under(aim.learner.DateOfBirth, "adult_age", aim.LearnStartDate, ctx)
    )
