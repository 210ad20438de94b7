"""What demo learners learn: apprenticeships, adult skills courses and Tailored Learning, as the ILR records them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ilr_core.catalogue import Catalogue
from ilr_core.model import Data

UNKNOWN_POSTCODE = "ZZ99 9ZZ"
STANDARDS = ((91, 400, 15000), (105, 380, 9000), (122, 420, 7000), (203, 460, 12000), (384, 390, 5000))
COMPONENTS = ("60342843", "60348614", "60350220", "61005421")
ADULT_AIMS = ("60144324", "60160731", "60309864", "60346216")


@dataclass(frozen=True)
class Provision:
    """One kind of learning: its aims for (year, first day, today, random), and what it asks of the learner.

    ``ages`` are the youngest and oldest age on the first day of the year; ``since`` the first year that has it;
    ``about`` are fields and records of a learner who begins on a day that differ from an employed adult's, None to
    leave one out.
    """

    aims: Callable[[Catalogue, date, date, Random], list[Data]]
    ages: tuple[int, int] = (22, 55)
    about: Callable[[date], Data] = lambda _: {"PlanLearnHours": 120}
    since: str = ""


def apprentice_aims(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
    """A programme aim with prices, hours and contract, and two or three components; one in twelve has left."""
    standard, hours, price = random.choice(STANDARDS)
    assessment = price // 10
    end = start + timedelta(days=random.randrange(400, 720))
    common: dict[str, object] = {
        "LearnStartDate": start,
        "LearnPlanEndDate": end,
        "FundModel": 36,
        "ProgType": 25,
        "StdCode": standard,
        "DelLocPostCode": UNKNOWN_POSTCODE,
        "CompStatus": 1,
    }
    last = _ended(year, start, today, random)
    if last:
        common |= {"CompStatus": 3, "LearnActEndDate": last, "WithdrawReason": 3, "Outcome": 3}
    prices = [("TNP", 1, price - assessment), ("TNP", 2, assessment)]
    programme: dict[str, object] = {
        "LearnAimRef": "ZPROG001",
        "AimType": 1,
        "AimSeqNumber": 1,
        **common,
        **planned_hours(year, 1, hours, 40 if last else None),
        "EPAOrgID": "EPA0001",
        "LearningDeliveryFAM": [
            {"LearnDelFAMType": "SOF", "LearnDelFAMCode": "105"},
            {"LearnDelFAMType": "ACT", "LearnDelFAMCode": "1", "LearnDelFAMDateFrom": start}
            | ({"LearnDelFAMDateTo": last} if last else {}),
        ],
        "AppFinRecord": [
            {"AFinType": kind, "AFinCode": code, "AFinDate": start, "AFinAmount": amount}
            for kind, code, amount in prices
        ],
    }
    components: list[Data] = [
        {
            "LearnAimRef": reference,
            "AimType": 3,
            "AimSeqNumber": sequence,
            **common,
            "LearningDeliveryFAM": [{"LearnDelFAMType": "SOF", "LearnDelFAMCode": "105"}],
        }
        for sequence, reference in enumerate(random.sample(COMPONENTS, random.choice((2, 2, 3))), 2)
    ]
    return [programme, *components]


def _ended(year: Catalogue, start: date, today: date, random: Random) -> date | None:
    """The last day of one apprentice in twelve, who leaves in the first weeks of the year, if it has come."""
    last = max(start + timedelta(days=50), year.start + timedelta(days=5))
    is_over = last < year.start + timedelta(days=60) and last <= today
    return last if random.random() < 1 / 12 and is_over else None


def adult_aims(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
    """One or two fully funded courses of the Adult Skills Fund."""
    aims: list[Data] = [
        {
            "LearnAimRef": reference,
            "AimType": 4,
            "AimSeqNumber": sequence,
            "LearnStartDate": start,
            "LearnPlanEndDate": start + timedelta(days=random.randrange(60, 300)),
            "FundModel": 38,
            "DelLocPostCode": UNKNOWN_POSTCODE,
            "LSDPostcode": UNKNOWN_POSTCODE,
            "CompStatus": 1,
            "LearningDeliveryFAM": [
                {"LearnDelFAMType": "SOF", "LearnDelFAMCode": "105"},
                {"LearnDelFAMType": "FFI", "LearnDelFAMCode": "1"},
            ],
        }
        for sequence, reference in enumerate(random.sample(ADULT_AIMS, random.choice((1, 2, 2))), 1)
    ]
    return aims


def tailored_aims(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
    """One short Tailored Learning course."""
    aim: dict[str, object] = {
        "LearnAimRef": random.choice(ADULT_AIMS),
        "AimType": 4,
        "AimSeqNumber": 1,
        "LearnStartDate": start,
        "LearnPlanEndDate": start + timedelta(days=random.randrange(20, 90)),
        "FundModel": 11,
        "DelLocPostCode": UNKNOWN_POSTCODE,
        "LSDPostcode": UNKNOWN_POSTCODE,
        "CompStatus": 1,
        **planned_hours(year, 5, 24, None),
        "LearningDeliveryFAM": [
            {"LearnDelFAMType": "SOF", "LearnDelFAMCode": "105"},
            {"LearnDelFAMType": "LDM", "LearnDelFAMCode": "399"},
            {"LearnDelFAMType": "ACL", "LearnDelFAMCode": "1"},
        ],
    }
    return [aim]


def planned_hours(year: Catalogue, code: int, planned: int, actual: int | None) -> Data:
    """Hours in the year's form: HRS records (planned of the code, actual as 3), or PHours and OTJActHours."""
    if "HRSRecord" in year.entities:
        pairs = [(code, planned)] + ([(3, actual)] if actual is not None else [])
        return {"HRSRecord": [{"HRSType": "HRS", "HRSCode": kind, "HRSAmount": hours} for kind, hours in pairs]}
    return {"PHours": planned, **({"OTJActHours": actual} if actual is not None else {})}


APPRENTICESHIP = Provision(apprentice_aims, about=lambda _: {})
ADULT_SKILLS = Provision(adult_aims)
TAILORED_LEARNING = Provision(tailored_aims)
