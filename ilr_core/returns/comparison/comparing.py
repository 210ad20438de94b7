"""Two returns compared: learners matched, those who came and went, and what changed in the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from ilr_core.model import Learner
from ilr_core.returns.comparison.differences import Difference, differences
from ilr_core.returns.comparison.matching import alike, content, whole

TEMPORARY_ULN = 9999999999
"""Stands for "none yet": it is the same for everybody and says nothing of who somebody is."""
MatchedBy = Literal["LearnRefNumber", "PrevLearnRefNumber", "ULN", "content"]


@dataclass(frozen=True, slots=True)
class ComparedLearner:
    """A learner of both returns in whom something is different, and by what the learner was found again."""

    old: Learner
    new: Learner
    matched_by: MatchedBy
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class Comparison:
    """What is different between two returns; ``same`` counts learners in whom nothing is.

    Starters are only in the new return, leavers only in the old one; everything is in the order of its return.
    """

    same: int = 0
    changed: list[ComparedLearner] = field(default_factory=list)
    starters: list[Learner] = field(default_factory=list)
    leavers: list[Learner] = field(default_factory=list)


def compare(old: Iterable[Learner], new: Iterable[Learner]) -> Comparison:
    """Compares the learners of two returns. Learners in whom nothing is different are let go, so ``new`` may stream.

    A learner is found again by LearnRefNumber, else PrevLearnRefNumber (on either side), else ULN, but never by the
    temporary one; without any of these, only if all is the same.
    """
    comparison = Comparison()
    waiting: dict[Hashable, deque[Learner]] = {}
    nameless: list[Learner] = []
    for learner in old:
        reference = content(learner, "LearnRefNumber")
        if reference is None:
            nameless.append(learner)
        else:
            waiting.setdefault(reference, deque()).append(learner)
    rest: list[Learner] = []
    for learner in new:
        queue = waiting.get(content(learner, "LearnRefNumber"))
        if queue:
            _add(comparison, queue.popleft(), learner, "LearnRefNumber")
        else:
            rest.append(learner)
    left = [*nameless, *(learner for queue in waiting.values() for learner in queue)]
    left.sort(key=_position)
    for matched_by, of_old, of_new in _LATER_STEPS:
        left, rest = _matched(comparison, left, rest, matched_by, of_old, of_new)
    comparison.leavers, comparison.starters = left, rest
    comparison.changed.sort(key=lambda one: one.new.position)
    return comparison


def has_open_aims(learner: Learner) -> bool:
    """Whether an aim of the learner goes on: it has no LearnActEndDate."""
    return any(aim.LearnActEndDate is None for aim in learner.LearningDelivery)


def _position(learner: Learner) -> int:
    return learner.position


def _reference(learner: Learner) -> Hashable:
    return content(learner, "LearnRefNumber")


def _previous(learner: Learner) -> Hashable:
    return content(learner, "PrevLearnRefNumber")


def _uln(learner: Learner) -> Hashable:
    uln = content(learner, "ULN")
    return None if uln == TEMPORARY_ULN else uln


def _if_nameless(learner: Learner) -> Hashable:
    return whole(learner) if _reference(learner) is None else None


OfLearner = Callable[[Learner], Hashable]
_LATER_STEPS: tuple[tuple[MatchedBy, OfLearner, OfLearner], ...] = (
    ("PrevLearnRefNumber", _reference, _previous),
    ("PrevLearnRefNumber", _previous, _reference),
    ("ULN", _uln, _uln),
    ("content", _if_nameless, _if_nameless),
)


def _matched(
    comparison: Comparison,
    old: list[Learner],
    new: list[Learner],
    matched_by: MatchedBy,
    of_old: OfLearner,
    of_new: OfLearner,
) -> tuple[list[Learner], list[Learner]]:
    """Matches by one key; gives the old and new learners that are left."""
    waiting: dict[Hashable, deque[Learner]] = {}
    for learner in old:
        if (key := of_old(learner)) is not None:
            waiting.setdefault(key, deque()).append(learner)
    taken: set[int] = set()
    rest = []
    for learner in new:
        queue = waiting.get(of_new(learner))
        if queue:
            before = queue.popleft()
            taken.add(id(before))
            _add(comparison, before, learner, matched_by)
        else:
            rest.append(learner)
    return [learner for learner in old if id(learner) not in taken], rest


def _add(comparison: Comparison, old: Learner, new: Learner, matched_by: MatchedBy) -> None:
    found = () if alike(old, new) else tuple(differences(old, new))
    if found:
        comparison.changed.append(ComparedLearner(old, new, matched_by, found))
    else:
        comparison.same += 1
