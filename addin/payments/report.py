"""The reconciliation as text, JSON and CSV; amounts are pounds."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from addin.payments.reconciled import Part, Reconciled, Reconciliation
from addin.payments.report_lines import pounds
from addin.wording import counted, plain_cell

SHOWN = 25
KIND_WORDS = {
    "on-programme": "Programme", "additional": "Incentives and bursaries", "english-maths": "English and maths",
    "support": "Learning support", "other": "Unknown kind",
}  # fmt: skip


NOT_EXPLAINED = {"unknown": "not explained"}


def as_text(found: Reconciliation) -> str:
    """Totals, reasons, and the largest differences."""
    differing = sorted((one for one in found.learners if one.parts), key=lambda one: -abs(one.difference))
    paid, due, expected = (found.total(name) for name in ("paid", "due", "expected"))
    lines = [
        f"{found.year.title}, R01 to R{found.last:02}: {counted(len(found.learners), 'learner')}.",
        f"  Expected (ESTIMATE) {pounds(expected):>16}",
        f"  Paid by DfE         {pounds(paid):>16}",
        f"  Owed by employers   {pounds(due):>16}",
        f"  Paid less expected  {pounds(paid - expected):>16}",
        *(f"    {NOT_EXPLAINED.get(code, code.replace('-', ' ')):<16} {pounds(amount):>14}  {counted(number, 'time')}"
          for code, (number, amount) in sorted(found.reasons.items(), key=lambda one: one[1][1])),
        *found.notes,
    ]  # fmt: skip
    for one in differing[:SHOWN]:
        lines.append(
            f"{one.reference or one.uln}: paid {pounds(total(one.paid))}, expected {pounds(total(one.expected))}"
        )
        lines += [f"  {in_words(part)}" for part in one.parts]
    if len(differing) > SHOWN:
        lines.append(f"... and {len(differing) - SHOWN:,} more learners; --format csv lists them all.")
    return "\n".join(lines)


def as_json(found: Reconciliation) -> str:
    """One object; amounts are texts, so that nothing is lost."""
    data = {
        "version": 1,
        "estimate": True,
        "year": found.year.year,
        "last": f"R{found.last:02}",
        "by_collection": found.by_collection,
        "other_years": str(found.other_years),
        "notes": list(found.notes),
        "totals": {name: str(found.total(name)) for name in ("paid", "due", "expected")},
        "reasons": {code: {"learners": n, "amount": str(amount)} for code, (n, amount) in found.reasons.items()},
        "learners": [
            {"learner": one.reference, "uln": one.uln, "difference": str(one.difference),
             "months": [
                 {"period": f"R{number:02}", "paid": str(paid), "due": str(due), "expected": str(expected)}
                 for number, (paid, due, expected) in enumerate(zip(one.paid, one.due, one.expected, strict=True), 1)
             ],
             "parts": [
                 {"code": part.code, "kind": part.kind, "amount": str(part.amount), "why": part.why}
                 for part in one.parts
             ]}
            for one in found.learners
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_csv(found: Reconciliation) -> str:
    """A line for each learner and month; the reasons of the whole stand in the learner's first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("LearnRefNumber", "ULN", "period", "paid", "due_from_employer", "expected", "difference", "why"))
    for one in found.learners:
        why = reasons_of(one)
        for number, (paid, due, expected) in enumerate(zip(one.paid, one.due, one.expected, strict=True), 1):
            amounts = (f"{amount:.5f}" for amount in (paid, due, expected, paid - expected))
            row = [plain_cell(one.reference), plain_cell(one.uln), f"R{number:02}", *amounts, plain_cell(why)]
            writer.writerow(row)
            why = ""
    return out.getvalue()


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}


def reasons_of(one: Reconciled) -> str:
    """The parts of a difference as sentences."""
    return " ".join(map(in_words, one.parts))


def in_words(part: Part) -> str:
    """A part of a difference: how much, of which kind of earnings, and why."""
    return f"{KIND_WORDS[part.kind]} {pounds(part.amount)}: {part.why}"


def total(amounts: tuple[Decimal, ...]) -> Decimal:
    """The sum of the months."""
    return sum(amounts, Decimal(0))
