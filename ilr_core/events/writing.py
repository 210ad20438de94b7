"""Putting values and records into the copy of a learner."""

from __future__ import annotations

from datetime import date

from ilr_core.catalogue import Catalogue
from ilr_core.events.registry import Refused
from ilr_core.model import (
    AppFinRecord,
    EmploymentStatusMonitoring,
    HRSRecord,
    Learner,
    LearnerEmploymentStatus,
    LearningDelivery,
    LearningDeliveryFAM,
    Record,
    Value,
    copied,
)

HOURS, PLANNED, ACTUAL = "HRS", 1, 3


def put(record: Record, field: str, value: Value | None) -> None:
    """Writes a value, or takes it away; what was typed there and what was wrong with it are gone."""
    setattr(record, field, value)
    (record.texts or {}).pop(field, None)
    (record.faults or {}).pop(field, None)


def as_new(record: Record) -> None:
    """Makes a copied record, and all inside it, one that stands nowhere yet."""
    for one in record.walk():
        one.place, one.locate = None, None


def add_fam(
    aim: LearningDelivery, kind: str, code: str, first: date | None = None, last: date | None = None
) -> LearningDeliveryFAM:
    """A new funding and monitoring entry of an aim."""
    fam = LearningDeliveryFAM(aim, len(aim.LearningDeliveryFAM))
    fam.LearnDelFAMType, fam.LearnDelFAMCode = kind, code
    fam.LearnDelFAMDateFrom, fam.LearnDelFAMDateTo = first, last
    aim.LearningDeliveryFAM.append(fam)
    return fam


def add_price(aim: LearningDelivery, code: int, day: date, pounds: int) -> None:
    """A new agreed price (TNP); refuses a second one of the same code and day."""
    if any((fin.AFinType, fin.AFinCode, fin.AFinDate) == ("TNP", code, day) for fin in aim.AppFinRecord):
        raise Refused(
            "R_68",
            f"Aim {aim.AimSeqNumber} has a TNP {code} dated {shown(day)} already. If that price is wrong, correct it; "
            "if it changed again, give the day from which the next one applies.",
        )
    fin = AppFinRecord(aim, len(aim.AppFinRecord))
    fin.AFinType, fin.AFinCode, fin.AFinDate, fin.AFinAmount = "TNP", code, day, pounds
    aim.AppFinRecord.append(fin)


def add_status(learner: Learner, status: int, day: date, facts: dict[str, int]) -> LearnerEmploymentStatus:
    """A new employment record with monitoring entries (type to code).

    Refuses a second record of one day, and one before the latest, for it would not say what applies now.
    """
    later = [one for one in learner.LearnerEmploymentStatus if one.DateEmpStatApp and one.DateEmpStatApp >= day]
    if any(one.DateEmpStatApp == day for one in later):
        raise Refused(
            "R_43", f"There is an employment record from {shown(day)} already. Correct that one, or give another day."
        )
    if later:
        last = max(one.DateEmpStatApp for one in later)
        raise Refused("", f"There is an employment record from {shown(last)}, after this day. Correct the records.")
    record = LearnerEmploymentStatus(learner, len(learner.LearnerEmploymentStatus))
    record.EmpStat, record.DateEmpStatApp = status, day
    for kind, code in facts.items():
        fact = EmploymentStatusMonitoring(record, len(record.EmploymentStatusMonitoring))
        fact.ESMType, fact.ESMCode = kind, code
        record.EmploymentStatusMonitoring.append(fact)
    learner.LearnerEmploymentStatus.append(record)
    return record


def put_actual_hours(aim: LearningDelivery, hours: int, year: Catalogue) -> None:
    """Writes the off-the-job hours really delivered, in the year's form."""
    _put_hours(aim, "OTJActHours", ACTUAL, hours, year)


def put_planned_hours(aim: LearningDelivery, hours: int, year: Catalogue) -> None:
    """Writes the off-the-job hours planned, in the year's form."""
    _put_hours(aim, "PHours", PLANNED, hours, year)


def _put_hours(aim: LearningDelivery, field: str, code: int, hours: int, year: Catalogue) -> None:
    if "HRSRecord" not in year.entities:
        put(aim, field, hours)
        return
    found = next((one for one in aim.HRSRecord if (one.HRSType, one.HRSCode) == (HOURS, code)), None)
    if found is None:
        found = HRSRecord(aim, len(aim.HRSRecord))
        found.HRSType, found.HRSCode = HOURS, code
        aim.HRSRecord.append(found)
    put(found, "HRSAmount", hours)


def has_actual_hours(aim: LearningDelivery, year: Catalogue) -> bool:
    """Whether the off-the-job hours really delivered are recorded."""
    if "HRSRecord" not in year.entities:
        return aim.OTJActHours is not None
    return any((one.HRSType, one.HRSCode) == (HOURS, ACTUAL) for one in aim.HRSRecord)


def without_actual_hours(aim: LearningDelivery) -> None:
    """Takes the off-the-job hours really delivered away from an aim that only begins."""
    put(aim, "OTJActHours", None)
    aim.HRSRecord = [one for one in aim.HRSRecord if (one.HRSType, one.HRSCode) != (HOURS, ACTUAL)]


def next_number(learner: Learner, year: Catalogue) -> int:
    """The AimSeqNumber of a further aim."""
    number = max((aim.AimSeqNumber for aim in learner.LearningDelivery), default=0) + 1
    highest = year.fields["LearningDelivery"]["AimSeqNumber"].high
    if highest is not None and number > highest:
        raise Refused("FD_AimSeqNumber_AR", f"The learner has an aim {number - 1}; there can be none after it.")
    return number


def new_aim(aim: LearningDelivery, learner: Learner, year: Catalogue) -> LearningDelivery:
    """A further aim of the learner, begun as a copy of another one without how that ended and what was paid for it."""
    twin = copied(aim, learner)
    as_new(twin)
    put(twin, "AimSeqNumber", next_number(learner, year))
    for field in ("LearnActEndDate", "WithdrawReason", "Outcome", "AchDate", "OutGrade", "SWSupAimId"):
        put(twin, field, None)
    put(twin, "CompStatus", 1)
    without_actual_hours(twin)
    twin.AppFinRecord = []
    twin.LearningDeliveryWorkPlacement = []
    twin.position = len(learner.LearningDelivery)
    learner.LearningDelivery.append(twin)
    return twin


def shown(day: date) -> str:
    """A day as users type it."""
    return f"{day:%d/%m/%Y}"
