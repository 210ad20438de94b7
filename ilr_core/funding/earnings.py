"""The earnings of a return: every apprentice's instalments, from the records and from what the caller can look up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ilr_core.exact import exact
from ilr_core.funding.english_maths import english_maths
from ilr_core.funding.incentives import care_leavers_bursary, incentives
from ilr_core.funding.learning_support import learning_support
from ilr_core.funding.on_programme import on_programme
from ilr_core.funding.payments import REGULAR, Instalment, Payments
from ilr_core.funding.periods import academic_year_of, period_of
from ilr_core.funding.programmes import (
    PriceStage,
    Spell,
    english_and_maths_of,
    programmes_of,
    unreadable_programmes,
)
from ilr_core.model import Learner, LearningDelivery

RULE_SET = "DfE earnings service for apprenticeships, as its public code stood in summer 2026"
ON_PROGRAMME, ENGLISH_MATHS, LEARNING_SUPPORT = "on-programme", "english-maths", "learning-support"
INCENTIVES, BURSARY = "incentives", "care-leavers-bursary"
NOT_CAPPED = "is not known: the price is not capped."
"""How the note of a learner ends whose standard has no band; where no bands are loaded it is everybody's."""
PERIODS = 12
EXTENDED, CARE_LEAVER = "2", "4"

BandOf = Callable[[int, date], object]
"""The funding band maximum of a standard (StdCode) for a start, pounds; None if it is not known."""

RateOf = Callable[[LearningDelivery], object]
"""What an English or maths aim is worth, pounds; None if it is not known."""


@dataclass(frozen=True, slots=True)
class EarningsLine:
    """One kind of earnings of one programme or course, by the AimSeqNumber of its latest aim."""

    kind: str
    aim: int | None
    payments: Payments


@dataclass(frozen=True, slots=True)
class LearnerEarnings:
    """An estimate of what one learner earns; ``notes`` say in sentences what could not be counted, and why.

    ``position`` counts learners from 0 in the order of the return.
    """

    reference: str
    position: int
    lines: tuple[EarningsLine, ...]
    notes: tuple[str, ...] = ()

    def by_period(self, year: str) -> tuple[Decimal, ...]:
        """What is earned in each of the twelve periods of an academic year (``2627``)."""
        sums = [Decimal(0)] * PERIODS
        for one in self.instalments():
            if one.academic_year == year:
                sums[one.period - 1] += one.amount
        return tuple(sums)

    def instalments(self) -> tuple[Instalment, ...]:
        """All instalments of all lines."""
        return tuple(one for line in self.lines for one in line.payments)


@dataclass(frozen=True, slots=True)
class EarningsSoFar:
    """Sums around a day: of earlier academic years, of this one up to the day, the rest of it, and what comes after.

    A month counts as earned once its period has come to an end; what is due on a day of its own, from that day.
    """

    earlier_years: Decimal
    to_date: Decimal
    rest_of_year: Decimal
    later_years: Decimal


def earnings_of(learner: Learner, *, band_of: BandOf | None = None, rate_of: RateOf | None = None) -> LearnerEarnings:
    """The earnings of one learner's funded apprenticeships (funding model 36); none for others.

    Without ``band_of``, or where it knows no band, prices are not capped; without ``rate_of``, or where it knows no
    rate, English and maths courses are left out; both is said in the notes. Never raises for what a return can hold.
    Prices are the TNP records; an apprentice's returns from breaks belong together if the return has both aims.
    """
    lines: list[EarningsLine] = []
    notes: list[str] = []
    programmes = programmes_of(learner)
    for spell in programmes:
        lines += _programme_lines(spell, learner, band_of, notes)
    notes += [
        f"Aim {aim.AimSeqNumber} has no start, planned end or CompStatus that can be read: nothing counted."
        for aim in unreadable_programmes(learner)
    ]
    courses = english_and_maths_of(learner) if programmes else []
    lines += [line for spell in courses for line in _course_lines(spell, rate_of, notes)]
    ranges = _support([aim for spell in (*programmes, *courses) for aim in spell.aims], notes)
    if ranges:
        lines.append(EarningsLine(LEARNING_SUPPORT, programmes[0].last.AimSeqNumber, learning_support(ranges)))
    earned = tuple(line for line in lines if len(line.payments))
    return LearnerEarnings(learner.LearnRefNumber or "", learner.position, earned, tuple(dict.fromkeys(notes)))


