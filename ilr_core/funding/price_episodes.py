"""Prices and periods of learning, and the regular instalments they make before anybody leaves or completes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise

from ilr_core.catalogue import number
from ilr_core.exact import as_day, day_in_words, exact, plain, pounds, rows_of
from ilr_core.funding.payments import in_units, in_words
from ilr_core.funding.periods import last_census_month, month_of

PERCENT = 100
Price = tuple[date, date | None, object]
PeriodInLearning = tuple[date, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Episode:
    """A price in pounds, in force from one day to another."""

    start: date
    end: date
    total: Fraction


@dataclass(frozen=True, slots=True)
class Learning:
    """A period of learning; ``end`` is its last day (None: not ended), ``planned_end`` the end first planned for it."""

    start: date
    end: date | None
    planned_end: date

    def last_day(self, left: date | None) -> date:
        """The last day learned, given the day on which the apprentice left or completed."""
        ends = [day for day in (self.end, left) if day is not None]
        return min(ends) if ends else self.planned_end

    def qualifies(self, left: date | None) -> bool:
        """Whether its qualifying period was completed."""
        return self.last_day(left).toordinal() >= self.start.toordinal() + self.qualifying_days() - 1

    def qualifying_days(self) -> int:
        """How many days must be learned, the first one counted, by the days planned (both ends counted)."""
        planned = self.planned_end.toordinal() - self.start.toordinal() + 1
        for length in ("long_programme", "short_programme"):
            least, days = number(f"{length}_days", self.start), number(f"{length}_qualifying_days", self.start)
            if least is not None and days is not None and planned >= least:
                return int(days)
        return 1


@dataclass(slots=True)
class Part:
    """A regular instalment while it is worked out: its month, rounded units, exact pounds, place of its period."""

    month: int
    units: int
    exact: Fraction
    learning: int


def exact_sum(parts: Iterable[Part]) -> Fraction:
    """The exact pounds of some instalments together; equal neighbours are multiplied, which is quicker than adding."""
    runs = ((amount, sum(1 for _ in run)) for amount, run in groupby(part.exact for part in parts))
    return sum((amount * count for amount, count in runs), Fraction(0))


@dataclass(slots=True)
class Plan:
    """The regular instalments of all periods, and the amounts of the price last in force (pounds)."""

    parts: list[Part]
    on_programme: Fraction
    completion: Fraction
    steps: list[str]


def price_episodes(prices: object, open_end: date | None) -> list[Episode]:
    """The prices in order, each in force until the day before the next; ``open_end`` ends one that says no end.

    Of prices from one day the last one given counts; a price without an amount, a first day or any end is left out.
    """
    by_start: dict[date, Episode] = {}
    for start, end, total in rows_of(prices, 3):
        first, last, amount = as_day(start), as_day(end) or open_end, exact(total)
        if first is not None and last is not None and amount is not None and amount >= 0:
            by_start[first] = Episode(first, last, amount)
    ordered = [by_start[start] for start in sorted(by_start)]
    for place, (one, following) in enumerate(pairwise(tuple(ordered))):
        ordered[place] = replace(one, end=date.fromordinal(following.start.toordinal() - 1))
    return ordered


def in_force_until(episodes: Sequence[Episode], until: date | None) -> list[Episode]:
    """The same prices, the last one in force until that day if it is later than its end."""
    if not episodes or until is None or until <= episodes[-1].end:
        return list(episodes)
    return [*episodes[:-1], replace(episodes[-1], end=until)]


def last_planned_end(given: object) -> date | None:
    """The latest planned end that periods of learning say."""
    ends = [end for _, _, planned in rows_of(given, 3) if (end := as_day(planned)) is not None]
    return max(ends, default=None)


def periods_of_learning(given: object, start: date, planned_end: date) -> list[Learning]:
    """The periods in order; without any, one from the start to the planned end. Periods that end first are left out."""
    if not given:
        return [Learning(start, None, planned_end)]
    found = []
    for begun, ended, planned in rows_of(given, 3):
        first, last, end = as_day(begun), as_day(ended), as_day(planned) or planned_end
        if first is not None and (last is None or last >= first) and end >= first:
            found.append(Learning(first, last, end))
    return sorted(found, key=lambda one: one.start)


def regular_instalments(episodes: Sequence[Episode], periods: Sequence[Learning], band: Fraction | None) -> Plan:
    """Spreads what is not yet earned over the census dates still to come, anew with each price and each period."""
    plan = Plan([], Fraction(0), Fraction(0), [])
    earned_units, earned, used = 0, Fraction(0), -1
    for place, learning in enumerate(periods):
        stop = min(learning.end or learning.planned_end, learning.planned_end)
        for episode in episodes:
            first, last = max(episode.start, learning.start), min(episode.end, stop)
            if first > last:
                continue
            _take_price(plan, episode, band)
            month = max(month_of(first), used + 1)
            count = last_census_month(last) - month + 1
            remaining = last_census_month(learning.planned_end) - month + 1
            if count <= 0 or remaining <= 0:
                continue
            units = round(Fraction(in_units(plan.on_programme) - earned_units, remaining))
            amount = (plan.on_programme - earned) / remaining
            plan.parts += [Part(number_, units, amount, place) for number_ in range(month, month + count)]
            _tell_instalment(plan, first, learning.planned_end, remaining, earned, amount)
            earned_units, earned, used = earned_units + units * count, earned + amount * count, month + count - 1
    return plan


def _take_price(plan: Plan, episode: Episode, band: Fraction | None) -> None:
    share = number("on_programme_percent", episode.start) or Fraction(0)
    capped = episode.total if band is None else min(episode.total, band)
    on_programme = capped * share / PERCENT
    if (on_programme, capped - on_programme) == (plan.on_programme, plan.completion):
        return
    plan.on_programme, plan.completion = on_programme, capped - on_programme
    cap = "not capped, as no band is known" if band is None else f"band {pounds(band)}, so {pounds(capped)}"
    plan.steps.append(
        f"Price from {day_in_words(episode.start)}: {pounds(episode.total)}; {cap}. {plain(share)}% in instalments = "
        f"{pounds(on_programme)}, on completion {pounds(plan.completion)}."
    )


def _tell_instalment(
    plan: Plan, first: date, planned_end: date, remaining: int, earned: Fraction, amount: Fraction
) -> None:
    plan.steps.append(
        f"{remaining} month ends from {day_in_words(first)} to {day_in_words(planned_end)}: "
        f"({pounds(plan.on_programme)} - {pounds(earned)} earned) / {remaining} = {in_words(in_units(amount))} a month."
    )
    if amount < 0:
        plan.steps.append(
            "More was earned than the new price allows: the new service spreads the negative amount as here, the ILR "
            "engine took it in one period."
        )
