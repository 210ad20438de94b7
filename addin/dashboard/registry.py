"""What makes a function a figure of the dashboard: its words, said once for sheet, page and guide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from addin.dashboard.entries import Entry
from addin.dashboard.facts import Facts

State = Literal["state", "work"]
Listed = Callable[[Facts], Iterable[Entry] | None]


@dataclass(frozen=True)
class Figure:
    """A figure: how it is called, what it counts, why it matters, what to do next.

    ``part``: ``state`` for those that every learner is in exactly one of, ``work`` for what somebody should look at.
    ``unit`` is what one line of its list is. ``in_pounds``: the lines carry money, and the sum is shown as well.
    """

    name: str
    title: str
    counts: str
    matters: str
    next_step: str
    unit: str
    part: State
    in_pounds: bool
    function: Listed

    def of(self, facts: Facts) -> Counted | None:
        """The figure of a return; None where it cannot be known."""
        entries = self.function(facts)
        return None if entries is None else Counted(self, tuple(entries))


@dataclass(frozen=True)
class Counted:
    """A figure with the list behind it."""

    figure: Figure
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many lines the list has."""
        return len(self.entries)

    @property
    def total(self) -> Decimal:
        """What the lines add up to."""
        return sum((entry.number for entry in self.entries), Decimal(0))


FIGURES: dict[str, Figure] = {}
"""By name; ``ORDER`` says in which order they are shown."""


def figure(
    title: str,
    *,
    counts: str,
    matters: str,
    next_step: str,
    unit: str = "learner",
    part: State = "work",
    in_pounds: bool = False,
) -> Callable[[Listed], Listed]:
    """Makes a function of the facts a figure of its own name; it gives the lines, or None where they cannot be known.

    Raises ValueError if the name is taken.
    """

    def register(function: Listed) -> Listed:
        name = function.__name__.replace("_", "-")
        if name in FIGURES:
            raise ValueError(f"There are two figures {name}.")
        FIGURES[name] = Figure(name, title, counts, matters, next_step, unit, part, in_pounds, function)
        return function

    return register
