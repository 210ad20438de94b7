"""One row of prior learning judged in one word: what is missing, what would be refused, or that all is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Literal

from ilr_core.catalogue import begins, number
from ilr_core.exact import as_day, days_inclusive, exact
from ilr_core.rpl.eligibility import DAYS, eligibility_after_rpl
from ilr_core.rpl.price import RATE, PriceReduction, price_reduction

Kind = Literal["ok", "notice", "missing", "refused", "none"]

ENTER, NOT_WHOLE = "Enter the {}", "{} must be a whole number"
NO_START, NO_END = "Enter LearnStartDate on Aims", "Enter LearnPlanEndDate on Aims"
NOTHING_ENTERED = "No prior learning entered"
TOO_EARLY = "Not computed: start before {}"
MORE_THAN_PLANNED = "More hours removed than planned"
MORE_THAN_PRICE = "Reduction above the price"
NOT_ELIGIBLE = {
    (True, False): "Not eligible: hours",
    (False, True): "Not eligible: duration",
    (True, True): "Not eligible: hours and duration",
}
NO_HOURS_REMOVED = "Reduction without hours removed"
REFUSED_UNDER, REFUSED_ABOVE = "Service would refuse: reduction under £{}", "Service would refuse: reduction above £{}"
REFUSED_HOURS = "Service would refuse: more than {} hours"
ABOVE_CEILING = "Price above the ceiling by £{}"
MANY_HOURS = "OK, but service may refuse over {} hours removed"
BANNER = "OK, but service warns: reduction under £{}"
RESTART = "OK, but a restart: hours and days not judged"
AT_LIMIT = "OK, but days exactly at the limit"
OK = "OK"

REQUIRED = {
    "band": "funding band",
    "hours_before": "hours before",
    "hours_removed": "hours removed",
    "price_before": "price before",
    "reduction_given": "reduction given",
}
"""The inputs that a row needs, in the order in which they are asked for, with their names for people."""

OPTIONAL = {"assessment_price": "assessment price", "published_minimum": "published minimum"}
POSITIVE = ("band", "hours_before")
"""Inputs that may not be nought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in one row: two days, and whole pounds and hours as typed (None or empty text for a blank).

    ``assessment_price`` (TNP 2) and ``published_minimum`` may be blank. ``is_restart``: the aim goes on after a break
    (RES), so that its own hours and days say nothing. ``note`` is a verdict that stands before all calculation.
    """

    start: object
    planned_end: object
    band: object = None
    hours_before: object = None
    hours_removed: object = None
    price_before: object = None
    assessment_price: object = None
    reduction_given: object = None
    published_minimum: object = None
    is_restart: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on a row, the official rule behind a refusal (empty if none), and the figures that can be worked out.

    ``learned`` is a share (0.15), ``least_reduction`` in whole pounds, up, ``highest_price`` in whole pounds, down.
    """

    kind: Kind
    words: str
    rule: str = ""
    learned: Fraction | None = None
    least_reduction: int | None = None
    highest_price: int | None = None
    new_training_price: int | None = None
    total_price: int | None = None
    hours_left: int | None = None
    least_hours: int | None = None
    days: int | None = None

    @property
    def may_be_applied(self) -> bool:
        """Whether the row is complete and nothing in it would be refused."""
        return self.kind in ("ok", "notice")


Figures = dict[str, object]
Verdict = tuple[Kind, str, str]


def judged(entry: Entry) -> Judgement:
    """Judges a row; the worst that can be said of it is the verdict.

    Whole numbers are numbers, not texts of digits. Source: as `price_reduction`, `eligibility_after_rpl` and
    `with_prior_learning`, from which every figure and limit comes.
    """
    values = {name: whole(getattr(entry, name)) for name in (*REQUIRED, *OPTIONAL)}
    start = as_day(entry.start)
    price = price_reduction(
        start=start,
        band_max=values["band"],
        planned_hours=values["hours_before"],
        prior_learning_hours=values["hours_removed"],
        price_reduction_given=values["reduction_given"],
    )
    found = _figures(entry, values, start, price)
    kind, words, rule = _verdict(entry, values, start, price, found)
    return Judgement(kind=kind, words=words, rule=rule, **found)  # type: ignore[arg-type]


def whole(value: object) -> int | None:
    """A whole number from 0 as a cell holds it; None for anything else, texts of digits included."""
    found = None if isinstance(value, str) else exact(value)
    return found.numerator if found is not None and found >= 0 and found.denominator == 1 else None


def too_early() -> str:
    """The verdict on a start for which there is no formula."""
    return TOO_EARLY.format(f"{begins(RATE):%B %Y}")


