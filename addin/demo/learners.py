"""Made-up learners of one year: apprentices and adults as a provider has them, without a fault in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from addin.demo.people import Person, person
from ilr_core.catalogue import Catalogue
from ilr_core.model import Data, Learner, built_learner

UNKNOWN_POSTCODE = "ZZ99 9ZZ"
STANDARDS = ((91, 400, 15000), (105, 380, 9000), (122, 420, 7000), (203, 460, 12000), (384, 390, 5000))
COMPONENTS = ("60342843", "60348614", "60350220", "61005421")
ADULT_AIMS = ("60144324", "60160731", "60309864", "60346216")


def made_learners(year: Catalogue, count: int, today: date, seed: int = 1) -> Iterator[Learner]:
    """``count`` learners, the same for the same arguments. Nothing in them lies after ``today``.

    Six in ten are apprentices with two or three aims, three take adult skills courses, one Tailored Learning.
    """
    random = Random(seed)
    for number in range(count):
        shape = random.choices((_apprentice, _adult, _tailored), (6, 3, 1))[0]
        yield built_learner(_learner(year, number, today, random, shape), year, number)


Shape = Callable[[Catalogue, date, date, Random], list[Data]]


def _learner(year: Catalogue, number: int, today: date, random: Random, shape: Shape) -> Data:
    earliest = year.start - timedelta(days=280)
    latest = min(year.start + timedelta(days=40), today - timedelta(days=7))
    start = earliest + timedelta(days=random.randrange(max(1, (latest - earliest).days)))
    born = (year.start - timedelta(days=55 * 365), year.start - timedelta(days=22 * 365))
    found = person(number, random, born)
    employed: dict[str, object] = {
        "EmpStat": 10,
        "DateEmpStatApp": start - timedelta(days=random.randrange(30, 900)),
        "EmpId": 999999999,
        "EmploymentStatusMonitoring": [{"ESMType": "EII", "ESMCode": 8}, {"ESMType": "LOE", "ESMCode": 4}],
    }
    return {
        "LearnRefNumber": f"D{number + 1:05}",
        "ULN": found.uln,
        **_personal(found),
        **({"PlanLearnHours": 120} if shape is not _apprentice else {}),
        "PriorAttain": [{"PriorLevel": random.choice((2, 3, 4, 5)), "DateLevelApp": start}],
        "LearnerEmploymentStatus": [employed],
        "LearningDelivery": shape(year, start, today, random),
    }


def _personal(found: Person) -> Data:
    return {
        "FamilyName": found.family,
        "GivenNames": found.given,
        "DateOfBirth": found.born,
        "Ethnicity": found.ethnicity,
        "Sex": found.sex,
        "LLDDHealthProb": 2,
        "NINumber": found.ni_number,
        "PostcodePrior": UNKNOWN_POSTCODE,
        "Postcode": UNKNOWN_POSTCODE,
        "AddLine1": found.address,
        "Email": found.email,
    }


def _apprentice(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
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
        **_planned_hours(year, 1, hours, 40 if last else None),
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


def _adult(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:  # noqa: ARG001 - as every shape
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


def _tailored(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:  # noqa: ARG001 - as every shape
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
        **_planned_hours(year, 5, 24, None),
        "LearningDeliveryFAM": [
            {"LearnDelFAMType": "SOF", "LearnDelFAMCode": "105"},
            {"LearnDelFAMType": "LDM", "LearnDelFAMCode": "399"},
            {"LearnDelFAMType": "ACL", "LearnDelFAMCode": "1"},
        ],
    }
    return [aim]


def _planned_hours(year: Catalogue, code: int, planned: int, actual: int | None) -> Data:
    """Hours in the year's form: HRS records (planned of the code, actual as 3), or PHours and OTJActHours."""
    if "HRSRecord" in year.entities:
        pairs = [(code, planned)] + ([(3, actual)] if actual is not None else [])
        return {"HRSRecord": [{"HRSType": "HRS", "HRSCode": kind, "HRSAmount": hours} for kind, hours in pairs]}
    return {"PHours": planned, **({"OTJActHours": actual} if actual is not None else {})}
