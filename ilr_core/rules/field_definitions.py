"""Findings for the FD_* rules and for what the schema refuses without a rule of its own, derived from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ilr_core.catalogue import Catalogue, Field
from ilr_core.model import Finding, Record, Severity, Spot
from ilr_core.rules.origin import learner_and_aim, order_of

SCHEMA = "Schema"


def field_findings(record: Record, year: Catalogue) -> Iterator[Finding]:
    """One finding per fault the record carries: its FD_* rule where the year has one, else ``Schema``."""
    if not record.faults:
        return
    learner, aim = learner_and_aim(record)
    for name, kinds in record.faults.items():
        field = year.fields[record.ENTITY].get(name)
        text = record.text(name) if name in record.FIELDS else (record.texts or {}).get(name)
        for kind in kinds:
            rule, severity = _rule_for(year, name, kind)
            yield Finding(
                rule=rule,
                severity=severity,
                learner=learner,
                aim=aim,
                entity=record.ENTITY,
                fields=((name, text or ""),),
                message=_message(year, record, name, kind, field, text or ""),
                spots=(Spot(record.place_of(name), record.ENTITY, name if field else ""),),
                order=order_of(record),
            )


@dataclass(frozen=True, slots=True)
class FieldRule:
    """An FD_* rule in words, and the (entity, field) pairs it stands for."""

    wrong: str
    remedy: str
    reads: tuple[tuple[str, str], ...]


def field_rule(year: Catalogue, rule: str) -> FieldRule | None:
    """The FD_* rule of that name as the catalogue has it; None for a name of another shape."""
    parts = rule.split("_")
    if len(parts) != 3 or parts[0] != "FD":
        return None
    fields = {f"{entity}.{name}": (entity, name) for entity, names in year.fields.items() for name in names}
    reads = tuple(pair for pair in fields.values() if pair[1].casefold() == parts[1].casefold())
    name = reads[0][1] if reads else parts[1]
    field = year.fields[reads[0][0]][name] if reads else None
    texts = {
        "AL": (f"{name} is empty or has more than {field.longest if field else 0} characters.", "Shorten it."),
        "AP": (f"{name} has characters, or an arrangement of them, that the ILR does not accept.", "Retype it."),
        "AR": (
            f"{name} is outside the range {field.low if field else 0} to {field.high if field else 0}.",
            "Correct the number.",
        ),
        "MA": (f"{name} is missing.", "Fill it in."),
        "EO": (f"{name} is there more or less often than the schema allows.", "Add it, or remove the extra ones."),
    }.get(parts[2])
    return FieldRule(*texts, reads) if texts else None


@cache
def _rule_for(year: Catalogue, name: str, kind: str) -> tuple[str, Severity]:
    official = year.official_rule(f"FD_{name}_{kind}")
    return (official.name, official.severity) if official else (SCHEMA, "error")


def _message(year: Catalogue, record: Record, name: str, kind: str, field: Field | None, text: str) -> str:
    shown = f"{name} '{text}'" if text else name
    place = year.entities[record.ENTITY].label
    if kind == "EO":
        limits = year.entities[name]
        count = len(getattr(record, name))
        if count < limits.min:
            return f"There is no {name} ({limits.label}) here. Add at least {limits.min}."
        return (
            f"{name} ({limits.label}) is here {count} times; at most {limits.max} are allowed. Remove the extra ones."
        )
    if kind == "AL":
        return _length_message(shown, text, field)
    low, high = (field.low, field.high) if field else (None, None)
    sentences = {
        "MA": f"{name} is missing. Fill it in.",
        "AP": f"{shown} has characters, or an arrangement of them, that the ILR does not accept. Retype it.",
        "AR": f"{shown} is outside the range {low} to {high}. Correct the number.",
        "unreadable": f"{shown} cannot be read as {_kind_words(field)}. Retype it.",
        "fixed": f"{shown} must be {field.fixed if field else ''}. Correct it.",
        "unknown": f"{name} does not belong in {place}. Remove it or spell it as the schema does.",
        "order": f"{name} stands in the wrong place in {place}. Put the elements in the order of the schema.",
        "repeated": f"{name} is here more than once in {place}. Keep one.",
        "structure": f"The file does not follow the schema at {name}. Compare it with the schema or export it again.",
        "text": f"{place} has stray text or an attribute at {name}. Remove it.",
    }
    return sentences[kind]


def _length_message(shown: str, text: str, field: Field | None) -> str:
    if not text:
        return f"{shown} is empty. Fill it in."
    longest = field.longest if field else None
    allowed = "one is" if longest == 1 else f"at most {longest} are"
    return f"{shown} has {len(text)} characters; {allowed} allowed. Shorten it."


def _kind_words(field: Field | None) -> str:
    kind = field.type if field else "string"
    return {"date": "a date", "dateTime": "a date and time", "string": "text"}.get(kind, "a number")
