"""Made-up registers of the size of the published ones, and learners who name what is in them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, product
from pathlib import Path

from addin.demo.provision import STANDARDS
from ilr_core.model import Learner

AIMS, POSTCODES, PROVIDER = 20_000, 1_800_000, 10000001
NAMED_AIMS, SITES = 500, 40
"""How many different aims a large provider has, and where it teaches them."""
PROGRAMME_AIM = "ZPROG001"
_AREAS = ("AB", "BA", "CV", "DE", "EX", "GL", "HU", "LE", "NG", "PE")
_UNITS = ["".join(pair) for pair in product("ABDEFGHJLNPQRSTUWXYZ", repeat=2)]
_VALIDITIES = (
    "ANY",
    "Tailored_Learning",
    "ADULT_SKILLS",
    "APPRENTICESHIPS",
    "1619_EFA",
    "ADV_LEARN_LOAN",
    "COMM_LEARN",
)
_LONG_AGO = "01 Aug 2000"
_COLUMNS_OF_POSTCODES = 55
_AIM_COLUMNS = (
    "LearnAimRef LearnAimRefTitle LearnAimRefType NotionalNVQLevel NotionalNVQLevelv2 AwardOrgAimRef "
    "LearningDeliveryGenre EnglPrscID SectorSubjectAreaTier2 FrameworkCommonComponent"
)
_STANDARD_COLUMNS = (
    "StandardCode StandardName NotionalEndLevel EffectiveFrom EffectiveTo LastDateStarts ApprenticeshipStandardTypeCode"
)
Tables = dict[str, tuple[str, Iterable[Sequence[str]]]]


def spread(learners: Iterable[Learner]) -> Iterator[Learner]:
    """The learners with a postcode each, and with a large provider's number of aims and sites."""
    sites = list(islice(_postcodes(), SITES))
    for number, (learner, home) in enumerate(zip(learners, _postcodes(), strict=False)):
        learner.Postcode = learner.PostcodePrior = home
        for place, aim in enumerate(learner.LearningDelivery):
            aim.DelLocPostCode = sites[number % SITES]
            aim.LSDPostcode = home if aim.LSDPostcode else None
            if aim.LearnAimRef != PROGRAMME_AIM:
                # Odd ones are English or maths, which the apprentices' components are not.
                aim.LearnAimRef = _aim((number * 7 + place) % NAMED_AIMS * 2 + (aim.ProgType is None))
        yield learner


def make_registers(folder: Path) -> None:
    """Downloads of every register in the folder, with all that such learners name."""
    with zipfile.ZipFile(folder / "LARS_V012_CSV.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, (header, rows) in _lars().items():
            archive.writestr(f"{name}.csv", _csv(chain([header.split()], rows)))
    _make_postcodes(folder / "ONSPD_AUG_2026.zip")
    for name, (header, rows) in _others().items():
        (folder / f"{name}.csv").write_text(_csv(chain([header.split()], rows)), "utf-8")


def _aim(number: int) -> str:
    return f"6{number:07}"


def _postcodes() -> Iterator[str]:
    for district, area, sector, unit in product(range(1, 99), _AREAS, range(10), _UNITS):
        yield f"{area}{district} {sector}{unit}"


def _make_postcodes(path: Path) -> None:
    header = ["pcd7", "pcd8", "pcds", "dointr", "doterm", *(f"area{n}" for n in range(_COLUMNS_OF_POSTCODES - 5))]
    areas = ["E99999999"] * (_COLUMNS_OF_POSTCODES - 5)
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("Data/ONSPD_AUG_2026_UK.csv", "w", force_zip64=True) as member,
    ):
        text = io.TextIOWrapper(member, "utf-8", newline="")
        rows = csv.writer(text, quoting=csv.QUOTE_ALL)
        rows.writerow(header)
        codes = islice(_postcodes(), POSTCODES)
        rows.writerows([code.replace(" ", ""), code, code, "198001", "", *areas] for code in codes)
        text.flush()


