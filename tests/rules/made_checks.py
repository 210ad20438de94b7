"""Learners, contexts and a rule that always finds something, for the tests of the engine."""

from __future__ import annotations

from datetime import date, datetime, time

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import (
    Finding,
    Learner,
    Message,
    built,
    built_learner,
)
from ilr_core.registers import Registers
from ilr_core.rules import Check, Context, Needs, ReturnFile
from ilr_core.rules.registry import Verdict
from tests.rules.case_files import base_data

YEAR = catalogue.load("2627")
NOW = datetime.fromisoformat("2026-11-09T12:00")


def context(prepared: date = date(2026, 11, 9), year: Catalogue = YEAR, **registers: object) -> Context:
    return Context(year, prepared, datetime.combine(prepared, time(12)), Registers(**registers))


def learner(position: int = 0, base: str = "apprentice", **fields: object) -> Learner:
    return built_learner(base_data(base, YEAR) | fields, YEAR, position)


def found_in(data: Learner, ctx: Context | None = None) -> list[Finding]:
    return Check(ctx or context()).learner(data)


def names(findings: list[Finding]) -> list[str]:
    return [found.rule for found in findings]


def always_broken(one: Learner, ctx: Context) -> bool:
    """The number {ULN} is wrong.

    Mend it.
    """
    return True


def fails(one: Learner, ctx: Context) -> bool:
    """The number {ULN} is wrong.

    Mend it.
    """
    raise ZeroDivisionError(one.FamilyName)


def file_needs(file: ReturnFile, ctx: Context) -> Verdict:
    """The number {UKPRN} is wrong.

    Mend it.
    """
    return Needs(("organisations",))


def header_data() -> dict:
    made = {"ProtectiveMarking": "OFFICIAL-SENSITIVE-Personal", "UKPRN": 10000001, "SerialNo": "01"}
    return {
        "Header": [
            {
                "CollectionDetails": [{"Collection": "ILR", "Year": "2627", "FilePreparationDate": date(2026, 11, 9)}],
                "Source": [made | {"DateTime": "2026-11-09T12:00:00"}],
            }
        ],
        "LearningProvider": [{"UKPRN": 10000001}],
    }


def built_header() -> Message:
    message = built("Message", header_data(), YEAR)
    assert isinstance(message, Message)
    return message
