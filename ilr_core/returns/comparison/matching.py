"""Which records of two returns are the same one: by keys, the surest first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ilr_core.model import Record

R = TypeVar("R", bound=Record)
Key = Callable[[Record], Hashable]
"""What a record is known by; None if it has nothing to be known by."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way to find the record again. ``alone``: only if it leaves one candidate on each side."""

    fields: tuple[str, ...]
    blank: tuple[str, ...] = ()
    alone: bool = False

    def key(self, record: Record) -> Hashable:
        """The values of the fields; None if one of them is absent that may not be."""
        values = tuple(content(record, name) for name in self.fields)
        if any(value is None and name not in self.blank for name, value in zip(self.fields, values, strict=True)):
            return None
        return values


@dataclass(slots=True)
class Matching(Generic[R]):
    """Pairs of old and new records, in the order of the new ones, and those without a counterpart."""

    pairs: list[tuple[R, R]] = field(default_factory=list)
    gone: list[R] = field(default_factory=list)
    added: list[R] = field(default_factory=list)


AIM_STEPS = (
    Step(("SWSupAimId",)),
    Step(("AimSeqNumber", "LearnAimRef", "LearnStartDate")),
    # Before the number alone: where an aim was taken out, the numbers after it belong to other aims now.
    Step(("LearnAimRef", "LearnStartDate", "ProgType", "StdCode"), ("ProgType", "StdCode")),
    Step(("AimSeqNumber", "LearnAimRef")),
    Step(("AimSeqNumber", "AimType", "LearnStartDate", "LearnPlanEndDate", "ProgType", "StdCode"),
         ("ProgType", "StdCode")),
)  # fmt: skip
"""SWSupAimId; number, if the aim is the same; what the aim is; number and dates, if only LearnAimRef was corrected."""

STEPS: dict[str, tuple[Step, ...]] = {
    "LearningDelivery": AIM_STEPS,
    "LearningDeliveryFAM": (
        Step(("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom"), ("LearnDelFAMDateFrom",)),
        Step(("LearnDelFAMType", "LearnDelFAMDateFrom")),
        Step(("LearnDelFAMType", "LearnDelFAMCode")),
        Step(("LearnDelFAMType",), alone=True),
    ),
    "AppFinRecord": (
        Step(("AFinType", "AFinCode", "AFinDate")),
        Step(("AFinType", "AFinCode", "AFinAmount")),
        Step(("AFinType", "AFinCode"), alone=True),
    ),
    "LearnerEmploymentStatus": (
        Step(("DateEmpStatApp",)),
        Step(("EmpStat", "EmpId", "AgreemId"), ("EmpId", "AgreemId")),
    ),
    "EmploymentStatusMonitoring": (Step(("ESMType", "ESMCode")), Step(("ESMType",))),
    "HRSRecord": (Step(("HRSType", "HRSCode")),),
    "LearnerFAM": (Step(("LearnFAMType", "LearnFAMCode")), Step(("LearnFAMType",), alone=True)),
    "LLDDandHealthProblem": (Step(("LLDDCat",)),),
    "PriorAttain": (Step(("PriorLevel", "DateLevelApp"), ("DateLevelApp",)), Step(("PriorLevel",))),
    "ProviderSpecLearnerMonitoring": (Step(("ProvSpecLearnMonOccur",)),),
    "ProviderSpecDeliveryMonitoring": (Step(("ProvSpecDelMonOccur",)),),
    "LearningDeliveryWorkPlacement": (
        Step(("WorkPlaceStartDate", "WorkPlaceMode", "WorkPlaceEmpId"), ("WorkPlaceMode", "WorkPlaceEmpId")),
        Step(("WorkPlaceStartDate",)),
    ),
    "LearnerHEFinancialSupport": (Step(("FINTYPE",)),),
}
ONLY_ONE = ("LearnerEmploymentStatus", "PriorAttain", "LearningDeliveryWorkPlacement", "LearnerHE",
            "LearningDeliveryHE")  # fmt: skip
"""Records of which the only one left on each side is taken for the same, though all it is known by has changed."""


def matched(old: Sequence[R], new: Sequence[R], entity: str) -> Matching[R]:
    """The records of an entity in one parent, each with the one it was before.

    Among several with the same key those that hold the same come together first, then the others in their order.
    """
    if len(old) == len(new) and all(alike(a, b) for a, b in zip(old, new, strict=True)):
        return Matching(list(zip(old, new, strict=True)))
    found: dict[int, R] = {}
    left_old, left_new = list(old), list(new)
    for step in STEPS.get(entity, ()):
        _take(left_old, left_new, step.key, found, alone=step.alone)
    _take(left_old, left_new, whole, found)
    if entity in ONLY_ONE and len(left_old) == len(left_new) == 1:
        found[id(left_new.pop())] = left_old.pop()
    pairs = [(found[id(record)], record) for record in new if id(record) in found]
    return Matching(pairs, left_old, left_new)


def _take(old: list[R], new: list[R], key: Key, found: dict[int, R], *, alone: bool = False) -> None:
    """Moves the records that a key brings together from both lists into ``found``."""
    if not old or not new:
        return
    by_key: dict[Hashable, tuple[list[R], list[R]]] = {}
    for side, records in enumerate((old, new)):
        for record in records:
            known = key(record)
            if known is not None:
                by_key.setdefault(known, ([], []))[side].append(record)
    for before, after in by_key.values():
        if alone and not len(before) == len(after) == 1:
            continue
        for one, other in _alike_first(before, after):
            found[id(other)] = one
            old.remove(one)
            new.remove(other)


def _alike_first(before: list[R], after: list[R]) -> list[tuple[R, R]]:
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    left, pairs, rest = list(before), [], []
    for record in after:
        twin = next((one for one in left if alike(one, record)), None)
        if twin is None:
            rest.append(record)
        else:
            left.remove(twin)
            pairs.append((twin, record))
    return [*pairs, *zip(left, rest, strict=False)]


def content(record: Record, name: str) -> Hashable:
    """The value of a field, or what was typed if it cannot be read; how a value is spelt makes no difference."""
    value = record.value(name)
    return value if value is not None else record.text(name)


def alike(one: Record, other: Record) -> bool:
    """Whether two records and all inside them say the same in the same order; `same_as`, and of what is unreadable."""
    for name in one.FIELDS:
        mine = getattr(one, name)
        if mine != getattr(other, name):
            return False
        if mine is None and (one.texts or other.texts) and one.text(name) != other.text(name):
            return False
    for name in one.CHILDREN:
        inner, others = getattr(one, name), getattr(other, name)
        if len(inner) != len(others):
            return False
        for mine, theirs in zip(inner, others, strict=True):
            if not alike(mine, theirs):
                return False
    return True


def whole(record: Record) -> Hashable:
    """All that a record and the records inside it say."""
    return (
        tuple(content(record, name) for name in record.FIELDS),
        tuple(tuple(whole(child) for child in getattr(record, name)) for name in record.CHILDREN),
    )
