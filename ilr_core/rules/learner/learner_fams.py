"""Funding and monitoring entries of the learner."""

from __future__ import annotations

from ilr_core.model import Learner, LearnerFAM
from ilr_core.rules.code_dates import has_ended
from ilr_core.rules.context import Context
from ilr_core.rules.derived import earliest_start
from ilr_core.rules.exclusions import has_learner_fam
from ilr_core.rules.registry import Verdict, rule

SINGLE_TYPES = ("HNS", "EHC", "DLA", "SEN", "MCF", "ECF", "FME", "MMH", "EMH")
MOST_SUPPORT_REASONS = 4
MOST_OF_A_PAIR = 2
PAIRED_TYPES = ("NLM", "EDF")
TUITION_FUND, REPEATED_YEAR = 21, 22


def _earlier_of_its_type(fam: LearnerFAM) -> int:
    return sum(
        other.LearnFAMType == fam.LearnFAMType and other.position < fam.position for other in fam.learner.LearnerFAM
    )


def _entries(learner: Learner, kind: str, code: int) -> list[LearnerFAM]:
    return [fam for fam in learner.LearnerFAM if (fam.LearnFAMType, fam.LearnFAMCode) == (kind, code)]


def _both(one: list[LearnerFAM], other: list[LearnerFAM]) -> list[LearnerFAM]:
    return [*one, *other] if one and other else []


@rule("LearnFAMType_01", reads="LearnFAMCode LearnFAMType")
def unknown_code(fam: LearnerFAM, ctx: Context) -> Verdict:
    """{LearnFAMCode} is not a code of learner entry type {LearnFAMType}.

    Choose a type and one of its codes from the list.
    """
    return ctx.unlisted(f"LearnFAM:{fam.LearnFAMType}", fam.LearnFAMCode)


@rule("LearnFAMType_03", reads="LearnFAMCode LearnFAMType LearningDelivery.LearnStartDate")
def ended_code(fam: LearnerFAM, ctx: Context) -> bool:
    """The learner entry {LearnFAMType} {LearnFAMCode} had ended when the learner's earliest aim started.

    Remove it, or choose the code that took its place.
    """
    start = earliest_start(fam.learner)
    return start is not None and has_ended(f"LearnFAM:{fam.LearnFAMType}", fam.LearnFAMCode, start, ctx)


@rule("LearnFAMType_09", reads="LearnFAMType")
def type_twice(fam: LearnerFAM, ctx: Context) -> bool:
    """The learner entry {LearnFAMType} is there more than once.

    Keep the one that is right.

    One of the two official texts forgets MMH and EMH in part; this follows the other.
    """
    return fam.LearnFAMType in SINGLE_TYPES and _earlier_of_its_type(fam) > 0


@rule("LearnFAMType_10", reads="LearnFAMType")
def too_many_support_reasons(fam: LearnerFAM, ctx: Context) -> bool:
    """The learner entry {LearnFAMType} is there more than four times.

    Keep the four that matter most.
    """
    return fam.LearnFAMType == "LSR" and _earlier_of_its_type(fam) >= MOST_SUPPORT_REASONS


@rule("LearnFAMType_11", reads="LearnFAMType")
def too_many_of_two(fam: LearnerFAM, ctx: Context) -> bool:
    """The learner entry {LearnFAMType} is there more than twice.

    Keep two at most.
    """
    return fam.LearnFAMType in PAIRED_TYPES and _earlier_of_its_type(fam) >= MOST_OF_A_PAIR


@rule("LearnFAMType_14", reads="LearnerFAM.LearnFAMType LearnerFAM.LearnFAMCode")
def special_needs_beside_plan(learner: Learner, ctx: Context) -> Verdict:
    """The learner has both entries SEN 1 and EHC 1.

    Keep EHC if there is an education, health and care plan; otherwise SEN.
    """
    return _both(_entries(learner, "SEN", 1), _entries(learner, "EHC", 1))


@rule("LearnFAMType_15", reads="LearnFAMType LearnFAMCode")
def maths_exemption_without_plan(fam: LearnerFAM, ctx: Context) -> bool:
    """The learner is exempt from maths for a learning difficulty ({LearnFAMType} {LearnFAMCode}), but has no EHC.

    Add EHC 1 if there is an education, health and care plan, or correct the exemption.
    """
    return (fam.LearnFAMType, fam.LearnFAMCode) == ("MCF", 1) and not has_learner_fam(fam.learner, "EHC")


@rule("LearnFAMType_16", reads="LearnFAMType LearnFAMCode")
def english_exemption_without_plan(fam: LearnerFAM, ctx: Context) -> bool:
    """The learner is exempt from English for a learning difficulty ({LearnFAMType} {LearnFAMCode}), but has no EHC.

    Add EHC 1 if there is an education, health and care plan, or correct the exemption.

    One of the two official texts names SEN as well, in its first half only; this follows the other.
    """
    return (fam.LearnFAMType, fam.LearnFAMCode) == ("ECF", 1) and not has_learner_fam(fam.learner, "EHC")


@rule("LearnFAMType_17", reads="LearnerFAM.LearnFAMType LearnerFAM.LearnFAMCode")
def tuition_fund_beside_repeated_year(learner: Learner, ctx: Context) -> Verdict:
    """The learner has both entries NLM 21 (tuition fund) and NLM 22 (repeated final year).

    Keep the one that is right.
    """
    return _both(_entries(learner, "NLM", TUITION_FUND), _entries(learner, "NLM", REPEATED_YEAR))
