"""Made-up learners of one year: apprentices and adults as a provider has them, without a fault in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from addin.demo.people import Person, person
from addin.demo.provision import ADULT_SKILLS, APPRENTICESHIP, TAILORED_LEARNING, UNKNOWN_POSTCODE, Provision
from ilr_core.catalogue import Catalogue
from ilr_core.model import Data, Learner, built_learner

USUAL = ((APPRENTICESHIP, 6), (ADULT_SKILLS, 3), (TAILORED_LEARNING, 1))
Mix = Sequence[tuple[Provision, int]]


def made_learners(year: Catalogue, count: int, today: date, seed: int = 1, mix: Mix = USUAL) -> Iterator[Learner]:
    """``count`` learners, the same for the same arguments. Nothing in them lies after ``today``.

    ``mix`` says what they learn and how often; usually six in ten are apprentices with two or three aims, three take
    adult skills courses, one Tailored Learning.
    """
    for number, data in enumerate(made_data(year, count, today, seed, mix)):
        yield built_learner(data, year, number)


def made_data(year: Catalogue, count: int, today: date, seed: int = 1, mix: Mix = USUAL) -> Iterator[Data]:
    """The same learners as nested data, before they are built."""
    random = Random(seed)
    kinds = [provision for provision, _ in mix if provision.since <= year.year]
    weights = [weight for provision, weight in mix if provision.since <= year.year]
    for number in range(count):
        yield _learner(year, number, today, random, random.choices(kinds, weights)[0])


def _learner(year: Catalogue, number: int, today: date, random: Random, provision: Provision) -> Data:
    earliest = year.start - timedelta(days=280)
    latest = min(year.start + timedelta(days=40), today - timedelta(days=7))
    start = earliest + timedelta(days=random.randrange(max(1, (latest - earliest).days)))
    youngest, oldest = provision.ages
    born = (year.start - timedelta(days=oldest * 365), year.start - timedelta(days=youngest * 365))
    found = person(number, random, born)
    employed: dict[str, object] = {
        "EmpStat": 10,
        "DateEmpStatApp": start - timedelta(days=random.randrange(30, 900)),
        "EmpId": 999999999,
        "EmploymentStatusMonitoring": [{"ESMType": "EII", "ESMCode": 8}, {"ESMType": "LOE", "ESMCode": 4}],
    }
    data: Data = {
        "LearnRefNumber": f"D{number + 1:05}",
        "ULN": found.uln,
        **_personal(found),
        "PriorAttain": [{"PriorLevel": random.choice((2, 3, 4, 5)), "DateLevelApp": start}],
        "LearnerEmploymentStatus": [employed],
        **provision.about(start),
        "LearningDelivery": provision.aims(year, start, today, random),
    }
    return {name: value for name, value in data.items() if value is not None}


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
