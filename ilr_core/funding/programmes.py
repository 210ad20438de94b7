"""From the aims of a return to what the calculations ask: programmes with their periods, prices and how they ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ilr_core.funding.price_episodes import PeriodInLearning, Price
from ilr_core.model import AppFinRecord, Learner, LearningDelivery

FUND_MODEL = 36
PROGRAMME, COMPONENT = 1, 3
CONTINUING, COMPLETED, WITHDRAWN, ON_BREAK = 1, 2, 3, 6
TRAINING, ASSESSMENT, RESIDUAL_TRAINING, RESIDUAL_ASSESSMENT = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class PriceStage:
    """Prices under one employer; after a change of employer they are residual, and band and spreading begin anew."""

    start: date
    prices: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """One programme, English or maths course with its returns from breaks: aims of the same thing, in order."""

    aims: tuple[LearningDelivery, ...]

    @property
    def first(self) -> LearningDelivery:
        """The aim with which it began, as far as the return has it."""
        return self.aims[0]

    @property
    def last(self) -> LearningDelivery:
        """The aim that says how it goes on or ended."""
        return self.aims[-1]

    @property
    def begun_before(self) -> bool:
        """Whether it began with an aim that is not in the return."""
        original: date | None = self.first.OrigLearnStartDate
        return original is not None and original < self.first.LearnStartDate

    @property
    def periods(self) -> tuple[PeriodInLearning, ...]:
        """The periods of learning; the last one ends by what ``ends`` says."""
        closed = [(aim.LearnStartDate, aim.LearnActEndDate, aim.LearnPlanEndDate) for aim in self.aims[:-1]]
        return (*closed, (self.last.LearnStartDate, None, self.last.LearnPlanEndDate))

    @property
    def ends(self) -> dict[str, date | None]:
        """Completion, achievement, withdrawal and pause, as the calculations call them.

        Training that is over while the result is awaited (CompStatus 1 with an actual end) counts as completed. The
        achievement date counts whatever the result, for it is recorded for a pass and for a fail.
        """
        aim = self.last
        ended = {status: aim.LearnActEndDate if aim.CompStatus == status else None for status in (1, 2, 3, 6)}
        return {
            "completion": ended[COMPLETED] or ended[CONTINUING],
            "achievement": aim.AchDate if aim.CompStatus == COMPLETED else None,
            "withdrawal": ended[WITHDRAWN],
            "pause": ended[ON_BREAK],
        }

    def last_day(self) -> date:
        """The last day of learning, or the planned end."""
        ends = self.ends
        left = ends["completion"] or ends["withdrawal"] or ends["pause"]
        return left or self.last.LearnPlanEndDate

    def fams(self, kind: str) -> list[tuple[str, date | None, date | None]]:
        """Code, first and last day of the funding and monitoring entries of a kind on any of its aims."""
        return [
            (fam.LearnDelFAMCode, fam.LearnDelFAMDateFrom, fam.LearnDelFAMDateTo)
            for aim in self.aims
            for fam in aim.LearningDeliveryFAM
            if fam.LearnDelFAMType == kind
        ]

    def price_stages(self) -> tuple[PriceStage, ...]:
        """The agreed prices (TNP) in stages; a new residual price (TNP 3 or 4) begins a stage."""
        records = sorted(
            (fin for aim in self.aims for fin in aim.AppFinRecord if _is_price(fin)), key=lambda fin: fin.AFinDate
        )
        stages: list[tuple[date, list[Price]]] = []
        amounts: dict[int, int] = {}
        for day in dict.fromkeys(fin.AFinDate for fin in records):
            new = {fin.AFinCode: fin.AFinAmount for fin in records if fin.AFinDate == day}
            is_residual = RESIDUAL_TRAINING in new or RESIDUAL_ASSESSMENT in new
            amounts |= new
            start = max(day, self.first.LearnStartDate)
            if is_residual or not stages:
                stages.append((start, []))
            codes = (RESIDUAL_TRAINING, RESIDUAL_ASSESSMENT) if _has_residual(amounts) else (TRAINING, ASSESSMENT)
            total = sum(amounts.get(code, 0) for code in codes)
            stages[-1][1].append((start, self.last.LearnPlanEndDate, total))
        return tuple(PriceStage(start, tuple(prices)) for start, prices in stages)


def programmes_of(learner: Learner) -> list[Spell]:
    """The funded apprenticeships of a learner, each with its returns from breaks."""
    aims = [aim for aim in learner.LearningDelivery if aim.AimType == PROGRAMME and _is_readable(aim)]
    return _spells(aims)


def unreadable_programmes(learner: Learner) -> list[LearningDelivery]:
    """The funded programme aims whose start, planned end or completion status is missing or cannot be read."""
    aims = [aim for aim in learner.LearningDelivery if aim.AimType == PROGRAMME and aim.FundModel == FUND_MODEL]
    return [aim for aim in aims if not _is_readable(aim)]


def english_and_maths_of(learner: Learner) -> list[Spell]:
    """The English and maths courses of an apprentice: component aims with a contract of their own (ACT)."""
    aims = [aim for aim in learner.LearningDelivery if aim.AimType == COMPONENT and _is_readable(aim)]
    return _spells(aim for aim in aims if any(fam.LearnDelFAMType == "ACT" for fam in aim.LearningDeliveryFAM))


def _is_readable(aim: LearningDelivery) -> bool:
    needed: Sequence[object] = (aim.LearnStartDate, aim.LearnPlanEndDate, aim.CompStatus)
    return aim.FundModel == FUND_MODEL and all(value is not None for value in needed)


def _spells(aims: Iterable[LearningDelivery]) -> list[Spell]:
    spells: list[list[LearningDelivery]] = []
    for aim in sorted(aims, key=lambda one: one.LearnStartDate):
        earlier = next((spell for spell in reversed(spells) if _is_return(aim, spell[-1])), None)
        if earlier is None:
            spells.append([aim])
        else:
            earlier.append(aim)
    return [Spell(tuple(spell)) for spell in spells]


def _is_return(aim: LearningDelivery, earlier: LearningDelivery) -> bool:
    """Whether an aim is the return from the break in which an earlier aim ended."""
    same = all(getattr(aim, name) == getattr(earlier, name) for name in ("LearnAimRef", "ProgType", "StdCode"))
    ended = earlier.LearnActEndDate is not None and earlier.LearnActEndDate < aim.LearnStartDate
    restarted = any(fam.LearnDelFAMType == "RES" for fam in aim.LearningDeliveryFAM)
    return same and ended and restarted and earlier.CompStatus == ON_BREAK and aim.OrigLearnStartDate is not None


def _is_price(fin: AppFinRecord) -> bool:
    needed: Sequence[object] = (fin.AFinDate, fin.AFinAmount)
    return (
        fin.AFinType == "TNP"
        and TRAINING <= (fin.AFinCode or 0) <= RESIDUAL_ASSESSMENT
        and all(value is not None for value in needed)
    )


def _has_residual(amounts: dict[int, int]) -> bool:
    return RESIDUAL_TRAINING in amounts or RESIDUAL_ASSESSMENT in amounts
