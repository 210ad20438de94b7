"""What makes a function of a return a report: title, purpose, columns, chart and total, said once for every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from addin.standing_reports.facts import ReturnFacts

Kind: TypeAlias = Literal["text", "day", "month", "whole", "hours", "pounds", "percent"]
Cell: TypeAlias = str | date | int | Decimal | None
Line: TypeAlias = tuple[Cell, ...]
MONTHS = ("Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul")
"""The months of an academic year; amounts of R13 and R14 belong to these as well."""


@dataclass(frozen=True)
class Column:
    """A column: header, kind of its cells (``percent`` is a share of 1), width in characters.

    ``personal``: it says who a learner is. ``named``: it holds a name, and is left out unless names are asked for.
    ``summed``: the total row adds it up.
    """

    header: str
    kind: Kind = "text"
    width: float = 13.0
    personal: bool = False
    named: bool = False
    summed: bool = False


REFERENCE = Column("LearnRefNumber", width=15.0, personal=True)
NAME = Column("Name", width=24.0, personal=True, named=True)
PROGRAMME = Column("Programme", width=36.0)


@dataclass(frozen=True)
class Chart:
    """A chart: of one column over all lines, labelled by ``labels``; or, without ``labels``, of the total row."""

    title: str
    columns: tuple[str, ...]
    labels: str = ""


@dataclass(frozen=True)
class Lines:
    """The lines of a report. ``totals`` are totals by header that are no sums, such as learners counted once."""

    lines: Sequence[Line]
    totals: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """A report. ``total`` is what the total row is called, empty for none. ``always_named``: names are its purpose."""

    name: str
    title: str
    purpose: str
    columns: tuple[Column, ...]
    total: str
    chart: Chart | None
    always_named: bool
    function: Callable[[ReturnFacts], Lines]

    def of(self, facts: ReturnFacts, *, names: bool = False) -> Table:
        """The report of a return; ``names``: with the columns that hold names."""
        return self.table(self.function(facts), facts.about, names=names)

    def table(self, found: Lines, about: str, *, names: bool = False) -> Table:
        """Lines with only the columns that are shown, and their total row."""
        shown = [at for at, column in enumerate(self.columns) if names or self.always_named or not column.named]
        columns = tuple(self.columns[at] for at in shown)
        lines = [tuple(line[at] for at in shown) for line in found.lines]
        return Table(self, columns, lines, _total(self.total, columns, lines, found.totals), about)


@dataclass(frozen=True)
class Table:
    """A report of one return, ready to be written. ``about`` says of which return, and when it was made."""

    report: Report
    columns: tuple[Column, ...]
    lines: Sequence[Line]
    total: Line | None
    about: str

    @property
    def personal(self) -> tuple[str, ...]:
        """The headers of the columns that say who somebody is."""
        return tuple(column.header for column in self.columns if column.personal)

    def at(self, header: str) -> int:
        """The place of a column, from 0."""
        return next(at for at, column in enumerate(self.columns) if column.header == header)


REPORTS: dict[str, Report] = {}
"""By name, in the order in which they are offered."""


def report(
    title: str,
    purpose: str,
    columns: Sequence[Column],
    *,
    total: str = "",
    chart: Chart | None = None,
    always_named: bool = False,
) -> Callable[[Callable[[ReturnFacts], Lines]], Callable[[ReturnFacts], Lines]]:
    """Makes a function of a return a report of its own name. Raises ValueError if the name is taken."""

    def register(function: Callable[[ReturnFacts], Lines]) -> Callable[[ReturnFacts], Lines]:
        name = function.__name__.replace("_", "-")
        if name in REPORTS:
            raise ValueError(f"There are two reports {name}.")
        REPORTS[name] = Report(name, title, purpose, tuple(columns), total, chart, always_named, function)
        return function

    return register


def _total(label: str, columns: Sequence[Column], lines: Sequence[Line], own: Mapping[str, Cell]) -> Line | None:
    if not label:
        return None
    cells: list[Cell] = []
    for at, column in enumerate(columns):
        numbers = [value for line in lines if isinstance(value := line[at], int | Decimal)]
        added: Cell = sum(numbers, Decimal(0) if column.kind in ("pounds", "hours") else 0) if column.summed else None
        cells.append(own.get(column.header, added))
    return (label, *cells[1:])
