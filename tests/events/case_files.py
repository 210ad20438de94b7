"""Cases of guided changes as data: a learner, what happens, and exactly which facts change.

A case file holds a list of cases for each event. A case has

    it: what it shows
    learner: apprentice            one of BASES (default)
    set: {path: value}             changes of the base, as in the cases of the rules
    after: [[event, {answers}]]    guided changes made before; each must be allowed by the rules too
    answers: {date: start+60}      as a user types them; start+60 is a day counted from the first day of the year
    prepared: start+300            the day of the check (default: start+100)
    years: ["2627"]                (default: every year)

and one of

    becomes: |                     the facts that are lost (-) and gained (+), all of them; ~ first: some of them
      - 1 CompStatus 1
      + 1 CompStatus 6
    refused: LearnActEndDate_01    the event refuses it by that rule ("" for none); ``says`` is part of the sentence
    forbidden: HRSType_09          the rules find these new errors in the result
    unreadable: the first words of what is said of the answer
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from addin.changes.answers import read_answers
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.events import EVENTS, Changed, Refusal, Scene, changed_by
from ilr_core.model import Finding, Learner, LearningDelivery, built_learner
from ilr_core.rules import Check, Context
from tests.rules.case_files import base_data, change

FOLDER = Path(__file__).parent / "cases"
_DAY = re.compile(r"\bstart([+-]\d+)\b")
HOURS = {1: "planned", 3: "actual", 4: "taken out"}
FIELDS_OF_HOURS = {"PHours": "planned", "OTJActHours": "actual"}


@dataclass(frozen=True)
class Case:
    event: str
    year: str
    data: dict[str, Any] = field(hash=False, compare=False)

    @property
    def id(self) -> str:
        return f"{self.event}-{self.year}-{self.data['it']}"


def all_cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for event, cases in yaml.safe_load(path.read_text("utf-8")).items():
            for data in cases:
                for year in data.get("years") or catalogue.years():
                    yield Case(event, year, data)


def _apprentice(year: Catalogue) -> dict[str, Any]:
    return base_data("apprentice", year)


def _with_english(year: Catalogue) -> dict[str, Any]:
    data = base_data("apprentice", year)
    english = dict(data["LearningDelivery"][1])
    contract = {"LearnDelFAMType": "ACT", "LearnDelFAMCode": "1", "LearnDelFAMDateFrom": english["LearnStartDate"]}
    english |= {
        "LearnAimRef": "60000003",
        "AimSeqNumber": 3,
        "LearnPlanEndDate": year.start + timedelta(days=200),
        "LearningDeliveryFAM": [*english["LearningDeliveryFAM"], contract],
    }
    data["LearningDelivery"].append(english)
    return data


def _adult(year: Catalogue) -> dict[str, Any]:
    data = base_data("apprentice", year)
    aim = {
        "AimType": 4,
        "LearnStartDate": year.start + timedelta(days=30),
        "LearnPlanEndDate": year.start + timedelta(days=200),
        "FundModel": 38,
        "DelLocPostCode": "ZZ99 9ZZ",
        "LSDPostcode": "ZZ99 9ZZ",
        "CompStatus": 1,
        "LearningDeliveryFAM": [
            {"LearnDelFAMType": "SOF", "LearnDelFAMCode": "105"},
            {"LearnDelFAMType": "FFI", "LearnDelFAMCode": "1"},
        ],
    }
    data["LearningDelivery"] = [
        {"LearnAimRef": "60000004", "AimSeqNumber": 1, **aim},
        {"LearnAimRef": "60000005", "AimSeqNumber": 2, **aim},
    ]
    return {**data, "PlanLearnHours": 120}


BASES: dict[str, Callable[[Catalogue], dict[str, Any]]] = {
    "apprentice": _apprentice,
    "with English": _with_english,
    "adult": _adult,
}


def learner_of(case: Case) -> Learner:
    """The learner before the case's event."""
    year = catalogue.load(case.year)
    data = BASES[case.data.get("learner", "apprentice")](year)
    for path, value in (case.data.get("set") or {}).items():
        if path.partition("@")[2] in ("", case.year):
            change(data, path.partition("@")[0], _dated(value, year))
    learner = built_learner(data, year)
    for event, answers in case.data.get("after", ()):
        before = learner
        done = outcome(event, learner, answers, year)
        assert isinstance(done, Changed), done
        learner = done.learner
        assert new_errors(before, learner, context_of(case)) == [], event
    return learner


