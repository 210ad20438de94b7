"""A return as the reports see it: its learners, and what earnings, hours and prior learning say of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from addin.earnings.returns import Rates, earned_by
from addin.off_the_job.progress import HoursLine
from addin.off_the_job.returns import TypedOf, hours_by
from addin.prior_learning.chosen import Row
from ilr_core.catalogue import Catalogue
from ilr_core.funding import LearnerEarnings
from ilr_core.funding.programmes import PROGRAMME
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, LearningDelivery
from ilr_core.programme_names import programme_names

ALONE, CORE = 4, 5
MAIN = (PROGRAMME, ALONE, CORE)
"""AimType of a programme, of an aim outside a programme, of the core aim of 16 to 19 funding."""
HoursBeside = tuple[TypedOf | None, date]
"""What somebody typed beside the return for an apprentice (None: nothing), counted up to a day."""


@dataclass(frozen=True)
class ReturnFacts:
    """A return that has been read. ``notes`` say what a reader of any report must know of it.

    ``hours_beside`` reads what is typed on the sheet Off-the-job, ``rpl_rows`` the rows of the sheet RPL.
    """

    title: str
    year: Catalogue
    ukprn: int | None
    learners: Sequence[Learner]
    now: datetime
    knowledge: Knowledge = field(default_factory=Knowledge)
    rates: Rates | None = None
    hours_beside: Callable[[], HoursBeside] | None = None
    rpl_rows: Callable[[], Sequence[Row]] = tuple
    notes: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        """The day on which the reports are made."""
        return self.now.date()

    @property
    def about(self) -> str:
        """Of which return a report is, and when it was made."""
        provider = f"provider {self.ukprn}" if self.ukprn else "no provider number"
        return f"{self.title} · {self.year.title} · {provider} · made {self.now:%d/%m/%Y %H:%M}"

    @cached_property
    def programme_of(self) -> Callable[[LearningDelivery], str]:
        """What an aim's programme is called."""
        return programme_names(self.year, self.knowledge)

    @cached_property
    def earned(self) -> tuple[LearnerEarnings, ...]:
        """The earnings of learners that have some."""
        return earned_by(self.learners, self.knowledge, self.rates)

    @cached_property
    def hours(self) -> tuple[HoursLine, ...]:
        """The off-the-job hours of each apprenticeship. Raises InputError for a sheet Off-the-job that is damaged."""
        typed, day = self.hours_beside() if self.hours_beside else (None, self.today)
        return hours_by(self.learners, day, typed)

    @cached_property
    def rpl(self) -> Sequence[Row]:
        """The rows of the sheet RPL with something entered. Raises InputError for a sheet that is damaged."""
        return [row for row in self.rpl_rows() if row.judgement.kind != "none"]


def main_aims(learner: Learner) -> list[LearningDelivery]:
    """The programmes and single aims of a learner; all aims where none is of these types.

    The core aim of a programme, such as a T Level, is part of it and not counted beside it.
    """
    aims = list(learner.LearningDelivery)
    programmes = {aim.ProgType for aim in aims if aim.AimType == PROGRAMME}
    main = [aim for aim in aims if aim.AimType in MAIN and not (aim.AimType == CORE and aim.ProgType in programmes)]
    return main or aims


def identity(learner: Learner) -> str | int:
    """What tells one person from another: the LearnRefNumber, so that one with two records counts once."""
    reference: str = (learner.text("LearnRefNumber") or "").strip().casefold()
    return reference or learner.position


def name_of(learner: Learner) -> str:
    """Given and family names as typed."""
    return " ".join(text for field in ("GivenNames", "FamilyName") if (text := learner.text(field)))
