"""Learners of the old year for roll-over cases, and how the cases say what must come of them."""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner, LearningDelivery, Record, built_learner, plain_text
from ilr_core.roll_over import Note, YearStep, year_step
from tests.rules.case_files import _dated, base_data, bases, change

OLD, NEW = "2526", "2627"
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def step() -> YearStep:
    return year_step(catalogue.load(OLD), catalogue.load(NEW))


@cache
def content() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))


def cases() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{group}: {case['is']}", case)
        for group, inside in content().items()
        if not group.startswith("_")
        for case in inside
    ]


def learner_of(case: dict[str, Any], year: Catalogue) -> Learner:
    """The old learner: an apprentice, or another base, with the changes of the case, in their order."""
    base = case.get("learner", "apprentice")
    own = content()["_bases"].get(base)
    data = base_data(base if base in bases() else "apprentice", year)
    if own:
        data |= _dated(copy.deepcopy(own), year)
    for path, value in (case.get("set") or {}).items():
        change(data, path, _dated(copy.deepcopy(value), year) if value != [] else [])
    return built_learner(data, year)


def at(record: Record, path: str) -> tuple[Record | None, str]:
    """The record and field that a path names; None if the record is not there."""
    steps = _STEP.findall(path)
    found: Record | None = record
    for name, index in steps[:-1]:
        children = getattr(found, name) if found else []
        found = children[int(index or 0)] if int(index or 0) < len(children) else None
    return found, steps[-1][0]


def value_at(record: Record, path: str) -> str | None:
    holder, name = at(record, path)
    value = holder.value(name) if holder else None
    return None if value is None else plain_text(value)


def fits(note: Note, wanted: dict[str, Any]) -> bool:
    """Whether a note is what a case describes; ``place`` is the position of its record."""
    for name, value in wanted.items():
        if name == "text":
            fitting = value in note.text
        elif name == "place":
            fitting = note.record is not None and note.record.position == value
        else:
            fitting = getattr(note, name) == value
        if not fitting:
            return False
    return True


def sequence(aim: LearningDelivery) -> int:
    return aim.AimSeqNumber
