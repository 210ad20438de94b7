"""The postcode of the learner on the day an aim starts (LSDPostcode), which decides who pays for adult skills."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.registers.places import unspaced
from ilr_core.rules.context import Context, Needs
from ilr_core.rules.derived import is_devolved
from ilr_core.rules.exclusions import apprenticeship, has_fam, offender_in_custody, restart
from ilr_core.rules.origin import provider_ukprn
from ilr_core.rules.places import UNKNOWN, is_not_listed
from ilr_core.rules.registry import Verdict, rule

FIRST_START, LAST_2020_START = date(2019, 8, 1), date(2021, 7, 31)
FIRST_2021_START, LAST_ADULT_SKILLS_START = date(2021, 8, 1), date(2024, 7, 31)
FIRST_FUND_START = date(2024, 8, 1)
READS = "LSDPostcode LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode"


def not_known_where(aim: LearningDelivery, ctx: Context) -> bool:
    """The postcode is ZZ99 9ZZ: it is not known."""
    return aim.LSDPostcode is not None and unspaced(aim.LSDPostcode) == UNKNOWN


def component(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is a component of a programme (aim type 3)."""
    return aim.AimType == 3


def in_traineeship(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a traineeship (programme type 24)."""
    return aim.ProgType == 24


def in_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a programme (it has a programme type)."""
    return aim.ProgType is not None


def postcode_excluded(aim: LearningDelivery, ctx: Context) -> bool:
    """A devolved authority has excluded the learner's postcode from the rule (DAM 001)."""
    return has_fam(aim, "DAM", "001")


def residential_college(aim: LearningDelivery, ctx: Context) -> bool | Needs:
    """The provider is a long term residential college (register of organisations)."""
    organisations, number = ctx.registers.organisations, provider_ukprn(aim)
    if organisations is None or not organisations.say("LongTermResid"):
        return Needs(("organisations",))
    entry = organisations.organisation(number) if number else None
    return entry is not None and entry.LongTermResid


AREA_2019 = (in_programme, residential_college, restart, postcode_excluded, offender_in_custody, not_known_where)
AREA_2021 = (restart, postcode_excluded, not_known_where)


def _missing_or_unknown(aim: LearningDelivery, ctx: Context) -> bool:
    return aim.LSDPostcode is None or is_not_listed(aim.LSDPostcode, ctx)


def _of_other_area(aim: LearningDelivery, ctx: Context) -> bool:
    """Whether the postcode is given and lies outside the area of the source of funding on the start date.

    A national source (105) is outside only where the register gives the postcode to others on that day.
    """
    areas, postcode, day = ctx.registers.devolved_postcodes, aim.LSDPostcode, aim.LearnStartDate
    sources = [fam.LearnDelFAMCode for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == "SOF"]
    if areas is None or postcode is None or not sources:
        return False
    if any(areas.pays(postcode, source, day) for source in sources):
        return False
    return is_devolved(aim, ctx) or areas.has(postcode, day)


@rule("LSDPostcode_01", reads=f"{READS} ProgType AimType", models=(10, 35),
      unless=(not_known_where, in_traineeship, apprenticeship, component), needs="postcodes", until="2526")  # fmt: skip
def postcode_of_adult_skills_before_2026(aim: LearningDelivery, ctx: Context) -> bool:
    """The postcode on the start date is missing or not on the list of UK postcodes: {LSDPostcode}.

    Enter the learner's postcode on {LearnStartDate}; ZZ99 9ZZ if it is not known.
    """
    counts = FIRST_START <= aim.LearnStartDate <= LAST_ADULT_SKILLS_START
    return counts and _missing_or_unknown(aim, ctx)


@rule("LSDPostcode_01", reads=f"{READS} AimType", models=(35,), unless=(not_known_where, component), needs="postcodes",
      since="2627")  # fmt: skip
def postcode_of_adult_skills(aim: LearningDelivery, ctx: Context) -> bool:
    """The postcode on the start date is missing or not on the list of UK postcodes: {LSDPostcode}.

    Enter the learner's postcode on {LearnStartDate}; ZZ99 9ZZ if it is not known.
    """
    counts = FIRST_START <= aim.LearnStartDate <= LAST_ADULT_SKILLS_START
    return counts and _missing_or_unknown(aim, ctx)


@rule(
    "LSDPostcode_02",
    reads=f"{READS} ProgType",
    models=(10, 35),
    unless=AREA_2019,
    needs="devolved_postcodes",
    until="2526",
)
def postcode_outside_area_2019_before_2026(aim: LearningDelivery, ctx: Context) -> bool:
    """The postcode {LSDPostcode} was not in the area of the authority that pays for the aim on {LearnStartDate}.

    Correct the postcode or the source of funding.
    """
    counts = FIRST_START <= aim.LearnStartDate <= LAST_2020_START
    return counts and is_devolved(aim, ctx) and _of_other_area(aim, ctx)


@rule(
    "LSDPostcode_02",
    reads=f"{READS} ProgType",
    models=(35,),
    unless=AREA_2019,
    needs="devolved_postcodes",
    since="2627",
)
def postcode_outside_area_2019(aim: LearningDelivery, ctx: Context) -> bool:
    """The postcode {LSDPostcode} was not in the area of the authority that pays for the aim on {LearnStartDate}.

    Correct the postcode or the source of funding.
    """
    counts = FIRST_START <= aim.LearnStartDate <= LAST_2020_START
    return counts and is_devolved(aim, ctx) and _of_other_area(aim, ctx)


@rule("LSDPostcode_04", reads=READS, models=(10, 35), unless=AREA_2021, needs="devolved_postcodes", until="2526")
def postcode_outside_area_2021_before_2026(aim: LearningDelivery, ctx: Context) -> bool:
    """The postcode {LSDPostcode} was not in the area of the source of funding on {LearnStartDate}.

    Correct the postcode or the source of funding.

    A national source (SOF 105) is refused only where the register gives the postcode to an authority.
    """
    counts = FIRST_2021_START <= aim.LearnStartDate <= LAST_ADULT_SKILLS_START
    return counts and _of_other_area(aim, ctx)


@rule("LSDPostcode_04", reads=READS, models=(35,), unless=AREA_2021, needs="devolved_postcodes", since="2627")
def postcode_outside_area_2021(aim: LearningDelivery, ctx: Context) -> bool:
    """The postcode {LSDPostcode} was not in the area of the source of funding on {LearnStartDate}.

    Correct the postcode or the source of funding.

    A national source (SOF 105) is refused only where the register gives the postcode to an authority.
    """
    counts = FIRST_2021_START <= aim.LearnStartDate <= LAST_ADULT_SKILLS_START
    return counts and _of_other_area(aim, ctx)


@rule(
    "LSDPostcode_05", reads=f"{READS} AimType", models=(11, 38), unless=(not_known_where, component), needs="postcodes"
)
def postcode_of_adult_skills_fund(aim: LearningDelivery, ctx: Context) -> bool:
    """The postcode on the start date is missing or not on the list of UK postcodes: {LSDPostcode}.

    Enter the learner's postcode on {LearnStartDate}; ZZ99 9ZZ if it is not known.
    """
    counts = aim.LearnStartDate >= FIRST_FUND_START
    return counts and _missing_or_unknown(aim, ctx)


@rule("LSDPostcode_06", reads=READS, models=(11, 38), unless=AREA_2021, needs="devolved_postcodes")
def postcode_outside_area(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The postcode {LSDPostcode} was not in the area of the source of funding on {LearnStartDate}.

    Correct the postcode or the source of funding.

    A national source (SOF 105) is refused only where the register gives the postcode to an authority.
    """
    counts = aim.LearnStartDate >= FIRST_FUND_START
    return counts and _of_other_area(aim, ctx)
