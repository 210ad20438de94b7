"""One rule in plain words: what it asks, what to do, what it reads, who is excused, and DfE's text if it is loaded."""

from __future__ import annotations

import difflib
import textwrap

from addin.loading.rule_texts import official_text
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.rules.status import RuleStatus, rule_statuses

WIDTH, INDENT = 110, 16
# Findings of this tool that belong to no official rule.
OWN = {
    "Schema": (
        "The file does not follow the official schema, in a way that no rule has a name for.",
        "Mend what the finding names: the service refuses the whole file until then.",
    ),
    "Sheet": (
        "A row of the workbook cannot become a record: no learner or aim fits it, or several do, or a column is lost.",
        "Mend the row or the header that the finding names; nothing is exported until then.",
    ),
    "Defect": (
        "This tool failed while it judged a rule; the rule was not checked there, all others were.",
        "Report the name of the rule that the finding gives. The service still judges it.",
    ),
}
_JUDGED = {
    "implemented": "yes",
    "needs_register": "yes, with the register loaded",
    "online_only": "no, by the service only",
    "missing": "not yet",
}


def explanation(name: str, year: Catalogue) -> str:
    """What a rule asks, what to do, the fields it reads, who is excused, its years, DfE's text if the user loaded it.

    Raises InputError for a name that is no live rule of the year.
    """
    own = next((key for key in OWN if key.casefold() == name.strip().casefold()), None)
    if own:
        return _lines(
            f"{own} · error · a finding of this tool", [("What is wrong", OWN[own][0]), ("What to do", OWN[own][1])]
        )
    official = year.official_rule(name.strip())
    if official is None:
        raise InputError(f"{name} is not a live rule of {year.title}.{hint(name.strip(), year)}")
    status = next(status for status in rule_statuses(year) if status.official is official)
    titles = [known.title for y in catalogue.years() if (known := catalogue.load(y)).official_rule(official.name)]
    head = f"{official.name} · {status.severity} · {official.category} · {', '.join(titles)}"
    return _lines(head, [*_ours(status), *_theirs(status, year)])


def hint(name: str, year: Catalogue) -> str:
    """What may be meant by a name that is no rule of a year: another year, names like it, or where all are."""
    others = [known for y in catalogue.years() if (known := catalogue.load(y)).official_rule(name)]
    if others:
        return f" It is one of {others[0].title}: add --year {others[0].year}."
    lowered = {rule.casefold(): rule for rule in year.rules}
    near = [lowered[match] for match in difflib.get_close_matches(name.casefold(), lowered, n=3, cutoff=0.75)]
    return f" Did you mean {' or '.join(near)}?" if near else " The names are listed by: ilr rules"


def _ours(status: RuleStatus) -> list[tuple[str, str]]:
    rule = status.rule
    parts = [
        ("What is wrong", status.summary),
        ("What to do", status.remedy or "Nothing can be done before the upload; the service reports it then."),
        ("Judged here", _JUDGED[status.state]),
        ("Needs", ", ".join(status.needs)),
        ("Asked of", _models(status)),
        ("Fields", ", ".join(f"{entity}.{field}" for entity, field in status.reads)),
    ]
    if status.official.error_from:
        parts.append(("Severity", f"a warning before {status.official.error_from}, an error from then on"))
    if rule:
        parts += [("Excused", " ".join((excuse.__doc__ or excuse.__name__).split())) for excuse in rule.unless]
        parts.append(("Remarks", rule.remarks))
    return parts


def _models(status: RuleStatus) -> str:
    models = sorted(status.rule.models) if status.rule else []
    return f"aims with the funding model {', '.join(map(str, models))}" if models else ""


def _theirs(status: RuleStatus, year: Catalogue) -> list[tuple[str, str]]:
    try:
        parts = official_text(status.official.name, year)
    except InputError as damaged:
        return [("", ""), ("DfE's own text", str(damaged))]
    if not parts:
        return []
    return [("", ""), ("DfE's own text", "as loaded with ilr rules import"), *parts.items()]


def _lines(head: str, parts: list[tuple[str, str]]) -> str:
    lines = [head, ""]
    for title, text in parts:
        if text:
            wrapped = textwrap.wrap(text, WIDTH - INDENT)
            lines += [f"{title + ':':{INDENT}}{wrapped[0]}", *(" " * INDENT + line for line in wrapped[1:])]
        elif not title:
            lines.append("")
    return "\n".join(lines)