def _lars() -> Tables:
    aims, standards = [PROGRAMME_AIM, *map(_aim, range(AIMS))], [str(code) for code, _, _ in STANDARDS]
    kinds = {aim: "1" if int(aim[-1]) % 2 else "-2" for aim in aims[1:]}
    return {
        "LearningDelivery": (
            _AIM_COLUMNS,
            ([aim, f"Made qualification {aim}", "0006", "2", "2", "", "NVQ", "-1", "1.3", "-1"] for aim in aims),
        ),
        "Validity": (
            "LearnAimRef ValidityCategory StartDate EndDate LastNewStartDate",
            ([aim, category, _LONG_AGO, "", ""] for aim in aims for category in _VALIDITIES),
        ),
        "LearningDeliveryCategory": (
            "LearnAimRef CategoryRef EffectiveFrom EffectiveTo",
            ([aim, str(category), _LONG_AGO, ""] for aim in aims for category in range(7001, 7005)),
        ),
        "Category": ("CategoryRef ParentCategoryRef", ([str(number), "7000"] for number in range(7000, 7100))),
        "AnnualValue": (
            "LearnAimRef BasicSkillsType EffectiveFrom EffectiveTo",
            ([aim, kind, f"01 Aug {y}", f"31 Jul {y + 1}"] for aim, kind in kinds.items() for y in range(2019, 2027)),
        ),
        "FrameworkAims": ("LearnAimRef FworkCode PwayCode", ([aim, str(n), "1"] for aim in aims for n in (400, 401))),
        "Funding": (
            "LearnAimRef FundingCategory EffectiveFrom EffectiveTo RateWeighted",
            (
                [aim, kind, _LONG_AGO, "", "724.00000"]
                for aim in aims
                for kind in ("APP_ACT_COST", "Matrix", "ADULT_SKILLS", "LOANS")
            ),
        ),
        "Standard": (
            _STANDARD_COLUMNS,
            ([code, "Made standard", "3", _LONG_AGO, "", "", "1"] for code in standards),
        ),
        "StandardValidity": (
            "StandardCode ValidityCategory StartDate EndDate LastNewStartDate",
            ([code, category, _LONG_AGO, "", ""] for code in standards for category in _VALIDITIES),
        ),
        "StandardFunding": (
            "StandardCode EffectiveFrom EffectiveTo CoreGovContributionCap",
            ([code, _LONG_AGO, "", "9000.00000"] for code in standards),
        ),
        "ApprenticeshipFunding": (
            "ApprenticeshipCode ApprenticeshipType EffectiveFrom EffectiveTo MaxEmployerLevyCap Duration",
            ([code, "STD", _LONG_AGO, "", "15000.00000", "18.0"] for code in standards),
        ),
    }


def _others() -> Tables:
    standards = [str(code) for code, _, _ in STANDARDS]
    return {
        "organisations": (
            "UKPRN LegalOrgType LongTermResid PartnerUKPRN HEFundingFieldsRequired",
            ([str(PROVIDER + n), "PLBG", "0", "1", ""] for n in range(40_000)),
        ),
        "assessors": (
            "EPAOrgID StandardCode EffectiveFrom EffectiveTo",
            ([f"EPA{n:04}", code, _LONG_AGO, ""] for n in range(400) for code in standards),
        ),
        "employers": ("ERN", ([str(100_000_000 + n)] for n in range(200_000))),
        "campuses": ("CampId UKPRN", ([f"CAMP{n:04}", str(PROVIDER + n)] for n in range(5_000))),
        "initiatives": (
            "LDMCode UKPRN EffectiveFrom EffectiveTo",
            ([str(n), str(PROVIDER), _LONG_AGO, ""] for n in range(900)),
        ),
        "devolved": (
            "Postcode SOF EffectiveFrom EffectiveTo",
            ([code, "105", _LONG_AGO, ""] for code in islice(_postcodes(), 400_000)),
        ),
    }


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()
