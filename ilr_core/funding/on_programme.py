"""On-programme earnings: instalments, balancing and completion, from prices, periods of learning and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ilr_core.catalogue import number
from ilr_core.exact import as_day, day_in_words, exact, pounds, rows_of
from ilr_core.funding.payments import (
    BALANCING,
    COMPLETION,
    REGULAR,
    Instalment,
    Payments,
    in_units,
    in_words,
    instalment,
)
from ilr_core.funding.periods import last_census_month, month_of
from ilr_core.funding.price_episodes import (
    Episode,
    Learning,
    Part,
    PeriodInLearning,
    Plan,
    Price,
    exact_sum,
    in_force_until,
    last_planned_end,
    periods_of_learning,
    price_episodes,
    regular_instalments,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnProgramme(Payments):
    """Instalments with the two parts of the price last in force (exact pounds): in instalments, and on completion."""

    on_programme_total: Fraction = Fraction(0)
    completion_payment: Fraction = Fraction(0)


def on_programme(
    *,
    prices: Sequence[Price],
    band_max: object,
    periods_in_learning: Sequence[PeriodInLearning] | None = None,
    completion: object = None,
    achievement: object = None,
    withdrawal: object = None,
    pause: object = None,
) -> OnProgramme:
    """The instalments of an apprenticeship.

    Args:
        prices: (first day, planned end or last day, total price in pounds) of every price; each is in force until the
            day before the next one. The end may be None where a period in learning says the planned end.
        band_max: the funding band maximum in pounds; None if it is not known, and then nothing is capped.
        periods_in_learning: (first day, last day or None, planned end) of every period between breaks; left out, one
            period over all prices.
        completion: last day of training of an apprentice who completed.
        achievement: day of the result; it earns the completion payment.
        withdrawal: last day of learning of an apprentice who left.
        pause: last day of learning before a break from which the apprentice has not returned.

    Where the published rules are silent this follows DfE's earnings service. Each ended period must complete its own
    qualifying period; what one that did not would have earned goes evenly onto the later instalments. The balance at
    completion is the one instalment left if the training ended on or after the planned end and the instalments make up
    the total to the fifth decimal; else what is missing. Beyond the service: what rounding alone leaves after the last
    instalment is not paid out, a negative balance is shown, and a price that begins after the last day is no price.
    """
    ends = {name: as_day(day) for name, day in (("completion", completion), ("left", withdrawal), ("paused", pause))}
    last_day = min((day for day in ends.values() if day is not None), default=None)
    rows = None if periods_in_learning is None else rows_of(periods_in_learning, 3)
    found = price_episodes(prices, last_planned_end(rows))
    if not found or number("on_programme_percent", found[0].start) is None:
        return OnProgramme(steps=("No price is known on a day for which there are rules: nothing is earned.",))
    periods = periods_of_learning(rows or periods_in_learning, found[0].start, max(one.end for one in found))
    if last_day is not None and last_day < found[0].start:
        return OnProgramme(steps=("Learning ended before it began: nothing is earned.",))
    plan = _planned(found, periods, exact(band_max), last_day)
    instalments, total = _learned(plan, periods, last_day, has_completed=ends["completion"] == last_day)
    achieved = as_day(achievement)
    if achieved is not None and ends["left"] is None:
        instalments.append(instalment(month_of(achieved), in_units(plan.completion), COMPLETION))
        total += plan.completion
        plan.steps.append(f"Achieved on {day_in_words(achieved)}: completion payment {pounds(plan.completion)}.")
    return OnProgramme(
        instalments=tuple(instalments),
        total=total,
        steps=tuple(plan.steps),
        on_programme_total=plan.on_programme,
        completion_payment=plan.completion,
    )


def _planned(
    found: Sequence[Episode], periods: Sequence[Learning], band: Fraction | None, last_day: date | None
) -> Plan:
    """The regular instalments of the prices that were in force until the last day of learning."""
    until = max((one.planned_end for one in periods), default=None)
    episodes = [one for one in in_force_until(found, until) if last_day is None or one.start <= last_day]
    plan = regular_instalments(episodes, periods, band if band is None or band >= 0 else None)
    if not periods:
        plan.steps.append("No period of learning can be read: no instalments.")
    return plan


def _learned(
    plan: Plan, periods: Sequence[Learning], last_day: date | None, *, has_completed: bool
) -> tuple[list[Instalment], Fraction]:
    """The instalments earned by learning, balanced if it was completed on the last day, and their exact total."""
    parts = _kept(plan, periods, last_day)
    if has_completed and last_day is not None and periods:
        return _balanced(plan, parts, last_day, periods[-1].planned_end)
    return [instalment(part.month, part.units, REGULAR) for part in parts], exact_sum(parts)


def _kept(plan: Plan, periods: Sequence[Learning], last_day: date | None) -> list[Part]:
    """The instalments whose census date was learned, in periods that qualify; what others hold rolls forward."""
    last = None if last_day is None else last_census_month(last_day)
    reached = [part for part in plan.parts if last is None or part.month <= last]
    qualified = [one.qualifies(last_day) for one in periods]
    lost = [part for part in reached if not qualified[part.learning]]
    kept = [part for part in reached if qualified[part.learning]]
    for place, one in enumerate(periods):
        if not qualified[place] and (last_day is None or one.start <= last_day):
            days = one.qualifying_days()
            plan.steps.append(
                f"The learning from {day_in_words(one.start)} ended before its {days} qualifying days: nothing earned."
            )
            _roll_forward([part for part in lost if part.learning == place], kept, plan)
    if last_day is not None:
        plan.steps.append(f"Last day of learning {day_in_words(last_day)}: month ends after it earn nothing.")
    return kept


def _roll_forward(lost: Sequence[Part], kept: Sequence[Part], plan: Plan) -> None:
    later = [part for part in kept if lost and part.month > lost[-1].month]
    if not later:
        return
    units, amount = sum(part.units for part in lost), exact_sum(lost)
    each = round(Fraction(units, len(later)))
    for part in later:
        part.units += each
        part.exact += amount / len(later)
    later[-1].units += units - each * len(later)
    plan.steps.append(f"Its {pounds(amount)} is spread over the {len(later)} later instalments.")


def _balanced(
    plan: Plan, parts: Sequence[Part], completed: date, planned_end: date
) -> tuple[list[Instalment], Fraction]:
    """The instalments of somebody who completed, and their exact total."""
    month = month_of(completed)
    before = [part for part in parts if part.month < month]
    in_month = [part for part in parts if part.month == month]
    whole = in_units(plan.on_programme)
    if completed >= planned_end and in_month and sum(part.units for part in (*before, *in_month)) == whole:
        return [instalment(part.month, part.units, REGULAR) for part in (*before, *in_month)], plan.on_programme
    regular = [instalment(part.month, part.units, REGULAR) for part in before]
    missing = whole - sum(part.units for part in before)
    exactly = plan.on_programme - exact_sum(before)
    if not exactly or not missing:
        return regular, plan.on_programme - exactly
    balance = in_words(missing)
    plan.steps.append(
        f"Completed on {day_in_words(completed)}: balance {pounds(plan.on_programme)} less earned = {balance}."
    )
    return [*regular, instalment(month, missing, BALANCING)], plan.on_programme
