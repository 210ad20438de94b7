"""What stands in the data of a year about the way into it: it fits the catalogues, and each row has a case."""

from __future__ import annotations

import pytest

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, conversions_into, next_year, questions_on_entering
from ilr_core.catalogue.next_year import FieldTest
from ilr_core.roll_over import Note, roll_over, year_step
from tests.roll_over.made import cases, learner_of, step
from workbook_templates.layout import layout

WAYS = [
    (year, following) for year in map(catalogue.load, catalogue.years()) if (following := next_year(year)) is not None
]


@pytest.mark.parametrize(("old", "new"), WAYS, ids=[new.year for _, new in WAYS])
def test_conversions_fit_both_years(old: Catalogue, new: Catalogue) -> None:
    for one in conversions_into(new.year):
        assert one.field in old.fields[one.entity]
        assert one.field not in new.fields[one.entity]
        assert new.entities[one.into].parent == one.entity
        required = {field.name for field in new.fields[one.into].values() if field.required}
        assert required <= {*one.fixed, one.value} <= set(new.fields[one.into])
        assert all(test.field in old.fields[one.entity] for test in one.when)
        assert one.source


@pytest.mark.parametrize(("old", "new"), WAYS, ids=[new.year for _, new in WAYS])
def test_questions_are_about_something(old: Catalogue, new: Catalogue) -> None:
    for one in questions_on_entering(new.year):
        own = new.fields[one.entity]
        assert all(test.field in own for test in one.when)
        entity, _, field = one.field.rpartition(".")
        headers = layout(new).sheet_of[entity or one.entity].by_header
        assert field in new.fields[entity or one.entity] or field in headers
        assert one.text.endswith(".")
        assert one.source


def test_every_row_has_a_case() -> None:
    way = step()
    notes: list[Note] = []
    for _, case in cases():
        notes += roll_over([learner_of(case, way.old)], way).notes
    moved = {(note.field, note.new.partition(" = ")[0]) for note in notes if note.kind == "converted"}
    assert moved == {(one.field, " ".join(one.fixed.values())) for one in way.conversions}
    asked = {(note.field, note.text) for note in notes}
    missing = [
        one.field
        for one in way.questions
        if not any(field == one.field.rpartition(".")[2] and one.text in text for field, text in asked)
    ]
    assert missing == []
    assert {name for _, name in way.new_fields} <= {field for field, _ in asked}


@pytest.mark.parametrize(
    ("texts", "text", "holds"),
    [
        (("36",), "36", True), (("36",), "35", False), (("36",), None, False), (("35", "38"), "38", True),
        (("*",), "0", True), (("*",), "", False), (("*",), None, False), (("-",), None, True), (("-",), "", True),
        (("-",), "1", False),
    ],
)  # fmt: skip
def test_a_test_of_a_field(texts: tuple[str, ...], text: str | None, holds: bool) -> None:
    assert FieldTest("FundModel", texts).holds(text) is holds


def test_the_newest_year_has_none_after_it() -> None:
    assert next_year(catalogue.load(catalogue.years()[-1])) is None
    assert [new.year for _, new in WAYS] == list(catalogue.years()[1:])
    assert "HRSRecord" in year_step(*WAYS[0]).new_entities
