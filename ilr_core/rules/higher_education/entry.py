"""What a student of higher education brought along: qualification, occupation, home country, numbers."""

from __future__ import annotations

import re
from datetime import date

from ilr_core.model import LearningDeliveryHE
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import has_fam, restarted_he
from ilr_core.rules.higher_education.code_dates import ended
from ilr_core.rules.postcodes import has_postcode_form
from ilr_core.rules.registry import Verdict, rule

QUALIFICATION_FROM = date(2010, 8, 1)
ENTRY_DATA_FROM = date(2013, 8, 1)
SOC_LISTED_FROM = date(2014, 8, 1)
SCHEME_CODE_FORM_FROM = date(2025, 8, 1)
BRITISH_ISLES = ("XF", "XG", "XH", "XI", "XK")
_SCHEME_CODE = re.compile(r"[A-Za-z]{2}[0-9]{2}")
_SUPPORT_NUMBER = re.compile(r"[A-HJ-NPR-Y]{4}[0-9]{8}[A-HJ-NPR-Z]")
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@rule("QUALENT3_01", reads="QUALENT3 LearnStartDate")
def no_entry_qualification(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The highest qualification on entry to higher education is missing.

    Add what the learner held when the course began.
    """
    return record.QUALENT3 is None and record.aim.LearnStartDate >= QUALIFICATION_FROM


@rule("QUALENT3_02", reads="QUALENT3")
def unknown_entry_qualification(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{QUALENT3} is not a code for a qualification on entry.

    Choose a code from the list.
    """
    return ctx.unlisted("QUALENT3", record.QUALENT3)


@rule("QUALENT3_03", reads="QUALENT3 LearnStartDate", unless=(restarted_he,))
def ended_entry_qualification(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """The code {QUALENT3} for the qualification on entry had ended when the aim started on {LearnStartDate}.

    Choose the code that has taken its place.
    """
    return ended(ctx, "QUALENT3", record.QUALENT3, record.aim.LearnStartDate)


@rule("UCASSCHEMECODE_01", reads="UCASSCHEMECODE LearnerHE.UCASPERID LearnStartDate")
def no_scheme_code(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The learner has a UCAS personal number, but the aim has no UCAS scheme code.

    Add the scheme code the learner applied under.
    """
    if record.UCASSCHEMECODE is not None or record.aim.LearnStartDate < ENTRY_DATA_FROM:
        return False
    return any(learner.UCASPERID is not None for learner in record.aim.learner.LearnerHE)


@rule("UCASSCHEMECODE_02", reads="UCASSCHEMECODE LearnStartDate")
def malformed_scheme_code(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The UCAS scheme code {UCASSCHEMECODE} is not two letters followed by two digits.

    Retype it; for aims that start from August 2025 no other form is accepted.
    """
    code = record.UCASSCHEMECODE
    if code is None or record.aim.LearnStartDate < SCHEME_CODE_FORM_FROM:
        return False
    return _SCHEME_CODE.fullmatch(code) is None


def _applied_from_british_isles(record: LearningDeliveryHE) -> bool:
    return (
        record.UCASSCHEMECODE is not None
        and record.PERMADDCOUNTRY in BRITISH_ISLES
        and record.aim.LearnStartDate >= ENTRY_DATA_FROM
    )


@rule("SOC_02", reads="SOC UCASSCHEMECODE PERMADDCOUNTRY LearnStartDate")
def no_occupation(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The occupation on entry is missing for a learner from {PERMADDCOUNTRY} who applied through UCAS.

    Add the occupation code, of the learner or of the parent who earns most.
    """
    return record.SOC is None and _applied_from_british_isles(record)


@rule("SOC_04", reads="SOC LearnStartDate")
def unknown_occupation(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{SOC} is not a code for an occupation.

    Choose a code from the standard occupational classification.
    """
    return ctx.unlisted("SOC", record.SOC) if record.aim.LearnStartDate >= SOC_LISTED_FROM else False


@rule("SEC_01", reads="SEC")
def unknown_class(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{SEC} is not a code for a socio-economic class.

    Choose a code from the list.
    """
    return ctx.unlisted("SEC", record.SEC)


@rule("SEC_02", reads="SEC UCASSCHEMECODE PERMADDCOUNTRY LearnStartDate")
def no_class(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The socio-economic class is missing for a learner from {PERMADDCOUNTRY} who applied through UCAS.

    Add the class of the learner or of their parents.
    """
    return record.SEC is None and _applied_from_british_isles(record)


@rule("PERMADDCOUNTRY_01", reads="PERMADDCOUNTRY LearnStartDate")
def no_home_country(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The country of the permanent home before the course is missing.

    Add the country's code; England is XF.
    """
    return record.PERMADDCOUNTRY is None and record.aim.LearnStartDate >= ENTRY_DATA_FROM


@rule("PERMADDCOUNTRY_02", reads="PERMADDCOUNTRY")
def unknown_home_country(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{PERMADDCOUNTRY} is not a code for a country.

    Choose a code from the list.
    """
    return ctx.unlisted("PERMADDCOUNTRY", record.PERMADDCOUNTRY)


@rule("ELQ_01", reads="ELQ LearningDeliveryFAM.LearnDelFAMType LearningDeliveryFAM.LearnDelFAMCode FundModel")
def no_earlier_level(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The Office for Students pays for the aim (SOF 1), but whether the learner held an equal qualification is missing.

    Say whether the learner already had a qualification of this level or above.
    """
    return record.ELQ is None and record.aim.FundModel == 99 and has_fam(record.aim, "SOF", "1")


@rule("ELQ_02", reads="ELQ")
def unknown_earlier_level(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{ELQ} is not a code for an equivalent or lower qualification.

    Choose a code from the list.
    """
    return ctx.unlisted("ELQ", record.ELQ)


@rule("HEPostCode_02", reads="HEPostCode")
def malformed_teaching_postcode(record: LearningDeliveryHE, ctx: Context) -> bool:
    """{HEPostCode} does not have the form of a postcode.

    Type it in capitals with one space, such as ZZ99 9ZZ.
    """
    return record.HEPostCode is not None and not has_postcode_form(record.HEPostCode)


@rule("SSN_02", reads="SSN")
def wrong_support_number(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The student support number {SSN} does not exist: its last letter does not fit the rest.

    Compare it with the letter from the Student Loans Company and retype it.

    Four letters, eight digits and a check letter, without I, O and Q; the places weigh 13 down to 2, modulo 23.
    """
    return record.SSN is not None and not is_support_number(record.SSN.upper())


def is_support_number(number: str) -> bool:
    """Whether a student support number has the right form and last letter."""
    if not _SUPPORT_NUMBER.fullmatch(number):
        return False
    values = [_LETTERS.index(sign) if sign.isalpha() else int(sign) for sign in number[:12]]
    total = sum(weight * value for weight, value in zip(range(13, 1, -1), values, strict=True))
    return number[12] == _LETTERS[22 - total % 23]