def _figures(
    entry: Entry, values: dict[str, int | None], start: date | None, price: PriceReduction
) -> dict[str, Fraction | int | None]:
    before, removed = values["hours_before"], values["hours_removed"]
    agreed, given, assessment = values["price_before"], values["reduction_given"], values["assessment_price"]
    end, is_computed = as_day(entry.planned_end), start is not None and number(RATE, start) is not None
    training = None if agreed is None or given is None else agreed - given
    has_assessment = assessment is not None or _is_blank(entry.assessment_price)
    least_hours = eligibility_after_rpl(
        start=start,
        planned_end=end,
        planned_hours_full=before,
        prior_learning_hours=removed,
        published_minimum_hours=values["published_minimum"],
    ).compliance_minimum_hours
    ceiling = price.maximum_total_price
    return {
        "learned": Fraction(removed, before) if is_computed and before and removed is not None else None,
        "least_reduction": price.minimum_reduction_to_record,
        "highest_price": None if ceiling is None else floor(ceiling),
        "new_training_price": training,
        "total_price": training + (assessment or 0) if training is not None and has_assessment else None,
        "hours_left": None if before is None or removed is None else before - removed,
        "least_hours": None if least_hours is None else int(least_hours),
        "days": None if start is None or end is None else days_inclusive(start, end),
    }


def _verdict(
    entry: Entry,
    values: dict[str, int | None],
    start: date | None,
    price: PriceReduction,
    found: dict[str, Fraction | int | None],
) -> Verdict:
    if entry.note:
        return "refused", entry.note, ""
    if start is None:
        return "missing", NO_START, ""
    if number(RATE, start) is None:
        return "none", too_early(), ""
    if _is_blank(entry.hours_removed) and _is_blank(entry.reduction_given):
        return "none", NOTHING_ENTERED, ""
    asked = _asked(entry, values)
    if asked:
        return "missing", asked, ""
    numbers = {name: value or 0 for name, value in values.items()}
    return (
        _impossible(numbers)
        or _not_eligible(entry, start, found)
        or _not_accepted(numbers, start)
        or _above_ceiling(found)
        or _noticed(entry, numbers, start, price, found)
        or ("ok", OK, "")
    )


def _asked(entry: Entry, values: dict[str, int | None]) -> str:
    """What to enter first; empty if nothing is missing."""
    for name, label in REQUIRED.items():
        if _is_blank(getattr(entry, name)) or (name in POSITIVE and values[name] == 0):
            return ENTER.format(label)
        if values[name] is None:
            return NOT_WHOLE.format(label.capitalize())
    for name, label in OPTIONAL.items():
        if values[name] is None and not _is_blank(getattr(entry, name)):
            return NOT_WHOLE.format(label.capitalize())
    return "" if as_day(entry.planned_end) else NO_END


def _impossible(numbers: dict[str, int]) -> Verdict | None:
    if numbers["hours_removed"] > numbers["hours_before"]:
        return "refused", MORE_THAN_PLANNED, ""
    if numbers["reduction_given"] > numbers["price_before"]:
        return "refused", MORE_THAN_PRICE, ""
    return None


def _not_eligible(entry: Entry, start: date, found: dict[str, Fraction | int | None]) -> Verdict | None:
    if entry.is_restart:
        return None
    too_few = (found["hours_left"] or 0) < (found["least_hours"] or 0)
    too_short = (found["days"] or 0) < (number(DAYS, start) or 0)
    words = NOT_ELIGIBLE.get((too_few, too_short))
    return ("refused", words, "") if words else None


def _not_accepted(numbers: dict[str, int], start: date) -> Verdict | None:
    """What no return and no entry in the service may hold."""
    given, removed = numbers["reduction_given"], numbers["hours_removed"]
    if given and not removed:
        return "refused", NO_HOURS_REMOVED, "R_162"
    if removed and given < _limit("service_lowest_price_reduction", start):
        words = REFUSED_UNDER.format(f"{_limit('service_lowest_price_reduction', start):,}")
        return "refused", words, "AFinType_16"
    if given > _limit("service_highest_price_reduction", start):
        words = REFUSED_ABOVE.format(f"{_limit('service_highest_price_reduction', start):,}")
        return "refused", words, "AFinType_15"
    most = _limit("service_highest_training_hours", start)
    if numbers["hours_before"] > most:
        return "refused", REFUSED_HOURS.format(f"{most:,}"), ""
    return None


def _above_ceiling(found: dict[str, Fraction | int | None]) -> Verdict | None:
    excess = int((found["total_price"] or 0) - (found["highest_price"] or 0))
    return ("refused", ABOVE_CEILING.format(f"{excess:,}"), "") if excess > 0 else None


def _noticed(
    entry: Entry,
    numbers: dict[str, int],
    start: date,
    price: PriceReduction,
    found: dict[str, Fraction | int | None],
) -> Verdict | None:
    """What may be recorded but deserves a look."""
    most = _limit("service_highest_hours_reduction", start)
    if numbers["hours_removed"] > most:
        return "notice", MANY_HOURS.format(f"{most:,}"), ""
    if price.service_would_flag:
        return "notice", BANNER.format(f"{price.minimum_reduction_service:,}"), ""
    if entry.is_restart:
        return "notice", RESTART, ""
    return ("notice", AT_LIMIT, "") if found["days"] == number(DAYS, start) else None


def _limit(name: str, start: date) -> int:
    return int(number(name, start) or 0)


def _is_blank(value: object) -> bool:
    return value is None or value == ""
