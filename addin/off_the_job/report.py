"""Off-the-job hours as text, JSON and CSV, and in two sentences."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from addin.off_the_job.progress import HoursLine
from addin.off_the_job.returns import ReturnHours
from addin.wording import counted, not_shown, plain_cell
from ilr_core.exact import plain
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL

SHOWN = 20
Report = Callable[[ReturnHours], str]
NAMES = {ERROR_SYMBOL: "falls_short", WARNING_SYMBOL: "behind_plan", CLEAN_SYMBOL: "on_track"}
_OTHERS = {"? Not known": "not_known", "– Not begun": "not_begun", "– Left": "left", "– On a break": "on_a_break"}


def as_text(found: ReturnHours) -> str:
    """How many keep pace, and who does not."""
    counts = Counter(verdict(line) for line in found.lines)
    lines = [
        found.path,
        f"  Off-the-job hours up to {found.day:%d/%m/%Y}, a forecast: {counted(len(found.lines), 'apprentice')}.",
        *(
            f"  {counts[name]:>6,}  {name.replace('_', ' ')}"
            for name in (*NAMES.values(), *_OTHERS.values())
            if counts[name]
        ),
    ]
    weak = [line for line in found.lines if line.on_track[0] in (ERROR_SYMBOL, WARNING_SYMBOL)]
    weak.sort(key=lambda line: (line.on_track[0] != ERROR_SYMBOL, -(line.short or 0)))
    lines += [f"    {line.on_track}  {reference(line)}  {' '.join(line.words)}" for line in weak[:SHOWN]]
    lines += not_shown(len(weak), SHOWN)
    plans = sum(line.plan_enough.startswith(ERROR_SYMBOL) for line in found.lines)
    if plans:
        lines.append(f"  {counted(plans, 'plan')} with fewer hours than the rules require; --format csv names them.")
    return "\n".join(lines)


def as_json(found: ReturnHours) -> str:
    """One JSON object; hours are numbers, null where they are not known."""
    data = {
        "version": 1,
        "path": found.path,
        "year": found.year.year,
        "day": found.day.isoformat(),
        "apprentices": [_data(line) for line in found.lines],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_csv(found: ReturnHours) -> str:
    """A line for each apprentice, with the columns of the JSON."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    rows = [_data(line) for line in found.lines]
    writer.writerow(list(_data(found.lines[0])) if rows else ["learner"])
    for row in rows:
        writer.writerow(
            ["" if cell is None else plain_cell(cell) if isinstance(cell, str) else cell for cell in row.values()]
        )
    return out.getvalue()


FORMATS: Mapping[str, Report] = {"text": as_text, "json": as_json, "csv": as_csv}


def outcome(found: ReturnHours) -> str:
    """Two sentences for the user."""
    if not found.lines:
        return "No learner of this workbook is an apprentice of funding model 36."
    counts = Counter(verdict(line) for line in found.lines)
    said = (
        f"Of {counted(len(found.lines), 'apprentice')}, {counts['falls_short']:,} are likely to fall short of the "
        f"required hours, {counts['behind_plan']:,} of their plan, and {counts['on_track']:,} are on track."
    )
    unknown = counts["not_known"]
    return f"{said} {unknown:,} cannot be judged: the column In words says what to type." if unknown else said


def verdict(line: HoursLine) -> str:
    """The verdict as one name: ``falls_short``, ``behind_plan``, ``on_track``, ``not_known`` and others."""
    return NAMES.get(line.on_track[0]) or _OTHERS[line.on_track]


def reference(line: HoursLine) -> str:
    """The learner's reference as typed."""
    return line.apprentice.learner.text("LearnRefNumber") or ""


def _data(line: HoursLine) -> dict[str, Any]:
    one = line.apprentice
    return {
        "learner": reference(line),
        "aim": one.aim,
        "standard": one.standard,
        "start": one.start.isoformat() if one.start else None,
        "planned_end": one.planned_end.isoformat() if one.planned_end else None,
        "rule": line.rule,
        "weekly_hours": _number(line.typed.weekly),
        "published_minimum": _number(line.typed.published),
        "removed": _number(line.removed),
        "required": _number(line.required),
        "planned": one.hours.planned,
        "plan_enough": line.plan_enough,
        "in_return": one.hours.actual,
        "so_far": _number(line.actual),
        "expected": _number(line.expected),
        "verdict": verdict(line),
        "short": _number(line.short),
        "words": " ".join(line.words),
    }


def _number(hours: Fraction | None) -> int | float | None:
    if hours is None:
        return None
    return hours.numerator if hours.denominator == 1 else float(plain(hours).replace(",", ""))
