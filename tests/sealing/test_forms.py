"""The canonical form: the same whatever the order and look, another as soon as anything that moves money is another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilr_core import catalogue
from ilr_core.model import Learner, Record, built_learner, copied, plain_text, reader
from ilr_core.sealing import differences, form_of, listed_fields, sealed_fields
from ilr_core.sealing.form import form_from
from ilr_core.sealing.listed import kind_field, left_out_kinds
from tests.core.odd_learners import Data, everything, from_cases, from_nothing

YEARS = catalogue.years()
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def full(year: str) -> Learner:
    """A learner with every field filled, one record of each kind, all of sealed kinds."""
    specification = catalogue.load(year)
    learner = built_learner(everything(specification), specification)
    for record in learner.walk():
        if kind := kind_field(record.ENTITY):
            setattr(record, kind, next(iter(sealed_kinds(record.ENTITY))))
            (record.texts or {}).pop(kind, None)
    return learner


def sealed_kinds(entity: str) -> list[str]:
    return [row.kind for row in listed_fields() if row.entity == entity and row.kind and row.is_sealed]


def fields() -> Iterator[tuple[str, str, str]]:
    """Every field of a learner and the records below, in each year."""
    for year in YEARS:
        for record in full(year).walk():
            yield from ((year, record.ENTITY, name) for name in catalogue.load(year).fields[record.ENTITY])


def other_value(record: Record, name: str) -> object:
    value = record.value(name)
    if isinstance(value, date):
        return value.replace(year=value.year - 1, day=1)
    if isinstance(value, str):
        return ("B" if value[:1].upper() == "A" else "A") + value[1:]
    return 1 if value is None else value + 1


def changed_at(learner: Learner, entity: str, name: str) -> tuple[Learner, str, str]:
    """A copy with another value in one field, and how that field is spelt before and after."""
    twin = copied(learner)
    record = next(one for one in twin.walk() if one.ENTITY == entity)
    old = record.value(name)
    new = other_value(record, name)
    setattr(record, name, new)
    if record.texts:
        record.texts.pop(name, None)
    return twin, plain_text(old).upper(), plain_text(new).upper()


@pytest.mark.parametrize(("year", "entity", "name"), list(fields()))
def test_a_change_of_a_listed_field_is_noticed_and_of_another_is_not(year: str, entity: str, name: str) -> None:
    learner = full(year)
    twin, old, new = changed_at(learner, entity, name)
    found = differences(form_of(learner), form_of(twin))
    if name in sealed_fields().get(entity, ()):
        assert found
        said = {(one.field, one.old, one.new) for one in found}
        # Where the field decides which record it is, one went and another came.
        assert (name, old, new) in said or {one.field for one in found} == {""}
    else:
        assert found == []


@pytest.mark.parametrize(
    "row", [row for row in listed_fields() if row.kind], ids=lambda row: f"{row.entity}-{row.kind}"
)
def test_records_of_listed_kinds_only_are_sealed(row) -> None:
    learner = copied(full("2627"))
    before = form_of(learner)
    parent = next(one for one in learner.walk() if row.entity in one.CHILDREN)
    model = getattr(parent, row.entity)[0]
    more = copied(model)
    setattr(more, row.field, row.kind)
    getattr(parent, row.entity).append(more)
    assert bool(differences(before, form_of(learner))) is row.is_sealed


def test_a_kind_that_nobody_knows_is_sealed() -> None:
    learner = copied(full("2627"))
    before = form_of(learner)
    learner.LearningDelivery[0].LearningDeliveryFAM[0].LearnDelFAMType = "ZZZ"
    assert differences(before, form_of(learner))


@pytest.mark.parametrize("year", YEARS)
def test_every_field_is_listed_once_with_a_reason(year: str) -> None:
    specification = catalogue.load(year)
    rows = [row for row in listed_fields() if not row.kind]
    named = [(row.entity, row.field) for row in rows]
    assert len(named) == len(set(named))
    assert all(row.reason for row in listed_fields())
    below = {record.ENTITY for record in full(year).walk()}
    assert {(entity, name) for entity in below for name in specification.fields[entity]} <= set(named)
    for entity, list_name in (
        ("LearningDeliveryFAM", "LearnDelFAMType"),
        ("LearnerFAM", "LearnFAMType"),
        ("EmploymentStatusMonitoring", "ESMType"),
    ):
        kinds = {*sealed_kinds(entity), *left_out_kinds(entity)}
        assert set(specification.lists[list_name].codes) <= kinds


def test_money_and_eligibility_are_on_the_list() -> None:
    sealed = sealed_fields()
    assert {"AFinType", "AFinCode", "AFinDate", "AFinAmount"} == set(sealed["AppFinRecord"])
    assert {"HRSType", "HRSCode", "HRSAmount"} == set(sealed["HRSRecord"])
    assert {"ULN", "DateOfBirth"} <= set(sealed["Learner"])
    assert {"ACT", "LSF", "FFI", "SOF", "EEF", "LDM", "RES"} <= set(sealed_kinds("LearningDeliveryFAM"))
    assert {"FamilyName", "Ethnicity", "Email"}.isdisjoint(sealed["Learner"])
    assert "ProviderSpecLearnerMonitoring" not in sealed


@st.composite
def learners(draw: st.DrawFn, year: str = "2627") -> Data:
    specification = catalogue.load(year)
    return draw(st.one_of(from_cases(specification), from_nothing(specification)))


def shuffled(draw: st.DrawFn, record: Record) -> None:
    for name in record.CHILDREN:
        order = draw(st.permutations(getattr(record, name)))
        setattr(record, name, list(order))
        for child in order:
            shuffled(draw, child)


@SLOW
@given(data=st.data())
def test_the_order_of_records_is_no_matter(data: st.DataObject) -> None:
    year = catalogue.load("2627")
    learner = built_learner(data.draw(learners()), year)
    twin = copied(learner)
    shuffled(data.draw, twin)
    assert form_of(learner) == form_of(twin)
    assert form_of(learner).text == form_of(twin).text
    assert differences(form_of(learner), form_of(twin)) == []


@SLOW
@given(one=learners(), other=learners())
def test_no_difference_means_the_same_form(one: Data, other: Data) -> None:
    year = catalogue.load("2627")
    first, second = (form_of(built_learner(data, year)) for data in (one, other))
    assert (differences(first, second) == []) == (first.text == second.text)
    assert differences(first, first) == []
    assert form_from(first.plain()) == first


@SLOW
@given(data=st.data())
def test_any_change_of_any_record_is_noticed(data: st.DataObject) -> None:
    """A record lost, doubled or with a listed field blanked, anywhere in a learner."""
    year = catalogue.load("2627")
    learner = built_learner(data.draw(learners()), year)
    before = form_of(learner)
    forms = [form for form in _walk(before) if form.values]
    if not forms:
        return
    form = data.draw(st.sampled_from(forms))
    record = form.record
    assert record is not None
    doing = data.draw(
        st.sampled_from(["blank", "lose", "double"] if record.parent and form is not before else ["blank"])
    )
    if doing == "blank":
        name = data.draw(st.sampled_from([name for name, _ in form.values]))
        setattr(record, name, None)
        (record.texts or {}).pop(name, None)
    else:
        siblings = getattr(record.parent, record.ENTITY)
        siblings.remove(record) if doing == "lose" else siblings.append(copied(record))
    assert differences(before, form_of(learner))


def _walk(form):
    yield form
    for part in form.parts:
        yield from _walk(part)


LOOKS = [
    ("LearnAimRef", "zprog001", "ZPROG001"),
    ("LearnAimRef", " ZPROG001  ", "ZPROG001"),
    ("StdCode", "+105", "105"),
    ("StdCode", "0105", "105"),
    ("LearnStartDate", "2026-09-01Z", "2026-09-01"),
    ("DelLocPostCode", "cv1  2wt", "CV1 2WT"),
]


@pytest.mark.parametrize(("name", "typed", "same"), LOOKS)
def test_the_spelling_of_a_value_is_no_matter(name: str, typed: str, same: str) -> None:
    year = catalogue.load("2627")
    one, other = (
        built_learner({"LearnRefNumber": "A1", "LearningDelivery": [{name: text}]}, year) for text in (typed, same)
    )
    assert reader(year.fields["LearningDelivery"][name])(typed).value is not None
    assert form_of(one) == form_of(other)


PAIRS = [
    (
        [{"LearnDelFAMType": "LSF", "LearnDelFAMCode": "1", "LearnDelFAMDateFrom": "2026-09-01"}],
        [{"LearnDelFAMType": "LSF", "LearnDelFAMCode": "1", "LearnDelFAMDateFrom": "2026-10-01"}],
        ["aim X: LearnDelFAMDateFrom 01/09/2026 -> 01/10/2026"],
    ),
    (
        [{"LearnDelFAMType": "SOF", "LearnDelFAMCode": "105"}],
        [{"LearnDelFAMType": "SOF", "LearnDelFAMCode": "110"}, {"LearnDelFAMType": "LDM", "LearnDelFAMCode": "357"}],
        ["LearnDelFAMCode 105 -> 110", "new LearningDeliveryFAM (LearnDelFAMType LDM, LearnDelFAMCode 357)"],
    ),
    (
        [{"LearnDelFAMType": "FFI", "LearnDelFAMCode": "1"}],
        [],
        ["taken away LearningDeliveryFAM (LearnDelFAMType FFI, LearnDelFAMCode 1)"],
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), PAIRS)
def test_the_difference_in_words(old: list[Data], new: list[Data], said: list[str]) -> None:
    year = catalogue.load("2627")
    aim = {"LearnAimRef": "60342843", "LearnStartDate": "2026-09-01", "FundModel": 36}
    one, other = (
        form_of(built_learner({"LearningDelivery": [aim | {"LearningDeliveryFAM": fams}]}, year)) for fams in (old, new)
    )
    sentences = [found.sentence() for found in differences(one, other)]
    assert len(sentences) == len(said)
    for sentence, words in zip(sentences, said, strict=True):
        assert sentence.startswith("aim 60342843 from 01/09/2026")
        assert sentence.endswith(words.removeprefix("aim X: "))


def test_an_aim_with_another_start_is_the_same_aim() -> None:
    year = catalogue.load("2627")
    aim = {"LearnAimRef": "ZPROG001", "LearnStartDate": "2026-09-01", "FundModel": 36, "ProgType": 25, "StdCode": 105}
    one, other = (form_of(built_learner({"LearningDelivery": [data]}, year)) for data in (aim, aim | {"StdCode": 106}))
    (found,) = differences(one, other)
    assert (found.field, found.old, found.new) == ("StdCode", "105", "106")
