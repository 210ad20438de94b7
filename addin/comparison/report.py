"""A comparison as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from addin.comparison.compared import ComparedReturns, Entry, Kind
from addin.comparison.lines import Line, lines_of, money
from addin.comparison.page import as_page
from addin.comparison.sides import Side
from addin.wording import counted, plain_cell
from ilr_core.funding import RULE_SET

SHOWN = 25
KINDS: tuple[Kind, ...] = ("left", "started", "changed")
MARKS = {"danger": "✖", "look": "▲", "known": "·"}
URGENCIES = tuple(MARKS)
MONTHS = tuple(f"R{number:02}" for number in range(1, 13))
Report = Callable[[ComparedReturns], str]


def as_text(found: ComparedReturns) -> str:
    """The counts, the effect by month, and the first lines, the pressing ones first."""
    return "\n".join(_text_lines(found))


def as_json(found: ComparedReturns) -> str:
    """One JSON object; amounts are pounds, differences of new less old."""
    lines: dict[int, list[Line]] = {}
    for line in lines_of(found):
        lines.setdefault(id(line.entry), []).append(line)
    data: dict[str, Any] = {
        "version": 1,
        "old": _side(found.old),
        "new": _side(found.new),
        "closed": {"return": found.closing.closed, "open_from": found.closing.open_from.isoformat()},
        "remarks": found.remarks,
        "learners": {"same": found.same} | {kind: len(found.of(kind)) for kind in KINDS},
        "earnings": {"estimate": True, "rule_set": RULE_SET, "by_month": _by_month(found.by_month)},
    }
    data |= {kind: [_entry(entry, lines[id(entry)]) for entry in found.of(kind)] for kind in KINDS}
    return json.dumps(data, ensure_ascii=False, indent=1)


COLUMNS = (
    "what", "urgency", "LearnRefNumber", "old_LearnRefNumber", "AimSeqNumber", "LearnAimRef", "entity", "record",
    "field", "old", "new", "counts_from", "reaches_back", "learner_earns_more", "meaning",
)  # fmt: skip


def as_csv(found: ComparedReturns) -> str:
    """A line for each thing that is different; what a learner earns more this year stands in the learner's first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    told: set[int] = set()
    for line in lines_of(found):
        entry = line.entry
        effect = "" if id(entry) in told or entry.effect.is_none else f"{entry.effect.whole_year:.2f}"
        told.add(id(entry))
        texts = (
            line.what, line.urgency, entry.reference, entry.old_reference, _text(line.aim), line.aim_reference,
            line.entity, line.record, line.field, line.raw[0] if line.field else line.old,
            line.raw[1] if line.field else line.new, _text(line.since), "yes" if line.reaches_back else "no",
        )  # fmt: skip
        writer.writerow([*(plain_cell(text or "") for text in texts), effect, plain_cell(line.meaning)])
    return out.getvalue()


FORMATS: Mapping[str, Report] = {"text": as_text, "json": as_json, "csv": as_csv, "html": as_page}


def outcome(found: ComparedReturns) -> str:
    """What is different, in two sentences for the user."""
    if not found.entries:
        return f"Both returns say the same of {counted(found.same, 'learner')}."
    counts = (
        f"{counted(len(found.of('started')), 'learner')} started, {len(found.of('left')):,} left, "
        f"{len(found.of('changed')):,} changed, {found.same:,} are the same."
    )
    missing = found.missing
    if not missing:
        return f"{counts} Nothing that goes on is missing."
    who = "1 learner or aim that goes on and is" if missing == 1 else f"{missing:,} learners or aims that go on and are"
    return f"{counts} In danger: {who} missing in the later return."


