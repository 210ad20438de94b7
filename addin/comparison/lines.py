"""The lines of a comparison: a learner who came or went, or one thing that is different, each with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from addin.changes.beside import brief, in_words
from addin.comparison.compared import ComparedReturns, Entry
from addin.wording import some_of
from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner, LearningDelivery, Record
from ilr_core.returns.comparison import Difference, first_day_of, has_open_aims, is_open_aim_gone

Urgency = Literal["danger", "look", "known"]
What = Literal["Left", "Started", "Aim gone", "New aim", "Renumbered", "Changed", "New record", "Record gone"]
SHOWN_AIMS = 4
GOES_ON_SAME_YEAR = (
    "Goes on in the earlier return and is missing in the later one, which replaces it: all that is earned this year is "
    "taken back. Not in next year's return either, it counts as withdrawn from R14. Put it back if it was lost."
)
GOES_ON_NEXT_YEAR = (
    "Went on at the end of the year before: an aim that goes on at R14 and is not in the next year's return counts as "
    "withdrawn. Put it back unless it has ended."
)
FINISHED_SAME_YEAR = (
    "Finished, but the last return of the year must still have it: without it, what was earned and achieved this year "
    "is lost."
)
REACHES_BACK = "Counts from a day in a month that is closed: settled with the next return, up to R14."
EARLIER_YEAR = (
    "Counts from a day of an earlier year, whose last return is closed: what was paid for that year stays, and this "
    "year's closed months are settled with the next return."
)
TOO_LATE = "The last return of the year is closed, so this cannot change what was paid any more."
LATE_START = "Started in a month that is closed: what was earned there comes with this return."
NUMBERS = {"LearnRefNumber": "Learner", "AimSeqNumber": "LearningDelivery"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``old`` and ``new`` are in words; ``raw`` are both as the returns spell them.

    ``since`` is the first day on which it counts for funding, ``reaches_back`` whether that lies in a month that was
    closed when the new return was made, ``settled`` whether it lies in a year whose last return is closed.
    """

    what: What
    urgency: Urgency
    entry: Entry
    aim: int | None = None
    aim_reference: str = ""
    entity: str = ""
    record: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    raw: tuple[str | None, str | None] = (None, None)
    since: date | None = None
    reaches_back: bool = False
    settled: bool = False
    meaning: str = ""


def lines_of(found: ComparedReturns) -> list[Line]:
    """Every line, in the order of the entries; those of one learner stand together."""
    maker = _LineMaker(found)
    return [line for entry in found.entries for line in maker.lines(entry)]


