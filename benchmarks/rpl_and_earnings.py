"""``python -m benchmarks.rpl_and_earnings [APPRENTICES]``: prior learning, earnings and hours in memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from random import Random

from addin.demo.learners import made_learners
from addin.demo.provision import APPRENTICESHIP
from addin.off_the_job.progress import TypedHours
from addin.off_the_job.returns import hours_by
from benchmarks.steps import NOW
from ilr_core import catalogue
from ilr_core.funding import earnings_of
from ilr_core.model import Learner
from ilr_core.rpl import agreed_price_check, eligibility_after_rpl, price_reduction, suggest_duration

APPRENTICES = 10_000
LIMIT = 3.0
ROUNDS = 3


def main(count: int) -> None:
    """Prints the best time of some rounds for each, and the limit for 10,000."""
    learners = list(made_learners(catalogue.load(), count, NOW.date(), mix=((APPRENTICESHIP, 1),)))
    for name, work in (("prior learning", prior_learning), ("earnings", earnings), ("off the job", off_the_job)):
        seconds = min(_taken(work, learners) for _ in range(ROUNDS))
        print(f"{name:16}{count:>8,} apprentices {seconds:6.2f} s  (limit for {APPRENTICES:,}: {LIMIT:.1f} s)")


def prior_learning(learners: list[Learner]) -> None:
    """Price, agreed price, eligibility and a suggested duration for every apprentice, different for each."""
    random = Random(1)
    for learner in learners:
        aim = learner.LearningDelivery[0]
        hours, prior = random.randrange(300, 900), random.randrange(0, 200)
        band, given = random.randrange(3000, 27000), random.randrange(0, 4000)
        start, end = aim.LearnStartDate, aim.LearnPlanEndDate
        about = {"band_max": band, "planned_hours": hours, "prior_learning_hours": prior}
        price_reduction(start=start, price_reduction_given=given, **about)
        agreed_price_check(start=start, tnp1=band - given, tnp2=500, **about)
        eligibility_after_rpl(start=start, planned_end=end, planned_hours_full=hours, prior_learning_hours=prior)
        suggest_duration(start=start, planned_end=end, planned_hours=hours, prior_learning_hours=prior)


def earnings(learners: list[Learner]) -> None:
    """Every instalment of every apprentice; each third has completed early, by the records."""
    for number, learner in enumerate(learners):
        aim = learner.LearningDelivery[0]
        if number % 3 == 0:
            aim.CompStatus, aim.LearnActEndDate = 2, aim.LearnPlanEndDate - timedelta(days=40)
            aim.AchDate = aim.LearnPlanEndDate
        assert earnings_of(learner, band_of=lambda *_: 9000).lines


def off_the_job(learners: list[Learner]) -> None:
    """The verdict on every apprentice's hours, half of what is planned delivered."""
    day = NOW.date()
    found = hours_by(learners, day, lambda one: TypedHours(so_far=Fraction(one.hours.planned or 0, 2)))
    assert len(found) == len(learners)


def _taken(work: Callable[[list[Learner]], None], learners: list[Learner]) -> float:
    begun = time.perf_counter()
    work(learners)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else APPRENTICES)
