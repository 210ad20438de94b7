"""A return taken apart: every learner, whole, into exactly one part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ilr_core.errors import InputError
from ilr_core.model import Learner
from ilr_core.returns.batches.criteria import ProgrammeWords, last_main_aim, plain, start_month, values_of

MOST_PARTS = 99
"""Serial numbers of a return's file name end there (rule Filename_5)."""
BY = ("programme", "start-month", "employer", "group", "campus", "N-learners")
_NUMBER = re.compile(r"([0-9]{1,6})-learners")


@dataclass(frozen=True)
class Part:
    """Some learners of a return, in its order, and what they have in common."""

    label: str
    learners: tuple[Learner, ...]


Split = Callable[[Iterable[Learner], ProgrammeWords], list[Part]]


def split_of(by: str) -> Split:
    """How a return is taken apart, as typed. Raises InputError for another way than those in ``BY``."""
    number = _NUMBER.fullmatch(by)
    if number and int(number[1]):
        return lambda learners, _: _in_numbers(list(learners), int(number[1]))
    if by not in BY[:-1]:
        raise InputError(
            f"A return cannot be split by {by}. Split by {', '.join(BY[:-1])} or a number like 500-learners."
        )
    return lambda learners, words: _by_label(learners, lambda learner: _label(learner, by, words))


def _in_numbers(learners: list[Learner], size: int) -> list[Part]:
    return [
        Part(f"learners {first + 1:,} to {min(first + size, len(learners)):,}", tuple(learners[first : first + size]))
        for first in range(0, len(learners), size)
    ]


def _by_label(learners: Iterable[Learner], label_of: Callable[[Learner], str]) -> list[Part]:
    found: dict[str, tuple[str, list[Learner]]] = {}
    for learner in learners:
        label = label_of(learner)
        found.setdefault(plain(label), (label, []))[1].append(learner)
    return [Part(label, tuple(members)) for _, (label, members) in sorted(found.items(), key=_order)]


def _label(learner: Learner, by: str, words: ProgrammeWords) -> str:
    """The one part a learner belongs to: by the main aim that started last, the first group that is noted."""
    aim = last_main_aim(learner)
    if by == "programme":
        return words(aim)[0] if aim else "no aim"
    if by == "start-month":
        return (start_month(aim) if aim else "") or "no start date"
    values = values_of(learner, by, words)
    return f"{by} {values[0].strip()}" if values else f"no {by}"


def _order(found: tuple[str, tuple[str, list[Learner]]]) -> tuple[bool, str]:
    """By label; those without one come last."""
    return found[0].startswith("no "), found[0]
