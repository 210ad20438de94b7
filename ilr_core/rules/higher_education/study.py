"""The year of study: kind, mode, level, load, share taught elsewhere, special fee."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDeliveryHE
from ilr_core.rules.context import Context
from ilr_core.rules.dates import last_of_august
from ilr_core.rules.places import is_unknown_place
from ilr_core.rules.registry import Verdict, rule

STUDY_YEAR_CHECKED_FROM = date(2009, 8, 1)
LOAD_FROM = date(2013, 8, 1)
SANDWICH_YEAR_OUT, PART_TIME = 2, 3
SANDWICH_PLACEMENT = 1
SHORT_FINAL_YEAR = (4, 5)


@rule("TYPEYR_01", reads="TYPEYR")
def unknown_kind_of_year(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{TYPEYR} is not a code for the kind of course year.

    Choose a code from the list.
    """
    return ctx.unlisted("TYPEYR", record.TYPEYR)


@rule("TYPEYR_02", reads="TYPEYR FUNDCOMP LearnStartDate LearnActEndDate", until="2526")
def short_course_across_years(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The aim began and ended in one academic year and the year is completed, but the kind of year is {TYPEYR}.

    Correct it to 1, or correct the dates {LearnStartDate} and {LearnActEndDate}.
    """
    start, ended = record.aim.LearnStartDate, record.aim.LearnActEndDate
    if record.FUNDCOMP != 1 or record.TYPEYR == 1 or ended is None or start < STUDY_YEAR_CHECKED_FROM:
        return False
    return last_of_august(start) == last_of_august(ended)


@rule("MODESTUD_01", reads="MODESTUD")
def unknown_mode(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{MODESTUD} is not a code for the mode of study.

    Choose a code from the list.
    """
    return ctx.unlisted("MODESTUD", record.MODESTUD)


@rule("MODESTUD_03", reads="MODESTUD SPECFEE LearnStartDate")
def short_final_year_not_part_time(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The special fee {SPECFEE} is for a final year under 24 weeks, which counts as part-time, not as mode {MODESTUD}.

    Correct the mode of study to 3, or correct the special fee.
    """
    started = record.aim.LearnStartDate >= STUDY_YEAR_CHECKED_FROM
    return record.SPECFEE in SHORT_FINAL_YEAR and record.MODESTUD != PART_TIME and started


@rule("FUNDLEV_01", reads="FUNDLEV")
def unknown_level(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{FUNDLEV} is not a code for the level of study.

    Choose a code from the list.
    """
    return ctx.unlisted("FUNDLEV", record.FUNDLEV)


@rule("STULOAD_04", reads="STULOAD LearnStartDate")
def no_load(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The student load is missing.

    Add the percentage of full-time study this year, with one decimal place.
    """
    return record.STULOAD is None and record.aim.LearnStartDate >= LOAD_FROM


@rule("PCOLAB_01", reads="PCOLAB PartnerUKPRN LearnStartDate")
def no_share_taught_elsewhere(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The aim is taught with partner {PartnerUKPRN}, but the percentage that you do not teach is missing.

    Add that percentage, or take the partner away.
    """
    with_partner = record.aim.PartnerUKPRN is not None
    return record.PCOLAB is None and with_partner and record.aim.LearnStartDate >= LOAD_FROM


@rule("SPECFEE_01", reads="SPECFEE")
def unknown_special_fee(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{SPECFEE} is not a code for a special fee.

    Choose a code from the list.
    """
    return ctx.unlisted("SPECFEE", record.SPECFEE)


@rule("SPECFEE_02", reads="SPECFEE MODESTUD LearnStartDate")
def year_out_without_its_fee(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The mode of study is a sandwich year out, but the special fee is {SPECFEE}.

    Correct the special fee to 1, sandwich placement, or correct the mode of study {MODESTUD}.
    """
    started = record.aim.LearnStartDate >= STUDY_YEAR_CHECKED_FROM
    return record.MODESTUD == SANDWICH_YEAR_OUT and record.SPECFEE != SANDWICH_PLACEMENT and started


@rule("HEPostCode_01", reads="HEPostCode", needs="postcodes")
def unknown_centre_postcode(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The postcode of the place of study, {HEPostCode}, is not on the list of UK postcodes.

    Correct it; ZZ99 9ZZ if it is not known.
    """
    return is_unknown_place(record.HEPostCode, ctx)
