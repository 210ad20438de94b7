"""The five questions that the rules ask of an aim's validity dates in LARS.

An aim may have several rows of one category. The rules speak of one; a day is taken as right if any row allows it. The
service's public code of 2020 is not of one mind: OrigLearnStartDate_07 is content with any row, LearnAimRef_88 wants
every row to allow the day, which no day does if the newer row begins after the older one's last new start. An aim that
LARS does not know, or that has no row of the category, is the business of other rules, except for ``never_valid``,
which asks just that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.registers import Validity
from ilr_core.rules.context import Context
from ilr_core.rules.lars import lars_aim

FIRST_END, FIRST_NEW_START, FIRST_NEEDED = date(2020, 8, 1), date(2021, 8, 1), date(2023, 8, 1)
"""Days from which the rules about older funding ask ends, last new starts, and whether there is a validity at all."""


def ended_from(aim: LearningDelivery, first: date, last: date = date.max) -> bool:
    """Whether the aim has ended, on a day from the first to the last."""
    return aim.LearnActEndDate is not None and first <= aim.LearnActEndDate <= last


def validities(aim: LearningDelivery, ctx: Context, *categories: str) -> Sequence[Validity]:
    """The validity rows of an aim in some categories, newest start last."""
    entry = lars_aim(aim, ctx)
    return entry.validities_of(*categories) if entry else ()


def starts_outside(aim: LearningDelivery, ctx: Context, *categories: str) -> bool:
    """Whether the aim's start lies between no row's StartDate and EndDate."""
    rows = validities(aim, ctx, *categories)
    return bool(rows) and not any(row.holds(aim.LearnStartDate) for row in rows)


def ends_after(aim: LearningDelivery, ctx: Context, *categories: str) -> bool:
    """Whether the aim ended after the EndDate of every row."""
    rows, ended = validities(aim, ctx, *categories), aim.LearnActEndDate
    return bool(rows) and ended is not None and all(row.EndDate is not None and ended > row.EndDate for row in rows)


def starts_too_late(aim: LearningDelivery, ctx: Context, *categories: str, restart: bool = False) -> bool:
    """Whether no row takes the start: before StartDate or, unless it is a restart, after LastNewStartDate."""
    rows, start = validities(aim, ctx, *categories), aim.LearnStartDate
    if restart:
        return bool(rows) and all(row.StartDate is not None and start < row.StartDate for row in rows)
    return bool(rows) and not any(row.takes_start(start) for row in rows)


def ended_before_this_year(aim: LearningDelivery, ctx: Context, *categories: str) -> bool:
    """Whether the row that began last ended before the collection year."""
    rows = validities(aim, ctx, *categories)
    return bool(rows) and rows[-1].EndDate is not None and rows[-1].EndDate < ctx.catalogue.start


def never_valid(aim: LearningDelivery, ctx: Context, *categories: str) -> bool:
    """Whether LARS knows the aim but has no row of the categories for it."""
    return lars_aim(aim, ctx) is not None and not validities(aim, ctx, *categories)
