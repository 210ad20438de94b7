"""The page ``docs/rule-coverage.md``: every official rule and how far this tool judges it.

Written anew by ``python -m addin.reports.coverage``, from the catalogue and the registry.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path

from ilr_core import catalogue
from ilr_core.rules.status import RuleStatus, State, rule_statuses

PAGE = Path(__file__).parents[2] / "docs" / "rule-coverage.md"
_STATES: dict[State, str] = {
    "implemented": "yes",
    "needs_register": "with register",
    "online_only": "service only",
    "missing": "not yet",
}
_HEAD = """# Every official rule

This page is made from the rules themselves: `.venv/bin/python -m addin.reports.coverage`. A test says if it is old.

- **yes**: judged from the return alone.
- **with register**: judged once the register is loaded; before that it is reported as not checked, never as passed.
  See [registers](registers.md).
- **service only**: it needs what only DfE has. `ilr explain RULE` gives the reason.
"""


def page() -> str:
    """The page as Markdown."""
    years = [catalogue.load(year) for year in catalogue.years()]
    by_year = {year.year: {catalogue.spelling_key(s.official.name): s for s in rule_statuses(year)} for year in years}
    parts = [_HEAD, _totals(by_year)]
    newest: dict[str, RuleStatus] = {}
    for statuses in by_year.values():
        newest |= statuses
    ordered = sorted(newest.values(), key=lambda status: (status.official.category, status.official.name.casefold()))
    for category, members in groupby(ordered, key=lambda status: status.official.category):
        parts.append(_section(category, list(members), by_year))
    return "\n".join(parts)


def _totals(by_year: dict[str, dict[str, RuleStatus]]) -> str:
    lines = ["| year | rules | " + " | ".join(_STATES.values()) + " |", "| --- |" + " ---: |" * (len(_STATES) + 1)]
    for year, statuses in by_year.items():
        counts = Counter(status.state for status in statuses.values())
        numbers = " | ".join(str(counts[state]) for state in _STATES)
        lines.append(f"| {catalogue.load(year).title} | {len(statuses)} | {numbers} |")
    return "\n".join([*lines, ""])


def _section(category: str, members: list[RuleStatus], by_year: dict[str, dict[str, RuleStatus]]) -> str:
    titles = " | ".join(catalogue.load(year).title for year in by_year)
    lines = [
        f"## {category}",
        "",
        f"| rule | severity | {titles} | needs |",
        "| --- | --- |" + " --- |" * (len(by_year) + 1),
    ]
    for status in members:
        key = catalogue.spelling_key(status.official.name)
        states = [_STATES[there[key].state] if key in there else "–" for there in by_year.values()]
        needs = dict.fromkeys(need for there in by_year.values() if key in there for need in there[key].needs)
        lines.append(f"| {status.official.name} | {status.severity} | {' | '.join(states)} | {', '.join(needs)} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