def _text_lines(found: ComparedReturns) -> Iterator[str]:
    for words, side in (("earlier", found.old), ("later", found.new)):
        yield (
            f"{words:8}{side.title}: {side.year.title}, made on {side.prepared:%d/%m/%Y}, "
            f"{counted(side.learners, 'learner')}, {counted(side.aims, 'aim')}"
        )
    yield from (f"  ▲ {remark}" for remark in found.remarks)
    lines = lines_of(found)
    yield f"  {outcome(found)}"
    counts = Counter(line.what for line in lines)
    if counts:
        yield f"  {', '.join(f'{what}: {number:,}' for what, number in counts.most_common())}."
    back = [line for line in lines if line.reaches_back and line.what not in ("Left", "Started")]
    if found.closing.closed:
        reach = "reaches" if len(back) == 1 else "reach"
        yield f"  {found.closing.closed} was closed by then: {counted(len(back), 'change')} {reach} back before it."
    yield from _earnings(found)
    yield from _shown_lines(lines)


def _shown_lines(lines: list[Line]) -> Iterator[str]:
    """The first lines, the pressing ones first; what several mean alike is said once, above them."""
    pressing = sorted(lines, key=lambda line: (URGENCIES.index(line.urgency), line.meaning == "", line.meaning))
    for (urgency, meaning), group in groupby(pressing[:SHOWN], key=lambda line: (line.urgency, line.meaning)):
        if meaning:
            yield f"  {MARKS[urgency]} {meaning}"
        yield from (f"    {_sentence(line)}" for line in group)
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN:,} more; --format csv, --format html and --out BOOK.xlsx have them all."


def _earnings(found: ComparedReturns) -> Iterator[str]:
    months = found.by_month
    if not any(months):
        return
    yield f"  ESTIMATE of what the later return earns more or less in {found.new.year.title}: {RULE_SET}."
    for number, (name, amount) in enumerate(zip(MONTHS, months, strict=True)):
        if amount:
            yield f"    {name} {money(amount):>14}{'  closed' if number < found.closed_months else ''}"
    yield f"    Year{money(sum(months, Decimal(0))):>14}"
    if not found.bands:
        yield "    LARS is not loaded, so prices are not capped at the funding band."


def _sentence(line: Line) -> str:
    entry = line.entry
    number = f"{entry.old_reference} -> {entry.reference}" if entry.old_reference else entry.reference
    who = f"{number} aim {line.aim}" if line.aim is not None else number
    if line.field:
        where = f" ({line.record})" if line.record else ""
        what = f"{line.field}{where}: {line.old or '(blank)'} -> {line.new or '(blank)'}"
    else:
        what = f"{line.what.lower()}: {line.new or line.old}"
    return f"{who}  {what}"


def _side(side: Side) -> dict[str, Any]:
    return {
        "title": side.title,
        "year": side.year.year,
        "ukprn": side.ukprn,
        "prepared": side.prepared.date().isoformat(),
        "learners": side.learners,
        "aims": side.aims,
    }


def _entry(entry: Entry, lines: list[Line]) -> dict[str, Any]:
    return {
        "learner": entry.reference,
        "old_learner": entry.old_reference or None,
        "matched_by": entry.matched_by or None,
        "urgency": min((line.urgency for line in lines), key=URGENCIES.index),
        "earns_more": {"by_month": _by_month(entry.effect.months), "other_years": float(entry.effect.other_years)},
        "lines": [
            {
                "what": line.what,
                "urgency": line.urgency,
                "aim": line.aim,
                "aim_reference": line.aim_reference or None,
                "entity": line.entity or None,
                "record": line.record or None,
                "field": line.field or None,
                "old": line.raw[0],
                "new": line.raw[1],
                "counts_from": _text(line.since) or None,
                "reaches_back": line.reaches_back,
                "settled": line.settled,
                "meaning": line.meaning or None,
            }
            for line in lines
        ],
    }


def _by_month(months: tuple[Decimal, ...]) -> dict[str, float]:
    return {name: float(amount) for name, amount in zip(MONTHS, months, strict=True)}


def _text(value: object) -> str:
    return "" if value is None else str(value)
