"""By what learners are put into batches: programme, start month, employer, group and campus.

Programme and start are those of a learner's main aims: the programme aims, or all aims of a learner who has none.
The start is the month in which the learner first began (OrigLearnStartDate after a break). The employer is the one of
the last employment status. Groups are the provider's own notes (ProvSpecLearnMon, ProvSpecDelMon).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ilr_core.errors import InputError
from ilr_core.model import Learner, LearningDelivery

PROGRAMME_AIM = 1
CRITERIA = ("programme", "start", "employer", "group", "campus")
_OF_AIM = ("programme", "start")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{4})")
ProgrammeWords = Callable[[LearningDelivery], Sequence[str]]
"""Everything a programme may be called, the first as it is shown."""


@dataclass(frozen=True)
class Filter:
    """Which learners are wanted: by criterion, the values of which one must fit; all criteria must.

    Programme and start must fit the same programme. Make it with ``of``.
    """

    wanted: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Filter:
        """A filter of (criterion, value) as typed. Raises InputError for what is no criterion, value or month."""
        wanted: dict[str, tuple[str, ...]] = {}
        for typed_name, typed_value in pairs:
            name, value = typed_name.strip().casefold(), typed_value.strip()
            if name not in CRITERIA:
                raise InputError(f"Learners cannot be chosen by {typed_name}. Choose by {', '.join(CRITERIA)}.")
            if not value:
                raise InputError(f"Say which {name} is wanted, as in: {name}={_EXAMPLES[name]}")
            wanted[name] = (*wanted.get(name, ()), month_of(value) if name == "start" else value)
        return cls(wanted)

    def takes(self, learner: Learner, words: ProgrammeWords) -> bool:
        """Whether a learner is wanted."""
        of_learner = (name for name in self.wanted if name not in _OF_AIM)
        if not all(self._fits(name, values_of(learner, name, words)) for name in of_learner):
            return False
        names = [name for name in _OF_AIM if name in self.wanted]
        return not names or any(
            all(self._fits(name, _of_aim(aim, name, words)) for name in names) for aim in main_aims(learner)
        )

    def without_learners(self, learners: Sequence[Learner], words: ProgrammeWords) -> Iterator[tuple[str, str]]:
        """The wanted (criterion, value) that no learner has."""
        for name, wanted in self.wanted.items():
            found = {plain(value) for learner in learners for value in values_of(learner, name, words)}
            yield from ((name, value) for value in wanted if plain(value) not in found)

    def _fits(self, name: str, values: Iterable[str]) -> bool:
        return not {plain(value) for value in self.wanted[name]}.isdisjoint(map(plain, values))


_EXAMPLES = {
    "programme": "105",
    "start": "2026-09",
    "employer": "123456789",
    "group": '"Group 7"',
    "campus": "10000001",
}


def month_of(text: str) -> str:
    """A month as it is compared. Raises InputError for a text that is none.

    >>> month_of("2026-9"), month_of("09/2026")
    ('2026-09', '2026-09')
    """
    first, last = _MONTH.fullmatch(text), _MONTH_FIRST.fullmatch(text)
    year, month = first.groups() if first else (last[2], last[1]) if last else ("0", "0")
    if not 1 <= int(month) <= 12:
        raise InputError(f"{text} is no month. Give year and month of the start, as in 2026-09.")
    return f"{year}-{int(month):02}"


def main_aims(learner: Learner) -> list[LearningDelivery]:
    """The programme aims of a learner, or all aims of one who has none."""
    return [aim for aim in learner.LearningDelivery if aim.AimType == PROGRAMME_AIM] or list(learner.LearningDelivery)


def last_main_aim(learner: Learner) -> LearningDelivery | None:
    """The main aim that started last; of several the first."""
    aims = main_aims(learner)
    return max(aims, key=lambda aim: (aim.LearnStartDate is not None, aim.LearnStartDate or 0), default=None)


def start_month(aim: LearningDelivery) -> str:
    """The month in which the learner first began this; empty if it is not known."""
    start = aim.OrigLearnStartDate or aim.LearnStartDate
    return f"{start:%Y-%m}" if start else ""


def values_of(learner: Learner, name: str, words: ProgrammeWords) -> list[str]:
    """What a learner has of a criterion: every spelling, in the order of the record."""
    if name in _OF_AIM:
        return [value for aim in main_aims(learner) for value in _of_aim(aim, name, words)]
    if name == "employer":
        dated = [one for one in learner.LearnerEmploymentStatus if one.DateEmpStatApp is not None]
        last = max(dated, key=lambda one: one.DateEmpStatApp, default=None)
        return [str(last.EmpId)] if last is not None and last.EmpId is not None else []
    if name == "campus":
        return [learner.CampId] if learner.CampId else []
    return list(_groups(learner))


def offered(learner: Learner, name: str, words: ProgrammeWords) -> set[str]:
    """What a learner has of a criterion, a programme by its first word alone."""
    if name == "programme":
        return {words(aim)[0] for aim in main_aims(learner)}
    return set(values_of(learner, name, words))


def plain(value: str) -> str:
    """A value as it is compared: capitals and spaces around do not count."""
    return value.strip().casefold()


def _of_aim(aim: LearningDelivery, name: str, words: ProgrammeWords) -> Sequence[str]:
    if name == "programme":
        return words(aim)
    return [month] if (month := start_month(aim)) else []


def _groups(learner: Learner) -> Iterator[str]:
    yield from (one.ProvSpecLearnMon for one in learner.ProviderSpecLearnerMonitoring if one.ProvSpecLearnMon)
    for aim in learner.LearningDelivery:
        yield from (one.ProvSpecDelMon for one in aim.ProviderSpecDeliveryMonitoring if one.ProvSpecDelMon)
