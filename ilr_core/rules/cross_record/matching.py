"""Which records of a learner belong together: repeats, programmes with their components, contracts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from ilr_core.model import Learner, LearningDelivery, Record
from ilr_core.rules.registry import Verdict

PROGRAMME, COMPONENT, CORE = 1, 3, 5

R = TypeVar("R", bound=Record)


def repeated(records: Sequence[R], key: Callable[[R], Hashable | None]) -> Verdict:
    """The records whose key comes more than once (None: no key), of each group the last one first; False for none."""
    if len(records) < 2:
        return False
    groups: dict[Hashable, list[R]] = {}
    for record in records:
        found = key(record)
        if found is not None:
            groups.setdefault(found, []).append(record)
    if len(groups) == len(records):
        return False
    return [record for group in groups.values() if len(group) > 1 for record in reversed(group)] or False


def programmes_of(learner: Learner) -> list[LearningDelivery]:
    """The learner's programme aims."""
    return [aim for aim in learner.LearningDelivery if aim.AimType == PROGRAMME]


def same_programme(aim: LearningDelivery, other: LearningDelivery) -> bool:
    """Whether two aims say the same programme type and standard."""
    return aim.ProgType == other.ProgType and aim.StdCode == other.StdCode


def same_contract(aim: LearningDelivery, other: LearningDelivery) -> bool:
    """Whether two aims say the same funding model, programme type and contract."""
    return (
        aim.FundModel == other.FundModel and aim.ProgType == other.ProgType and aim.ConRefNumber == other.ConRefNumber
    )


def latest_started(aims: Iterable[LearningDelivery]) -> LearningDelivery | None:
    """The aim that started last, of several the one furthest down in the file; None if there is none."""
    latest: LearningDelivery | None = None
    for aim in aims:
        if aim.LearnStartDate is not None and (latest is None or aim.LearnStartDate >= latest.LearnStartDate):
            latest = aim
    return latest


def earliest_start(aims: Iterable[LearningDelivery]) -> date | None:
    """The first day any of the aims started; None if there is none."""
    return min((aim.LearnStartDate for aim in aims if aim.LearnStartDate is not None), default=None)
