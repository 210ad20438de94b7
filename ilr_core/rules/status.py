"""What this project does with each rule of a year's official list, and what it says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ilr_core.catalogue import Catalogue, OfficialRule, online_reasons
from ilr_core.model import Severity
from ilr_core.rules.field_definitions import field_rule
from ilr_core.rules.registry import Rule, rules_of

State = Literal["implemented", "needs_register", "online_only", "missing"]
# Judged when a ZIP is opened, before there is a return to run rules over.
OPENING = {
    "ZIP_CORRUPT": ("The ZIP is damaged or is not a ZIP.", "Make it again from the XML file."),
    "ZIP_EMPTY": ("The ZIP does not hold exactly one XML file.", "Put the return's XML file into it, no more."),
    "Protected ZIP file": ("The ZIP asks for a password.", "Make it again without one."),
}


@dataclass(frozen=True, slots=True)
class RuleStatus:
    """One official rule: its metadata, how far this project judges it, and one sentence on what it asks.

    ``needs_register`` means that the rule is implemented and judged as soon as the registers in ``needs`` are loaded.
    """

    official: OfficialRule
    state: State
    needs: tuple[str, ...]
    summary: str
    remedy: str = ""
    reads: tuple[tuple[str, str], ...] = ()
    rule: Rule | None = None

    @property
    def severity(self) -> Severity:
        """The service's severity."""
        return self.official.severity


@lru_cache(maxsize=4)
def rule_statuses(year: Catalogue) -> tuple[RuleStatus, ...]:
    """Every live rule of the year in the order of the official list."""
    judged = rules_of(year.year)
    return tuple(_status(official, judged.get(name), year) for name, official in year.rules.items())


def _status(official: OfficialRule, rule: Rule | None, year: Catalogue) -> RuleStatus:
    if rule:
        state: State = "needs_register" if rule.needs else "implemented"
        wrong, remedy = without_values(rule.wrong), without_values(rule.remedy)
        return RuleStatus(official, state, rule.needs, wrong, remedy, rule.reads, rule)
    of_field = field_rule(year, official.name)
    if of_field:
        return RuleStatus(official, "implemented", (), of_field.wrong, of_field.remedy, of_field.reads)
    if official.name in OPENING:
        return RuleStatus(official, "implemented", (), *OPENING[official.name])
    if official.online:
        reason = online_reasons()[official.online]
        return RuleStatus(official, "online_only", (), f"Only the service can judge this: {reason}.")
    return RuleStatus(official, "missing", (), "This tool does not judge this rule yet.")


def without_values(text: str) -> str:
    """A rule's text with its fields in place of their values."""
    return re.sub(r"{(\w+)}", r"\1", re.sub(r"\b(\w+) {\1}", r"\1", text))
