"""Where a violation belongs in the workbook as it is now: learner, aim, records and fields, however rows moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from addin.sheets.cells import cell_reader
from addin.violations.report_file import Violation
from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner, LearningDelivery, Record, Spot
from ilr_core.rules import rules_of
from ilr_core.rules.learner.uln import TEMPORARY_ULN


@dataclass(frozen=True, slots=True)
class Placed:
    """A violation with its spots, the one to mend first, or ``lost``: why it has no place.

    ``learner`` and ``aim`` are those it belongs to by now; ``changed`` are the fields that hold something else by now.
    """

    violation: Violation
    spots: tuple[Spot, ...] = ()
    learner: Learner | None = None
    aim: LearningDelivery | None = None
    changed: tuple[str, ...] = ()
    lost: str = ""


class Placing:
    """Finds the places of violations among the learners of a workbook."""

    def __init__(self, learners: Iterable[Learner], year: Catalogue):
        self._year = year
        self._by_reference: dict[str, list[Learner]] = {}
        self._by_uln: dict[str, list[Learner]] = {}
        for learner in learners:
            self._by_reference.setdefault((learner.text("LearnRefNumber") or "").casefold(), []).append(learner)
            if learner.ULN not in (None, TEMPORARY_ULN):
                self._by_uln.setdefault(str(learner.ULN), []).append(learner)

    def placed(self, violation: Violation) -> Placed:
        """The violation with its spots, or why it has none."""
        if not violation.learner and not violation.uln:
            return Placed(violation, lost="it is about the file as a whole, not about a learner")
        learner = self._learner(violation)
        if learner is None:
            return Placed(violation, lost=f"there is no learner {violation.learner or violation.uln} in this workbook")
        names_aim = violation.aim is not None or bool(violation.reference or violation.software)
        aim = self._aim(violation, learner) if names_aim else None
        if names_aim and aim is None:
            named = " ".join(str(part) for part in (violation.aim, violation.reference) if part)
            return Placed(violation, learner=learner, lost=f"learner {violation.learner} has no aim {named} any more")
        scope = [*(aim.walk() if aim else ()), *_beside(learner)] if aim else list(learner.walk())
        found = self._fields(violation, scope)
        changed = tuple(name for name, value, record in found if not self._equal(record, name, value))
        spots = [Spot(record.place_of(name), record.ENTITY, name) for name, _, record in found]
        owner: Record = aim or learner
        return Placed(
            violation, tuple(dict.fromkeys(spots)) or (Spot(owner.place, owner.ENTITY),), learner, aim, changed
        )

    def _learner(self, violation: Violation) -> Learner | None:
        """By the reference; by the ULN where the reference is gone, is there twice, or belongs to somebody else now."""
        named = self._by_reference.get(violation.learner.casefold(), []) if violation.learner else []
        same = self._by_uln.get(violation.uln, [])
        both = [one for one in named if one in same]
        for found in (both, same or named, named):
            if len(found) == 1:
                return found[0]
        return None

    def _aim(self, violation: Violation, learner: Learner) -> LearningDelivery | None:
        """By the software's own number; by number and reference; by the reference; by what the report says it holds."""
        aims = list(learner.LearningDelivery)
        wanted = violation.reference.casefold()
        same_course = [one for one in aims if not wanted or (one.LearnAimRef or "").casefold() == wanted]
        attempts = (
            [one for one in aims if violation.software and one.SWSupAimId == violation.software],
            [one for one in same_course if one.AimSeqNumber == violation.aim],
            same_course if wanted else [],
        )
        for found in attempts:
            if len(found) == 1:
                return found[0]
        several = next((found for found in attempts if found), [])
        return max(several, key=lambda aim: self._likeness(violation, list(aim.walk())), default=None)

    def _fields(self, violation: Violation, scope: Sequence[Record]) -> list[tuple[str, str, Record]]:
        """Each field of the report with the record it means: the one that holds most of what the report says."""
        likeness = {id(record): self._likeness(violation, [record]) for record in scope}
        found = []
        for name, value in self._in_order(violation):
            holders = [record for record in scope if name in record.FIELDS and name in self._year.fields[record.ENTITY]]
            if holders:
                equal = [record for record in holders if self._equal(record, name, value)]
                found.append((name, value, max(equal or holders, key=lambda record: likeness[id(record)])))
        return found

    def _in_order(self, violation: Violation) -> list[tuple[str, str]]:
        """The fields in the order in which our rule reads them, the one to mend first; official spelling."""
        rule = self._rule_reads(violation.rule)
        spelt = {name.casefold(): name for fields in self._year.fields.values() for name in fields}
        pairs = [(spelt[name.casefold()], value) for name, value in violation.values if name.casefold() in spelt]
        return sorted(pairs, key=lambda pair: rule.index(pair[0]) if pair[0] in rule else len(rule))

    def _rule_reads(self, name: str) -> list[str]:
        official = self._year.official_rule(name)
        rule = rules_of(self._year.year).get(official.name) if official else None
        return [field for _, field in rule.reads] if rule else []

    def _likeness(self, violation: Violation, records: Iterable[Record]) -> int:
        return sum(
            self._equal(record, name, value)
            for record in records
            for name, value in self._in_order(violation)
            if name in record.FIELDS
        )

    def _equal(self, record: Record, name: str, value: str) -> bool:
        """Whether a field holds what the report says, however either is spelt."""
        text = record.text(name) or ""
        if text.casefold() == value.casefold():
            return True
        reading = cell_reader(self._year, self._year.fields[record.ENTITY][name], "")(value)
        return reading is not None and reading.value is not None and reading.value == record.value(name)


def _beside(learner: Learner) -> Iterable[Record]:
    """The learner's own records, without those of aims."""
    yield learner
    for child in learner.children():
        if not isinstance(child, LearningDelivery):
            yield from child.walk()
