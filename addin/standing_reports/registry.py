"""What makes a function of a return a report: title, purpose, columns, charts and total, said once for every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from addin.pages.text import printable
from addin.standing_reports.facts import ReturnFacts

Kind: TypeAlias = Literal["text", "day", "month", "whole", "tenths", "pounds", "percent"]
Cell: TypeAlias = str | date | int | Decimal | None
Line: TypeAlias = tuple[Cell, ...]
MONTHS = ("Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul")
"""The months of an academic year; amounts of R13 and R14 belong to these as well."""
WRAPPED_FROM = 30.0
"""Columns of text that are as wide as this wrap, in characters."""
MOST_BARS = 60
"""A chart with more bars than these says nothing to anybody, and hides the table below it."""
_LONGEST = 1_000  # characters: more than any field or name may have, and few enough for a cell and a terminal


@dataclass(frozen=True)
class Column:
    """A column: header, kind of its cells (``percent`` is a share of 1), width in characters.

    ``personal``: it says who a learner is. ``named``: it holds names or ULNs, which are left out unless asked for.
    ``summed``: the total row adds it up.
    """

    header: str
    kind: Kind = "text"
    width: float = 13.0
    personal: bool = False
    named: bool = False
    summed: bool = False


REFERENCE = Column("LearnRefNumber", width=16.0, personal=True)
NAME = Column("Name", width=24.0, personal=True, named=True)
PROGRAMME = Column("Programme", width=40.0)


@dataclass(frozen=True)
class Chart:
    """Bars: of one column over all lines, labelled by the column ``labels``; or, without ``labels``, of the total row.

    ``is_bad``: more of it is worse, and it is drawn so.
    """

    title: str
    columns: tuple[str, ...]
    labels: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class Lines:
    """The lines of a report. ``totals`` are totals by header that are no sums, such as learners counted once.

    ``notes`` are sentences that a reader of this report must know.
    """

    lines: Sequence[Line]
    totals: Mapping[str, Cell] = field(default_factory=dict)
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Report:
    """A report. ``total`` is what the total row is called, empty for none."""

    name: str
    title: str
    purpose: str
    columns: tuple[Column, ...]
    total: str = ""
    charts: tuple[Chart, ...] = ()

    def table(self, found: Lines, about: str, notes: Sequence[str] = (), *, names: bool = False) -> Table:
        """Lines with only the columns that are shown, and their total row; no text in it breaks a format."""
        shown = [at for at, column in enumerate(self.columns) if names or not column.named]
        columns = tuple(self.columns[at] for at in shown)
        lines = [tuple(_safe(line[at]) for at in shown) for line in found.lines]
        total = _total(self.total, columns, lines, found.totals) if lines else None
        return Table(self, columns, lines, total, about, (*notes, *found.notes))


@dataclass(frozen=True)
class ReturnReport(Report):
    """A report of one return."""

    function: Callable[[ReturnFacts], Lines] = field(kw_only=True)

    def of(self, facts: ReturnFacts, *, names: bool = False) -> Table:
        """The report of a return; ``names``: with the columns that hold names or ULNs."""
        return self.table(self.function(facts), facts.about, facts.notes, names=names)

    def not_made(self, facts: ReturnFacts, why: str) -> Table:
        """The report without lines, and why it has none."""
        return replace(self.table(Lines(()), facts.about, facts.notes), instead=f"Not made. {why}")


@dataclass(frozen=True)
class Table:
    """A report ready to be written. ``about`` says of what, and when it was made; ``notes`` what a reader must know.

    ``instead`` stands where lines would be, if there are none.
    """

    report: Report
    columns: tuple[Column, ...]
    lines: Sequence[Line]
    total: Line | None
    about: str
    notes: tuple[str, ...] = ()
    instead: str = "Nothing to report."

    @property
    def personal(self) -> tuple[str, ...]:
        """The headers of the columns that say who somebody is."""
        return tuple(column.header for column in self.columns if column.personal)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts that there is something to draw for, and not too much."""
        if not self.lines:
            return ()
        return tuple(one for one in self.report.charts if not one.labels or len(self.lines) <= MOST_BARS)

    def at(self, header: str) -> int:
        """The place of a column, from 0."""
        return next(at for at, column in enumerate(self.columns) if column.header == header)


def notes_of(tables: Sequence[Table]) -> list[str]:
    """What a reader of any of them must know, each sentence once."""
    return list(dict.fromkeys(note for table in tables for note in table.notes))


REGISTERED: dict[str, ReturnReport] = {}
"""By name."""


def report(
    title: str, purpose: str, columns: Sequence[Column], *, total: str = "", charts: Sequence[Chart] = ()
) -> Callable[[Callable[[ReturnFacts], Lines]], Callable[[ReturnFacts], Lines]]:
    """Makes a function of a return a report of its own name. Raises ValueError if the name is taken."""

    def register(function: Callable[[ReturnFacts], Lines]) -> Callable[[ReturnFacts], Lines]:
        name = function.__name__.replace("_", "-")
        if name in REGISTERED:
            raise ValueError(f"There are two reports {name}.")
        made = ReturnReport(name, title, purpose, tuple(columns), total, tuple(charts), function=function)
        REGISTERED[name] = made
        return function

    return register


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = printable(cell)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _total(label: str, columns: Sequence[Column], lines: Sequence[Line], own: Mapping[str, Cell]) -> Line | None:
    if not label:
        return None
    cells: list[Cell] = []
    for at, column in enumerate(columns):
        numbers = [value for line in lines if isinstance(value := line[at], int | Decimal)]
        added = sum(numbers, Decimal(0) if column.kind in ("pounds", "tenths") else 0)
        cells.append(own.get(column.header, added if column.summed and numbers else None))
    return (label, *cells[1:])
