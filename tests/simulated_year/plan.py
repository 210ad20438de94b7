"""What happens in a made-up provider's year: who starts when, what becomes of them, what somebody types by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from addin.demo.people import made_up_uln, person
from addin.sheets.cells import CellInput
from tests.programmes.made import ADULT_COURSE, TEAM_LEADER, Cells

SHORT: Cells = {**TEAM_LEADER, "Programme": "Team leader, short", "Months": 9, "English and maths months": 6,
                "Planned hours": 300, "TNP1": 6000, "TNP2": 900}  # fmt: skip
PROGRAMMES = (SHORT, TEAM_LEADER, ADULT_COURSE)
LEARNERS = 200
SHORTS, ADULTS = 20, 60
MONTHS_OF_STARTS = 10
WITHOUT_NUMBER = "S146"


@dataclass(frozen=True)
class Happening:
    """One guided change: when it is recorded for, of whom, which, and what is answered."""

    day: date
    learner: str
    event: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Typed:
    """Cells that somebody types by hand: into a row of a learner (the ``which``-th), or into a new row of the sheet."""

    day: date
    sheet: str
    learner: str
    cells: Mapping[str, CellInput]
    is_new: bool = False
    which: int = 0


def _at(day: str, learner: str, event: str, **answers: str) -> Happening:
    when = date.fromisoformat(day)
    dated = answers if event in ("uln", "detail") else {"date": f"{when:%d/%m/%Y}", **answers}
    return Happening(when, learner, event, dated)


def _finished(learner: str, day: str) -> list[Happening]:
    parts = [_at(day, learner, "aim-finished", aim=str(aim), outcome="1") for aim in (2, 3, 4)]
    return [*parts, _at(day, learner, "training-finished", actual_hours="310")]


HAPPENINGS = sorted(
    (
        *_finished("S001", "2026-05-22"), _at("2026-06-19", "S001", "result", outcome="1"),
        *_finished("S003", "2026-05-22"), _at("2026-06-26", "S003", "result", outcome="3"),
        *_finished("S004", "2026-05-29"), _at("2026-09-18", "S004", "result", outcome="1"),
        _at("2025-11-10", "S021", "price", training_price="7000"),
        _at("2026-03-02", "S021", "price", training_price="7400", assessment_price="900"),
        _at("2025-11-24", "S022", "price", assessment_price="800"),
        _at("2025-12-01", "S023", "employer", employer="999999999", hours="8"),
        _at("2026-03-09", "S023", "employer", employer="999999999", hours="7", training_price="3000"),
        _at("2026-01-12", "S024", "employer", employer="999999999", hours="8"),
        _at("2025-11-28", "S025", "break"),
        _at("2026-02-02", "S025", "return", planned_end="31/12/2026, 3=31/07/2026, 4=31/07/2026", share_left="70"),
        _at("2026-05-15", "S026", "break"),
        _at("2026-09-07", "S026", "return", planned_end="31/03/2027, 3=31/01/2027, 4=31/01/2027", share_left="40",
            agreement="AB12CD"),
        _at("2026-06-12", "S027", "break"),
        _at("2025-09-12", "S028", "withdraw", withdraw_reason="44", actual_hours="20"),
        _at("2026-01-09", "S029", "withdraw", withdraw_reason="3", actual_hours="120"),
        _at("2026-02-02", "S030", "redundancy", status="11"),
        _at("2026-03-02", "S030", "employer", employer="999999999", hours="8"),
        _at("2025-10-06", "S031", "support-on"), _at("2026-01-30", "S031", "support-off"),
        _at("2025-11-03", "S032", "support-on"),
        _at("2025-10-20", WITHOUT_NUMBER, "uln", uln=str(made_up_uln(70_001))),
        _at("2025-12-08", "S034", "detail", field="FamilyName", value="Newname"),
        _at("2026-02-10", "S035", "detail", field="AddLine1", value="9 Moved Road"),
        _at("2026-03-06", "S036", "transfer-out", actual_hours="150"),
        _at("2026-03-27", "S037", "aim-finished", aim="3", outcome="1"),
        _at("2026-03-27", "S037", "aim-finished", aim="4", outcome="3"),
        _at("2026-04-02", "S037", "change-programme", start="03/04/2026", planned_end="31/05/2027", standard="203",
            components="60342843", planned_hours="320", training_price="5000", assessment_price="700",
            actual_hours="140"),
        _at("2026-01-16", "S141", "aim-finished", aim="1", outcome="1"),
        _at("2026-01-16", "S141", "aim-finished", aim="2", outcome="1"),
        _at("2025-11-14", "S142", "withdraw", aim="1", withdraw_reason="97"),
        _at("2026-10-09", "S038", "price", training_price="7700"),
        _at("2026-10-12", "S039", "withdraw", withdraw_reason="40", actual_hours="180"),
    ),
    key=lambda one: one.day,
)  # fmt: skip

BY_HAND = (
    Typed(date(2025, 10, 15), "Learners", "S040", {"TelNo": "07700900123"}),
    Typed(date(2026, 1, 20), "Finance", "S041", {"AimSeqNumber": 1, "AFinType": "PMR", "AFinCode": "1",
                                                 "AFinDate": date(2026, 1, 19), "AFinAmount": 400}, is_new=True),
    Typed(date(2026, 3, 12), "Aims", "S042", {"DelLocPostCode": "ZZ99 9ZZ", "ProvSpecDelMon A": "GROUP 7"}),
)  # fmt: skip


TO_DECIDE = (
    Typed(date(2026, 8, 21), "Aims", "S037", {"AimSeqNumber": 1}, which=0),
    Typed(date(2026, 8, 21), "Aims", "S037", {"AimSeqNumber": 2}, which=1),
    Typed(date(2026, 8, 21), "Aims", "S142", {"AimSeqNumber": 1}),
)
"""What the roll-over leaves to a person: numbers of aims whose earlier ones have ended."""


def starters() -> Iterator[tuple[date, dict[str, CellInput]]]:
    """Every learner of the year with the month (its first day) in whose list they come."""
    random = Random(2526)
    for number in range(LEARNERS):
        reference = f"S{number + 1:03}"
        month, programme = _month_and_programme(number)
        start = month + timedelta(days=3 + number % 20)
        one = person(50_000 + number, random, (date(1975, 1, 1), date(2000, 1, 1)))
        yield month, {
            "Programme": programme, "LearnRefNumber": reference, "LearnStartDate": start, "FamilyName": one.family,
            "GivenNames": f"{one.given} {chr(65 + number % 26)}",
            "ULN": 9999999999 if reference == WITHOUT_NUMBER else one.uln,
            "DateOfBirth": one.born, "Sex": one.sex, "Ethnicity": one.ethnicity, "LLDDHealthProb": 2,
            "NINumber": one.ni_number, "PostcodePrior": "ZZ99 9ZZ", "Postcode": "ZZ99 9ZZ",
            "AddLine1": one.address, "PriorLevel": 3,
        }  # fmt: skip


def _month_and_programme(number: int) -> tuple[date, str]:
    """Apprentices with a happening of the plan start in August, the others one month after the other."""
    if number < SHORTS:
        return date(2025, 8, 1), str(SHORT["Programme"])
    if number < LEARNERS - ADULTS:
        months = 0 if number < 2 * SHORTS + 2 else number % MONTHS_OF_STARTS
        return _month(months), str(TEAM_LEADER["Programme"])
    return _month(1 + number % 5 if number >= LEARNERS - ADULTS + 2 else 1), str(ADULT_COURSE["Programme"])


def _month(number: int) -> date:
    return date(2025 + (7 + number) // 12, (7 + number) % 12 + 1, 1)


def months(first: date, count: int) -> Iterator[tuple[date, datetime]]:
    """First days of months, each with the moment after its end at which its return is made."""
    for number in range(count):
        month = date(first.year + (first.month - 1 + number) // 12, (first.month - 1 + number) % 12 + 1, 1)
        after = month + timedelta(days=32)
        yield month, datetime(after.year, after.month, 3, 10, 0)
