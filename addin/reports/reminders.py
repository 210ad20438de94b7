"""The returns of a year as calendar entries with reminders (.ics), for Outlook, Google and others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from icalendar import Alarm, Calendar, Event

from addin.reports.return_calendar import DOUBTS, YearCalendar, local
from ilr_core.catalogue import Return

REMIND = (7, 1)
"""Days before the closing day on which an entry reminds by itself."""
_LENGTH = timedelta(hours=1)  # the last hour: entries without a length are lost to sight in most calendars
_MORNING = timedelta(hours=8)  # before the entry begins: at nine for a closing at six
_FIRST_DAY = date(2020, 1, 1)
_PRODUCT = "-//ilr-excel//returns//EN"


def as_ics(calendar: YearCalendar, remind: Sequence[int] = REMIND) -> bytes:
    """The calendar as an .ics file; ``remind`` are days before the closing day, 0 for its morning.

    Every entry has an identity of its own that stays the same (year and return), and a sequence that grows by the day:
    a file that is imported again moves the entries that are there and adds none.
    """
    out = Calendar()
    out.add("prodid", _PRODUCT)
    out.add("version", "2.0")
    out.add("method", "PUBLISH")
    out.add("x-wr-calname", f"ILR returns {calendar.title}")
    for one in calendar.returns:
        out.add_component(_entry(one, calendar, sorted(set(remind), reverse=True)))
    first, last = (local(calendar.returns[place]).year for place in (0, -1))
    out.add_missing_timezones(first_date=date(first - 1, 1, 1), last_date=date(last + 1, 12, 31))
    written: bytes = out.to_ical()
    return written


def _entry(one: Return, calendar: YearCalendar, remind: Sequence[int]) -> Event:
    closes, doubt = local(one), DOUBTS[one.status]
    title = f"ILR {one.name} of {calendar.title} closes {one.closes:%H:%M}"
    entry = Event()
    entry.add("uid", f"{calendar.year}-{one.name}@ilr-excel".lower())
    entry.add("dtstamp", calendar.now.astimezone())
    entry.add("sequence", (calendar.now.date() - _FIRST_DAY).days)
    entry.add("summary", f"{title} ({doubt})" if doubt else title)
    entry.add("description", " ".join(part for part in (f"For {one.covers}.", one.purpose, _said(doubt)) if part))
    entry.add("dtstart", closes - _LENGTH)
    entry.add("dtend", closes)
    entry.add("status", "TENTATIVE" if doubt else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", ["ILR"])
    for days in remind:
        entry.add_component(_reminder(title, days))
    return entry


def _reminder(title: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -timedelta(days=days) - _MORNING)
    return alarm


def _said(doubt: str) -> str:
    return f"This date is {doubt}." if doubt else ""
