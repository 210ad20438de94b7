"""What the bars of a report's chart stand for, in whichever format they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from addin.standing_reports.registry import Chart, Table
from addin.standing_reports.text import in_words


@dataclass(frozen=True)
class Value:
    """One bar: its label, its number, and the number as people read it; pounds without pence."""

    label: str
    number: int | Decimal
    text: str


def values_of(table: Table, chart: Chart) -> list[Value]:
    """The bars of a chart in order; blanks are 0."""
    kind = table.columns[table.at(chart.columns[0])].kind
    if chart.labels:
        at, labels = table.at(chart.columns[0]), table.at(chart.labels)
        label_kind = table.columns[labels].kind
        found = [(in_words(line[labels], label_kind) or "no date", line[at]) for line in table.lines]
    else:
        assert table.total
        found = [(header, table.total[table.at(header)]) for header in chart.columns]
    numbers = [(label, value if isinstance(value, int | Decimal) else 0) for label, value in found]
    if kind == "pounds":
        return [Value(label, number, f"{number:,.0f}") for label, number in numbers]
    return [Value(label, number, in_words(number, kind)) for label, number in numbers]
