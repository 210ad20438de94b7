"""Makes the picture of a payment reconciliation anew: made-up apprentices and a made-up payment report.

Run by hand with the others: ``python docs/pictures/make.py``.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from printing import DAY, Picture, print_pictures

from addin.demo.job import OWN
from addin.demo.learners import made_learners
from addin.demo.provision import APPRENTICESHIP
from addin.earnings.returns import earned_by
from addin.payments.book import payments_book
from addin.payments.codes import Kind
from addin.payments.paid import Paid, PaymentReport
from addin.payments.reconciled import Known, reconciled
from ilr_core import catalogue
from ilr_core.model import Learner

LEARNERS, LAST = 16, 4
PICTURES = {"payments": Picture("payments", "Payments", 1.0, 0.598, 1500)}


def main() -> None:
    """Writes the picture."""
    year = catalogue.load()
    learners = list(made_learners(year, LEARNERS, DAY.date(), mix=((APPRENTICESHIP, 1),)))
    for place, one in enumerate(learners):
        one.position = place
    _troubles(learners)
    known = Known(year, learners, earned_by(learners, OWN), frozenset({3}), {learners[5].LearnRefNumber: ("DLOCK_07",)})
    note = "Transaction type 23 is not known: £240.00 has nothing to stand beside."
    report = PaymentReport(tuple(_payments(known)), True, LAST, Decimal("310.20"), (note,))
    with tempfile.TemporaryDirectory() as folder:
        payments_book(Path(folder) / "payments.xlsx", reconciled(report, known))
        print_pictures(Path(folder), PICTURES)


def _troubles(learners: list[Learner]) -> None:
    learners[7].ULN = 9999999999
    aim = learners[9].LearningDelivery[0]
    aim.CompStatus, aim.LearnActEndDate, aim.Outcome = 3, aim.LearnStartDate + timedelta(days=9), 3


def _payments(known: Known) -> list[Paid]:
    """What was earned, with a share of the employer for some; nothing for those in trouble; one learner too many."""
    programme: Kind = "on-programme"
    empty = PaymentReport((), by_collection=True, last=LAST, other_years=Decimal(0))
    found: list[Paid] = []
    for number, one in enumerate(reconciled(empty, known).learners):
        paid = Paid(one.reference, one.uln)
        for month, amount in enumerate(one.expected, 1):
            share = (amount / 20).quantize(Decimal("0.00001")) if number % 3 == 0 else Decimal(0)
            paid.add(month, programme, amount - share, is_due=False)
            paid.add(month, programme, share, is_due=True)
        if number not in (3, 5, 7):
            found.append(paid)
    left = known.learners[9]
    for reference, uln in ((left.LearnRefNumber, str(left.ULN)), ("GONE01", "1000000914")):
        found.append(Paid(reference, uln, {(1, programme): Decimal("412.50"), (2, programme): Decimal("412.50")}))
    found[0].add(3, "other", Decimal(240), is_due=False)
    return found


if __name__ == "__main__":
    main()
