"""English and maths aims of apprentices: the aim's rate over its own census dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ilr_core.exact import as_day, day_in_words, exact, plain, pounds
from ilr_core.funding.payments import BALANCING, REGULAR, Instalment, Payments, in_units, in_words, instalment
from ilr_core.funding.periods import last_census_month, month_of
from ilr_core.funding.price_episodes import Learning, PeriodInLearning, periods_of_learning

PERCENT = 100


def english_maths(
    *,
    start: object,
    planned_end: object,
    rate: object,
    prior_learn_fund_adj: object = None,
    other_fund_adj: object = None,
    completion: object = None,
    withdrawal: object = None,
    periods_in_learning: Sequence[PeriodInLearning] | None = None,
) -> Payments:
    """The instalments of one English or maths aim.

    Args:
        start: first day of the aim, which may lie before the programme's.
        planned_end: its planned end, which may lie after the programme's.
        rate: what the aim is worth, pounds (from LARS; see the parameters ``english_rate`` and so on up to 2024).
        prior_learn_fund_adj: PriorLearnFundAdj, the percentage still to deliver; blank or 0 counts as 100.
        other_fund_adj: OtherFundAdj, a percentage; blank or 0 counts as 100.
        completion: last day of an aim that was completed.
        withdrawal: last day of an aim that was left.
        periods_in_learning: (first day, last day or None, planned end) of the periods between breaks.

    A course within one month is paid once, in full. Completion before the planned end pays the rest in that month.
    Leaving before the qualifying day pays nothing; after it, but before the first month end, one instalment. Source:
    DfE earnings service.
    """
    first, last, worth = as_day(start), as_day(planned_end), exact(rate)
    if first is None or last is None or last < first or worth is None or worth < 0:
        return Payments(steps=("A start, a planned end after it and a rate are needed: nothing is earned.",))
    done, left = as_day(completion), as_day(withdrawal)
    share = _share(prior_learn_fund_adj) * _share(other_fund_adj)
    adjusted = worth * share
    steps = [f"Rate {pounds(worth)} x {plain(share * PERCENT)}% = {pounds(adjusted)}."]
    days = Learning(first, left, last).qualifying_days()
    if left is not None and left.toordinal() < first.toordinal() + days - 1:
        steps.append(f"Left on {day_in_words(left)}, before {days} qualifying days: nothing is earned.")
        return Payments(steps=tuple(steps))
    if month_of(first) == month_of(last):
        steps.append("The course lies within one month: paid once, in full.")
        return _paid([(month_of(first), in_units(adjusted), REGULAR)], adjusted, steps)
    regular = _regular(periods_of_learning(periods_in_learning, first, last), adjusted, steps)
    kept = [part for part in regular if left is None or part[0] <= last_census_month(left)]
    if left is not None and last_census_month(left) < month_of(first):
        kept = regular[:1]
    earned = sum((part[2] for part in kept), Fraction(0))
    parts = [(month, units, REGULAR) for month, units, _ in kept]
    if done is None or done >= last or left is not None:
        return _paid(parts, earned, steps)
    parts = [part for part in parts if part[0] < month_of(done)]
    balance = in_units(adjusted) - sum(units for _, units, _ in parts)
    if balance:
        steps.append(f"Completed on {day_in_words(done)}: the rest, {in_words(balance)}, in that month.")
        parts.append((month_of(done), balance, BALANCING))
    return _paid(parts, adjusted, steps)


def _share(percent: object) -> Fraction:
    number = exact(percent)
    return number / PERCENT if number is not None and number > 0 else Fraction(1)


def _regular(periods: Sequence[Learning], worth: Fraction, steps: list[str]) -> list[tuple[int, int, Fraction]]:
    """Month, rounded units and exact pounds of every regular instalment."""
    parts: list[tuple[int, int, Fraction]] = []
    units_earned, earned, used = 0, Fraction(0), -1
    for learning in periods:
        stop: date = min(learning.end or learning.planned_end, learning.planned_end)
        begun = max(month_of(learning.start), used + 1)
        count, remaining = last_census_month(stop) - begun + 1, last_census_month(learning.planned_end) - begun + 1
        if count <= 0:
            continue
        amount = (worth - earned) / remaining
        units = round(Fraction(in_units(worth) - units_earned, remaining))
        steps.append(
            f"({pounds(worth)} - {pounds(earned)} earned) / {remaining} month ends from "
            f"{day_in_words(learning.start)} = {in_words(units)} a month."
        )
        parts += [(month, units, amount) for month in range(begun, begun + count)]
        units_earned, earned, used = units_earned + units * count, earned + amount * count, begun + count - 1
    return parts


def _paid(parts: Sequence[tuple[int, int, str]], total: Fraction, steps: Sequence[str]) -> Payments:
    instalments: list[Instalment] = [instalment(month, units, kind) for month, units, kind in parts]
    return Payments(instalments=tuple(instalments), total=total, steps=tuple(steps))