class _LineMaker:
    """Makes lines of the entries of one comparison."""

    def __init__(self, found: ComparedReturns):
        self._closing = found.closing
        self._old_year, self._new_year = found.old.year, found.new.year
        self._same_year = self._old_year is self._new_year
        self._goes_on = GOES_ON_SAME_YEAR if self._same_year else GOES_ON_NEXT_YEAR
        self._finished = FINISHED_SAME_YEAR if self._same_year else ""
        self._people = {_person(one.learner): one.reference for one in found.of("started")}
        self._people.pop(None, None)

    def lines(self, entry: Entry) -> Iterator[Line]:
        if entry.kind == "left":
            yield self._left(entry)
        elif entry.kind == "started":
            yield self._started(entry)
        else:
            yield from (self._different(entry, one) for one in entry.differences)

    def _left(self, entry: Entry) -> Line:
        goes_on = has_open_aims(entry.learner)
        meaning = self._goes_on if goes_on else self._finished
        twin = self._people.get(_person(entry.learner))
        if twin:
            meaning = f"{meaning} Started as {twin}? Name and date of birth are the same.".strip()
        since = _first_start(entry.learner)
        back, settled = self._closed(since)
        return Line(
            "Left", self._loss(goes_on=goes_on), entry, old=_aims_of(entry.learner), since=since, reaches_back=back,
            settled=settled, meaning=meaning,
        )  # fmt: skip

    def _loss(self, *, goes_on: bool) -> Urgency:
        if goes_on:
            return "danger"
        return "look" if self._same_year else "known"

    def _started(self, entry: Entry) -> Line:
        since = _first_start(entry.learner)
        back, settled = self._closed(since)
        is_late = back and self._same_year
        return Line(
            "Started", "look" if is_late else "known", entry, new=_aims_of(entry.learner), since=since,
            reaches_back=back, settled=settled, meaning=LATE_START if is_late else "",
        )  # fmt: skip

    def _different(self, entry: Entry, one: Difference) -> Line:
        since = first_day_of(one)
        back, settled = self._closed(since)
        what = _what(one)
        aim = next((aim for aim in reversed(one.aims) if aim is not None), None)
        urgency: Urgency = "look" if back else "known"
        meaning = self._late(reaches_back=back, settled=settled)
        if what == "Aim gone":
            goes_on = is_open_aim_gone(one)
            urgency, meaning = self._loss(goes_on=goes_on), self._goes_on if goes_on else self._finished
        return Line(
            what,
            urgency,
            entry,
            aim=one.aim,
            aim_reference=(aim.LearnAimRef or "") if aim is not None else "",
            entity=one.entity,
            record="" if isinstance(one.record, Learner | LearningDelivery) else brief(one.record, None),
            field=one.field,
            old=_said(one.before, one.field, self._old_year, one.old),
            new=_said(one.after, one.field, self._new_year, one.new),
            raw=(one.old, one.new) if one.field else (_raw(one.before), _raw(one.after)),
            since=since,
            reaches_back=back,
            settled=settled,
            meaning=meaning,
        )

    def _late(self, *, reaches_back: bool, settled: bool) -> str:
        """What it means that a change reaches into a closed month."""
        if settled:
            return TOO_LATE if self._closing.is_last else EARLIER_YEAR
        return REACHES_BACK if reaches_back else ""

    def _closed(self, since: date | None) -> tuple[bool, bool]:
        """Whether a day lies in a month that is closed, and whether in a year whose last return is."""
        closing = self._closing
        is_earlier = since is not None and since < closing.year.start
        is_settled = (closing.is_last and since is not None) or (is_earlier and closing.earlier_closed)
        return closing.reaches_back(since), is_settled


def _what(one: Difference) -> What:
    if one.kind == "changed":
        return "Renumbered" if NUMBERS.get(one.field) == one.entity else "Changed"
    if one.entity == "LearningDelivery":
        return "New aim" if one.kind == "added" else "Aim gone"
    return "New record" if one.kind == "added" else "Record gone"


def _said(record: Record | None, field: str, year: Catalogue, text: str | None) -> str:
    """A field, or a record as a whole, in words; empty for what is not there."""
    if record is None or (field and text is None):
        return ""
    if field:
        return in_words(record, field, year)
    if isinstance(record, LearningDelivery):
        return _aim_in_words(record)
    return brief(record, year)


def _raw(record: Record | None) -> str | None:
    if record is None:
        return None
    return "|".join(f"{name}={text}" for name in record.FIELDS if (text := record.text(name)) is not None)


def _aims_of(learner: Learner) -> str:
    return some_of([_aim_in_words(aim) for aim in learner.LearningDelivery], SHOWN_AIMS, "; ")


def _aim_in_words(aim: LearningDelivery) -> str:
    standard = f", standard {aim.StdCode}" if aim.StdCode is not None else ""
    begun = f" from {in_words(aim, 'LearnStartDate', None)}" if aim.LearnStartDate else ""
    ended = f" to {in_words(aim, 'LearnActEndDate', None)}" if aim.LearnActEndDate else ", goes on"
    return f"aim {aim.AimSeqNumber} {aim.LearnAimRef}{standard}{begun}{ended}"


def _first_start(learner: Learner) -> date | None:
    return min((aim.LearnStartDate for aim in learner.LearningDelivery if aim.LearnStartDate), default=None)


def _person(learner: Learner) -> tuple[object, ...] | None:
    """Name and date of birth; None if one of them is missing."""
    if not learner.FamilyName or not learner.GivenNames or learner.DateOfBirth is None:
        return None
    return learner.FamilyName.casefold(), learner.GivenNames.casefold(), learner.DateOfBirth


def money(amount: Decimal) -> str:
    """Pounds and pence with their sign, for a difference: ``+£1,200.00``."""
    sign = "-" if amount < 0 else "+" if amount > 0 else ""
    return f"{sign}£{abs(amount):,.2f}"
