"""Two returns compared: nothing where both are the same, and exactly what was changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.demo.learners import made_data
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner, Record, built, built_learner, copied
from ilr_core.returns.comparison import Comparison, compare, differences
from tests.core.odd_learners import from_cases, from_nothing
from tests.returns.compared import YEAR, aim, apprentice, fam, price, told

DAY = date(2026, 11, 23)
quick = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def made(count: int) -> list[Learner]:
    return [built_learner(data, YEAR, number) for number, data in enumerate(made_data(YEAR, count, DAY))]


def odd_learners(year: Catalogue) -> st.SearchStrategy[list[Learner]]:
    data = st.lists(st.one_of(from_cases(year), from_nothing(year)), min_size=1, max_size=4)
    return data.map(lambda drawn: [built_learner(one, year, position) for position, one in enumerate(drawn)])


@quick
@given(st.data())
def test_a_return_is_no_different_from_itself(data: st.DataObject) -> None:
    year = catalogue.load(data.draw(st.sampled_from(catalogue.years())))
    learners = data.draw(odd_learners(year))
    twins = [copied(one) for one in learners]
    found = compare(learners, data.draw(st.permutations(twins)) if _have_own_references(learners) else twins)
    assert (found.changed, found.starters, found.leavers) == ([], [], [])
    assert found.same == len(learners)


def _have_own_references(learners: list[Learner]) -> bool:
    references = [one.text("LearnRefNumber") for one in learners]
    return None not in references and len(set(references)) == len(references)


@quick
@given(st.data())
def test_every_learner_of_both_returns_is_told_once(data: st.DataObject) -> None:
    old, new = data.draw(odd_learners(YEAR)), data.draw(odd_learners(YEAR))
    found = compare(old, new)
    assert found.same + len(found.changed) + len(found.leavers) == len(old)
    assert found.same + len(found.changed) + len(found.starters) == len(new)
    before = [*(one.old for one in found.changed), *found.leavers]
    after = [*(one.new for one in found.changed), *found.starters]
    assert len({id(one) for one in before}) == len(before)
    assert {id(one) for one in before} <= {id(one) for one in old}
    assert len({id(one) for one in after}) == len(after)
    assert {id(one) for one in after} <= {id(one) for one in new}
    back = compare(new, old)
    assert (back.same, len(back.changed)) == (found.same, len(found.changed))


@settings(quick, max_examples=150)
@given(st.data())
def test_it_finds_exactly_what_was_changed(data: st.DataObject) -> None:
    """Learners taken out and put in, aims and records taken out, renumbered, fields changed, all of it shuffled."""
    learners = made(8)
    changes = Changes(data)
    new = changes.applied(learners)
    found = compare(learners, data.draw(st.permutations(new)))
    assert {one.LearnRefNumber for one in found.leavers} == changes.left
    assert {one.LearnRefNumber for one in found.starters} == changes.started
    assert sorted(map(repr, _facts(found))) == sorted(map(repr, changes.expected))
    assert found.same == len(learners) - len(changes.left) - len({ref for ref, *_ in changes.expected})


def _facts(found: Comparison) -> list[tuple[object, ...]]:
    return [
        (learner.old.LearnRefNumber, one.kind, one.entity, one.field, one.old, one.new)
        for learner in found.changed for one in learner.differences
    ]  # fmt: skip


class Changes:
    """Changes drawn and applied to copies of learners, and what a comparison must tell of them."""

    TEXTS = (("Learner", "AddLine1", "9 New Street"), ("Learner", "Postcode", "ZZ99 9ZZ"), ("Learner", "TelNo", "0"))
    ON_AIMS = (("LearningDelivery", "OutGrade", "PA"), ("LearningDelivery", "DelLocPostCode", "SW1A 2AA"))

    def __init__(self, data: st.DataObject):
        self._data = data
        self.left: set[str] = set()
        self.started: set[str] = set()
        self.expected: list[tuple[object, ...]] = []

    def applied(self, learners: list[Learner]) -> list[Learner]:
        new = []
        for learner in learners:
            match self._data.draw(st.integers(0, 5)):
                case 0:
                    self.left.add(learner.LearnRefNumber)
                case 1:
                    new.append(copied(learner))
                case _:
                    new.append(self._changed(copied(learner)))
        for number in range(self._data.draw(st.integers(0, 2))):
            starter = copied(learners[0])
            starter.LearnRefNumber, starter.ULN, starter.PrevLearnRefNumber = f"S{number}", 5000000000 + number, None
            self.started.add(starter.LearnRefNumber)
            new.append(starter)
        return new

    def _changed(self, learner: Learner) -> Learner:
        reference = learner.LearnRefNumber
        if self._data.draw(st.booleans()):
            learner.LearnRefNumber, learner.PrevLearnRefNumber = f"N{reference}", reference
            self._expect(reference, "changed", "Learner", "LearnRefNumber", reference, f"N{reference}")
            self._expect(reference, "changed", "Learner", "PrevLearnRefNumber", None, reference)
        for entity, name, value in self._data.draw(st.lists(st.sampled_from(self.TEXTS), unique=True, max_size=2)):
            self._field(reference, learner, entity, name, value)
        aim = self._data.draw(st.sampled_from(learner.LearningDelivery))
        for entity, name, value in self._data.draw(st.lists(st.sampled_from(self.ON_AIMS), unique=True, max_size=2)):
            self._field(reference, aim, entity, name, value)
        self._child(reference, aim)
        if self._data.draw(st.booleans()):
            for each in learner.LearningDelivery:
                self._expect(reference, "changed", "LearningDelivery", "AimSeqNumber", str(each.AimSeqNumber),
                             str(each.AimSeqNumber + 40))  # fmt: skip
                each.AimSeqNumber += 40
        return learner

    def _field(self, reference: str, record: Record, entity: str, name: str, value: str) -> None:
        if record.text(name) != value:
            self._expect(reference, "changed", entity, name, record.text(name), value)
            setattr(record, name, value)

    def _child(self, reference: str, aim: Record) -> None:
        name = self._data.draw(st.sampled_from(["LearningDeliveryFAM", "AppFinRecord", "HRSRecord"]))
        records = getattr(aim, name)
        if records and self._data.draw(st.booleans()):
            records.remove(self._data.draw(st.sampled_from(records)))
            self._expect(reference, "removed", name, "", None, None)
        elif name == "AppFinRecord":
            new = {"AFinType": "PMR", "AFinCode": 1, "AFinDate": DAY, "AFinAmount": 77}
            records.append(built("AppFinRecord", new, YEAR, aim))
            self._expect(reference, "added", name, "", None, None)

    def _expect(self, *fact: object) -> None:
        self.expected.append(fact)


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[tuple[str, str, str, str | None, str | None]]]] = {
    "a spelling is no change": ({"ULN": "1000000027"}, {"ULN": "+1000000027"}, []),
    "what cannot be read counts": (
        {"DateOfBirth": "31/2/2006"}, {"DateOfBirth": "30/2/2006"},
        [("changed", "Learner", "DateOfBirth", "31/2/2006", "30/2/2006")],
    ),
    "an empty text is not an absent one": (
        {"Email": ""}, {"Email": "a@example.com"}, [("changed", "Learner", "Email", "", "a@example.com")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_fields(case: str) -> None:
    old, new, wanted = CASES[case]
    assert told(compare([apprentice(**old)], [apprentice(**new)])) == wanted


TEMPORARY, KNOWN = "9999999999", "1000000027"
MATCHES = {
    "by number": ({"LearnRefNumber": "A1"}, {"LearnRefNumber": "A1", "ULN": TEMPORARY}, "LearnRefNumber"),
    "by the number before": (
        {"LearnRefNumber": "A1"}, {"LearnRefNumber": "B1", "PrevLearnRefNumber": "A1"}, "PrevLearnRefNumber",
    ),
    "by the number before, the other way round": (
        {"LearnRefNumber": "B1", "PrevLearnRefNumber": "A1"}, {"LearnRefNumber": "A1"}, "PrevLearnRefNumber",
    ),
    "by ULN": ({"LearnRefNumber": "A1", "ULN": KNOWN}, {"LearnRefNumber": "B1", "ULN": KNOWN}, "ULN"),
    "never by the temporary ULN": (
        {"LearnRefNumber": "A1", "ULN": TEMPORARY}, {"LearnRefNumber": "B1", "ULN": TEMPORARY}, None,
    ),
    "the number goes before the ULN": (
        {"LearnRefNumber": "A1", "ULN": KNOWN}, {"LearnRefNumber": "A1", "ULN": TEMPORARY}, "LearnRefNumber",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MATCHES)
def test_how_a_learner_is_found_again(case: str) -> None:
    old, new, matched_by = MATCHES[case]
    found = compare([apprentice(**old)], [apprentice(**new)])
    if matched_by is None:
        assert (len(found.leavers), len(found.starters)) == (1, 1)
        return
    assert [one.matched_by for one in found.changed] == [matched_by]


AIMS = {
    "by the software's id": (
        [aim(1, SWSupAimId="x"), aim(2, SWSupAimId="y")], [aim(1, SWSupAimId="y"), aim(2, SWSupAimId="x")],
        {("changed", "AimSeqNumber", "1", "2"), ("changed", "AimSeqNumber", "2", "1")},
    ),
    "by number, though the start changed": (
        [aim(1)], [aim(1, "2026-09-08")], {("changed", "LearnStartDate", "2026-09-01", "2026-09-08")},
    ),
    "by content: the first of two programmes was taken out and the other renumbered": (
        [aim(1, "2024-09-01"), aim(2, "2025-09-01")], [aim(1, "2025-09-01")],
        {("changed", "AimSeqNumber", "2", "1"), ("removed", "", None, None)},
    ),
    "another aim under the same number is another aim": (
        [aim(1)], [aim(1, "2026-10-01", LearnAimRef="60000001", AimType=3)],
        {("added", "", None, None), ("removed", "", None, None)},
    ),
    "only the reference was corrected": (
        [aim(1, LearnAimRef="60000001")], [aim(1, LearnAimRef="60000002")],
        {("changed", "LearnAimRef", "60000001", "60000002")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", AIMS)
def test_how_an_aim_is_found_again(case: str) -> None:
    old, new, wanted = AIMS[case]
    found = compare([apprentice(LearningDelivery=old)], [apprentice(LearningDelivery=new)])
    assert {fact[:1] + fact[2:] for fact in told(found)} == wanted


RECORDS = {
    "a closed contract": (
        "LearningDeliveryFAM", [fam("ACT", "1", "2026-09-01")], [fam("ACT", "1", "2026-09-01", "2026-11-01")],
        {("changed", "LearnDelFAMDateTo", None, "2026-11-01")},
    ),
    "another contract type from the same day": (
        "LearningDeliveryFAM", [fam("ACT", "1", "2026-09-01")], [fam("ACT", "2", "2026-09-01")],
        {("changed", "LearnDelFAMCode", "1", "2")},
    ),
    "another day": (
        "LearningDeliveryFAM", [fam("LSF", "1", "2026-09-01")], [fam("LSF", "1", "2026-09-08")],
        {("changed", "LearnDelFAMDateFrom", "2026-09-01", "2026-09-08")},
    ),
    "the only one of its type": (
        "LearningDeliveryFAM", [fam("SOF", "105")], [fam("SOF", "110")], {("changed", "LearnDelFAMCode", "105", "110")},
    ),
    "some of several": (
        "LearningDeliveryFAM", [fam("LDM", "357"), fam("LDM", "363")], [fam("LDM", "363"), fam("LDM", "357")], set(),
    ),
    "a new price beside the old one": (
        "AppFinRecord", [price(1, "2026-09-01", 8000)], [price(1, "2026-09-01", 8000), price(1, "2026-11-01", 7000)],
        {("added", "", None, None)},
    ),
    "a price corrected": (
        "AppFinRecord", [price(1, "2026-09-01", 8000), price(2, "2026-09-01", 900)],
        [price(2, "2026-09-01", 900), price(1, "2026-09-01", 7500)], {("changed", "AFinAmount", "8000", "7500")},
    ),
    "a price redated": (
        "AppFinRecord", [price(1, "2026-09-01", 8000)], [price(1, "2026-09-08", 8000)],
        {("changed", "AFinDate", "2026-09-01", "2026-09-08")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RECORDS)
def test_how_a_record_is_found_again(case: str) -> None:
    entity, old, new, wanted = RECORDS[case]
    before, after = (apprentice(LearningDelivery=[aim(1) | {entity: records}]) for records in (old, new))
    assert {(one.kind, one.field, one.old, one.new) for one in differences(before, after)} == wanted
