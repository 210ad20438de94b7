"""Why DfE paid something else than expected: reasons as data, the first that fits is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from addin.payments.codes import Kind
from addin.payments.paid import Paid
from ilr_core.catalogue import Catalogue
from ilr_core.funding import NOT_CAPPED, LearnerEarnings
from ilr_core.funding.price_episodes import Learning
from ilr_core.funding.programmes import ON_BREAK, WITHDRAWN, Spell, programmes_of
from ilr_core.model import Learner
from ilr_core.rules.learner.uln import TEMPORARY_ULN

MONTHS = 12
Reason = Callable[[Kind, Decimal, Decimal], tuple[str, str]]
"""Kind, what was paid or is owed by the employer, and what was expected, to a code and a sentence."""


@dataclass(frozen=True)
class Case:
    """A difference of one kind of earnings of one learner, with what may explain it."""

    learner: Learner
    year: Catalogue
    is_faulty: bool
    locks: tuple[str, ...]
    spells: Sequence[Spell]
    notes: str
    later: frozenset[Kind]
    is_shared: bool
    is_paid: bool
    until: int
    kind: Kind
    came: Decimal
    own: Decimal

    @property
    def is_short(self) -> bool:
        """Whether less came than was expected."""
        return self.came < self.own

    @property
    def is_unearned(self) -> bool:
        """Whether something came and nothing was expected."""
        return self.came > self.own and not self.own

    @property
    def is_nothing(self) -> bool:
        """Whether something was expected and nothing came."""
        return self.is_short and not self.came


EXPLANATIONS: tuple[tuple[str, Callable[[Case], bool], str], ...] = (
    (
        "unknown-type",
        lambda one: one.kind == "other",
        "This tool does not know what was paid for, and expects nothing for it. Look the transaction type up.",
    ),
    (
        "same-number",
        lambda one: one.is_nothing and one.is_shared and not one.is_paid,
        "Another learner of the return has this LearnRefNumber or ULN, so that payments fit neither. Mend that.",
    ),
    (
        "temporary-uln",
        lambda one: one.is_short and one.learner.ULN == TEMPORARY_ULN,
        "The ULN is temporary, and the service matches no such learner. Get the real ULN.",
    ),
    (
        "errors",
        lambda one: one.is_short and one.is_faulty,
        "The learner has errors: left out of the return, nothing is paid. Mend them.",
    ),
    (
        "data-lock",
        lambda one: one.is_short and bool(one.locks),
        "Data lock: return and apprenticeship service disagree ({locks}).",
    ),
    (
        "taken-back",
        lambda one: one.came < 0 and one.is_short,
        "DfE took money back: what is taken back of earlier months or years stands in the month of the payment.",
    ),
    (
        "starts-later",
        lambda one: one.is_unearned and _began_after(one.spells, one.year, one.until),
        "The return says that the apprenticeship begins after these months.",
    ),
    (
        "left-early",
        lambda one: one.is_unearned and _left_early(one.spells),
        "Left or paused before the qualifying period was over: nothing is earned, and DfE takes it back.",
    ),
    (
        "has-ended",
        lambda one: one.came > one.own and one.kind == "on-programme" and _has_ended(one.spells),
        "More than somebody earns who left or paused: DfE takes it back with the next return.",
    ),
    (
        "rate-unknown",
        lambda one: one.kind == "english-maths" and "is left out" in one.notes,
        "The estimate has no rate for the English or maths aim: load LARS, or give --rates.",
    ),
    (
        "paid-later",
        lambda one: one.is_nothing and one.kind in one.later,
        "Nothing was paid in these months, but later: perhaps for them.",
    ),
    (
        "kind-unpaid",
        lambda one: one.is_nothing and one.is_paid,
        "Nothing of this kind was paid, though other payments were made: compare the records that it comes from.",
    ),
    (
        "nothing-paid",
        lambda one: one.is_nothing,
        "Nothing was paid: look for a data lock, or a record that nobody approved in the service.",
    ),
    (
        "band-unknown",
        lambda one: one.is_short and one.kind == "on-programme" and NOT_CAPPED in one.notes,
        "Perhaps the price is above the funding band, at which DfE caps it; the band is not known here. Load LARS.",
    ),
    (
        "paid-later",
        lambda one: one.is_short and one.kind in one.later,
        "There are payments after these months that may belong to them.",
    ),
    ("unknown", lambda _: True, "Not explained: compare price, dates and employers with the service, month by month."),
)
"""Code, when it explains a difference, and the sentence; the first that fits is told."""


def reasons_for(
    learner: Learner,
    own: LearnerEarnings | None,
    payment: Paid,
    *,
    year: Catalogue,
    is_faulty: bool,
    locks: tuple[str, ...],
    is_shared: bool,
    by_collection: bool,
    until: int,
) -> Reason:
    """What explains the differences of one learner up to a month.

    ``is_shared``: another learner has the same number. Only where months are those of the payment, ``by_collection``,
    can a later payment belong to an earlier month.
    """
    spells, notes = programmes_of(learner), " ".join(own.notes) if own else ""
    later = frozenset(kind for month, kind in payment.amounts if by_collection and month > until)
    is_paid = any(month <= until for month, _ in payment.amounts)

    def reason(kind: Kind, came: Decimal, own_amount: Decimal) -> tuple[str, str]:
        case = Case(
            learner, year, is_faulty, locks, spells, notes, later, is_shared, is_paid, until, kind, came, own_amount
        )
        code, words = next((code, words) for code, fits, words in EXPLANATIONS if fits(case))
        return code, words.format(locks=", ".join(locks))

    return reason


def _began_after(spells: Sequence[Spell], year: Catalogue, until: int) -> bool:
    month, first = min(until, MONTHS), year.start
    over = date(first.year + (first.month + month - 1) // 12, (first.month + month - 1) % 12 + 1, 1)
    return bool(spells) and all(one.first.LearnStartDate >= over for one in spells)


def _left_early(spells: Sequence[Spell]) -> bool:
    """Whether a programme that was left or paused has earned nothing at all, as before its qualifying day."""
    ended = (one.last for one in spells if one.last.CompStatus in (WITHDRAWN, ON_BREAK) and one.last.LearnActEndDate)
    return any(
        not Learning(one.LearnStartDate, one.LearnActEndDate, one.LearnPlanEndDate).qualifies(one.LearnActEndDate)
        for one in ended
    )


def _has_ended(spells: Sequence[Spell]) -> bool:
    return any(one.last.CompStatus in (WITHDRAWN, ON_BREAK) and one.last.LearnActEndDate for one in spells)
