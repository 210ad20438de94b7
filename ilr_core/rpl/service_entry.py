"""What the apprenticeship service would refuse of the prior-learning data typed or uploaded there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from ilr_core.catalogue import begins, number
from ilr_core.exact import as_day, day_in_words, exact, plain, whole_number

Code = Literal[
    "missing", "not_allowed", "not_true_or_false", "not_a_number", "too_low", "too_high", "more_than_total",
    "remaining_too_low",
]  # fmt: skip
_YES = frozenset(("true", "yes", "1"))
_NO = frozenset(("false", "no", "0"))
_REQUIRED_FROM = "prior_learning_reduction_percent"


@dataclass(frozen=True, slots=True)
class ServiceEntryError:
    """One refusal: the service's own name of the property, a stable code, and a sentence of ours."""

    property: str
    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class _Limits:
    """Lowest and highest whole number that a property may hold, and its unit."""

    low: Fraction
    high: Fraction
    unit: str


def service_entry_errors(
    *,
    start: object,
    recognise_prior_learning: object = None,
    training_total_hours: object = None,
    training_hours_reduction: object = None,
    is_duration_reduced_by_rpl: object = None,
    duration_reduced_by: object = None,
    price_reduced_by: object = None,
    course_minimum_hours: object = None,
    highest_hours_reduction: object = None,
    lowest_price_reduction: object = None,
) -> tuple[ServiceEntryError, ...]:
    """What the service would refuse, by the order of its columns; empty if it takes everything.

    The values are as typed: text, numbers, True or False, or None and empty text for a blank. Where prior learning is
    recognised none may be blank, but for the weeks of a duration that is not reduced. Hours, weeks and pounds are whole
    numbers. ``course_minimum_hours`` is the floor of the course type (else the common one); the last two
    arguments stand in for settings of the service that are not published. Source: das-commitments, checks of the bulk
    upload, 2026-08-20.
    """
    day = as_day(start)
    others = {
        "TrainingTotalHours": training_total_hours,
        "TrainingHoursReduction": training_hours_reduction,
        "IsDurationReducedByRPL": is_duration_reduced_by_rpl,
        "DurationReducedBy": duration_reduced_by,
        "PriceReducedBy": price_reduced_by,
    }
    if day is None:
        return (ServiceEntryError("StartDate", "missing", "Enter the start date; what is asked for depends on it."),)
    if number(_REQUIRED_FROM, day) is None:
        given = {"RecognisePriorLearning": recognise_prior_learning, **others}
        text = f"Leave this blank: the service takes none for starts before {day_in_words(begins(_REQUIRED_FROM))}."
        return _not_allowed(given, text)
    recognised = _true_or_false(recognise_prior_learning)
    if recognised is None:
        return (_not_said(recognise_prior_learning),)
    if not recognised:
        return _not_allowed(others, "Leave this blank, or say that prior learning is recognised.")
    floor = exact(course_minimum_hours) or _figure("service_lowest_training_hours", day)
    hours = _Limits(floor, _figure("service_highest_training_hours", day), "hours")
    most = exact(highest_hours_reduction) or _figure("service_highest_hours_reduction", day)
    least = exact(lowest_price_reduction) or _figure("service_lowest_price_reduction", day)
    money = _Limits(least, _figure("service_highest_price_reduction", day), "pounds")
    weeks = _Limits(Fraction(1), _figure("service_highest_weeks_reduction", day), "weeks")
    return (
        *_number_errors("TrainingTotalHours", training_total_hours, hours),
        *_reduction_errors(training_hours_reduction, training_total_hours, _Limits(Fraction(1), most, "hours"), floor),
        *_duration_errors(is_duration_reduced_by_rpl, duration_reduced_by, weeks),
        *_number_errors("PriceReducedBy", price_reduced_by, money),
    )


def hours_and_price_errors(
    *, start: object, planned_hours: object, prior_learning_hours: object, price_reduced_by: object
) -> tuple[ServiceEntryError, ...]:
    """What the service would refuse of recognised prior learning, where only hours and price are known."""
    return service_entry_errors(
        start=start,
        recognise_prior_learning=True,
        training_total_hours=planned_hours,
        training_hours_reduction=prior_learning_hours,
        # Whether the duration is reduced is not asked for; said to be not, it raises no complaint.
        is_duration_reduced_by_rpl=False,
        price_reduced_by=price_reduced_by,
    )


def _figure(name: str, day: date) -> Fraction:
    return number(name, day) or Fraction(0)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _true_or_false(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    number_typed = None if isinstance(value, str) else whole_number(value)
    text = value.strip().casefold() if isinstance(value, str) else str(number_typed)
    return True if text in _YES else False if text in _NO else None


def _not_said(value: object) -> ServiceEntryError:
    if _is_blank(value):
        return ServiceEntryError("RecognisePriorLearning", "missing", "Say whether prior learning is recognised.")
    return ServiceEntryError("RecognisePriorLearning", "not_true_or_false", "Answer with true or false.")


def _not_allowed(given: dict[str, object], text: str) -> tuple[ServiceEntryError, ...]:
    return tuple(ServiceEntryError(name, "not_allowed", text) for name, value in given.items() if not _is_blank(value))


def _number_errors(name: str, value: object, limits: _Limits) -> Iterator[ServiceEntryError]:
    typed = whole_number(value)
    between = f"between {plain(limits.low)} and {plain(limits.high)} {limits.unit}"
    if _is_blank(value):
        yield ServiceEntryError(name, "missing", f"Enter a whole number {between}.")
    elif typed is None:
        yield ServiceEntryError(name, "not_a_number", f"Enter a whole number {between}.")
    elif typed > limits.high:
        yield ServiceEntryError(name, "too_high", f"Enter a number {between}; {typed:,} is too high.")
    elif typed < limits.low:
        yield ServiceEntryError(name, "too_low", f"Enter a number {between}; {typed:,} is too low.")


def _reduction_errors(
    reduction: object, total: object, limits: _Limits, floor: Fraction
) -> Iterator[ServiceEntryError]:
    name = "TrainingHoursReduction"
    errors = list(_number_errors(name, reduction, limits))
    yield from errors
    removed, whole = whole_number(reduction), whole_number(total)
    if errors or removed is None or whole is None:
        return
    if removed > whole:
        yield ServiceEntryError(
            name, "more_than_total", f"{removed:,} hours are removed, but there are only {whole:,} in all."
        )
    if whole - removed < floor:
        text = f"{whole - removed:,} hours would remain; at least {plain(floor)} must. Remove fewer hours."
        yield ServiceEntryError(name, "remaining_too_low", text)


def _duration_errors(is_reduced: object, weeks: object, limits: _Limits) -> Iterator[ServiceEntryError]:
    said = _true_or_false(is_reduced)
    if _is_blank(is_reduced):
        yield ServiceEntryError("IsDurationReducedByRPL", "missing", "Say whether the duration is reduced.")
    elif said is None:
        yield ServiceEntryError("IsDurationReducedByRPL", "not_true_or_false", "Answer with true or false.")
    elif said:
        yield from _number_errors("DurationReducedBy", weeks, limits)
    elif not _is_blank(weeks):
        text = "Leave the weeks blank, or say that the duration is reduced."
        yield ServiceEntryError("DurationReducedBy", "not_allowed", text)
