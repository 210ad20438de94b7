"""What differs between the form that was sealed and the form of today, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ilr_core.model import Record
from ilr_core.sealing.form import Form
from ilr_core.sealing.listed import kind_field

AIM, EMPLOYMENT = "LearningDelivery", "LearnerEmploymentStatus"
BLANK = "(blank)"
SHARE = 0.5
"""The least share of equal fields at which two aims count as the same one."""

_ISO_DAY = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is another now; ``old`` and ``new`` are canonical texts, empty for blank.

    ``whose`` says of which record: ``aim ZPROG001 from 2026-09-01, AppFinRecord TNP 1``. For a record that came or
    went ``field`` is empty and its values stand in ``new`` or ``old``. ``record`` is where it is now, if it is there.
    """

    whose: str
    entity: str
    field: str
    old: str
    new: str
    record: Record | None = None

    def sentence(self) -> str:
        """The difference in a line, days as people write them: ``learner: ULN 1000000001 -> 1000000002``."""
        if not self.field:
            line = f"{self.whose}: {'new' if self.new else 'taken away'} {self.entity} ({self.new or self.old})"
        else:
            line = f"{self.whose}: {self.field} {self.old or BLANK} -> {self.new or BLANK}"
        return in_uk_days(line)


def in_uk_days(text: str) -> str:
    """A text with the days in it as people write them.

    >>> in_uk_days("aim ZPROG001 from 2026-09-01")
    'aim ZPROG001 from 01/09/2026'
    """
    return _ISO_DAY.sub(r"\3/\2/\1", text)


def differences(old: Form, new: Form, whose: str = "learner") -> list[Difference]:
    """Every difference between two forms of a learner; none if and only if the forms are equal."""
    return [] if old == new else list(_between(old, new, whose))


def _between(old: Form, new: Form, whose: str) -> Iterator[Difference]:
    names = dict.fromkeys(name for name, _ in (*old.values, *new.values))
    for name in names:
        if old.value(name) != new.value(name):
            yield Difference(whose, new.entity, name, old.value(name), new.value(name), new.record)
    for entity in dict.fromkeys(part.entity for part in (*old.parts, *new.parts)):
        pairs, gone, come = _paired(old.of(entity), new.of(entity))
        for before, after in pairs:
            yield from _between(before, after, _called(before, whose))
        for part in gone:
            yield Difference(whose, entity, "", _brief(part), "")
        for part in come:
            yield Difference(whose, entity, "", "", _brief(part), part.record)


def _paired(old: tuple[Form, ...], new: tuple[Form, ...]) -> tuple[list[tuple[Form, Form]], list[Form], list[Form]]:
    """Records that are the same one with other values, those that went and those that came; equal ones are left out."""
    gone, come = list(old), list(new)
    for part in old:
        if part in come:
            come.remove(part)
            gone.remove(part)
    likely = sorted(
        ((_alike(a, b), -i, -j) for i, a in enumerate(gone) for j, b in enumerate(come) if _may_be_same(a, b)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, i, j in likely:
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return (
        [(gone[i], come[j]) for i, j in sorted(pairs.items())],
        [part for i, part in enumerate(gone) if i not in pairs],
        [part for j, part in enumerate(come) if j not in pairs.values()],
    )


def _may_be_same(old: Form, new: Form) -> bool:
    kind = kind_field(new.entity) or _KINDS.get(new.entity, "")
    if kind:
        return old.value(kind) == new.value(kind)
    most = max(len(old.values), len(new.values))
    return new.entity != AIM or len(set(old.values) & set(new.values)) >= SHARE * most


def _alike(old: Form, new: Form) -> int:
    return len(set(old.values) & set(new.values)) + sum(part in old.parts for part in new.parts)


_KINDS = {"AppFinRecord": "AFinType", "HRSRecord": "HRSCode"}
_NAMED_BY = {
    AIM: ("LearnAimRef", "LearnStartDate"),
    EMPLOYMENT: ("DateEmpStatApp",),
    "LearningDeliveryFAM": ("LearnDelFAMType", "LearnDelFAMCode"),
    "LearnerFAM": ("LearnFAMType",),
    "EmploymentStatusMonitoring": ("ESMType",),
    "AppFinRecord": ("AFinType", "AFinCode"),
    "HRSRecord": ("HRSCode",),
    "PriorAttain": ("PriorLevel",),
    "LearningDeliveryWorkPlacement": ("WorkPlaceStartDate",),
}


def _called(part: Form, whose: str) -> str:
    """The words by which a person knows a record, behind those of the one around it."""
    own = [part.value(name) for name in _NAMED_BY.get(part.entity, ()) if part.value(name)]
    if part.entity == AIM:
        return f"aim {' from '.join(own)}".strip()
    inner = " ".join([part.entity, *own])
    return inner if whose == "learner" else f"{whose}, {inner}"


def _brief(part: Form) -> str:
    own = ", ".join(f"{name} {text}" for name, text in part.values)
    inner = "; ".join(f"{one.entity} {_brief(one)}" for one in part.parts)
    return f"{own}; {inner}" if own and inner else own or inner
