"""Which months were closed when a return was made, and from which day on a difference counts.

A return's hard close ends its month: what the month pays is worked out from that return. A later return of the year
replaces it as a whole, so a change that reaches back into a closed month is settled with the next return, up to R14.
After R14 nothing of the year can change. Sources: DfE's collection timetable; Provider Support Manual.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import HRSRecord, Learner, LearningDelivery, Record
from ilr_core.returns.comparison.differences import Difference

MONTHS = 12
PERSONAL = ("DateOfBirth", "PlanLearnHours", "PlanEEPHours", "ULN")
"""Fields of the learner that decide on money or eligibility: they count from the first start."""
MONEY_RECORDS = ("LearnerFAM", "PriorAttain")
FROM_THE_END = ("CompStatus", "Outcome", "WithdrawReason", "OutGrade", "OTJActHours")
ACTUAL_HOURS = 3
"""Hours that are recorded at the end of an aim; the others are planned at its start."""
OWN_DATES = {
    "LearningDeliveryFAM": ("LearnDelFAMDateFrom", "LearnDelFAMDateTo"),
    "AppFinRecord": ("AFinDate", ""),
    "LearnerEmploymentStatus": ("DateEmpStatApp", ""),
    "LearningDeliveryWorkPlacement": ("WorkPlaceStartDate", "WorkPlaceEndDate"),
}
"""First and last day of records that have days of their own."""
WITHOUT_MONEY = ("ProviderSpecDeliveryMonitoring", "ProviderSpecLearnerMonitoring")
IDENTIFIERS = ("SWSupAimId", "AimSeqNumber")


@dataclass(frozen=True, slots=True)
class Closing:
    """What was closed at a moment: the last closed return of the year (None: none yet) and the first day still open.

    ``last`` says that R14 was closed, so that nothing of the year can change. ``earlier_years_from`` is the first day
    of the year: what lies before it was settled with R14 of the year before, if that has closed (``earlier_closed``).
    """

    year: Catalogue
    closed: str | None
    open_from: date
    is_last: bool
    earlier_closed: bool

    def reaches_back(self, day: date | None) -> bool:
        """Whether something that counts from a day on reaches into a month that is closed."""
        return day is not None and (day < self.open_from or self.is_last)


def closing_at(year: Catalogue, moment: datetime) -> Closing:
    """What was closed at a moment, by the year's calendar; R13 and R14 correct its months and add none."""
    closed = [item for item in year.returns if item.closes <= moment]
    months = min(len(closed), MONTHS)
    month = year.start.month - 1 + months
    open_from = date(year.start.year + month // MONTHS, month % MONTHS + 1, 1)
    earlier = [one for one in map(catalogue.load, catalogue.years()) if one.end < year.start]
    before = earlier[-1] if earlier else None
    earlier_closed = before is not None and before.returns[-1].closes <= moment
    return Closing(
        year, closed[-1].name if closed else None, open_from, len(closed) == len(year.returns), earlier_closed
    )


def first_day_of(difference: Difference) -> date | None:
    """The first day on which a difference counts for funding; None for one that does not (a name, an address).

    A changed end counts from the earlier of both ends, a price from its date, what the whole aim depends on from its
    start.
    """
    return min(_days(difference), default=None)


def _days(difference: Difference) -> Iterator[date]:
    for record in (difference.before, difference.after):
        if record is not None:
            day = _day_in(record, difference)
            if day is not None:
                yield day


def _day_in(record: Record, difference: Difference) -> date | None:
    if difference.entity in WITHOUT_MONEY or difference.field in IDENTIFIERS:
        return None
    if isinstance(record, Learner):
        return _first_start(record) if difference.field in PERSONAL else None
    if isinstance(record, LearningDelivery):
        return _day_of_aim(record, difference.field)
    if isinstance(record, HRSRecord) and record.HRSCode == ACTUAL_HOURS:
        return record.aim.LearnActEndDate
    dates = OWN_DATES.get(record.ENTITY)
    if dates is not None:
        first, last = dates
        if difference.field and difference.field == last:
            return _as_day(record.value(last))
        own = _as_day(record.value(first))
        return own if own is not None else _start_around(record)
    return _start_around(record)


def _day_of_aim(aim: LearningDelivery, name: str) -> date | None:
    if name in ("LearnActEndDate", "AchDate"):
        return _as_day(aim.value(name))
    if name in FROM_THE_END and aim.LearnActEndDate is not None:
        return aim.LearnActEndDate
    if name in FROM_THE_END:
        return None
    return aim.LearnStartDate


def _start_around(record: Record) -> date | None:
    """The start of the aim a record stands in; for one of the learner that counts for money, the first start."""
    current: Record | None = record
    while current is not None and not isinstance(current, Learner):
        if isinstance(current, LearningDelivery):
            return current.LearnStartDate
        current = current.parent
    if isinstance(current, Learner) and record.ENTITY in MONEY_RECORDS:
        return _first_start(current)
    parent = record.parent
    return _start_of(parent) if parent is not None else None


def _start_of(record: Record) -> date | None:
    dates = OWN_DATES.get(record.ENTITY)
    return _as_day(record.value(dates[0])) if dates else None


def _first_start(learner: Learner) -> date | None:
    return min((aim.LearnStartDate for aim in learner.LearningDelivery if aim.LearnStartDate is not None), default=None)


def _as_day(value: object) -> date | None:
    return value if isinstance(value, date) else None
