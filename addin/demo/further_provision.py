"""Further kinds of learning for made-up returns: young people, T Levels, bootcamps, loans, higher education, units."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from addin.demo.provision import UNKNOWN_POSTCODE, Provision, planned_hours
from ilr_core.catalogue import Catalogue
from ilr_core.model import Data

STUDY_AIMS = ("60146084", "60149334", "60301189")
T_LEVEL_CORE, T_LEVEL_SPECIALISM, T_LEVEL_PLACEMENT = "60358300", "ZTLOS001", "ZWRKX003"
BOOTCAMP_AIMS = ("Z0057001", "Z0057002")
LOAN_AIMS = ("60167041", "60176091")
DEGREE_AIMS = ("00301055", "00301067")
UNIT_AIMS = ("Z0070001", "Z0070002")
CONTRACT = "BOOT0001"


def _common(start: date, days: int, model: int, kind: int | None = None) -> Data:
    return {
        "LearnStartDate": start,
        "LearnPlanEndDate": start + timedelta(days=days),
        "FundModel": model,
        **({"ProgType": kind} if kind else {}),
        "DelLocPostCode": UNKNOWN_POSTCODE,
        "CompStatus": 1,
    }


def _source(code: str) -> Data:
    return {"LearnDelFAMType": "SOF", "LearnDelFAMCode": code}


def study_programme_aims(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
    """A 16 to 19 study programme: one core aim and one other."""
    common = {**_common(start, 280, 25), "LearningDeliveryFAM": [_source("107")]}
    core, other = random.sample(STUDY_AIMS, 2)
    return [
        {"LearnAimRef": core, "AimType": 5, "AimSeqNumber": 1, **common},
        {"LearnAimRef": other, "AimType": 4, "AimSeqNumber": 2, **common},
    ]


def t_level_aims(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
    """A T Level: programme, core component, specialism and industry placement."""
    common = {**_common(start, 600, 25, 31), "LearningDeliveryFAM": [_source("107")]}
    placement = {
        "WorkPlaceStartDate": start,
        "WorkPlaceHours": 315,
        "WorkPlaceMode": 2,
        "WorkPlaceEmpId": 999999999,
    }
    return [
        {"LearnAimRef": "ZPROG001", "AimType": 1, "AimSeqNumber": 1, **common, **planned_hours(year, 2, 1200, None)},
        {"LearnAimRef": T_LEVEL_CORE, "AimType": 5, "AimSeqNumber": 2, **common},
        {"LearnAimRef": T_LEVEL_SPECIALISM, "AimType": 3, "AimSeqNumber": 3, **common},
        {"LearnAimRef": T_LEVEL_PLACEMENT, "AimType": 3, "AimSeqNumber": 4, **common,
         "LearningDeliveryWorkPlacement": [placement]},
    ]  # fmt: skip


def bootcamp_aims(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
    """A Skills Bootcamp: the programme and one subject aim under the same contract."""
    common = {
        **_common(start, 100, 37, 32),
        "ConRefNumber": CONTRACT,
        "LearningDeliveryFAM": [_source("105"), {"LearnDelFAMType": "FFI", "LearnDelFAMCode": "1"}],
    }
    return [
        {"LearnAimRef": "ZPROG001", "AimType": 1, "AimSeqNumber": 1, **common},
        {"LearnAimRef": random.choice(BOOTCAMP_AIMS), "AimType": 3, "AimSeqNumber": 2, **common},
    ]


def loan_aims(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
    """One course paid for by an Advanced Learner Loan."""
    loan = {"LearnDelFAMType": "ADL", "LearnDelFAMCode": "1"}
    return [
        {"LearnAimRef": random.choice(LOAN_AIMS), "AimType": 4, "AimSeqNumber": 1, **_common(start, 250, 99),
         "LearningDeliveryFAM": [loan]},
    ]  # fmt: skip


def degree_aims(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
    """One higher education course paid for by the Office for Students."""
    details = {
        "SSN": "WADM46891352A", "QUALENT3": "P50", "SOC": 2111, "SEC": 2, "UCASSCHEMECODE": "AB12", "TYPEYR": 1,
        "MODESTUD": 1, "FUNDLEV": 10, "STULOAD": "100.0", "YEARSTU": 1, "MSTUFEE": 10, "SPECFEE": 0,
        "NETFEE": 5000, "GROSSFEE": 6000, "PERMADDCOUNTRY": "XF", "ELQ": 3, "HEPostCode": UNKNOWN_POSTCODE,
        **({"FUNDCOMP": 1} if "FUNDCOMP" in year.fields["LearningDeliveryHE"] else {}),
    }  # fmt: skip
    return [
        {"LearnAimRef": random.choice(DEGREE_AIMS), "AimType": 4, "AimSeqNumber": 1, **_common(start, 300, 99),
         "LearningDeliveryFAM": [_source("1")], "LearningDeliveryHE": [details]},
    ]  # fmt: skip


def unit_aims(year: Catalogue, start: date, today: date, random: Random) -> list[Data]:
    """A Growth and Skills apprenticeship unit: the programme and one subject aim, at most 16 weeks long."""
    begun = max(start, year.start)
    common = {**_common(begun, 100, 39, 34), "LearningDeliveryFAM": [_source("105")]}
    return [
        {"LearnAimRef": "ZPROG001", "AimType": 1, "AimSeqNumber": 1, **common},
        {"LearnAimRef": random.choice(UNIT_AIMS), "AimType": 3, "AimSeqNumber": 2, **common},
    ]


def _of_t_level(start: date) -> Data:
    return {"EngGrade": "5", "MathGrade": "5", "PriorAttain": [{"PriorLevel": 4, "DateLevelApp": start}]}


def _of_study_programme(start: date) -> Data:
    return {**_of_t_level(start), "PlanLearnHours": 600, "PlanEEPHours": 50, "LearnerEmploymentStatus": None}


def _of_student(_: date) -> Data:
    return {"PlanLearnHours": 400, "PlanEEPHours": 0, "LearnerHE": [{"UCASPERID": "1234567890", "TTACCOM": 4}]}


def _of_unit(start: date) -> Data:
    months = [{"ESMType": "EII", "ESMCode": 8}, {"ESMType": "LOE", "ESMCode": 4}]
    status = {"EmpStat": 10, "DateEmpStatApp": start, "EmpId": 999999999, "AgreemId": "ABC123"}
    return {"PlanLearnHours": 60, "LearnerEmploymentStatus": [{**status, "EmploymentStatusMonitoring": months}]}


STUDY_PROGRAMME = Provision(study_programme_aims, (16, 18), _of_study_programme)
T_LEVEL = Provision(t_level_aims, (16, 18), _of_t_level)
BOOTCAMP = Provision(bootcamp_aims)
LOAN = Provision(loan_aims)
DEGREE = Provision(degree_aims, about=_of_student)
UNIT = Provision(unit_aims, about=_of_unit, since="2627")
EVERYTHING = ((STUDY_PROGRAMME, 2), (T_LEVEL, 1), (BOOTCAMP, 1), (LOAN, 1), (DEGREE, 1), (UNIT, 1))
