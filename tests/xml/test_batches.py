"""Learners read and judged several at a time are the same as one by one."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest

from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.model import Finding, Learner
from ilr_core.rules import Check, Context, ReturnFile
from ilr_core.xml import ReturnReader
from tests.xml.made_returns import pretty

YEAR = catalogue.load("2627")
FIVE = pretty(YEAR, learners=5)


def reader(text: str) -> ReturnReader:
    return ReturnReader(io.BytesIO(text.encode()), "a.xml")


def changed(learner: int, old: str, new: str) -> str:
    parts = FIVE.split("<Learner>")
    assert old in parts[learner]
    parts[learner] = parts[learner].replace(old, new, 1)
    return "<Learner>".join(parts)


@pytest.mark.parametrize(("size", "lengths"), [(1, [1] * 5), (2, [2, 2, 1]), (5, [5]), (6, [5])])
@pytest.mark.parametrize("text", [FIVE, changed(5, "<Sex>", "<Sex>X"), changed(1, "<Accom>", "<Odd>1</Odd><Accom>")])
def test_every_learner_is_in_one_batch(text: str, size: int, lengths: list[int]) -> None:
    alone, together = reader(text), reader(text)
    expected = list(alone.learners())
    found = list(together.batches(size))
    assert [len(batch) for batch in found] == lengths
    records = [record for batch in found for learner in batch for record in learner.walk()]
    wanted = [record for learner in expected for record in learner.walk()]
    assert [(one.place, one.position, one.faults) for one in records] == [
        (one.place, one.position, one.faults) for one in wanted
    ]
    together_read = [learner for batch in found for learner in batch]
    assert all(one.same_as(other) for one, other in zip(together_read, expected, strict=True))
    assert (together.learner_count, together.schema_valid) == (alone.learner_count, alone.schema_valid)
    assert together.message.faults == alone.message.faults


def test_exact_places_last_as_long_as_the_batch() -> None:
    seen: list[Learner] = []
    for batch in reader(FIVE).batches(2):
        assert all(learner.place_of("ULN") > learner.place for learner in batch)
        assert all(learner.place_of("ULN") == learner.place for learner in seen)
        seen += batch
    assert len(seen) == 5


def test_damage_behind_an_unfinished_batch_is_told() -> None:
    broken = FIVE[: FIVE.rindex("<Learner>") + 12]
    with pytest.raises(InputError):
        list(reader(broken).batches(50))


def judged(text: str, size: int) -> list[Finding]:
    source = reader(text)
    findings: list[Finding] = []
    check = Check(Context(YEAR, date(2026, 11, 9), datetime.fromisoformat("2026-11-09T12:00")))
    for batch in source.batches(size):
        findings += check.learners(batch)
    return findings + check.close(ReturnFile(source.message, source.namespace, source.learner_count))


@pytest.mark.parametrize(
    "text",
    [FIVE, changed(2, "<Sex>", "<Sex>X"), changed(4, "<FundModel>", "<FundModel>9")],
)
def test_findings_are_the_same_in_the_same_order(text: str) -> None:
    expected = judged(text, 1)
    assert expected
    assert judged(text, 3) == expected
    assert judged(text, 50) == expected