def _support(aims: Sequence[LearningDelivery], notes: list[str]) -> list[tuple[date, date]]:
    """First and last days of learning support, which ends with its aim at the latest."""
    entries = [fam for aim in aims for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == "LSF"]
    ranges = []
    for fam in entries:
        first, last, ended = fam.LearnDelFAMDateFrom, fam.LearnDelFAMDateTo, fam.aim.LearnActEndDate
        if first is not None and last is not None:
            ranges.append((first, min(last, ended or last)))
    if len(ranges) < len(entries):
        notes.append("Learning support without both of its dates is not counted.")
    return [(first, last) for first, last in ranges if first <= last]


def so_far(earned: LearnerEarnings, year: str, day: date) -> EarningsSoFar:
    """The sums of a learner's earnings around a day of an academic year (``2627``)."""
    now = (academic_year_of(day), period_of(day))
    sums = {"earlier": Decimal(0), "to_date": Decimal(0), "rest": Decimal(0), "later": Decimal(0)}
    for one in earned.instalments():
        own = (one.academic_year, one.period)
        if one.academic_year != year:
            sums["earlier" if _before(one.academic_year, year) else "later"] += one.amount
        elif own == now and one.due is not None:
            sums["to_date" if one.due <= day else "rest"] += one.amount
        else:
            sums["to_date" if _is_over(own, now, day) else "rest"] += one.amount
    return EarningsSoFar(sums["earlier"], sums["to_date"], sums["rest"], sums["later"])


def _before(one: str, other: str) -> bool:
    """Whether an academic year comes before another; years from 1950 on."""
    return (one < "50", one) < (other < "50", other)


def _is_over(own: tuple[str, int], now: tuple[str, int], day: date) -> bool:
    if own[0] != now[0]:
        return _before(own[0], now[0])
    month_ends = date.fromordinal(min(day.toordinal() + 1, date.max.toordinal())).month != day.month
    return own[1] < now[1] or (own == now and month_ends)


def _programme_lines(spell: Spell, learner: Learner, band_of: BandOf | None, notes: list[str]) -> list[EarningsLine]:
    stages = spell.price_stages()
    seq = spell.last.AimSeqNumber
    if not stages:
        notes.append(f"Aim {seq} has no price (TNP): nothing on programme.")
        return []
    if spell.begun_before:
        notes.append(
            f"Aim {seq} goes on after a break, and the aim before it is not in the return: what was earned then is not "
            "taken off, and payments for days of learning are left out."
        )
    standard: int | None = spell.first.StdCode
    band = band_of(standard, spell.first.LearnStartDate) if band_of and standard is not None else None
    if band is None:
        notes.append(f"The funding band of standard {standard or 'unknown'} {NOT_CAPPED}")
    lines = [EarningsLine(ON_PROGRAMME, seq, _on_programme(spell, stages, band))]
    if not spell.begun_before:
        lines += _payments_for_days(spell, learner, notes)
    return lines


def _on_programme(spell: Spell, stages: Sequence[PriceStage], band: object) -> Payments:
    """The instalments of all stages: each earns until the next employer's first month, and the band is shared."""
    ends = spell.ends
    instalments: list[Instalment] = []
    steps: list[str] = []
    total, room = Fraction(0), exact(band)
    for stage, following in zip(stages, (*stages[1:], None), strict=True):
        earned = on_programme(prices=stage.prices, band_max=room, periods_in_learning=spell.periods, **ends)
        kept = earned.instalments
        if following is not None:
            change = (academic_year_of(following.start), period_of(following.start))
            kept = tuple(one for one in kept if one.kind == REGULAR and _is_earlier(one, change))
        instalments += kept
        steps += earned.steps
        if following is None:
            total += earned.total
            break
        paid = sum((Fraction(one.amount) for one in kept), Fraction(0))
        total += paid
        room = None if room is None else max(room - paid, Fraction(0))
    return Payments(instalments=tuple(instalments), total=total, steps=tuple(steps))


