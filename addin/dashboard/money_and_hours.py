"""Figures that the estimates make: money at risk, hours behind the plan."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from addin.dashboard.entries import Entry, of_aim, of_learner
from addin.dashboard.facts import Facts
from addin.dashboard.registry import figure
from addin.earnings.returns import earned_by
from addin.off_the_job.apprentices import Apprentice
from addin.off_the_job.progress import HoursLine
from addin.off_the_job.returns import hours_by
from ilr_core.model import LearningDelivery
from workbook_templates.off_the_job_sheet import BEHIND, FALLS_SHORT

PENNY = Decimal("0.01")


@figure(
    "Money at risk",
    counts="Apprentices with errors, and what they would earn this year if the return had them: an estimate.",
    matters="A learner with an error is refused, and nothing is paid for them until it is mended.",
    next_step="Mend the dearest first: the list begins with them.",
    in_pounds=True,
)
def money_at_risk(facts: Facts) -> Iterable[Entry]:
    """Learners with errors who earn something this year, dearest first."""
    faulty = [facts.learners[position] for position in facts.errors]
    year = facts.year.year
    lines = []
    for earned in earned_by(faulty, facts.knowledge):
        amount = sum(earned.by_period(year), Decimal(0)).quantize(PENNY)
        if amount:
            found = facts.errors[earned.position]
            spot = next((one.spots[0] for one in found if one.spots), None)
            words = f"{len(found)} error{'' if len(found) == 1 else 's'}" if found else "cannot be read"
            lines.append(of_learner(facts.learners[earned.position], words, number=amount, spot=spot))
    return sorted(lines, key=lambda line: (-line.number, line.learner))


@figure(
    "Hours behind plan",
    counts="Apprentices whose off-the-job hours so far will not reach the plan or the minimum by the planned end.",
    matters="Fewer hours than planned must be explained; fewer than the minimum make the apprenticeship ineligible.",
    next_step="Look at Off-the-job: it says how many hours a week are needed from now on.",
    unit="apprentice",
)
def hours_behind_plan(facts: Facts) -> Iterable[Entry]:
    """Apprentices who fall short, judged by the hours of the return and those typed on Off-the-job."""
    lines = hours_by(facts.learners, facts.hours_day or facts.today, facts.hours_typed)
    for line in lines:
        if line.on_track in (FALLS_SHORT, BEHIND):
            yield _behind(line)


def _behind(line: HoursLine) -> Entry:
    apprentice = line.apprentice
    words = line.words[-1] if line.words else line.on_track
    aim = _aim_of(apprentice)
    return of_aim(aim, words, "LearnPlanEndDate") if aim else of_learner(apprentice.learner, words)


def _aim_of(apprentice: Apprentice) -> LearningDelivery | None:
    aims = apprentice.learner.LearningDelivery
    return next((aim for aim in aims if aim.AimSeqNumber == apprentice.aim), None)
