"""From one collection year to the next: which year follows, and what the tables of the two alone do not say.

``data/YEAR/conversions.csv`` says what becomes of a field that the year no longer has but holds in a record of another
kind; ``data/YEAR/questions.csv`` what a person must be asked when records enter that year, ``data/questions.csv`` when
they enter any year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ilr_core.catalogue import tables
from ilr_core.catalogue.catalogue import Catalogue, load, years
from ilr_core.errors import CatalogueError

Urgency = Literal["decide", "look"]
ANY, BLANK = "*", "-"


@dataclass(frozen=True, slots=True)
class FieldTest:
    """Something a field must hold: one of ``texts``; anything (``*``); nothing (``-``)."""

    field: str
    texts: tuple[str, ...]

    def holds(self, text: str | None) -> bool:
        """Whether the field's text, None if it is blank, is what is asked for."""
        if self.texts == (ANY,):
            return bool(text)
        return not text if self.texts == (BLANK,) else text in self.texts


@dataclass(frozen=True, slots=True)
class Conversion:
    """A field of an entity that becomes the ``value`` of a record ``into`` inside it, where all tests ``when`` hold.

    ``fixed`` are the other fields of the new record with their texts. The first conversion that fits is taken.
    """

    entity: str
    field: str
    when: tuple[FieldTest, ...]
    into: str
    fixed: Mapping[str, str]
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about each carried record of an entity for which all tests hold, and the field it is about.

    ``field`` may name a field of another entity (``LearnerEmploymentStatus.AgreemId``).
    """

    entity: str
    when: tuple[FieldTest, ...]
    field: str
    urgency: Urgency
    text: str
    source: str


def next_year(year: Catalogue) -> Catalogue | None:
    """The year that follows; None if the catalogue does not know it."""
    found = (other for other in years() if tables.year_settings(other).get("follows") == year.year)
    return next(map(load, found), None)


@cache
def conversions_into(year: str) -> tuple[Conversion, ...]:
    """What becomes of fields on the way from the year before into this one. Raises CatalogueError for wrong data."""
    if year not in years():
        return ()
    return tuple(
        Conversion(
            row["entity"], row["field"], _tests(row["when"]), row["into"],
            {test.field: test.texts[0] for test in _tests(row["fixed"])}, row["value"], row["source"],
        )
        for row in tables.read_rows(year, "conversions")
    )  # fmt: skip


@cache
def questions_on_entering(year: str) -> tuple[Question, ...]:
    """What a person must be asked of records that enter the year. Raises CatalogueError for wrong data."""
    every_year = csv.DictReader((tables.DATA / "questions.csv").read_text("utf-8").splitlines())
    own = tables.read_rows(year, "questions") if year in years() else []
    return tuple(_questions([*own, *every_year]))


def _questions(rows: Iterable[tables.Row]) -> Iterable[Question]:
    for row in rows:
        urgency = row["urgency"]
        if urgency not in ("decide", "look"):
            raise CatalogueError(f"questions.csv: '{urgency}' is no urgency.")
        tests = _tests(row["when"])
        yield Question(
            row["entity"], tests, row["field"], "decide" if urgency == "decide" else "look", row["text"], row["source"]
        )


def _tests(text: str) -> tuple[FieldTest, ...]:
    tests = []
    for word in text.split():
        field, mark, texts = word.partition("=")
        if not (field and mark and texts):
            raise CatalogueError(f"'{word}' is no test of a field; write Field=text, Field=a|b, Field=* or Field=-.")
        tests.append(FieldTest(field, tuple(texts.split("|"))))
    return tuple(tests)
