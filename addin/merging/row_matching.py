"""Which row of one copy of a workbook is which row of another: by RowId, else by what it says, else by its keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from addin.merging.book_rows import BookRow, plain
from workbook_templates.layout import SheetLayout

KEYS = {
    "Learner": ("LearnRefNumber",),
    "LearningDelivery": ("LearnRefNumber", "AimSeqNumber", "LearnAimRef"),
    "LearnerEmploymentStatus": ("LearnRefNumber", "DateEmpStatApp"),
    "EmploymentStatusMonitoring": ("LearnRefNumber", "DateEmpStatApp", "ESMType"),
    "AppFinRecord": ("LearnRefNumber", "AimSeqNumber", "AFinType", "AFinCode", "AFinDate"),
    "LearningDeliveryFAM": (
        "LearnRefNumber", "AimSeqNumber", "LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom",
    ),
    "HRSRecord": ("LearnRefNumber", "AimSeqNumber", "HRSType", "HRSCode"),
}  # fmt: skip
"""By what a person knows a row of an entity; rows of other entities only by all that they say."""


@dataclass
class RowPairs:
    """Rows of one copy by the place of the same row in another, and rows that only one of them has."""

    found: dict[tuple[str, int], BookRow] = field(default_factory=dict)
    gone: list[BookRow] = field(default_factory=list)
    added: list[BookRow] = field(default_factory=list)


def paired(before: Sequence[BookRow], after: Sequence[BookRow], layout: SheetLayout, *, by_id: bool = True) -> RowPairs:
    """The rows of ``after`` that are rows of ``before``. Without ``by_id`` ids say nothing: both gave theirs alone."""
    pairs = RowPairs(gone=list(before), added=list(after))
    steps: list[Callable[[BookRow], Hashable]] = [lambda row: _content(row, layout), lambda row: _keys(row, layout)]
    if by_id:
        steps.insert(0, lambda row: row.row_id or None)
    for step in steps:
        _pair(pairs, step)
    return pairs


def _pair(pairs: RowPairs, key: Callable[[BookRow], Hashable]) -> None:
    """Pairs rows with the same key, those with equal keys in their order."""
    waiting: dict[Hashable, list[BookRow]] = {}
    for row in reversed(pairs.gone):
        if (known := key(row)) is not None:
            waiting.setdefault(known, []).append(row)
    taken: set[tuple[str, int]] = set()
    rest = []
    for row in pairs.added:
        candidates = waiting.get(key(row))
        if candidates:
            old = candidates.pop()
            taken.add(old.place)
            pairs.found[old.place] = row
        else:
            rest.append(row)
    pairs.gone = [row for row in pairs.gone if row.place not in taken]
    pairs.added = rest


def _content(row: BookRow, layout: SheetLayout) -> Hashable:
    said = tuple((header, plain(value, layout.by_header[header])) for header, value in row.cells.items())
    return tuple(sorted((pair for pair in said if pair[1] is not None), key=str)) or None


def _keys(row: BookRow, layout: SheetLayout) -> Hashable:
    headers = KEYS.get(layout.entity, ())
    values = tuple(plain(row.cells.get(header), layout.by_header[header]) for header in headers)
    return values if values and values[0] is not None and any(value is not None for value in values[-1:]) else None
