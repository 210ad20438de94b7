"""Learning support: a fixed amount for every month end for which it is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ilr_core.catalogue import figure
from ilr_core.exact import as_day, pounds, rows_of
from ilr_core.funding.payments import Payments, in_units, instalment
from ilr_core.funding.periods import last_census_month, month_of

KIND = "learning-support"
AMOUNT = "learning_support_a_month"


def learning_support(ranges: Iterable[tuple[date, date]]) -> Payments:
    """One payment for each census date in any of the ranges (first and last day of an LSF record, both included).

    Ranges that overlap pay once; a range without an end, or one that ends first, pays nothing. Source: DfE earnings
    service.
    """
    first_days: dict[int, date] = {}
    for begun, ended in rows_of(ranges, 2):
        first, last = as_day(begun), as_day(ended)
        if first is None or last is None:
            continue
        for month in range(month_of(first), last_census_month(last) + 1):
            first_days[month] = min(first, first_days.get(month, first))
    found = [(month, rate) for month in sorted(first_days) if (rate := figure(AMOUNT, first_days[month]))]
    if not found:
        return Payments(steps=("No month end lies in a range of learning support.",))
    total = sum((rate.value for _, rate in found), Fraction(0))
    each = found[0][1]
    step = f"{len(found)} month ends x {pounds(each.value)} ({each.source})."
    return Payments(
        instalments=tuple(instalment(month, in_units(rate.value), KIND) for month, rate in found),
        total=total,
        steps=(step,),
    )
