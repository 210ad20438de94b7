"""Cases of prior learning as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from addin.prior_learning.cases import Case, Results
from ilr_core.exact import plain, pounds


def as_json(cases: Sequence[Case]) -> str:
    """One JSON object: version and cases. Numbers are the nearest floating-point numbers, days ISO dates."""
    return json.dumps({"version": 1, "cases": [_data(case) for case in cases]}, ensure_ascii=False, indent=1)


def as_text(cases: Sequence[Case]) -> str:
    """A paragraph for each case: what follows, then the steps that lead there."""
    return "\n\n".join("\n".join(_lines(case)) for case in cases)


def _data(case: Case) -> dict[str, Any]:
    head: dict[str, Any] = {"case": case.given.label or None}
    if case.given.error:
        return head | {"error": case.given.error}
    assert case.results is not None
    return head | {"given": _plainly(dict(case.given.values)), **_plainly(case.results)}


def _plainly(value: Any) -> Any:
    if isinstance(value, Fraction | Decimal):
        number = Fraction(value)
        return number.numerator if number.denominator == 1 else float(number)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plainly(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {name: _plainly(inner) for name, inner in value.items()}
    return [_plainly(one) for one in value] if isinstance(value, tuple | list) else value


def _lines(case: Case) -> Iterator[str]:
    if case.given.label:
        yield case.given.label
    if case.results is None:
        yield f"  {case.given.error}"
        return
    for verdict in _verdicts(case.results):
        yield f"  {verdict}"
    yield "  How this comes about:"
    for step in _steps(case.results):
        yield f"    - {step}"


def _verdicts(found: Results) -> Iterator[str]:
    price = found.price_reduction
    if price.minimum_reduction is None or price.maximum_total_price is None:
        yield "Price reduction: not computed."
    else:
        yield f"Prior learning: {plain(price.prior_learning_percent or Fraction(0))}% of the planned hours."
        yield (
            f"Reduce the price by at least {pounds(price.minimum_reduction)}; record "
            f"{pounds(Fraction(price.minimum_reduction_to_record or 0))} or more."
        )
        yield f"Highest price for training and assessment: {pounds(price.maximum_total_price)}."
    if found.service_entry_errors is not None and price.minimum_reduction is not None:
        yield "The reduction given is " + ("enough." if price.meets_rule else "NOT enough.")
        if price.service_would_flag:
            yield "The apprenticeship service would show its banner: the reduction is below its minimum."
    if found.agreed_price_check and found.agreed_price_check.maximum_total_price is not None:
        yield "The agreed price is " + ("within the ceiling." if found.agreed_price_check.ok else "ABOVE the ceiling.")
    if found.eligibility_after_rpl:
        reasons = " and ".join(found.eligibility_after_rpl.reasons)
        verdict = "yes" if found.eligibility_after_rpl.eligible else f"NO ({reasons})" if reasons else "not known"
        yield f"Fundable after prior learning: {verdict}."
    if found.suggest_duration and found.suggest_duration.weeks_removed:
        weeks = found.suggest_duration.weeks_removed
        yield f"Suggestion, if that end was planned without prior learning: {weeks} weeks shorter."
    if found.required_hours.hours is not None:
        yield f"Off-the-job hours required: {plain(found.required_hours.hours)}."
    progress = found.off_the_job_progress
    if progress and progress.forecast is not None:
        verdict = "likely to FALL SHORT" if progress.likely_to_fall_short else "on the way"
        yield f"Off-the-job hours by the planned end at this pace: {plain(progress.forecast)}, {verdict}."
    for error in found.service_entry_errors or ():
        yield f"The apprenticeship service would refuse {error.property}: {error.message}"


def _steps(found: Results) -> list[str]:
    parts = (
        found.price_reduction,
        found.agreed_price_check,
        found.eligibility_after_rpl,
        found.suggest_duration,
        found.required_hours,
        found.off_the_job_progress,
    )
    return list(dict.fromkeys(step for part in parts if part is not None for step in part.steps))
