"""Payments beside the estimate: parts add up to the whole, learners are found, months and shares are right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.payments.codes import KINDS
from addin.payments.paid import Paid, PaymentReport
from addin.payments.reconciled import reconciled
from ilr_core.model import copied
from tests.payments.made import codes, known, learners, paid_in_full, result


def test_paid_in_full() -> None:
    own = known(learners())
    found = result(paid_in_full(own), own)
    assert found.total("paid") == found.total("expected") > 0
    assert codes(found) == set()


def test_the_share_of_the_employer_is_no_shortfall() -> None:
    own = known(learners())
    payments = paid_in_full(own)
    for (month, kind), amount in list(payments[0].amounts.items()):
        share = (amount / 20).quantize(Decimal("0.00001"))
        payments[0].amounts[month, kind] = amount - share
        payments[0].add(month, kind, share, is_due=True)
    found = result(payments, own)
    assert codes(found) == {"employer-share"}
    assert sum(part.amount for one in found.learners for part in one.parts) == -found.total("due")


@pytest.mark.parametrize(("owed", "words"), [(Decimal(5), "Collect it"), (Decimal(-5), "Give back what you collected")])
def test_a_share_that_is_taken_back_is_to_be_given_back(owed: Decimal, words: str) -> None:
    own = known(learners())
    payments = paid_in_full(own)
    payments[0].add(1, "on-programme", owed, is_due=True)
    payments[0].add(1, "on-programme", -owed, is_due=False)
    (part,) = result(payments, own).learners[0].parts
    assert (part.code, part.amount) == ("employer-share", -owed)
    assert words in part.why


def test_money_of_r13_and_r14_counts_for_the_year() -> None:
    own = known(learners())
    payments = paid_in_full(own, 12)
    late = payments[0].amounts.pop((12, "on-programme"))
    payments[0].add(13, "on-programme", late + 50, is_due=False)
    payments[0].add(14, "on-programme", Decimal(-50), is_due=False)
    found = result(payments, own, 14, by_collection=True)
    assert (found.last, codes(found)) == (14, set())
    assert codes(result(payments, own, 14, 12, by_collection=True)) != set()


@pytest.mark.parametrize(
    ("last", "through", "words"),
    [
        (4, 2, "those after R02 are not counted"),
        (4, 6, "up to R04 only"),
        (0, 0, "no payment of this year"),
        (4, 4, ""),
    ],
)
def test_months_that_are_left_out_are_said(last: int, through: int, words: str) -> None:
    own = known(learners())
    notes = result(paid_in_full(own) if last else [], own, last, through).notes
    assert words in " ".join(notes)
    assert bool(notes) is bool(words)


def test_payments_are_found_by_number_then_by_uln() -> None:
    own = known(learners())
    payments = paid_in_full(own)
    payments[0].reference, payments[1].uln, payments[2].reference = "OLD1", "", payments[2].reference.lower()
    assert codes(result(payments, own)) == set()


def test_payments_under_two_numbers_of_one_learner_are_added() -> None:
    own = known(learners())
    payments = paid_in_full(own)
    amount = payments[0].amounts.pop((1, "on-programme"))
    payments.append(Paid("OLD1", payments[0].uln, {(1, "on-programme"): amount}))
    assert codes(result(payments, own)) == set()


def test_two_learners_with_one_number_fit_no_payment_and_are_not_called_missing() -> None:
    ones = learners()
    twin = copied(ones[0])
    twin.position = 3
    own = known([*ones, twin])
    payments = paid_in_full(known(ones))
    found = result(payments, own)
    assert codes(found) == {"same-number"}
    assert len(found.learners) == 5


def test_temporary_ulns_are_nobodys_own() -> None:
    ones = learners()
    ones[0].ULN = ones[1].ULN = 9999999999
    own = known(ones)
    assert codes(result(paid_in_full(own), own)) == set()
    assert codes(result([], own)) == {"temporary-uln", "nothing-paid"}


def test_a_learner_with_two_apprenticeships_has_the_earnings_of_both() -> None:
    ones = learners()[:1]
    alone = result([], known(ones), 12).total("expected")
    second = copied(ones[0]).LearningDelivery[0]
    second.AimSeqNumber, second.StdCode = 9, second.StdCode + 1
    ones[0].LearningDelivery.append(second)
    own = known(ones)
    both = result([], own, 12)
    assert both.total("expected") == 2 * alone > 0
    assert len(both.learners) == 1
    assert codes(result(paid_in_full(own, 12), own, 12)) == set()


def test_earnings_of_other_years_are_not_expected() -> None:
    ones = learners()[:1]
    aim = ones[0].LearningDelivery[0]
    aim.LearnStartDate = aim.AppFinRecord[0].AFinDate = date(2025, 9, 1)
    aim.LearnPlanEndDate = date(2026, 8, 31)
    expected = result([], known(ones), 12).learners[0].expected
    assert expected[0] > 0
    assert not any(expected[1:])


amounts = st.dictionaries(
    st.tuples(st.integers(1, 14), st.sampled_from(KINDS)), st.decimals(-5000, 5000, places=5), max_size=8
)


@given(st.lists(st.tuples(st.integers(0, 4), amounts, amounts), max_size=6), st.integers(1, 14), st.booleans())
def test_parts_add_up_to_the_whole(lines: list[tuple[int, dict, dict]], last: int, by_collection: bool) -> None:
    ones = learners()
    names = [(one.LearnRefNumber, str(one.ULN)) for one in ones] + [("GONE", "1"), ("GONE2", "2")]
    payments = [Paid(*names[who], paid, due) for who, paid, due in lines]
    report = PaymentReport(tuple(payments), by_collection, 14, Decimal(0))
    found = reconciled(report, known(ones), last)
    for one in found.learners:
        assert sum((part.amount for part in one.parts), Decimal(0)) == one.difference
    counted = sum((v for _, paid, _ in lines for (month, _), v in paid.items() if month <= last), Decimal(0))
    assert found.total("paid") == counted
    whole = sum((amount for _, amount in found.reasons.values()), Decimal(0))
    assert whole == found.total("paid") - found.total("expected")
    assert {len(one.paid) for one in found.learners} == {last}
