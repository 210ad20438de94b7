"""What goes on, in which form, and what is asked: one case for each, with both sides of the turn of the year."""

from __future__ import annotations

from typing import Any

import pytest

from ilr_core.roll_over import reasons_to_carry, roll_over
from tests.roll_over.made import at, cases, fits, learner_of, step, value_at


@pytest.mark.parametrize(("words", "case"), cases(), ids=[words for words, _ in cases()])
def test_case(words: str, case: dict[str, Any]) -> None:
    way = step()
    old = learner_of(case, way.old)
    reasons = {aim.AimSeqNumber: reason.name for aim, reason in reasons_to_carry(old, way.new.start).items()}
    assert reasons == case["carried"]
    rolled = roll_over([old], way)
    assert (len(rolled.pairs), rolled.left_out) == ((1, 0) if reasons else (0, 1))
    for wanted in case.get("notes", []):
        assert any(fits(note, wanted) for note in rolled.notes), (wanted, rolled.notes)
    for unwanted in case.get("without", []):
        assert [note for note in rolled.notes if fits(note, unwanted)] == []
    if not reasons:
        return
    new = rolled.learners[0]
    assert [aim.AimSeqNumber for aim in new.LearningDelivery] == sorted(case["carried"])
    for path, value in case.get("values", {}).items():
        assert value_at(new, path) == (None if value is None else str(value)), path
    if "faults" in case:
        found = {record: record.faults for record in new.walk() if record.faults}
        wanted_faults = {at(new, path): tuple(kinds) for path, kinds in case["faults"].items()}
        told = {(record, name): kinds for record, names in found.items() for name, kinds in names.items()}
        assert told == wanted_faults


def test_cases_stand_on_both_sides_of_the_turn_of_the_year() -> None:
    way = step()
    assert (way.old.end.isoformat(), way.new.start.isoformat()) == ("2026-07-31", "2026-08-01")
