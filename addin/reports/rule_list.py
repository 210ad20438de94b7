"""The rule list and the explanation of one rule, as text or JSON."""

from __future__ import annotations

import json
from collections import Counter

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.rules.status import RuleStatus, rule_statuses


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


def explanation(name: str, year: Catalogue) -> str:
    """What a rule asks, what to do, the fields it reads, who is excused, its years. Raises InputError if unknown."""
    official = year.official_rule(name)
    if official is None:
        others = [other for other in catalogue.years() if catalogue.load(other).official_rule(name)]
        hint = f" It is a rule of {', '.join(others)}: add --year." if others else " Check the spelling with: ilr rules"
        raise InputError(f"{name} is not a live rule of {year.title}.{hint}")
    status = next(status for status in rule_statuses(year) if status.official is official)
    known = [other for other in catalogue.years() if catalogue.load(other).official_rule(name)]
    lines = [
        f"{official.name} · {status.severity} · {official.category} · {', '.join(known)}",
        "",
        f"What is wrong:  {status.summary}",
        f"What to do:     {status.remedy or 'Nothing can be done before the upload.'}",
        *_details(status),
    ]
    return "\n".join(lines)


def _details(status: RuleStatus) -> list[str]:
    lines = [f"Judged here:    {status.state.replace('_', ' ')}"]
    if status.needs:
        lines.append(f"Needs:          {', '.join(status.needs)}")
    if status.official.error_from:
        lines.append(f"Severity:       a warning before {status.official.error_from}, an error from then on")
    if status.rule:
        lines.append(f"Fields:         {', '.join(f'{entity}.{field}' for entity, field in status.rule.reads)}")
        excused = [predicate.__doc__ or predicate.__name__ for predicate in status.rule.unless]
        lines += [f"Excused:        {' '.join(text.split())}" for text in excused]
        lines += [f"Remarks:        {status.rule.remarks}"] if status.rule.remarks else []
    return lines
