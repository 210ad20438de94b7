"""Checked learners for the tests of the dashboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from addin.dashboard.board import Dashboard, dashboard_of
from addin.dashboard.facts import Facts
from addin.sheets.marking import one_per_cell
from ilr_core import catalogue
from ilr_core.checking import context_for
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, Message, built_learner
from ilr_core.rules import Check, ReturnFile

NOW = datetime(2026, 11, 23, 9, 30)
YEAR = catalogue.load("2627")
START, END = date(2026, 8, 3), date(2027, 11, 30)
COMMON: Mapping[str, Any] = {
    "LearnStartDate": START, "LearnPlanEndDate": END, "FundModel": 36, "ProgType": 25, "StdCode": 91,
    "DelLocPostCode": "ZZ99 9ZZ", "CompStatus": 1,
}  # fmt: skip
ACT = {"LearnDelFAMType": "ACT", "LearnDelFAMCode": "1", "LearnDelFAMDateFrom": START}
SOF = {"LearnDelFAMType": "SOF", "LearnDelFAMCode": "105"}
AIMS: Sequence[Mapping[str, Any]] = (
    {"LearnAimRef": "ZPROG001", "AimType": 1, **COMMON,
     "HRSRecord": [{"HRSType": "HRS", "HRSCode": 1, "HRSAmount": 400}], "EPAOrgID": "EPA0001",
     "LearningDeliveryFAM": [SOF, ACT],
     "AppFinRecord": [{"AFinType": "TNP", "AFinCode": code, "AFinDate": START, "AFinAmount": amount}
                      for code, amount in ((1, 9000), (2, 1000))]},
    {"LearnAimRef": "60342843", "AimType": 3, **COMMON, "LearningDeliveryFAM": [SOF]},
)  # fmt: skip
LEARNER: Mapping[str, Any] = {
    "LearnRefNumber": "A1", "ULN": 1000000027, "FamilyName": "Example", "GivenNames": "Pat",
    "DateOfBirth": date(1995, 5, 5), "Ethnicity": 31, "Sex": "F", "LLDDHealthProb": 2, "PostcodePrior": "ZZ99 9ZZ",
    "Postcode": "ZZ99 9ZZ", "AddLine1": "1 Nowhere Street", "NINumber": "AB123456A",
    "PriorAttain": [{"PriorLevel": 2, "DateLevelApp": START}],
    "LearnerEmploymentStatus": [{"EmpStat": 10, "DateEmpStatApp": date(2026, 1, 5), "EmpId": 999999999,
                                 "EmploymentStatusMonitoring": [{"ESMType": "EII", "ESMCode": 8},
                                                                {"ESMType": "LOE", "ESMCode": 4}]}],
}  # fmt: skip


def made_learner(changes: Mapping[str, Any] | None = None, aims: Sequence[Any] = (), *, position: int = 0) -> Learner:
    """The clean apprentice with other values; None for an aim takes it away, ``like`` makes a new one of another."""
    data = dict(LEARNER) | dict(changes or {})
    data["LearningDelivery"] = _aims(aims)
    texts = _taken_texts(data["LearningDelivery"])
    kept = {name: value for name, value in data.items() if value is not None}
    learner = built_learner(kept, YEAR, position)
    for aim, unread in zip(learner.LearningDelivery, texts, strict=True):
        for name, text in unread.items():
            aim.keep_text(name, text)
            aim.add_fault(name, "unreadable")
    learner.place = ("Learners", position + 2)
    return learner


def _aims(changes: Sequence[Any]) -> list[dict[str, Any]]:
    wanted = list(changes) + [{}] * (len(AIMS) - len(changes))
    made = []
    for number, change in enumerate(wanted):
        if change is None:
            continue
        own = dict(change)
        base = AIMS[own.pop("like", number + 1) - 1]
        hours = own.pop("hours", {})
        if hours:
            codes = {"planned": 1, "actual": 3}
            own["HRSRecord"] = [
                {"HRSType": "HRS", "HRSCode": codes[name], "HRSAmount": value} for name, value in hours.items()
            ]
        merged = {"AimSeqNumber": len(made) + 1, **base, **own}
        made.append({name: value for name, value in merged.items() if value is not None})
    return made


def _taken_texts(aims: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Dates that cannot be read, taken out of the data."""
    unread = [{name: str(aim[name]) for name in aim if "Date" in name and isinstance(aim[name], str)} for aim in aims]
    for aim, names in zip(aims, unread, strict=True):
        for name in names:
            del aim[name]
    return unread


def facts_of(learners: Sequence[Learner], knowledge: Knowledge | None = None, **more: Any) -> Facts:
    """The learners, checked."""
    known = knowledge or Knowledge()
    check = Check(context_for(YEAR, Message(), NOW, known))
    findings = check.learners(learners)
    findings += check.close(ReturnFile(Message(), YEAR.namespace, len(learners)))
    own = [found for found in findings if found.order and found.order[0] >= 0]
    return Facts(YEAR, learners, one_per_cell(own), NOW, knowledge=known, **more)


def board_of(learners: Sequence[Learner], **more: Any) -> Dashboard:
    """Their dashboard."""
    return dashboard_of(
        facts_of(learners, **more), title="made.xml", ukprn=10000001, address=lambda spot: str(spot.place)
    )
