"""Made-up apprentices and what was paid for them, for the tests of the reconciliation."""

from __future__ import annotations

from decimal import Decimal

from addin.earnings.returns import earned_by
from addin.payments.paid import Paid, PaymentReport
from addin.payments.reconciled import Known, Reconciliation, reconciled
from ilr_core import catalogue
from ilr_core.funding.programmes import programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.commands.made import learners_of

YEAR = catalogue.load("2627")
LAST = 4


def learners() -> list[Learner]:
    """Three apprentices, at their positions."""
    found = [one for one in learners_of("2627", 12) if programmes_of(one)][:3]
    for place, one in enumerate(found):
        one.position = place
    return found


def known(ones: list[Learner], faulty: frozenset[int] = frozenset(), **locks: tuple[str, ...]) -> Known:
    return Known(YEAR, ones, earned_by(ones, Knowledge()), faulty, locks)


def paid_in_full(own: Known, last: int = LAST) -> list[Paid]:
    """Every earning paid when it is earned."""
    found = []
    for one in result([], own, last).learners:
        paid = Paid(one.reference, one.uln)
        for month, amount in enumerate(one.expected, 1):
            paid.add(month, "on-programme", amount, is_due=False)
        found.append(paid)
    return found


def result(
    payments: list[Paid], own: Known, last: int = LAST, through: int = 0, *, by_collection: bool = False
) -> Reconciliation:
    return reconciled(PaymentReport(tuple(payments), by_collection, last, Decimal(0)), own, through)


def codes(found: Reconciliation) -> set[str]:
    return {part.code for one in found.learners for part in one.parts}
