"""What a payment report says of each learner: pounds by month and kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from addin.payments.codes import Kind

PERIODS = 14


@dataclass(slots=True)
class Paid:
    """The payments of one learner: pounds by month (1 to 14) and kind; ``due`` is what employers owe beside them."""

    reference: str
    uln: str
    amounts: dict[tuple[int, Kind], Decimal] = field(default_factory=dict)
    due: dict[tuple[int, Kind], Decimal] = field(default_factory=dict)

    def add(self, period: int, kind: Kind, amount: Decimal, *, is_due: bool) -> None:
        """Counts one payment."""
        kept = self.due if is_due else self.amounts
        kept[period, kind] = kept.get((period, kind), Decimal(0)) + amount


@dataclass(frozen=True)
class PaymentReport:
    """``by_collection``: the months are those of the payment, not of the learning. ``last`` is the last month paid.

    ``other_years`` are pounds of other academic years, which are left out. ``notes`` say in sentences what else was not
    counted, or counted without being known.
    """

    learners: tuple[Paid, ...]
    by_collection: bool
    last: int
    other_years: Decimal
    notes: tuple[str, ...] = ()
