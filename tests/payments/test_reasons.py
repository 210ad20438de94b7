"""Why something else was paid than expected: each reason where it is true, and not where it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from addin.payments.explanations import EXPLANATIONS
from addin.payments.paid import Paid
from ilr_core.funding.programmes import programmes_of
from ilr_core.model import Learner
from tests.payments.made import codes, known, learners, paid_in_full, result

FIRST = learners()[0].LearnRefNumber
Change = Callable[[list[Learner], list[Paid]], None]


def unpaid(_: list[Learner], payments: list[Paid]) -> None:
    payments[0].amounts.clear()


def half_paid(_: list[Learner], payments: list[Paid]) -> None:
    payments[0].amounts = {key: amount / 2 for key, amount in payments[0].amounts.items()}


def overpaid(_: list[Learner], payments: list[Paid]) -> None:
    payments[0].add(1, "on-programme", Decimal(100), is_due=False)


def taken_back(_: list[Learner], payments: list[Paid]) -> None:
    payments[0].amounts = {(2, "on-programme"): Decimal(-300)}


def of_unknown_type(_: list[Learner], payments: list[Paid]) -> None:
    payments[0].add(1, "other", Decimal(200), is_due=False)


def temporary(ones: list[Learner], payments: list[Paid]) -> None:
    ones[0].ULN = 9999999999
    unpaid(ones, payments)


def temporary_but_overpaid(ones: list[Learner], payments: list[Paid]) -> None:
    ones[0].ULN = 9999999999
    overpaid(ones, payments)


def left_early(ones: list[Learner], _: list[Paid]) -> None:
    aim = programmes_of(ones[0])[0].last
    aim.CompStatus, aim.LearnActEndDate, aim.Outcome = 3, aim.LearnStartDate, 3


def left_later(ones: list[Learner], _: list[Paid]) -> None:
    aim = programmes_of(ones[0])[0].last
    aim.LearnPlanEndDate = max(aim.LearnPlanEndDate, date(2027, 7, 31))
    aim.CompStatus, aim.Outcome, aim.LearnActEndDate = 3, 3, date(2026, 9, 10)
    aim.LearnStartDate = min(aim.LearnStartDate, aim.LearnActEndDate - timedelta(days=60))


def begins_later(ones: list[Learner], _: list[Paid]) -> None:
    aim = programmes_of(ones[0])[0].last
    aim.LearnStartDate, aim.LearnPlanEndDate = date(2027, 1, 4), date(2028, 3, 4)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (unpaid, "nothing-paid"), (half_paid, "band-unknown"), (overpaid, "unknown"), (taken_back, "taken-back"),
        (of_unknown_type, "unknown-type"), (temporary, "temporary-uln"), (temporary_but_overpaid, "unknown"),
        (left_early, "left-early"), (left_later, "has-ended"), (begins_later, "starts-later"),
    ],
)  # fmt: skip
def test_one_reason(change: Change, code: str) -> None:
    ones = learners()
    payments = paid_in_full(known(ones))
    change(ones, payments)
    assert codes(result(payments, known(ones))) == {code}


@pytest.mark.parametrize(
    ("faulty", "locks", "code"),
    [
        (frozenset({0}), {}, "errors"),
        (frozenset({1}), {}, "nothing-paid"),
        (frozenset(), {FIRST: ("DLOCK_07", "DLOCK_09")}, "data-lock"),
        (frozenset({0}), {FIRST: ("DLOCK_07",)}, "errors"),
    ],
)
def test_errors_and_data_locks(faulty: frozenset[int], locks: dict[str, tuple[str, ...]], code: str) -> None:
    own = known(learners(), faulty, **locks)
    payments = paid_in_full(own)
    payments[0].amounts.clear()
    found = result(payments, own)
    assert codes(found) == {code}
    assert ("DLOCK_07, DLOCK_09" in found.learners[0].parts[0].why) is (code == "data-lock")


def test_somebody_who_is_not_in_the_return() -> None:
    own = known(learners())
    stranger = Paid("GONE", "1000000302", {(1, "on-programme"): Decimal(100), (1, "support"): Decimal(-5)})
    assert codes(result([*paid_in_full(own), stranger], own)) == {"not-in-return"}


@pytest.mark.parametrize(("by_collection", "code"), [(True, "paid-later"), (False, "nothing-paid")])
def test_only_in_months_of_payment_can_money_come_later(by_collection: bool, code: str) -> None:
    own = known(learners())
    payments = paid_in_full(own)
    payments[0].amounts = {(4, "on-programme"): Decimal(900)}
    assert codes(result(payments, own, 4, 3, by_collection=by_collection)) == {code}


def test_one_kind_alone_unpaid_is_no_data_lock() -> None:
    ones = learners()
    ones[0].DateOfBirth = date(2009, 8, 1)
    aim = programmes_of(ones[0])[0].last
    aim.LearnStartDate, aim.LearnPlanEndDate = date(2026, 8, 3), date(2027, 12, 3)
    own = known(ones)
    payments = paid_in_full(own, 12)
    for month, amount in enumerate(own_additional(own), 1):
        payments[0].add(month, "on-programme", -amount, is_due=False)
    found = result(payments, own, 12)
    assert [(part.code, part.kind) for part in found.learners[0].parts] == [("kind-unpaid", "additional")]


def own_additional(own) -> list[Decimal]:
    earned = next(one for one in own.earned if one.position == 0)
    sums = [Decimal(0)] * 12
    for line in earned.lines:
        for one in line.payments if line.kind == "incentives" else ():
            sums[one.period - 1] += one.amount if one.academic_year == "2627" else 0
    assert any(sums)
    return sums


@pytest.mark.parametrize(("gap", "code"), [("0.03", "rounding"), ("-0.03", "rounding"), ("0.04", "unknown")])
def test_pence(gap: str, code: str) -> None:
    own = known(learners())
    payments = paid_in_full(own)
    payments[0].add(1, "on-programme", Decimal(gap), is_due=False)
    assert codes(result(payments, own)) == {code}


def test_reasons_end_with_the_one_that_always_fits() -> None:
    assert EXPLANATIONS[-1][0] == "unknown"
    assert all(words.endswith(".") and "  " not in words for _, _, words in EXPLANATIONS)
