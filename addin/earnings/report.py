"""The earnings of a return as text, JSON and CSV; every one says that it is an estimate."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from addin.earnings.returns import ReturnEarnings
from addin.wording import counted, not_shown, plain_cell
from ilr_core.funding import RULE_SET, EarningsLine, LearnerEarnings, so_far

RETURNS = tuple(f"R{number:02}" for number in range(1, 15))
"""R13 and R14 correct the twelve periods of the year and have no month end of their own."""
SUMS = ("earlier_years", "to_date", "rest_of_year", "later_years")
SHOWN_NOTES = 8
Report = Callable[[ReturnEarnings, date], str]


def as_text(found: ReturnEarnings, day: date) -> str:
    """What the whole return earns, by period, and what could not be counted."""
    year = found.year
    sums = _sums(found.earned, year.year, day)
    by_period = _by_return(found.earned, year.year)
    earning = sum(bool(one.lines) for one in found.earned)
    lines = [
        found.path,
        f"  ESTIMATE for {year.title}, not what DfE pays: {RULE_SET}.",
        f"  {counted(earning, 'learner')} with earnings, of {found.learners:,} in the return.",
        *(f"  {name}  {_money(amount):>15}" for name, amount in zip(RETURNS, by_period, strict=True) if name <= "R12"),
        f"  Year {_money(sum(by_period, Decimal(0))):>15}",
        f"  This year by {day:%d/%m/%Y}: {_money(sums['to_date'])}; still to come: {_money(sums['rest_of_year'])}.",
        f"  Earlier years: {_money(sums['earlier_years'])}; later years: {_money(sums['later_years'])}.",
        *_at_risk_lines(found),
        *(f"  {line}" for line in note_lines(found.earned)),
    ]
    if found.lars:
        lines.append(f"  Bands from {', '.join(found.lars)}.")
    return "\n".join(lines)


def as_json(found: ReturnEarnings, day: date) -> str:
    """One JSON object; amounts are pounds with five decimals."""
    year = found.year.year
    data = {
        "version": 1,
        "estimate": True,
        "rule_set": RULE_SET,
        "path": found.path,
        "year": year,
        "day": day.isoformat(),
        "registers": list(found.with_registers),
        "periods": _named(_by_return(found.earned, year)),
        **_numbers(_sums(found.earned, year, day)),
        "learners": [_learner_data(one, found, day) for one in found.earned],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_csv(found: ReturnEarnings, day: date) -> str:
    """A line for each kind of earnings of each learner, with the returns of the year."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    checked = () if found.faulty is None else ("has_errors",)
    writer.writerow(["LearnRefNumber", "AimSeqNumber", "kind", *RETURNS, "year_total", *SUMS, *checked, "notes"])
    for learner in found.earned:
        verdict = () if found.faulty is None else ("yes" if learner.position in found.faulty else "no",)
        notes = " ".join(learner.notes)
        for line in learner.lines:
            alone = LearnerEarnings(learner.reference, learner.position, (line,))
            periods = _by_return([alone], found.year.year)
            cells = (*periods, sum(periods, Decimal(0)), *_sums([alone], found.year.year, day).values())
            row = [learner.reference, line.aim or "", line.kind, *(f"{cell:.5f}" for cell in cells), *verdict, notes]
            writer.writerow([plain_cell(str(cell)) if not _is_number(cell) else cell for cell in row])
            notes = ""
        if not learner.lines:
            blank = [""] * (len(RETURNS) + 1 + len(SUMS))
            writer.writerow([plain_cell(learner.reference), "", "none", *blank, *verdict, plain_cell(notes)])
    return out.getvalue()


FORMATS: Mapping[str, Report] = {"text": as_text, "json": as_json, "csv": as_csv}