def earned_before(spell: Spell, day: date, band: object = None) -> Fraction:
    """What was earned in instalments from the price in force (pounds), in the months before the month of a day.

    After a change of employer only what the price agreed with that employer has earned counts. ``band`` is the funding
    band maximum, None if it is not known.
    """
    month = (academic_year_of(day), period_of(day))
    earned, room = Fraction(0), exact(band)
    for stage in (one for one in spell.price_stages() if one.start <= day):
        first = (academic_year_of(stage.start), period_of(stage.start))
        if room is not None:
            room = max(room - earned, Fraction(0))
        found = on_programme(prices=stage.prices, band_max=room, periods_in_learning=spell.periods, **spell.ends)
        following = min(
            ((academic_year_of(other.start), period_of(other.start)) for other in spell.price_stages()
             if stage.start < other.start <= day),
            default=month,
        )  # fmt: skip
        regular = [one for one in found.instalments if one.kind == REGULAR and _is_earlier(one, following)]
        earned = sum((Fraction(one.amount) for one in regular if not _is_earlier(one, first)), Fraction(0))
    return earned


def _is_earlier(one: Instalment, change: tuple[str, int]) -> bool:
    if one.academic_year != change[0]:
        return _before(one.academic_year, change[0])
    return one.period < change[1]


def _payments_for_days(spell: Spell, learner: Learner, notes: list[str]) -> list[EarningsLine]:
    seq = spell.last.AimSeqNumber
    if learner.DateOfBirth is None:
        notes.append("Without a date of birth no incentives are counted.")
        return []
    start = spell.first.LearnStartDate
    codes = {code for code, _, _ in spell.fams("EEF")}
    age = full_years(learner.DateOfBirth, start)
    paid = incentives(
        start=start,
        end=spell.last_day(),
        age_at_start=age,
        ehcp=EXTENDED in codes,
        care_leaver=CARE_LEAVER in codes,
        consent=EXTENDED in codes,
        periods_in_learning=spell.periods,
    )
    lines = [EarningsLine(INCENTIVES, seq, paid)]
    if CARE_LEAVER in codes:
        bursary = care_leavers_bursary(
            start=start, end=spell.last_day(), age_at_start=age, periods_in_learning=spell.periods
        )
        lines.append(EarningsLine(BURSARY, seq, bursary))
        if EXTENDED not in codes:
            notes.append("A care leaver (EEF 4 without EEF 2) is taken not to let the employer know; unconfirmed.")
    return lines


def _course_lines(spell: Spell, rate_of: RateOf | None, notes: list[str]) -> list[EarningsLine]:
    aim = spell.last
    rate = rate_of(spell.first) if rate_of else None
    if rate is None:
        notes.append(f"The rate of the English or maths aim {aim.LearnAimRef} is not known: it is left out.")
        return []
    ends = spell.ends
    periods = [*spell.periods[:-1], (aim.LearnStartDate, ends["pause"], aim.LearnPlanEndDate)]
    paid = english_maths(
        start=spell.first.LearnStartDate,
        planned_end=aim.LearnPlanEndDate,
        rate=rate,
        prior_learn_fund_adj=spell.first.PriorLearnFundAdj,
        other_fund_adj=spell.first.OtherFundAdj,
        completion=ends["completion"],
        withdrawal=ends["withdrawal"],
        periods_in_learning=periods,
    )
    return [EarningsLine(ENGLISH_MATHS, aim.AimSeqNumber, paid)]


def full_years(born: date, day: date) -> int:
    """Age in full years on a day; somebody born on 29 February has the birthday on 28 February of other years."""
    birthday_passed = (day.month, day.day) >= (born.month, born.day)
    if (born.month, born.day) == (2, 29) and (day.month, day.day) == (2, 28):
        birthday_passed = date.fromordinal(day.toordinal() + 1).month == 3
    return day.year - born.year - (not birthday_passed)
