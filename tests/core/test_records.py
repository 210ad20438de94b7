"""Records: the written classes are the catalogue's, and what all of them can do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ilr_core import catalogue
from ilr_core.model import RECORDS, Learner, LearningDelivery, Message, built, built_learner, generate
from tests.core.odd_learners import everything

NEW = catalogue.load("2627")


def test_written_classes_are_the_catalogues() -> None:
    assert Path(generate.TARGET).read_text("utf-8") == generate.source()


@pytest.mark.parametrize("name", catalogue.years())
def test_classes_hold_every_field_and_child(name: str) -> None:
    year = catalogue.load(name)
    for entity in year.entities:
        record = RECORDS[entity]
        assert record.ENTITY == entity
        assert set(year.fields[entity]) <= set(record.FIELDS)
        if name == catalogue.years()[-1]:
            assert list(record.FIELDS)[: len(year.fields[entity])] == list(year.fields[entity])
        assert [child for child in record.CHILDREN if child in year.entities] == list(year.children[entity])
        for field in record.FIELDS:
            assert record().value(field) is None
        with pytest.raises(AttributeError):
            record().Nonsense = 1


@pytest.mark.parametrize("name", catalogue.years())
def test_walk_is_in_schema_order(name: str) -> None:
    year = catalogue.load(name)
    learner = built_learner(everything(year), year)

    def expected(entity: str) -> list[str]:
        return [entity, *(inner for child in year.children[entity] for inner in expected(child))]

    assert [record.ENTITY for record in learner.walk()] == expected("Learner")
    assert [record.ENTITY for record in learner.children()] == list(year.children["Learner"])
    for record in learner.walk():
        assert all(child.parent is record for child in record.children())
    assert learner.LearningDelivery[0].learner is learner
    assert learner.LearningDelivery[0].LearningDeliveryFAM[0].aim is learner.LearningDelivery[0]
    assert isinstance(learner.message, Message)


def test_walk_keeps_the_order_of_siblings() -> None:
    data = {
        "LearningDelivery": [
            {"AimSeqNumber": 2, "LearningDeliveryFAM": [{"LearnDelFAMType": "B"}, {"LearnDelFAMType": "A"}]},
            {"AimSeqNumber": 1},
        ],
        "PriorAttain": [{"PriorLevel": 1}],
    }
    records = list(built("Learner", data, NEW).walk())
    assert [record.ENTITY for record in records] == [
        "Learner", "PriorAttain", "LearningDelivery", "LearningDeliveryFAM", "LearningDeliveryFAM", "LearningDelivery",
    ]  # fmt: skip
    assert [record.position for record in records] == [0, 0, 0, 0, 1, 1]
    assert [record.text("LearnDelFAMType") for record in records[3:5]] == ["B", "A"]


CHANGES = [
    {"ULN": 1000000035},
    {"ULN": None},
    {"NINumber": "AB123456D"},
    {"PriorAttain": []},
    {"PriorAttain": [{"PriorLevel": 2}]},
    {"PriorAttain": [{"PriorLevel": 1}, {"PriorLevel": 1}]},
    {"PriorAttain": [{"PriorLevel": 1, "DateLevelApp": "2026-08-01"}]},
    {"LearnerHE": [{}]},
]


@pytest.mark.parametrize("change", CHANGES)
def test_same_as_sees_every_difference(change: dict) -> None:
    data = {"ULN": 1000000027, "NINumber": "AB123456C", "PriorAttain": [{"PriorLevel": 1}]}
    one = built("Learner", data, NEW)
    other = built("Learner", {name: value for name, value in (data | change).items() if value is not None}, NEW)
    assert one.same_as(built("Learner", data, NEW, position=7))
    assert not one.same_as(other)
    assert not other.same_as(one)


def test_same_as_compares_values_not_spelling_or_class() -> None:
    plain, spelt = built("Learner", {"ULN": "1000000027"}, NEW), built("Learner", {"ULN": " +1000000027"}, NEW)
    assert plain.same_as(spelt)
    assert not plain.same_as(LearningDelivery())
    ordered = [{"PriorLevel": 1}, {"PriorLevel": 2}]
    one, other = ({"PriorAttain": ordered}, {"PriorAttain": ordered[::-1]})
    assert not built("Learner", one, NEW).same_as(built("Learner", other, NEW))


def test_text_is_what_was_typed() -> None:
    learner = Learner(None)
    assert learner.text("ULN") is None
    learner.ULN = 1000000027
    assert learner.text("ULN") == "1000000027"
    learner.keep_text("ULN", "+1000000027")
    learner.keep_text("DateOfBirth", "31/2/2006")
    assert (learner.text("ULN"), learner.value("ULN")) == ("+1000000027", 1000000027)
    assert (learner.text("DateOfBirth"), learner.value("DateOfBirth")) == ("31/2/2006", None)
    assert Learner(None).texts is None


def test_faults_gather() -> None:
    learner = Learner(None)
    assert learner.faults is None
    learner.add_fault("ULN", "AL")
    learner.add_fault("ULN", "AR")
    learner.add_fault("Sex", "MA")
    assert learner.faults == {"ULN": ("AL", "AR"), "Sex": ("MA",)}


def test_place_of_a_field_is_as_exact_as_can_be_told() -> None:
    learner = Learner(None, 0, ("Learners", 5))
    assert learner.place_of("ULN") == ("Learners", 5)
    learner.locate = lambda field: 120 + len(field)
    assert learner.place_of("ULN") == 123


def test_built_reads_as_a_file_is_read() -> None:
    learner = built_learner(
        {
            "LearnRefNumber": "A1",
            "ULN": " 1000000027",
            "DateOfBirth": date(2000, 2, 29),
            "Sex": "FF",
            "LearningDelivery": [{"LearnStartDate": "31/2/2006", "LearningDeliveryHE": [{"STULOAD": Decimal("12.5")}]}],
        },
        NEW,
        position=4,
    )
    aim = learner.LearningDelivery[0]
    assert (learner.ULN, learner.text("ULN"), learner.position) == (1000000027, " 1000000027", 4)
    assert learner.DateOfBirth == date(2000, 2, 29)
    assert learner.faults is not None
    assert learner.faults["Sex"] == ("AL",)
    assert learner.faults["PostcodePrior"] == ("MA",)
    assert aim.LearnStartDate is None
    assert aim.text("LearnStartDate") == "31/2/2006"
    assert aim.faults is not None
    assert aim.faults["LearnStartDate"] == ("unreadable",)
    assert aim.LearningDeliveryHE[0].STULOAD == Decimal("12.5")


def test_built_refuses_names_the_year_does_not_have() -> None:
    with pytest.raises(KeyError):
        built("LearningDelivery", {"PHours": 1}, NEW)
    assert built("LearningDelivery", {"PHours": 1}, catalogue.load("2526")).value("PHours") == 1