def outcome(found: ReturnEarnings, day: date) -> str:
    """Two sentences for the user: what the year earns, and what errors would cost."""
    earning = [one for one in found.earned if one.lines]
    if not earning:
        return "No learner of this workbook has earnings: there is no apprenticeship of funding model 36 with a price."
    sums = _sums(found.earned, found.year.year, day)
    whole = _money(sums["to_date"] + sums["rest_of_year"])
    said = (
        f"{counted(len(earning), 'apprentice')} can be expected to earn {whole} in {found.year.title}, an estimate: "
        f"{_money(sums['to_date'])} so far, {_money(sums['rest_of_year'])} still to come."
    )
    faulty = [one for one in earning if one.position in (found.faulty or ())]
    cost = _money(sum((_year_total(one, found) for one in faulty), Decimal(0)))
    if not faulty:
        return f"{said} None of them has an error."
    return f"{said} Left out because of errors, {counted(len(faulty), 'learner')} would cost {cost} of that."


def _by_return(earned: Iterable[LearnerEarnings], year: str) -> tuple[Decimal, ...]:
    sums = [Decimal(0)] * len(RETURNS)
    for learner in earned:
        for place, amount in enumerate(learner.by_period(year)):
            sums[place] += amount
    return tuple(sums)


def _sums(earned: Iterable[LearnerEarnings], year: str, day: date) -> dict[str, Decimal]:
    sums = dict.fromkeys(SUMS, Decimal(0))
    for learner in earned:
        own = so_far(learner, year, day)
        for name in SUMS:
            sums[name] += getattr(own, name)
    return sums


def _learner_data(learner: LearnerEarnings, found: ReturnEarnings, day: date) -> dict[str, Any]:
    year = found.year.year
    head: dict[str, Any] = {"learner": learner.reference}
    if found.faulty is not None:
        head["has_errors"] = learner.position in found.faulty
    return head | {
        "periods": _named(_by_return([learner], year)),
        **_numbers(_sums([learner], year, day)),
        "lines": [_line_data(line) for line in learner.lines],
        "notes": list(learner.notes),
    }


def _line_data(line: EarningsLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "aim": line.aim,
        "total": float(line.payments.total),
        "instalments": [
            {
                "academic_year": one.academic_year,
                "period": one.period,
                "amount": float(one.amount),
                "kind": one.kind,
                "due": one.due.isoformat() if one.due else None,
            }
            for one in line.payments
        ],
        "steps": list(line.payments.steps),
    }


def _at_risk_lines(found: ReturnEarnings) -> list[str]:
    if found.faulty is None:
        return []
    faulty = [one for one in found.earned if one.position in found.faulty and one.lines]
    costs = sorted(((_year_total(one, found), one.reference) for one in faulty), reverse=True)
    whole = sum((cost for cost, _ in costs), Decimal(0))
    lines = [f"  Left out because of errors, {counted(len(faulty), 'learner')} would cost {_money(whole)} of the year."]
    lines += [f"    {reference}  {_money(cost)}" for cost, reference in costs[:SHOWN_NOTES]]
    return lines + not_shown(len(costs), SHOWN_NOTES)


def _year_total(learner: LearnerEarnings, found: ReturnEarnings) -> Decimal:
    return sum(learner.by_period(found.year.year), Decimal(0))


def note_lines(earned: Iterable[LearnerEarnings]) -> list[str]:
    """What could not be counted, the most frequent first, with the number of learners it is about."""
    counts = Counter(note for learner in earned for note in learner.notes)
    lines = [f"{note} ({counted(number, 'learner')})" for note, number in counts.most_common(SHOWN_NOTES)]
    if len(counts) > SHOWN_NOTES:
        lines.append(f"… and {len(counts) - SHOWN_NOTES} more notes; ilr earnings FILE --format csv lists them all.")
    return lines


def _named(periods: tuple[Decimal, ...]) -> dict[str, float]:
    return {name: float(amount) for name, amount in zip(RETURNS, periods, strict=True)}


def _numbers(sums: Mapping[str, Decimal]) -> dict[str, float]:
    return {name: float(amount) for name, amount in sums.items()}


def _money(amount: Decimal) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.2f}"


def _is_number(cell: object) -> bool:
    text = str(cell)
    return text.removeprefix("-").replace(".", "", 1).isdigit()
