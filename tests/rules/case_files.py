"""Rule cases as data: a base learner, the few fields that matter, and what the rule must say.

A case file maps a rule name to a list of cases. Each case has one of ``breaks``, ``passes`` or ``excused`` (its value a
few words; for ``excused`` the name of the exclusion predicate comes in ``by``), and optionally

    learner: apprentice            the base from bases.yaml (default: the file's ``_learner`` or apprentice)
    set:                           changes, applied in order
      ULN: 1000000027              a field of the learner (null takes it away); days as {start+30} or {end+1}
      LearningDelivery.PHours@2526: 400       applied in that year only
      LearningDelivery[1].AimType: 3          a field of the second aim ([0] may be left out)
      LearningDelivery.LearningDeliveryFAM: [{LearnDelFAMType: SOF, LearnDelFAMCode: 105}]     replaces the records
      LearningDelivery.LearningDeliveryFAM+: [{...}]                                           adds records
    years: ["2526"]                the years the case is judged in (default: every year the rule stands in)
    prepared: 2026-12-01           FilePreparationDate (default: 100 days into the year)
    now: 2026-12-01T10:00          time of the check (default: noon on the day prepared)
    complete: [OutGrade]           code lists that count as complete, as if the user had loaded the official list
    ended: {TTACCOM: {4: 2013-07-31}}       codes that count as ended on that day, as the official list may say
    others: [{set: {...}}]         more learners in the same return, from the same base
    count: 2                       how many findings of the rule there must be (default: at least one)
    place: PostcodePrior           the field the first finding must ask to mend
    registers: {LARS: {LearningDelivery: [{LearnAimRef: ZPROG001}]}}       registers that are loaded, by table
    file: {name: ..., zip_name: ..., namespace: ..., learners: 0, set: {Source.UKPRN: ...}}    for file-level rules
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import Finding, Learner, Message, built, built_learner
from ilr_core.rules import Check, Context, ReturnFile, rules_of
from tests.registers.made import made_registers

FOLDER = Path(__file__).parent
KINDS = ("breaks", "passes", "excused")
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


@dataclass(frozen=True)
class Case:
    """One case of one rule in one year."""

    rule: str
    kind: str
    words: str
    year: str
    data: dict[str, Any] = field(hash=False, compare=False)

    @property
    def id(self) -> str:
        return f"{self.rule}-{self.year}-{self.kind}-{self.words}"


@cache
def bases() -> dict[str, dict[str, Any]]:
    return yaml.load((FOLDER / "bases.yaml").read_text("utf-8"), _UniqueKeys)


@cache
def all_cases() -> tuple[Case, ...]:
    return tuple(case for path in sorted((FOLDER / "cases").glob("*.yaml")) for case in _cases_in(path))


def _cases_in(path: Path) -> Iterator[Case]:
    content = yaml.load(path.read_text("utf-8"), _UniqueKeys)
    default = content.pop("_learner", "apprentice")
    for rule, cases in content.items():
        for data in cases:
            kind = next(kind for kind in KINDS if kind in data)
            for year in data.get("years") or catalogue.years():
                # A year may spell a rule in its own way.
                official = catalogue.load(year).official_rule(rule)
                name = official.name if official else rule
                if "years" in data or name in rules_of(year):
                    yield Case(name, kind, str(data[kind]), year, {"learner": default, **data})


class _UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Refuses a rule that stands twice in one file, which YAML would silently drop."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"repeated key in {sorted(k for k in keys if keys.count(k) > 1)}"
        return super().construct_mapping(node, deep)


def base_data(name: str, year: Catalogue) -> dict[str, Any]:
    """A base learner as nested data.

    ``{start+30}`` in a value is a day counted from the first day of the year, ``{end+1}`` one from its last; a key
    ``PHours@2526`` is there in that year only, and so is a record with ``only: ["2627"]``.
    """
    return _dated(copy.deepcopy(bases()[name]), year)


def _dated(value: Any, year: Catalogue) -> Any:
    if isinstance(value, dict):
        kept = {
            k.partition("@")[0]: v for k, v in value.items() if k != "only" and k.partition("@")[2] in ("", year.year)
        }
        return {key: dated for key, inner in kept.items() if (dated := _dated(inner, year)) != []}
    if isinstance(value, list):
        return [_dated(inner, year) for inner in value if year.year in inner.get("only", [year.year])]
    found = re.fullmatch(r"\{(start|end)([+-]\d+)?\}", str(value))
    if not found:
        return value
    return (year.start if found[1] == "start" else year.end) + timedelta(days=int(found[2] or 0))


def change(data: dict[str, Any], path: str, value: Any) -> None:
    """Applies one ``set`` line to nested data."""
    steps = [(name, int(index or 0)) for name, index in _STEP.findall(path.rstrip("+"))]
    for name, index in steps[:-1]:
        data = data[name][index]
    name = steps[-1][0]
    if path.endswith("+"):
        data[name] = [*data.get(name, []), *value]
    elif value is None:
        data.pop(name, None)
    else:
        data[name] = value


def learners_of(case: Case) -> list[Learner]:
    year = catalogue.load(case.year)
    message = header_of(case, context_of(case).file_prepared)
    learners = []
    for position, extra in enumerate([case.data, *case.data.get("others", [])]):
        data = base_data(case.data["learner"], year)
        for path, value in (extra.get("set") or {}).items():
            if path.partition("@")[2] in ("", year.year):
                change(data, path.partition("@")[0], _dated(value, year))
        learner = built_learner(data, year, position)
        learner.message = message
        learners.append(learner)
    return learners


def header_of(case: Case, prepared: date) -> Message:
    year = catalogue.load(case.year)
    data: dict[str, Any] = {
        "Header": [
            {
                "CollectionDetails": [{"Collection": "ILR", "Year": case.year, "FilePreparationDate": prepared}],
                "Source": [
                    {
                        "ProtectiveMarking": "OFFICIAL-SENSITIVE-Personal",
                        "UKPRN": 10000001,
                        "SerialNo": "01",
                        "DateTime": f"{prepared}T12:00:00",
                    }
                ],
            }
        ],
        "LearningProvider": [{"UKPRN": 10000001}],
    }
    for path, value in (case.data.get("file", {}).get("set") or {}).items():
        change(data, path, value)
    message = built("Message", data, year)
    assert isinstance(message, Message)
    return message


def context_of(case: Case) -> Context:
    year = catalogue.load(case.year)
    loaded = {name: replace(year.lists[name], complete=True) for name in case.data.get("complete", [])}
    for name, ends in case.data.get("ended", {}).items():
        codes = year.lists[name].codes
        ended = {str(code): replace(codes[str(code)], valid_to=day) for code, day in ends.items()}
        loaded[name] = replace(year.lists[name], codes={**codes, **ended})
    year = replace(year, lists={**year.lists, **loaded})
    prepared = case.data.get("prepared") or year.start + timedelta(days=100)
    now = case.data.get("now") or datetime.combine(prepared, time(12))
    now = datetime.fromisoformat(now) if isinstance(now, str) else now
    return Context(year, prepared, now, made_registers(_dated(case.data.get("registers", {}), year)))


def findings_of(case: Case) -> list[Finding]:
    """Every finding of the case's return."""
    context = context_of(case)
    check = Check(context)
    learners = learners_of(case)
    findings = [found for learner in learners for found in check.learner(learner)]
    file = case.data.get("file", {})
    message = header_of(case, context.file_prepared)
    closing = ReturnFile(
        message=message,
        namespace=file.get("namespace", context.catalogue.namespace),
        learners=file.get("learners", len(learners)),
        name=file.get("name"),
        zip_name=file.get("zip_name"),
    )
    return findings + check.close(closing)