def context_of(case: Case) -> Context:
    year = catalogue.load(case.year)
    prepared = _dated(case.data.get("prepared", "start+100"), year)
    return Context(year, prepared, datetime.combine(prepared, time(12)))


def outcome(event: str, learner: Learner, answers: dict[str, Any], year: Catalogue) -> Changed | Refusal:
    """What an event makes of a learner, with answers as typed."""
    texts = {name: _typed(text, year) for name, text in answers.items()}
    return changed_by(EVENTS[event], learner, read_answers(EVENTS[event], texts, year), Scene(year))


def new_errors(before: Learner, after: Learner, context: Context) -> list[Finding]:
    """The errors that only the later state of a learner has."""
    known = [(found.rule, found.aim) for found in Check(context).learner(before)]
    errors = [found for found in Check(context).learner(after) if found.severity == "error"]
    return [found for found in errors if (found.rule, found.aim) not in known]


def facts(learner: Learner, year: Catalogue) -> set[str]:
    """Everything a learner's records say, a line each; days are counted from the first day of the year."""
    found = {f"{name} {_shown(learner, name, year)}" for name in learner.FIELDS if learner.text(name) is not None}
    for status in learner.LearnerEmploymentStatus:
        facts_of_it = "".join(
            f" {one.ESMType}{one.ESMCode}"
            for one in sorted(status.EmploymentStatusMonitoring, key=lambda one: one.ESMType)
        )
        about = f"{status.EmpStat} {_counted(status.DateEmpStatApp, year)} {status.EmpId} {status.AgreemId}"
        found.add(f"employment {about}{facts_of_it}")
    for aim in learner.LearningDelivery:
        found |= {f"{aim.AimSeqNumber} {fact}" for fact in _facts_of_aim(aim, year)}
    return found


def _facts_of_aim(aim: LearningDelivery, year: Catalogue) -> Iterator[str]:
    for name in aim.FIELDS:
        if aim.text(name) is not None and name != "AimSeqNumber":
            yield f"{FIELDS_OF_HOURS.get(name, name)} {_shown(aim, name, year)}"
    for fam in aim.LearningDeliveryFAM:
        days = [_counted(day, year) for day in (fam.LearnDelFAMDateFrom, fam.LearnDelFAMDateTo)]
        yield f"{fam.LearnDelFAMType} {fam.LearnDelFAMCode}" + (f" {days[0]} {days[1]}" if any(days) else "")
    for fin in aim.AppFinRecord:
        yield f"{fin.AFinType}{fin.AFinCode} {fin.AFinAmount} {_counted(fin.AFinDate, year)}"
    for hours in aim.HRSRecord:
        yield f"{HOURS.get(hours.HRSCode, hours.HRSCode)} {hours.HRSAmount}"


def _shown(record: Any, name: str, year: Catalogue) -> str:
    value = record.value(name)
    return str(_counted(value, year)) if isinstance(value, date) else str(record.text(name))


def _counted(day: date | None, year: Catalogue) -> str | None:
    return None if day is None else f"start{(day - year.start).days:+}"


def _dated(value: Any, year: Catalogue) -> Any:
    if isinstance(value, dict):
        return {key: _dated(inner, year) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner, year) for inner in value]
    found = _DAY.fullmatch(str(value))
    return year.start + timedelta(days=int(found[1])) if found else value


def _typed(value: Any, year: Catalogue) -> str:
    return _DAY.sub(lambda found: f"{year.start + timedelta(days=int(found[1])):%d/%m/%Y}", str(value))
