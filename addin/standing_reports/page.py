"""Reports as one page of HTML that works from disk: no scripts, nothing fetched, charts with their numbers in words."""

from __future__ import annotations

from collections.abc import Sequence

from addin.pages.charts import Bar, bar_chart
from addin.pages.style import STYLE
from addin.pages.text import clean, element, link
from addin.standing_reports.bars import values_of
from addin.standing_reports.personal import said
from addin.standing_reports.registry import WRAPPED_FROM, Column, Table
from addin.standing_reports.text import NUMBERS, in_words, total_in_words
from addin.wording import counted

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_OWN_STYLE = """
nav ul{columns:2;padding-left:1.2rem}.chart{max-width:560px}.wide{overflow-x:auto}
.wide table{width:auto;min-width:60%}.day,.month{white-space:nowrap}
.wide th[scope=row]{min-width:7rem}.wide td.long,.wide th.long{min-width:15rem}
.wide:focus-visible{outline:3px solid #c76a00;outline-offset:2px}.charts{margin-bottom:1.2rem}
tfoot td,tfoot th{border-top:2px solid #1f3a5f;border-bottom:0;font-weight:700;background:#eceff3}
@media print{@page{size:A4 landscape}section+section{break-before:page}nav{display:none}.wide{overflow:visible}}
"""


def as_page(tables: Sequence[Table]) -> str:
    """The whole page of one report or of several; every text from a return is escaped."""
    title = tables[0].report.title if len(tables) == 1 else "ILR reports"
    head = (
        f'<meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>{element("title", title)}'
        f"<style>{STYLE}{_OWN_STYLE}</style>"
    )
    shared = [note for note in tables[0].notes if all(note in table.notes for table in tables)]
    notes = "".join(element("p", note) for note in shared)
    # The one report of a page is called by the heading of the page.
    names = {"id": tables[0].report.name} if len(tables) == 1 else {}
    header = f"<header>{element('h1', title, **names)}{element('p', tables[0].about)}</header>"
    contents = _contents(tables) if len(tables) > 1 else ""
    sections = "\n".join(_section(table, "" if names else _heading(table), shared) for table in tables)
    footer = f'<footer class="quiet">{element("p", said(tables))}</footer>'
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head>{head}</head><body id="top">\n{header}\n'
        f"<main>{notes}{contents}\n{sections}\n</main>\n{footer}</body></html>\n"
    )


def _contents(tables: Sequence[Table]) -> str:
    items = "".join(
        f"<li>{link(one.report.name, one.report.title)} ({clean(counted(len(one.lines), 'line'))})</li>"
        for one in tables
    )
    return f'<nav aria-label="Reports"><ul>{items}</ul></nav>'


def _heading(table: Table) -> str:
    return element("h2", table.report.title, id=table.report.name)


def _section(table: Table, heading: str, said_above: Sequence[str]) -> str:
    report = table.report
    charts = "".join(
        f'<div class="chart">{element("h3", chart.title)}{_chart(table, number)}</div>'
        for number, chart in enumerate(table.charts)
    )
    charts = f'<div class="charts">{charts}</div>' if charts else ""
    body = _table(table) if table.lines else element("p", table.instead)
    notes = [note for note in table.notes if note not in said_above]
    purpose = "".join(element("p", text) for text in (report.purpose, *notes))
    return f'<section aria-labelledby="{report.name}">{heading}{purpose}{charts}{body}</section>'


def _chart(table: Table, number: int) -> str:
    chart = table.charts[number]
    fill = "bad" if chart.is_bad else "plain"
    bars = [Bar(value.label, value.number, fill, value.text) for value in values_of(table, chart)]
    return bar_chart(f"{table.report.name}-{number}", chart.title, bars)


def _table(table: Table) -> str:
    heads = "".join(element("th", one.header, scope="col", **_look(one)) for one in table.columns)
    rows = "".join(
        f"<tr>{_cells([in_words(value, one.kind) for value, one in zip(line, table.columns, strict=True)], table)}</tr>"
        for line in table.lines
    )
    total = f"<tfoot><tr>{_cells(total_in_words(table), table)}</tr></tfoot>" if table.total else ""
    name = clean(table.report.name)
    # What can be scrolled must be reached without a mouse, too.
    frame = f'<div class="wide" tabindex="0" role="region" aria-labelledby="{name}"><table aria-labelledby="{name}">'
    return f"{frame}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>{total}</table></div>"


def _cells(words: Sequence[str], table: Table) -> str:
    """The first cell says what the row is about."""
    first = element("th", words[0], scope="row", **_look(table.columns[0]))
    others = zip(words[1:], table.columns[1:], strict=True)
    return first + "".join(element("td", text, **_look(column)) for text, column in others)


def _look(column: Column) -> dict[str, str]:
    """Numbers and days stay on one line; long texts wrap, but not to a word a line on a narrow screen."""
    if column.kind in NUMBERS:
        return {"class_": "n"}
    if column.kind == "text":
        return {"class_": "long"} if column.width >= WRAPPED_FROM else {}
    return {"class_": column.kind}
