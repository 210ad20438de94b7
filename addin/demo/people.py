"""Made-up people: names no register holds, addresses in no town, numbers that fit their check digits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ilr_core.rules.derived import uln_check_digit

GIVEN_NAMES = (
    "Ada", "Amir", "Bea", "Callum", "Chioma", "Dara", "Elin", "Farid", "Grace", "Hamza", "Ines", "Jonah", "Kezia",
    "Leo", "Maya", "Nia", "Omar", "Priya", "Quinn", "Rosa", "Sami", "Tess", "Umar", "Vera", "Will", "Xanthe", "Yusuf",
    "Zoe",
)  # fmt: skip
FAMILY_NAMES = (
    "Sampleton", "Mockford", "Testerby", "Demowood", "Trialby", "Specimen", "Placeholder", "Examplar", "Prototype",
    "Fixturely", "Stubbington", "Dummett-Made", "Notreal", "Inventson", "Pretendale", "Figment", "Makebelieve",
    "Fictionby", "Imaginer", "Patternham",
)  # fmt: skip
STREETS = ("Example Street", "Sample Road", "Test Lane", "Demo Avenue", "Trial Close")
ETHNICITIES = (31, 31, 31, 31, 34, 37, 39, 40, 41, 43, 44, 45, 98, 99)


@dataclass(frozen=True)
class Person:
    """A made-up person as the ILR sees one."""

    given: str
    family: str
    born: date
    sex: str
    ethnicity: int
    uln: int
    ni_number: str
    address: str
    email: str


def person(number: int, random: Random, born_between: tuple[date, date]) -> Person:
    """The ``number``-th person; the same number and random state give the same person."""
    given, family = random.choice(GIVEN_NAMES), random.choice(FAMILY_NAMES)
    first, last = born_between
    return Person(
        given=given,
        family=family,
        born=first + timedelta(days=random.randrange((last - first).days)),
        sex=random.choice("FM"),
        ethnicity=random.choice(ETHNICITIES),
        uln=made_up_uln(number),
        ni_number=f"AB{random.randrange(10**6):06}{random.choice('ABCD')}",
        address=f"{random.randrange(1, 200)} {random.choice(STREETS)}",
        email=f"{given}.{family}.{number}@example.org".lower(),
    )


def made_up_uln(number: int) -> int:
    """The ``number``-th ULN from 1000000000 up that fits its check digit."""
    stem = 100_000_000 + number * 2
    while True:
        digit = uln_check_digit(stem * 10)
        if digit.isdigit():
            return stem * 10 + int(digit)
        stem += 1
