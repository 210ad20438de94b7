"""From a verdict to a finding: values as typed, the sentence, and the spots involved."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from ilr_core.catalogue import OfficialRule
from ilr_core.model import FieldValue, Finding, Record, Severity, Spot
from ilr_core.rules.context import Needs
from ilr_core.rules.origin import ancestor, learner_and_aim, order_of, records_near
from ilr_core.rules.registry import Rule

BLANK = "(blank)"
_DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)$", re.ASCII)
_PLACEHOLDER = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What an across-learner rule must remember of a record until the last learner has been read."""

    learner: str | None
    aim: int | None
    fields: tuple[tuple[str, FieldValue], ...]
    spot: Spot
    order: tuple[int, ...]


def finding_of(
    official: OfficialRule, rule: Rule, record: Record, verdict: bool | Needs | Sequence[Record], severity: Severity
) -> Finding:
    """The finding for a broken rule; a verdict of records names the ones to mend, which then come first."""
    culprits = () if isinstance(verdict, bool | Needs) else tuple(verdict)
    fields = tuple((field, _values(record, entity, field, culprits)) for entity, field in rule.reads)
    learner, aim = learner_and_aim(record)
    if culprits:
        aim = learner_and_aim(culprits[0])[1] or aim
    return Finding(
        rule=official.name,
        severity=severity,
        learner=learner,
        aim=aim,
        entity=culprits[0].ENTITY if culprits else record.ENTITY,
        fields=fields,
        message=sentence(rule, fields),
        spots=_spots(record, rule, culprits),
        order=order_of(culprits[0] if culprits else record),
    )


def sentence(rule: Rule, fields: Sequence[tuple[str, FieldValue]]) -> str:
    """What is wrong with these values and what to do next."""
    values = dict(fields)
    filled = _PLACEHOLDER.sub(lambda found: _shown(found[1], values.get(found[1], "")), f"{rule.wrong} {rule.remedy}")
    return filled.replace(f"({BLANK})", BLANK)


def sighting_of(rule: Rule, record: Record) -> Sighting:
    """What to remember of a record for an across-learner rule."""
    learner, aim = learner_and_aim(record)
    fields = tuple((field, _values(record, entity, field, ())) for entity, field in rule.reads)
    first = rule.reads[0][1]
    return Sighting(learner, aim, fields, Spot(record.place_of(first), record.ENTITY, first), order_of(record))


def repeated_findings(
    sightings: dict[str, dict[Hashable, list[Sighting]]],
    rules: dict[str, tuple[OfficialRule, Rule]],
    severity: Callable[[OfficialRule], Severity],
) -> list[Finding]:
    """One finding per record whose key came more than once, its own spot first and the others behind it."""
    findings = []
    for name, groups in sightings.items():
        official, rule = rules[name]
        for group in (group for group in groups.values() if len(group) > 1):
            for seen in group:
                others = tuple(other.spot for other in group if other is not seen)
                text = sentence(rule, seen.fields)
                spots = (seen.spot, *others)
                findings.append(
                    Finding(name, severity(official), seen.learner, seen.aim, seen.spot.entity, seen.fields, text,
                            spots, seen.order)
                )  # fmt: skip
    return sorted(findings, key=lambda found: (found.order, found.rule))


def _values(record: Record, entity: str, field: str, culprits: tuple[Record, ...]) -> FieldValue:
    holder = ancestor(record, entity)
    if holder is not None and not any(culprit.ENTITY == entity for culprit in culprits):
        return holder.text(field) or ""
    among = culprits if any(culprit.ENTITY == entity for culprit in culprits) else records_near(record, entity)
    return tuple(found.text(field) or "" for found in among if found.ENTITY == entity)


def _spots(record: Record, rule: Rule, culprits: tuple[Record, ...]) -> tuple[Spot, ...]:
    spots: dict[Spot, None] = {}
    for culprit in culprits:
        own = [field for entity, field in rule.reads if entity == culprit.ENTITY]
        spots.update(dict.fromkeys(Spot(culprit.place_of(field), culprit.ENTITY, field) for field in own or [""]))
    if not culprits and rule.reads and ancestor(record, rule.reads[0][0]) is None:
        home = _home(record, rule.reads[0][0])
        spots[Spot(home.place, home.ENTITY)] = None
    for entity, field in rule.reads:
        holder = ancestor(record, entity)
        if holder is not None:
            spots[Spot(holder.place_of(field), entity, field)] = None
    return tuple(spots) or (Spot(record.place, record.ENTITY),)


def _home(record: Record, entity: str) -> Record:
    """Where a record of an entity is missing: the nearest record around this one that may hold it, else this one."""
    current: Record | None = record
    while current is not None and entity not in current.CHILDREN:
        current = current.parent
    return current or record


def _shown(field: str, value: FieldValue) -> str:
    """A value, or those of several records, each once, for the aims of a programme often share theirs.

    A day is written as people in England write it; JSON and CSV keep what the record says.
    """
    texts = [value] if isinstance(value, str) else dict.fromkeys(one for one in value if one)
    if "Date" in field:
        texts = [_DAY.sub(r"\3/\2/\1", one) for one in texts]
    return ", ".join(texts) or BLANK
