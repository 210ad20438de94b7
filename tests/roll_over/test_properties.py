"""Whatever a return holds: every learner, aim and value is carried, moved or listed, and the new return is readable."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.roll_over.rolled_book import written
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, Conversion
from ilr_core.catalogue.next_year import FieldTest
from ilr_core.model import Learner, LearningDelivery, Record, built_learner, copied
from ilr_core.roll_over import RollOver, YearStep, reasons_to_carry, roll_over, rules_ahead, unreadable, year_step
from ilr_core.xml import HeaderFacts, schema_problems, write_return
from tests.core.odd_learners import everything, from_cases, from_nothing
from tests.roll_over.made import step

NOW = datetime(2026, 8, 20, 10)
quick = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def odd_learners(year: Catalogue) -> st.SearchStrategy[list[Learner]]:
    data = st.lists(st.one_of(from_cases(year), from_cases(year), from_nothing(year)), min_size=1, max_size=3)
    return data.map(lambda drawn: [built_learner(one, year, position) for position, one in enumerate(drawn)])


def assert_accounted_for(learners: list[Learner], rolled: RollOver) -> None:
    """No learner, aim or value is lost without a note that says so."""
    assert len(rolled.pairs) + rolled.left_out + rolled.stopped == len(learners)
    carried = dict(rolled.pairs)
    apart = [note for note in rolled.notes if note.kind in ("left out", "stopped") and note.record is None]
    missing = [old for old in learners if old not in carried]
    assert sorted(note.position for note in apart) == [old.position for old in missing]
    assert all(note.text for note in rolled.notes)
    for old in missing:
        note = next(one for one in apart if one.position == old.position)
        assert note.kind == ("stopped" if unreadable(old) else "left out")
        assert note.learner == (old.text("LearnRefNumber") or "")
    for old, new in carried.items():
        notes = [note for note in rolled.notes if note.position == new.position and note not in apart]
        kept = reasons_to_carry(old, rolled.step.new.start)
        gone = [aim for aim in old.LearningDelivery if aim not in kept]
        left = [note for note in notes if note.kind == "left out"]
        assert sorted(str(note.aim) for note in left) == sorted(str(aim.AimSeqNumber) for aim in gone)
        told = Counter(
            (note.field.rpartition(".")[2], note.old) for note in notes if note.kind in ("converted", "dropped")
        )
        assert told == Counter(values_without_a_place(old, new, set(kept), rolled.step))
        moved = [note for note in notes if note.kind == "converted"]
        assert records_in(new) == records_kept(old, set(kept), rolled.step) + len(moved)


def values_without_a_place(old: Record, new: Record | None, kept: set[LearningDelivery], way: YearStep):
    """The values of a record and all inside it that the new record does not hold in the same field."""
    there = way.new.fields.get(old.ENTITY, {})
    for name in old.FIELDS:
        text = old.text(name)
        if not text:
            continue
        if new is None or name not in there:
            yield name, text
        else:
            assert new.text(name) == text
    for name in old.CHILDREN:
        children = [one for one in getattr(old, name) if not isinstance(one, LearningDelivery) or one in kept]
        if new is not None and name in way.new.entities:
            twins = getattr(new, name)[: len(children)]
            assert [twin.position for twin in twins] == list(range(len(children)))
        else:
            twins = [None] * len(children)
        for child, twin in zip(children, twins, strict=True):
            yield from values_without_a_place(child, twin, kept, way)


def records_in(record: Record) -> int:
    return len(list(record.walk()))


def records_kept(record: Record, kept: set[LearningDelivery], way: YearStep) -> int:
    inner = [
        records_kept(child, kept, way)
        for child in record.children()
        if child.ENTITY in way.new.entities and (not isinstance(child, LearningDelivery) or child in kept)
    ]
    return 1 + sum(inner)


@quick
@given(st.data())
def test_nothing_is_lost_in_silence(data: st.DataObject) -> None:
    way = step()
    learners = data.draw(odd_learners(way.old))
    before = [copied(one) for one in learners]
    rolled = roll_over(learners, way)
    assert_accounted_for(learners, rolled)
    assert all(one.same_as(other) for one, other in zip(learners, before, strict=True))


@quick
@given(st.data())
def test_the_new_return_is_readable(data: st.DataObject) -> None:
    """Its workbook reads as the records, and the schema takes it or the list says what to mend."""
    way = step()
    rolled = roll_over(data.draw(odd_learners(way.old)), way)
    _, reading, lost = written(rolled)
    assert all(any(is_empty(record) for record in one.walk()) for one in lost)
    if lost:
        return
    assert all(one.same_as(other) for one, other in zip(rolled.learners, reading.learners, strict=True))
    notes, _ = rules_ahead(rolled.pairs, way, NOW)
    assert not [note for note in notes if note.rule == "Defect"]
    if rolled.pairs and not schema_takes(rolled.learners, way.new):
        named = [note for note in notes if note.rule.startswith("FD_") or note.rule == "Schema"]
        assert [note for note in named if note.urgency == "decide"]


def is_empty(record: Record) -> bool:
    return not any(record.text(name) for name in record.FIELDS)


def schema_takes(learners: list[Learner], year: Catalogue) -> bool:
    out = BytesIO()
    facts = HeaderFacts(10000001, NOW.date(), NOW, 1, "test", "test", "1")
    write_return(out, year, facts, [], iter(learners), strict=False)
    out.seek(0)
    return not schema_problems(out, "the return", year, most=1)


def made_up_step() -> YearStep:
    """A year after the newest one: fields, a record and codes are gone, one field has become a record."""
    old = catalogue.load(catalogue.years()[-1])
    fields = {entity: dict(own) for entity, own in old.fields.items()}
    new_field = replace(fields["Learner"]["TelNo"], field="Signal", label="Signal number")
    del fields["Learner"]["Email"], fields["LearningDelivery"]["EPAOrgID"], fields["LearningDeliveryWorkPlacement"]
    fields["Learner"]["Signal"] = new_field
    entities = {name: one for name, one in old.entities.items() if name != "LearningDeliveryWorkPlacement"}
    statuses = old.lists["CompStatus"]
    lists = {
        **old.lists,
        "CompStatus": replace(statuses, codes={c: one for c, one in statuses.codes.items() if c != "6"}),
    }
    new = replace(
        old, year="9999", title="the year after", start=old.end.replace(month=8, day=1),
        end=old.end.replace(old.end.year + 1), fields=fields, entities=entities, lists=lists,
    )  # fmt: skip
    becomes = Conversion(
        "LearningDelivery", "EPAOrgID", (FieldTest("AimType", ("1",)),), "ProviderSpecDeliveryMonitoring",
        {"ProvSpecDelMonOccur": "D"}, "ProvSpecDelMon", "made up",
    )  # fmt: skip
    return replace(year_step(old, new), conversions=(becomes,))


@quick
@given(st.data())
def test_the_year_after_needs_no_new_code(data: st.DataObject) -> None:
    way = made_up_step()
    learners = data.draw(odd_learners(way.old))
    assert_accounted_for(learners, roll_over(learners, way))


def test_what_differs_is_worked_out() -> None:
    way = made_up_step()
    data = everything(way.old) | {"PrevLearnRefNumber": "B1"}
    aim = data["LearningDelivery"][0]
    aim.update(AimType="1", EPAOrgID="EPA0001", CompStatus="6", LearnActEndDate=str(way.new.start), AimSeqNumber="1")
    aim["ProviderSpecDeliveryMonitoring"] = []
    rolled = roll_over([built_learner(data, way.old)], way)
    told = {(note.kind, note.urgency, note.field) for note in rolled.notes}
    assert ("dropped", "known", "Email") in told
    assert ("converted", "known", "EPAOrgID") in told
    assert ("code", "decide", "CompStatus") in told
    assert ("question", "look", "Signal") in told
    assert ("question", "decide", "PrevLearnRefNumber") in told
    assert ("dropped", "look", "LearningDeliveryWorkPlacement.WorkPlaceHours") in told
    assert [
        one.text("ProvSpecDelMon") for one in rolled.learners[0].LearningDelivery[0].ProviderSpecDeliveryMonitoring
    ] == ["EPA0001"]


def test_a_record_that_is_there_already_is_not_made_twice() -> None:
    way = made_up_step()
    data = everything(way.old)
    aim = data["LearningDelivery"][0]
    aim.update(AimType="1", EPAOrgID="EPA0001", LearnActEndDate=str(way.new.start))
    aim["ProviderSpecDeliveryMonitoring"] = [{"ProvSpecDelMonOccur": "D", "ProvSpecDelMon": "mine"}]
    rolled = roll_over([built_learner(data, way.old)], way)
    notes = [note for note in rolled.notes if note.field == "EPAOrgID"]
    assert [(note.kind, note.urgency, note.old) for note in notes] == [("dropped", "decide", "EPA0001")]
    assert len(rolled.learners[0].LearningDelivery[0].ProviderSpecDeliveryMonitoring) == 1
