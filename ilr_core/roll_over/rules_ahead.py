"""What the next year's rules find in the new records, and whether the rules of the year before found it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from ilr_core.catalogue import Catalogue, spelling_key
from ilr_core.collector import collected_rarely
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Learner, Message, NotChecked
from ilr_core.roll_over.notes import Note
from ilr_core.roll_over.year_step import YearStep
from ilr_core.rules import BATCH, Check, Context, ReturnFile, rules_of

Progress = Callable[[int, int], None]
Met = tuple[str, int, int | None]
OF_FILE = ("Source", "LearningProvider", "Message", "Header", "CollectionDetails", "File")


def rules_ahead(
    pairs: Sequence[tuple[Learner, Learner]],
    step: YearStep,
    now: datetime,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> tuple[list[Note], list[NotChecked]]:
    """Notes on every finding in the new learners, and the rules that could not be judged.

    ``pairs`` are the old and the new learner; ``now`` is the local time. A finding is new with its rule, comes from a
    rule that was changed, was there in the old year as well, or comes from the new year's dates and codes. The file as
    a whole is not judged: its header is written with every export.
    """
    known = knowledge or Knowledge()
    with collected_rarely():
        findings, not_checked = _found([new for _, new in pairs], _context(step.new, now, known), progress)
        faulty = {found.order[0] for found in findings}
        before = [old for old, new in pairs if new.position in faulty]
        positions = {old.position: new.position for old, new in pairs}
        earlier, _ = _found(before, _context(step.old, now, known), None)
    met = {_met(found, positions[found.order[0]]) for found in earlier}
    return [_note(found, _novelty(found, met, step)) for found in _once(findings)], not_checked


def _found(
    learners: Sequence[Learner], context: Context, progress: Progress | None
) -> tuple[list[Finding], list[NotChecked]]:
    check = Check(context)
    findings: list[Finding] = []
    for first in range(0, len(learners), BATCH):
        findings += check.learners(learners[first : first + BATCH])
        if progress:
            progress(first, len(learners))
    closing = check.close(ReturnFile(Message(), context.catalogue.namespace, len(learners)))
    findings += [found for found in closing if found.entity not in OF_FILE]
    return [found for found in findings if found.order and found.order[0] >= 0], check.not_checked()


def _context(year: Catalogue, now: datetime, known: Knowledge) -> Context:
    """The circumstances of a return of the year prepared now, or at the year's nearest end if now lies outside."""
    prepared: date = max(min(now.date(), year.returns[-1].closes.date()), year.start)
    return Context(known.of(year), prepared, now, known.registers)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once where every aim finds the same."""
    kept: dict[object, Finding] = {}
    for found in findings:
        kept.setdefault((found.rule, found.order[0], found.aim, found.fields, found.spots[:1]), found)
    return list(kept.values())


def _met(found: Finding, position: int) -> Met:
    return spelling_key(found.rule), position, found.aim


def _novelty(found: Finding, met: set[Met], step: YearStep) -> str:
    name = spelling_key(found.rule)
    old = step.old.official_rule(found.rule)
    new = step.new.official_rule(found.rule)
    if new is not None and old is None:
        return f"New rule in {step.new.title}."
    if (name, found.order[0], found.aim) in met:
        return f"Found in {step.old.title} already."
    if new is not None and old is not None and _is_changed(old.name, new.name, step):
        return f"Rule changed in {step.new.title}."
    return f"Not found in {step.old.title}."


def _is_changed(old: str, new: str, step: YearStep) -> bool:
    """Whether a rule has another form or severity in the new year."""
    one, other = rules_of(step.old.year).get(old), rules_of(step.new.year).get(new)
    return one is not other or step.old.rules[old].severity != step.new.rules[new].severity


def _note(found: Finding, novelty: str) -> Note:
    values = {name: value if isinstance(value, str) else ", ".join(value) for name, value in found.fields}
    spot = found.spots[0] if found.spots else None
    field = spot.field if spot and spot.field else next(iter(values), "")
    shown = values.get(field, "")
    return Note(
        "rule", "decide" if found.severity == "error" else "look", found.learner or "", found.order[0], found.aim,
        found.entity, field, shown, shown, f"{novelty} {found.message}", None, found.rule, spot,
    )  # fmt: skip
