"""Required, planned and delivered hours of an apprentice against each other, with a verdict in a word and in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from addin.off_the_job.apprentices import Apprentice
from ilr_core.catalogue import number
from ilr_core.exact import exact, plain
from ilr_core.rpl import HoursProgress, RequiredHours, off_the_job_progress, required_hours
from ilr_core.rpl.hours_rule import hours_rule_in_words
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL
from workbook_templates.off_the_job_sheet import BEHIND, FALLS_SHORT, KEEPS_PACE

DAYS_IN_WEEK = 7
NOT_KNOWN, NOT_BEGUN, LEFT, ON_BREAK = "? Not known", "– Not begun", "– Left", "– On a break"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedHours:
    """What the return does not say and somebody typed; ``unread`` are sentences on what cannot be read."""

    weekly: Fraction | None = None
    published: Fraction | None = None
    removed: Fraction | None = None
    so_far: Fraction | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLine:
    """The outcome for one apprentice, hours exact. ``short`` is what the present pace leaves undone by the planned end.

    It is measured against the plan, or against the required hours if those are more.
    """

    apprentice: Apprentice
    typed: TypedHours
    rule: str
    required: Fraction | None
    removed: Fraction | None
    actual: Fraction | None
    plan_enough: str
    on_track: str
    expected: Fraction | None = None
    short: Fraction | None = None
    words: tuple[str, ...] = field(default=())


def hours_of(apprentice: Apprentice, typed: TypedHours, day: date) -> HoursLine:
    """Judges an apprentice by the hours counted up to a day."""
    removed = exact(apprentice.hours.removed) if apprentice.hours.removed is not None else typed.removed
    actual = typed.so_far if typed.so_far is not None else exact(apprentice.hours.actual)
    required = _required(apprentice, typed, removed)
    planned = exact(apprentice.hours.planned)
    words = [*typed.unread, *_missing(apprentice, typed, required)]
    if typed.so_far is not None and apprentice.hours.actual is not None and typed.so_far != apprentice.hours.actual:
        words.append(f"The return says {apprentice.hours.actual} hours; the typed {plain(typed.so_far)} count here.")
    progress = _progress(apprentice, planned, actual, required.hours, day)
    on_track = _verdict(apprentice, progress, actual, planned, required.hours, day)
    short = _short(apprentice, progress, actual, planned, required.hours)
    words += _outcome(apprentice, progress, on_track, short, actual, day)
    return HoursLine(
        apprentice=apprentice,
        typed=typed,
        rule=hours_rule_in_words(apprentice.start),
        required=required.hours,
        removed=removed,
        actual=actual,
        plan_enough=_plan_enough(planned, required.hours),
        on_track=on_track,
        expected=progress.expected_by_now if progress else None,
        short=short,
        words=tuple(words),
    )


def _required(apprentice: Apprentice, typed: TypedHours, removed: Fraction | None) -> RequiredHours:
    """By the rule of the start; weeks in which nobody learned do not lengthen it."""
    end = apprentice.planned_end
    if end is not None:
        end -= timedelta(days=apprentice.break_days(end) if apprentice.state != "on a break" else _gap_days(apprentice))
    return required_hours(
        start=apprentice.start,
        planned_end=end,
        weekly_hours=typed.weekly,
        published_minimum_hours=typed.published,
        prior_learning_hours=removed,
    )


def _gap_days(apprentice: Apprentice) -> int:
    return sum((end - begun).days + 1 for begun, end in apprentice.breaks)


def _missing(apprentice: Apprentice, typed: TypedHours, required: RequiredHours) -> list[str]:
    words = []
    if apprentice.start is None or apprentice.planned_end is None:
        words.append("The start or the planned end cannot be read: mend it in Aims.")
    if required.basis == "share of working hours" and typed.weekly is None:
        words.append("Type the weekly hours of work: without them the required hours are not known.")
    if required.basis == "hours a week" and typed.weekly is None:
        full = number("full_time_hours_a_week", apprentice.start) if apprentice.start else None
        words.append(f"Full time is taken; type the weekly hours if they are fewer than {plain(full or Fraction(0))}.")
    if required.basis == "published minimum" and typed.published is None:
        words.append("Type the standard's published minimum; until then the floor for all standards is taken.")
    if apprentice.hours.planned is None:
        words.append("The return has no planned hours.")
    return words


def _progress(
    apprentice: Apprentice, planned: Fraction | None, actual: Fraction | None, required: Fraction | None, day: date
) -> HoursProgress | None:
    """None where a straight line cannot be drawn, or means nothing any more."""
    if apprentice.begun_before or apprentice.state in ("finished", "left") or planned is None:
        return None
    return off_the_job_progress(
        start=apprentice.start,
        planned_end=apprentice.planned_end,
        planned_hours=planned,
        actual_hours=actual if actual is not None else 0,
        day=day,
        required=required,
        break_days=apprentice.break_days(day),
    )


def _plan_enough(planned: Fraction | None, required: Fraction | None) -> str:
    if planned is None or required is None:
        return NOT_KNOWN
    return f"{CLEAN_SYMBOL} Enough" if planned >= required else f"{ERROR_SYMBOL} {_tenths(required - planned)} too few"


def _verdict(
    apprentice: Apprentice,
    progress: HoursProgress | None,
    actual: Fraction | None,
    planned: Fraction | None,
    required: Fraction | None,
    day: date,
) -> str:
    if apprentice.state == "left":
        return LEFT
    if apprentice.start is not None and apprentice.start > day:
        return NOT_BEGUN
    if apprentice.state == "on a break":
        return ON_BREAK
    if actual is None:
        return NOT_KNOWN
    if apprentice.state == "finished":
        below, short = required is not None and actual < required, planned is not None and actual < planned
        return FALLS_SHORT if below else BEHIND if short else KEEPS_PACE
    if progress is None or progress.forecast is None:
        return NOT_KNOWN
    if progress.likely_below_minimum:
        return FALLS_SHORT
    # A return has whole hours: what rounds to the plan keeps it.
    return BEHIND if planned is not None and round(progress.forecast) < planned else KEEPS_PACE


def _short(
    apprentice: Apprentice,
    progress: HoursProgress | None,
    actual: Fraction | None,
    planned: Fraction | None,
    required: Fraction | None,
) -> Fraction | None:
    aims = [hours for hours in (planned, required) if hours is not None]
    if not aims or actual is None or apprentice.state in ("left", "on a break"):
        return None
    reached = actual if apprentice.state == "finished" else progress.forecast if progress else None
    return None if reached is None else max(*aims, reached) - reached


def _outcome(
    apprentice: Apprentice,
    progress: HoursProgress | None,
    on_track: str,
    short: Fraction | None,
    actual: Fraction | None,
    day: date,
) -> list[str]:
    last = apprentice.last_day
    if on_track in (LEFT, ON_BREAK) and last:
        return [f"{'Left' if on_track == LEFT else 'On a break: last day of learning'} {last:%d/%m/%Y}."]
    if on_track == NOT_BEGUN:
        return ["Begins later than the day of the calculation."]
    if apprentice.begun_before and apprentice.state == "learning":
        return ["Began before the aims of this return, with breaks that are not known here: no pace is worked out."]
    if actual is None:
        return ["Type the hours delivered so far."] if apprentice.hours.planned is not None else []
    if last and short is not None:
        ended = f"Training ended {last:%d/%m/%Y} with {plain(actual)} hours"
        return [f"{ended}, {plain(short)} short." if short else f"{ended}."]
    if progress is None or progress.forecast is None or short is None or apprentice.planned_end is None:
        return []
    pace = f"At this pace {_tenths(progress.forecast)} hours by {apprentice.planned_end:%d/%m/%Y}"
    if on_track == KEEPS_PACE:
        return [f"{pace}."]
    days_left = (apprentice.planned_end - day).days
    if days_left <= 0:
        return [f"The planned end has passed: {_tenths(short)} hours short."]
    weekly = (progress.forecast + short - actual) * DAYS_IN_WEEK / days_left
    return [f"{pace}: {_tenths(short)} short. {_tenths(weekly)} hours a week are needed from now on."]


def _tenths(hours: Fraction) -> str:
    return plain(Fraction(round(hours * 10), 10))
