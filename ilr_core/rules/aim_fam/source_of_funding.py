"""The source of funding (SOF): whether an aim has one, and the right one."""

from __future__ import annotations

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.aim_fam.entries import devolved_sources, entries, is_entry
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import devolved, has_fam
from ilr_core.rules.registry import Verdict, rule

ADULT, SIXTEEN_TO_NINETEEN = "105", "107"
MODELS_WITH_SOURCE = (10, 11, 25, 35, 36, 37, 38, 81, 82)
MODELS_WITH_SOURCE_AND_UNITS = (*MODELS_WITH_SOURCE, 39)
ADULT_MODELS = (10, 11, 35, 36, 38, 81)
ADULT_MODELS_AND_UNITS = (11, 35, 36, 38, 39, 81)
# Apprenticeships, traineeships and T Levels, which the combined authorities do not pay for.
NOT_DEVOLVED_PROGRAMMES = (2, 3, 20, 21, 22, 23, 24, 25, 30, 31)


def _without_source(aim: LearningDelivery) -> bool:
    return not has_fam(aim, "SOF")


def _not_adult(aim: LearningDelivery) -> Verdict:
    return not has_fam(aim, "SOF", ADULT) and (entries(aim, "SOF") or True)


@rule("LearnDelFAMType_01", reads="LearnDelFAMType FundModel", models=MODELS_WITH_SOURCE, until="2526")
def no_source_of_funding_before_short_courses(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim has no source of funding (SOF), which funding model {FundModel} needs.

    Add a SOF entry.
    """
    return _without_source(aim)


@rule("LearnDelFAMType_01", reads="LearnDelFAMType FundModel", models=MODELS_WITH_SOURCE_AND_UNITS, since="2627")
def no_source_of_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim has no source of funding (SOF), which funding model {FundModel} needs.

    Add a SOF entry.
    """
    return _without_source(aim)


@rule("LearnDelFAMType_07", reads="LearnDelFAMCode LearnDelFAMType FundModel", models=(25, 82))
def wrong_source_of_16_to_19_funding(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The source of funding (SOF {LearnDelFAMCode}) does not pay for aims of funding model {FundModel}.

    Set the code to 107 or 105, or correct the funding model.
    """
    if has_fam(aim, "SOF", ADULT, SIXTEEN_TO_NINETEEN):
        return False
    return entries(aim, "SOF")


@rule("LearnDelFAMType_08", reads="LearnDelFAMCode LearnDelFAMType FundModel")
def paying_source_without_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The source of funding is one that pays for aims ({LearnDelFAMCode}), but the funding model is {FundModel}.

    Delete the entry or change its code, or correct the funding model.
    """
    return fam.aim.FundModel == 99 and is_entry(fam, "SOF", ADULT, SIXTEEN_TO_NINETEEN)


@rule(
    "LearnDelFAMType_09",
    reads="LearnDelFAMCode LearnDelFAMType FundModel",
    models=ADULT_MODELS,
    unless=(devolved,),
    until="2526",
)
def not_adult_source_before_short_courses(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim of funding model {FundModel} does not have the source of funding 105, nor that of a combined authority.

    Set the code of the SOF entry to 105 (add one if there is none), or correct the funding model.

    As written, an aim without any source of funding breaks this rule as well as LearnDelFAMType_01.
    """
    return _not_adult(aim)


@rule(
    "LearnDelFAMType_09",
    reads="LearnDelFAMCode LearnDelFAMType FundModel",
    models=ADULT_MODELS_AND_UNITS,
    unless=(devolved,),
    since="2627",
)
def not_adult_source(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim of funding model {FundModel} does not have the source of funding 105, nor that of a combined authority.

    Set the code of the SOF entry to 105 (add one if there is none), or correct the funding model.

    As written, an aim without any source of funding breaks this rule as well as LearnDelFAMType_01.
    """
    return _not_adult(aim)


@rule("LearnDelFAMType_91", reads="LearnDelFAMCode LearnDelFAMType FundModel", models=(99,))
def source_of_funding_with_loan(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim is paid for by an Advanced Learner Loan (ADL) and has a source of funding besides.

    Delete the SOF entry, or the ADL entry if there is no loan.
    """
    return has_fam(aim, "ADL") and entries(aim, "SOF")


@rule("LearnDelFAMType_109", reads="LearnDelFAMCode LearnDelFAMType ProgType")
def devolved_source_of_national_programme(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The source of funding (SOF {LearnDelFAMCode}) does not pay for programme type {ProgType}.

    Correct the source of funding or the programme type.
    """
    return aim.ProgType in NOT_DEVOLVED_PROGRAMMES and devolved_sources(aim, ctx)


@rule("LearnDelFAMType_112", reads="LearnDelFAMCode LearnDelFAMType ProgType")
def wrong_source_of_bootcamp(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The Skills Bootcamp has the source of funding {LearnDelFAMCode} instead of 105.

    Set the code to 105, or correct the programme type {ProgType}.

    One of the two printed conditions negates twice; this follows the other one.
    """
    return fam.aim.ProgType == 32 and fam.LearnDelFAMType == "SOF" and fam.LearnDelFAMCode != ADULT


@rule("LearnDelFAMType_118", reads="LearnDelFAMCode LearnDelFAMType ProgType")
def wrong_source_of_t_level(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The T Level has the source of funding {LearnDelFAMCode} instead of 107.

    Set the code to 107, or correct the programme type {ProgType}.
    """
    return fam.aim.ProgType == 31 and fam.LearnDelFAMType == "SOF" and fam.LearnDelFAMCode != SIXTEEN_TO_NINETEEN


@rule("LearnDelFamType_134", reads="LearnDelFAMCode LearnDelFAMType FundModel", until="2526")
def new_authority_pays_older_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The combined authority {LearnDelFAMCode} does not pay for aims of funding model {FundModel}.

    Correct the source of funding or the funding model.
    """
    return fam.aim.FundModel in (10, 35) and is_entry(fam, "SOF", "121", "122", "123")


@rule("LearnDelFamType_134", reads="LearnDelFAMCode LearnDelFAMType FundModel", since="2627")
def new_authority_pays_adult_skills(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The combined authority {LearnDelFAMCode} does not pay for aims of funding model {FundModel}.

    Correct the source of funding or the funding model.
    """
    return fam.aim.FundModel == 35 and is_entry(fam, "SOF", "121", "122", "123")
