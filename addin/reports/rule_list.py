"""The list of a year's rules, as text or JSON."""

from __future__ import annotations

import json
from collections import Counter

from ilr_core.catalogue import Catalogue
from ilr_core.rules.status import rule_statuses


def rules_as_json(year: Catalogue) -> str:
    """A JSON array with one object per live rule of the year."""
    rows = [
        {
            "rule": status.official.name,
            "severity": status.severity,
            "category": status.official.category,
            "status": status.state,
            "needs": list(status.needs),
            "summary": status.summary,
        }
        for status in rule_statuses(year)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def rules_as_text(year: Catalogue) -> str:
    """One line per rule, and the totals."""
    statuses = rule_statuses(year)
    lines = [f"{status.official.name:32} {status.severity:8} {status.state:15} {status.summary}" for status in statuses]
    totals = Counter(status.state for status in statuses)
    counted = ", ".join(f"{number} {state.replace('_', ' ')}" for state, number in totals.most_common())
    return "\n".join([*lines, "", f"{year.title}: {len(statuses)} rules: {counted}."])
