"""The returns of a year as text and JSON: when each closes, what it is for, and what the hard close is."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ilr_core.catalogue import Return
from ilr_core.returns.calendar import returns_of, title_of

ENGLAND = ZoneInfo("Europe/London")
WIDTH = 100
DOUBTS = {
    "published": "",
    "computed": "worked out by us, not published",
    "inferred": "our estimate: ask DfE",
}
"""What to say of a date that DfE has not published."""
HARD_CLOSE = (
    """Hard close is the moment at which a return closes. What you uploaded last before it is what DfE works with for
    that month. Until R14 each return puts right what an earlier one had wrong: every return is the whole year so
    far.""",
    """R13 and R14 bring in no month. They are there for what was late or wrong, and come when the next year is already
    open: R13 after R01 of the next year, R14 after R02. Keep a workbook for each year.""",
    """After the hard close of R14 the year is shut. DfE changes nothing of it any more, and does not look again at
    payments that were wrong because of it.""",
)
"""R13, R14 and the hard close. Source: DfE's help page on the final return (article 12096720886290)."""

_ON_DOUBT = (
    "Days that are worked out: the fourth working day of the month (for R13 the tenth), bank holidays of England left "
    "out. R14 follows no rule that DfE states. Look at DfE's own timetable before you rely on them."
)


@dataclass(frozen=True)
class YearCalendar:
    """The returns of one collection year, seen at a moment of local time in England."""

    year: str
    returns: tuple[Return, ...]
    now: datetime

    @property
    def title(self) -> str:
        """The year as people write it: ``2026/27``."""
        return title_of(self.year)

    @property
    def coming(self) -> Return | None:
        """The return that is due next; None if all have closed."""
        return next((one for one in self.returns if self.now <= one.closes), None)

    def days_left(self, one: Return) -> int:
        """Days from today to the day on which a return closes; below 0 once that day is over."""
        return (one.closes.date() - self.now.date()).days

    def when(self, one: Return) -> str:
        """How far away the closing is, in words."""
        if one.closes < self.now:
            return "closed"
        return in_days(self.days_left(one))


def year_calendar(year: str, now: datetime) -> YearCalendar:
    """The calendar of a year. Raises InputError for a text that is no collection year."""
    return YearCalendar(year, returns_of(year), now)


def in_days(days: int) -> str:
    """Days from today in words.

    >>> in_days(0), in_days(1), in_days(8)
    ('today', 'tomorrow', 'in 8 days')
    """
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def closing_words(moment: datetime) -> str:
    """Day and time of a closing.

    >>> closing_words(datetime(2026, 12, 4, 18))
    'Friday 4 December 2026, 18:00'
    """
    return f"{moment:%A} {moment.day} {moment:%B %Y, %H:%M}"


def as_text(calendar: YearCalendar) -> str:
    """One line for each return, then what each is for, then the hard close."""
    return "\n".join(_lines(calendar))


def as_json(calendar: YearCalendar) -> str:
    """One JSON object; ``closes`` has the offset of local time in England on that day."""
    coming = calendar.coming
    data = {
        "version": 1,
        "year": calendar.year,
        "title": calendar.title,
        "time_zone": ENGLAND.key,
        "next": coming.name if coming else None,
        "days_left": calendar.days_left(coming) if coming else None,
        "returns": [
            asdict(one) | {"closes": local(one).isoformat(), "closed": one.closes < calendar.now}
            for one in calendar.returns
        ],
        "hard_close": [" ".join(one.split()) for one in HARD_CLOSE],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def local(one: Return) -> datetime:
    """The closing time with its time zone."""
    return one.closes.replace(tzinfo=ENGLAND)


def _lines(calendar: YearCalendar) -> Iterator[str]:
    yield f"Returns of {calendar.title}, local time in England"
    coming = calendar.coming
    for one in calendar.returns:
        mark = "→" if one is coming else " "
        closes = f"{one.closes:%a} {one.closes.day:>2} {one.closes:%b %Y, %H:%M}"
        doubt = f"  ({DOUBTS[one.status]})" if DOUBTS[one.status] else ""
        yield f"{mark} {one.name}  {closes}  {calendar.when(one):<13}{one.covers}{doubt}"
    yield ""
    for one in calendar.returns:
        yield from _wrapped(f"{one.name} {one.purpose}", 4)
    yield ""
    for paragraph in HARD_CLOSE:
        yield from _wrapped(paragraph, 0)
    if any(one.status != "published" for one in calendar.returns):
        yield ""
        yield from _wrapped(_ON_DOUBT, 0)


def _wrapped(text: str, indent: int) -> Sequence[str]:
    return textwrap.wrap(" ".join(text.split()), WIDTH, subsequent_indent=" " * indent)
