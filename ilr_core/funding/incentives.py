"""Payments for young and supported apprentices, due on set days of learning: incentives, bursary, hiring payment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor

from ilr_core.catalogue import figure, number
from ilr_core.exact import as_day, day_in_words, exact, pounds
from ilr_core.funding.payments import Instalment, Payments, in_units, instalment
from ilr_core.funding.periods import month_of
from ilr_core.funding.price_episodes import Learning, PeriodInLearning, periods_of_learning

PROVIDER, EMPLOYER = "provider-incentive", "employer-incentive"
BURSARY = "care-leavers-bursary"
HIRING = "hiring-payment"


def incentives(
    *,
    start: object,
    end: object,
    age_at_start: object,
    care_leaver: bool = False,
    consent: bool = True,
    ehcp: bool = False,
    periods_in_learning: Sequence[PeriodInLearning] | None = None,
) -> Payments:
    """The same amount to provider and employer on day 90 and day 365, if the apprentice is still learning then.

    Args:
        start: first day of the apprenticeship.
        end: last day of learning, or the planned end.
        age_at_start: age on the first day; up to 18 always, 19 to 24 with an EHCP or as a care leaver.
        care_leaver: whether the apprentice is or was in care.
        consent: whether a care leaver lets the employer know; without it the provider alone is paid.
        ehcp: whether the apprentice has an education, health and care plan.
        periods_in_learning: (first day, last day or None, planned end); the days of breaks push the due days back.

    Paid in the period of the due day. Source: DfE earnings service.
    """
    first, last, age = as_day(start), as_day(end), _full_years(age_at_start)
    if first is None or last is None or age is None:
        return Payments(steps=("The start, the end and the age at the start are needed: nothing is paid.",))
    young, supported = number("incentive_oldest_age", first), number("supported_incentive_oldest_age", first)
    amount = figure("incentive_amount", first)
    if young is None or supported is None or amount is None:
        return Payments(steps=("No incentive is known for that start.",))
    if age > young and (age > supported or not (care_leaver or ehcp)):
        return Payments(steps=("Older than 18 without an EHCP or time in care, or older than 24: nothing is paid.",))
    both = age <= young or ehcp or consent
    kinds = (PROVIDER, EMPLOYER) if both else (PROVIDER,)
    dues = _dues(("incentive_first_day", "incentive_second_day"), first, last, periods_in_learning)
    due = [(day, amount.value, kind) for day in dues for kind in kinds]
    whom = "provider and employer" if both else "the provider alone, for want of consent"
    return _paid(due, f"{pounds(amount.value)} to {whom} on each day of learning that was reached ({amount.source})")


def care_leavers_bursary(
    *,
    start: object,
    end: object,
    age_at_start: object,
    periods_in_learning: Sequence[PeriodInLearning] | None = None,
) -> Payments:
    """The bursary of a care leaver aged 16 to 24, paid to the provider for the apprentice.

    Three parts on days 60, 120 and 300 for starts from 1 August 2023; one part on day 60 for starts from 1 August 2018.
    Arguments as for ``incentives``. Source: funding rules 2026/27, 127; the days are from a provider's notice.
    """
    first, last, age = as_day(start), as_day(end), _full_years(age_at_start)
    oldest = number("care_leavers_bursary_oldest_age", first) if first else None
    if first is None or last is None or age is None or oldest is None or age > oldest:
        return Payments(steps=("Needs a start from 1 August 2018, an end and an age up to 24: nothing is paid.",))
    due = []
    for part in ("first", "second", "third"):
        amount = number(f"care_leavers_bursary_{part}_part", first)
        days = _dues((f"care_leavers_bursary_{part}_day",), first, last, periods_in_learning) if amount else []
        due += [(day, amount, BURSARY) for day in days if amount]
    return _paid(due, "Care leavers' bursary, parts whose day of learning was reached (funding rules 2026/27, 127)")


def hiring_payment(
    *,
    start: object,
    end: object,
    age_at_start: object,
    employer: str,
    employed_since: object,
    typical_months: object = None,
    periods_in_learning: Sequence[PeriodInLearning] | None = None,
) -> Payments:
    """The payment to a non-levy employer who hires a young apprentice, for starts from 1 October 2026.

    Args:
        start: first day of the apprenticeship.
        end: last day of learning, or the planned end.
        age_at_start: age on the first day, 16 to 24.
        employer: ``non-levy``; nobody else is paid.
        employed_since: first day of the employment, at most 90 days before the start.
        typical_months: typical duration of the standard; under twelve months the second part is due on day 242.
        periods_in_learning: as for ``incentives``.

    Source: funding rules 2026/27, 133, read second-hand; that both parts are equal is an assumption.
    """
    first, last, age, hired = as_day(start), as_day(end), _full_years(age_at_start), as_day(employed_since)
    amount = figure("hiring_payment_part", first) if first else None
    if first is None or last is None or age is None or hired is None or amount is None:
        return Payments(steps=("Needs a start from 1 October 2026, an end, an age and the day of hiring.",))
    oldest, most = number("hiring_payment_oldest_age", first), number("hiring_payment_most_days_employed", first)
    employed = first.toordinal() - hired.toordinal()
    if employer != "non-levy" or oldest is None or age > oldest or most is None or employed > most:
        return Payments(steps=("Only non-levy employers, ages up to 24, hired at most 90 days before the start.",))
    months, short = exact(typical_months), number("hiring_payment_short_months", first)
    is_short = months is not None and short is not None and months < short
    second = "hiring_payment_second_day_if_short" if is_short else "hiring_payment_second_day"
    dues = _dues(("hiring_payment_first_day", second), first, last, periods_in_learning)
    due = [(day, amount.value, HIRING) for day in dues]
    return _paid(
        due, f"{pounds(amount.value)} to the employer on each day of learning that was reached ({amount.source})"
    )


def _full_years(age: object) -> int | None:
    """Somebody is 18 until the day before turning 19."""
    years = exact(age)
    return None if years is None else floor(years)


def _dues(names: Iterable[str], start: date, end: date, given: Sequence[PeriodInLearning] | None) -> list[date]:
    """The days of learning of those parameters that were reached, put off by the breaks before them."""
    periods = periods_of_learning(given, start, end)
    if not periods:
        return []
    last = periods[-1].last_day(end)
    counts = [count for name in names if (count := number(name, start)) is not None]
    return [day for count in counts if (day := _put_off(start, int(count), periods)) is not None and day <= last]


def _put_off(start: date, count: int, periods: Sequence[Learning]) -> date | None:
    """The day that is that many days of learning from the start, the start counted; None beyond the calendar."""
    ordinal = start.toordinal() + count - 1
    for one, following in pairwise(periods):
        if one.end is not None and one.end.toordinal() < ordinal:
            ordinal += max(following.start.toordinal() - one.end.toordinal() - 1, 0)
    return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None


def _paid(due: Sequence[tuple[date, Fraction, str]], about: str) -> Payments:
    if not due:
        return Payments(steps=("Learning ended before the first day on which anything is due.",))
    made: list[Instalment] = [instalment(month_of(day), in_units(amount), kind, day) for day, amount, kind in due]
    days = ", ".join(dict.fromkeys(day_in_words(day) for day, _, _ in due))
    return Payments(
        instalments=tuple(made),
        total=sum((amount for _, amount, _ in due), Fraction(0)),
        steps=(f"{about}: {days}.",),
    )
