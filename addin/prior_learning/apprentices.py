"""The apprentices of a return, what it says of each, and which row of the sheet ``RPL`` is whose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from addin.earnings.lars import bands_in
from addin.prior_learning.sheet import AIM, REFERENCE, RplRow
from addin.sheets.places import split_place
from addin.sheets.reading import BookReading
from ilr_core.knowledge import Knowledge
from ilr_core.model import AppFinRecord, Learner, LearningDelivery
from ilr_core.rpl.ilr_records import (
    APPRENTICESHIP,
    HOURS_KIND,
    PLANNED,
    PRICE_KIND,
    PROGRAMME,
    REDUCTION_KIND,
    RESIDUAL_PRICES,
    TAKEN_OUT,
    TRAINING_PRICE,
)  # fmt: skip

ASSESSMENT_PRICE = 2
RESIDUAL = "Price after a change of employer (TNP 3 or 4): by hand"
RESTARTED = "RES"
Band = Callable[[int, date], int | None]


@dataclass(frozen=True)
class Apprentice:
    """A learner with the programme aim of a funded apprenticeship, and the id of the aim's row (empty: none yet)."""

    learner: Learner
    aim: LearningDelivery
    row_id: str

    @property
    def name(self) -> str:
        """LearnRefNumber, with the aim's number where the learner has several programmes."""
        reference = self.learner.text("LearnRefNumber") or ""
        several = sum(_is_programme(aim) for aim in self.learner.LearningDelivery) > 1
        return f"{reference} aim {self.aim.AimSeqNumber}" if several else reference

    @property
    def is_restart(self) -> bool:
        """Whether the aim goes on after a break."""
        return any(fam.LearnDelFAMType == RESTARTED for fam in self.aim.LearningDeliveryFAM)

    @property
    def has_residual_price(self) -> bool:
        """Whether the price is what was left after a change of employer, which no row can work out."""
        return any(one.AFinType == PRICE_KIND and one.AFinCode in RESIDUAL_PRICES for one in self.aim.AppFinRecord)

    @property
    def training_price(self) -> int | None:
        """The first TNP 1."""
        return self._amount(PRICE_KIND, TRAINING_PRICE)

    @property
    def assessment_price(self) -> int | None:
        """The first TNP 2."""
        return self._amount(PRICE_KIND, ASSESSMENT_PRICE)

    @property
    def reduction(self) -> int | None:
        """RIP 1, which only some years have."""
        return self._amount(REDUCTION_KIND, 1)

    @property
    def planned_hours(self) -> int | None:
        """HRS 1, or PHours in a year that has no such record."""
        return self._hours(PLANNED) if self.aim.HRSRecord else self.aim.PHours

    @property
    def removed_hours(self) -> int | None:
        """HRS 4, which only some years have."""
        return self._hours(TAKEN_OUT)

    def _amount(self, kind: str, code: int) -> int | None:
        found = [one for one in self.aim.AppFinRecord if one.AFinType == kind and one.AFinCode == code]
        first = min(found, key=_day_of) if found else None
        return first.AFinAmount if first else None

    def _hours(self, code: int) -> int | None:
        found = (one for one in self.aim.HRSRecord if one.HRSType == HOURS_KIND and one.HRSCode == code)
        return next((one.HRSAmount for one in found), None)


@dataclass(frozen=True)
class Owners:
    """Whose each row is, by row number; ``twice`` are rows of an apprentice who has another row as well."""

    of_row: dict[int, Apprentice]
    twice: frozenset[int]
    without_row: tuple[Apprentice, ...]


def apprentices(reading: BookReading) -> list[Apprentice]:
    """Every apprentice of a workbook, in its order."""
    return list(_apprentices(reading))


def owners(rows: Sequence[RplRow], known: Sequence[Apprentice]) -> Owners:
    """Whose each row is: by the id of the aim, else by what stands in its keys if that fits one apprentice alone."""
    by_id = {one.row_id: one for one in known if one.row_id}
    by_keys: dict[tuple[str, str], list[Apprentice]] = {}
    for one in known:
        reference = one.learner.text("LearnRefNumber") or ""
        for keys in ((reference, str(one.aim.AimSeqNumber)), (reference, "")):
            by_keys.setdefault(keys, []).append(one)
    found: dict[int, Apprentice] = {}
    for row in rows:
        fitting = by_keys.get((row.text(REFERENCE), row.text(AIM)), [])
        owner = by_id.get(row.row_id) or (fitting[0] if len(fitting) == 1 else None)
        if owner:
            found[row.number] = owner
    rows_of: dict[int, list[int]] = {}
    for number, owner in found.items():
        rows_of.setdefault(id(owner.aim), []).append(number)
    twice = frozenset(number for numbers in rows_of.values() if len(numbers) > 1 for number in numbers)
    return Owners(found, twice, tuple(one for one in known if id(one.aim) not in rows_of))


def band_in(knowledge: Knowledge) -> Band:
    """The funding band of a standard on a day, in whole pounds, from the LARS that is loaded."""
    band_of = bands_in(knowledge)

    def band(standard: int, start: date) -> int | None:
        cap = band_of(standard, start)
        return int(cap) if cap is not None and cap == int(cap) else None

    return band


def _apprentices(reading: BookReading) -> Iterator[Apprentice]:
    for learner in reading.learners:
        for aim in learner.LearningDelivery:
            place = split_place(aim.place)
            if _is_programme(aim) and place:
                row_id = reading.row_ids.get(place[:2]) or reading.new_ids.get(place[:2]) or ""
                yield Apprentice(learner, aim, row_id)


def _is_programme(aim: LearningDelivery) -> bool:
    return aim.FundModel == APPRENTICESHIP and aim.AimType == PROGRAMME


def _day_of(price: AppFinRecord) -> date:
    return price.AFinDate or date.max
