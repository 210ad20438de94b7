"""The whole dashboard of a return: every figure with its list, for sheet and page alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from addin.dashboard import (
    missing_aims,
    money_and_hours,
    records,
    states,
    verified,
)
from addin.dashboard.breakdowns import Group, errors_by_family, errors_by_programme, shown
from addin.dashboard.entries import Entry
from addin.dashboard.facts import Facts
from addin.dashboard.registry import FIGURES, Counted
from addin.reports.return_calendar import YearCalendar
from ilr_core.model import Learner, Spot

Address = Callable[[Spot], str]
ORDER = (
    "clean", "warnings", "errors", "money-at-risk", "planned-ends-passed", "breaks-without-return",
    "programmes-without-open-aim", "english-or-maths-missing", "employment-missing-or-late", "temporary-ulns",
    "hours-behind-plan", "not-verified",
)  # fmt: skip
"""The figures in the order in which they are shown: what costs most first."""


@dataclass(frozen=True)
class Dashboard:
    """The figures of one return. ``families`` and ``programmes`` are errors, most first, the smallest taken together.

    ``address`` says for people where a spot is: a cell, or a line of the XML; ``learners`` are for names, where those
    are asked for.
    """

    title: str
    ukprn: int | None
    calendar: YearCalendar
    states: tuple[Counted, ...]
    work: tuple[Counted, ...]
    families: tuple[Group, ...]
    programmes: tuple[Group, ...]
    not_checked: int
    learners: Sequence[Learner] = ()
    address: Address = field(default=lambda _: "")

    @property
    def now(self) -> datetime:
        """When the figures were made."""
        return self.calendar.now

    @property
    def total(self) -> int:
        """How many learners the return has."""
        return sum(state.count for state in self.states)

    def figure(self, name: str) -> Counted | None:
        """A figure by its name; None where it cannot be known."""
        return next((one for one in (*self.states, *self.work) if one.figure.name == name), None)

    def lists(self) -> list[tuple[str, tuple[Entry, ...]]]:
        """Every list under the name that leads to it."""
        figures = [(one.figure.title, one.entries) for one in (*self.work, *reversed(self.states))]
        groups = [(family_list(one), one.entries) for one in self.families]
        groups += [(programme_list(one), one.entries) for one in self.programmes]
        return figures + groups


def family_list(group: Group) -> str:
    """The name of the list behind a family of rules."""
    return f"Rules: {group.name}"


def programme_list(group: Group) -> str:
    """The name of the list behind a programme."""
    return f"Programme: {group.name}"


def dashboard_of(
    facts: Facts, *, title: str, ukprn: int | None, not_checked: int = 0, address: Address = lambda _: ""
) -> Dashboard:
    """Works every figure out once."""
    counted = [found for name in ORDER if (found := FIGURES[name].of(facts)) is not None]
    return Dashboard(
        title=title,
        ukprn=ukprn,
        calendar=YearCalendar(facts.year.year, facts.year.returns, facts.now),
        states=tuple(one for one in counted if one.figure.part == "state"),
        work=tuple(one for one in counted if one.figure.part == "work"),
        families=shown(errors_by_family(facts)),
        programmes=shown(errors_by_programme(facts)),
        not_checked=not_checked,
        learners=facts.learners,
        address=address,
    )
