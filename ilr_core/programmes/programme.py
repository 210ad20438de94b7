"""A programme: what its learners have in common, as texts in the spelling of the return."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ilr_core.catalogue import Catalogue, Conversion, conversions_into, years
from ilr_core.programmes.fields import (
    COMPONENTS,
    CORE,
    DAYS,
    ENGLISH,
    HOURS,
    MATHS,
    MONTHS,
    SHORTER_MONTHS,
    definition,
    programme_fields,
)
from ilr_core.rules.dates import days_after, months_after

Texts = tuple[str, ...]
STANDARD = "25"
PLANNED_HOURS = "PHours"


@dataclass(frozen=True)
class Programme:
    """A template for the records of learners. ``texts`` are by column (`PROGRAMME_FIELDS`); blank ones are left out."""

    name: str
    texts: Mapping[str, Texts] = field(default_factory=dict)

    def all(self, header: str) -> Texts:
        """What a column holds."""
        return self.texts.get(header, ())

    def text(self, header: str) -> str:
        """The one text of a column; empty if it holds none."""
        return next(iter(self.all(header)), "")

    def number(self, header: str) -> int:
        """A column of whole numbers; 0 if it is blank."""
        return int(self.text(header) or 0)

    @property
    def has_programme_aim(self) -> bool:
        """Whether its aims lie inside a programme aim (ZPROG001)."""
        return bool(self.text("ProgType"))


def planned_end(start: date, months: int, days: int = 0) -> date:
    """The last day of a length counted from its first day.

    >>> planned_end(date(2026, 9, 1), 12), planned_end(date(2026, 8, 31), 6), planned_end(date(2026, 9, 1), 0, 100)
    (datetime.date(2027, 8, 31), datetime.date(2027, 2, 28), datetime.date(2026, 12, 9))
    """
    then = months_after(start, months)
    return days_after(then, days - (then.day == start.day))


def end_of(programme: Programme, start: date) -> date:
    """The planned end of a learner who begins on a day."""
    return planned_end(start, programme.number(MONTHS), programme.number(DAYS))


def end_of_english_and_maths(programme: Programme, start: date, end: date) -> date:
    """The planned end of English and maths in a programme that ends on a day."""
    months = programme.number(SHORTER_MONTHS)
    return min(planned_end(start, months), end) if months else end


def hours_record(programme: Programme, aim_type: str) -> Conversion | None:
    """Which hours the planned hours are on an aim of that type; None if such an aim has none.

    The catalogue says it where planned hours became hours records, and it holds for the years before as well.
    """
    said = {"AimType": aim_type, "FundModel": programme.text("FundModel"), "ProgType": programme.text("ProgType")}
    known = (one for year in years() for one in conversions_into(year) if one.field == PLANNED_HOURS)
    return next((one for one in known if all(test.holds(said.get(test.field)) for test in one.when)), None)


def faults_of(programme: Programme, year: Catalogue) -> Iterator[tuple[str, str]]:
    """What is wrong with a programme in a year: the column, and a sentence on what to do."""
    yield from _unknown_codes(programme, year)
    if not programme.text("FundModel"):
        yield "FundModel", "FundModel is missing. Say how the aims are funded, such as 36 for apprenticeships."
    if programme.text("ProgType") == STANDARD and not programme.text("StdCode"):
        yield "StdCode", "StdCode is missing. Type the LARS code of the standard."
    if programme.text("StdCode") and programme.text("ProgType") != STANDARD:
        yield "ProgType", f"there is a StdCode, but ProgType is not {STANDARD}. Type {STANDARD}, or delete the StdCode."
    if not programme.number(MONTHS) and not programme.number(DAYS):
        yield MONTHS, "the planned length is missing. Type Months, Days or both."
    if not programme.has_programme_aim and not any(map(programme.all, (COMPONENTS, CORE))):
        yield COMPONENTS, "it has no aims. Type a LearnAimRef into Components, or a ProgType for a programme aim."
    if not programme.has_programme_aim and any(map(programme.all, (ENGLISH, MATHS))):
        yield ENGLISH, "English and Maths are for aims beside an apprenticeship. Type these aims into Components."
    if programme.text(HOURS) and not any(hours_record(programme, kind) for kind in "134"):
        yield HOURS, "Planned hours have no place in a programme of this funding model. Delete them."


def _unknown_codes(programme: Programme, year: Catalogue) -> Iterator[tuple[str, str]]:
    for header, column in programme_fields(year).items():
        known = definition(column, year)
        codes = year.lists.get(known.list) if known and known.list else None
        if codes is None:
            continue
        for text in programme.all(header):
            if codes.complete and text not in codes.codes:
                offered = ", ".join(list(codes.codes)[:12])
                yield header, f"{header} {text} is no code of {year.title}. Use one of {offered}."
