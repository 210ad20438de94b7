"""Paid beside expected, by learner and month; every difference in parts that add up to it, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from addin.payments.codes import KINDS, Kind
from addin.payments.explanations import Reason, reasons_for
from addin.payments.paid import Paid, PaymentReport
from addin.payments.report_lines import pounds
from ilr_core.catalogue import Catalogue
from ilr_core.funding import LearnerEarnings
from ilr_core.funding.earnings import BURSARY, ENGLISH_MATHS, INCENTIVES, LEARNING_SUPPORT, ON_PROGRAMME
from ilr_core.model import Learner
from ilr_core.rules.learner.uln import TEMPORARY_ULN

MONTHS = 12
NOTHING = Decimal(0)
BY_COLLECTION = "The report's months are those of the payment: a month's difference may only be money that came later."
OWES = "The employer owes this share (co-investment); DfE does not pay it. Collect it and record it as PMR."
OWES_LESS = "The employer owes less of its share (co-investment) than before. Give back what you collected (PMR 3)."
PENNY = Decimal("0.01")
KIND_OF: Mapping[str, Kind] = {
    ON_PROGRAMME: "on-programme", INCENTIVES: "additional", BURSARY: "additional", ENGLISH_MATHS: "english-maths",
    LEARNING_SUPPORT: "support",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a difference (pounds, paid less expected) and why; ``code`` is stable, ``why`` a sentence."""

    code: str
    kind: Kind
    amount: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One learner up to the last month: pounds by month; ``parts`` add up to ``difference`` exactly."""

    reference: str
    uln: str
    paid: tuple[Decimal, ...]
    due: tuple[Decimal, ...]
    expected: tuple[Decimal, ...]
    parts: tuple[Part, ...]

    @property
    def difference(self) -> Decimal:
        """What was paid, less what was expected."""
        return sum(self.paid, NOTHING) - sum(self.expected, NOTHING)


@dataclass(frozen=True)
class Reconciliation:
    """All learners with payments or earnings. ``last`` is the last month that counts (1 to 14).

    ``other_years``: pounds in the report that belong to other academic years and are not counted. ``notes`` say in
    sentences what else a reader must know before trusting the figures.
    """

    year: Catalogue
    last: int
    by_collection: bool
    learners: tuple[Reconciled, ...]
    other_years: Decimal = NOTHING
    notes: tuple[str, ...] = ()

    def total(self, name: str) -> Decimal:
        """The sum of ``paid``, ``due`` or ``expected`` of all learners."""
        return sum((amount for one in self.learners for amount in getattr(one, name)), NOTHING)

    @property
    def reasons(self) -> dict[str, tuple[int, Decimal]]:
        """Learners and pounds by the code of the reason."""
        found: dict[str, tuple[int, Decimal]] = {}
        for one in self.learners:
            for part in one.parts:
                count, amount = found.get(part.code, (0, NOTHING))
                found[part.code] = (count + 1, amount + part.amount)
        return found


@dataclass(frozen=True)
class Known:
    """What the return says: its year, its learners, their earnings by position, and the positions of those with errors.

    ``data_locks`` are rules by LearnRefNumber, from a comparison with the apprenticeship service.
    """

    year: Catalogue
    learners: Sequence[Learner]
    earned: Iterable[LearnerEarnings]
    faulty: frozenset[int]
    data_locks: Mapping[str, tuple[str, ...]]


def reconciled(report: PaymentReport, known: Known, last: int = 0) -> Reconciliation:
    """Matches payments by LearnRefNumber, else by ULN. ``last``: up to which month, else the last with a payment."""
    until = last or report.last or 1
    earned = {one.position: one for one in known.earned}
    lines, strangers = _matched(report.learners, known.learners)
    shared = _shared(known.learners)
    found = []
    for learner in known.learners:
        paid = lines.get(learner.position)
        own = earned.get(learner.position)
        if paid is None and (own is None or not own.lines):
            continue
        reference, uln = learner.text("LearnRefNumber") or "", learner.text("ULN") or ""
        payment = paid or Paid(reference, uln)
        reason = reasons_for(
            learner,
            own,
            payment,
            year=known.year,
            is_faulty=learner.position in known.faulty,
            locks=known.data_locks.get(reference, ()),
            is_shared=bool(shared & _numbers(reference, uln)),
            by_collection=report.by_collection,
            until=until,
        )
        found.append(_one(reference, uln, payment, _expected(own, known.year.year), until, reason))
    for one in strangers:
        reason = _of_several if shared & _numbers(one.reference, one.uln) else _not_in_return
        found.append(_one(one.reference, one.uln, one, {}, until, reason))
    notes = _notes(report, until, last)
    return Reconciliation(known.year, until, report.by_collection, tuple(found), report.other_years, notes)


def _notes(report: PaymentReport, until: int, last: int) -> tuple[str, ...]:
    notes = [BY_COLLECTION] if report.by_collection else []
    if not report.last:
        notes.append("The report has no payment of this year.")
    elif last > report.last:
        notes.append(f"The report has payments up to R{report.last:02} only; what was expected later stands alone.")
    elif until < report.last:
        notes.append(f"The report has payments up to R{report.last:02}; those after R{until:02} are not counted.")
    if report.other_years:
        notes.append(f"Not counted, of other years: {pounds(report.other_years)}.")
    return (*notes, *report.notes)


Amounts = dict[tuple[int, Kind], Decimal]


def _one(reference: str, uln: str, paid: Paid, expected: Amounts, until: int, reason: Reason) -> Reconciled:
    months = range(1, until + 1)
    paid_in, due_in, expected_in = (
        tuple(sum((amounts.get((month, kind), NOTHING) for kind in KINDS), NOTHING) for month in months)
        for amounts in (paid.amounts, paid.due, expected)
    )
    parts = []
    owed = sum(due_in, NOTHING)
    if owed:
        parts.append(Part("employer-share", "on-programme", -owed, OWES if owed > 0 else OWES_LESS))
    for kind in KINDS:
        own, came = (_sum(amounts, kind, until) for amounts in (expected, paid.amounts))
        came += _sum(paid.due, kind, until)
        gap = came - own
        if gap:
            code, why = ("rounding", "Pence of rounding.") if abs(gap) < PENNY * until else reason(kind, came, own)
            parts.append(Part(code, kind, gap, why))
    return Reconciled(reference, uln, paid_in, due_in, expected_in, tuple(parts))


def _sum(amounts: Amounts, kind: Kind, until: int) -> Decimal:
    return sum((amount for (month, one), amount in amounts.items() if one == kind and month <= until), NOTHING)


def _expected(own: LearnerEarnings | None, year: str) -> Amounts:
    found: Amounts = {}
    for line in own.lines if own else ():
        for one in line.payments:
            if one.academic_year == year:
                key = (one.period, KIND_OF[line.kind])
                found[key] = found.get(key, NOTHING) + one.amount
    return found


def _matched(payments: Sequence[Paid], learners: Sequence[Learner]) -> tuple[dict[int, Paid], list[Paid]]:
    by_reference, by_uln = _unique(learners, "LearnRefNumber"), _unique(learners, "ULN")
    found: dict[int, Paid] = {}
    strangers = []
    for one in payments:
        learner = by_reference.get(one.reference.casefold())
        if learner is None and one.uln != str(TEMPORARY_ULN):
            learner = by_uln.get(one.uln)
        if learner is None:
            strangers.append(one)
            continue
        kept = found.setdefault(learner.position, Paid(one.reference, one.uln))
        for amounts, is_due in ((one.amounts, False), (one.due, True)):
            for (month, kind), amount in amounts.items():
                kept.add(month, kind, amount, is_due=is_due)
    return found, strangers


def _unique(learners: Iterable[Learner], name: str) -> dict[str, Learner]:
    """Learners by a key that nobody else has."""
    found: dict[str, list[Learner]] = {}
    for one in learners:
        found.setdefault((one.text(name) or "").casefold(), []).append(one)
    return {key: ones[0] for key, ones in found.items() if key and len(ones) == 1}


def _shared(learners: Iterable[Learner]) -> frozenset[tuple[str, str]]:
    """The numbers that more than one learner has; the temporary ULN is nobody's."""
    counts = Counter(
        number for one in learners for number in _numbers(one.text("LearnRefNumber") or "", one.text("ULN") or "")
    )
    return frozenset(number for number, count in counts.items() if count > 1)


def _numbers(reference: str, uln: str) -> set[tuple[str, str]]:
    numbers = {("LearnRefNumber", reference.casefold())} if reference else set()
    return numbers | ({("ULN", uln)} if uln and uln != str(TEMPORARY_ULN) else set())


def _not_in_return(kind: Kind, came: Decimal, own: Decimal) -> tuple[str, str]:  # noqa: ARG001 - as every reason
    return "not-in-return", "Paid for a learner who is not in this return. Without them DfE takes the money back."


def _of_several(kind: Kind, came: Decimal, own: Decimal) -> tuple[str, str]:  # noqa: ARG001 - as every reason
    return "same-number", "Several learners of the return have this LearnRefNumber or ULN: it fits none. Mend that."
