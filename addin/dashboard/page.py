"""The dashboard as one page of HTML that works from disk: no scripts, nothing fetched, every number a link to its list.

It is written so that strict readers of XML take it as well. Learners stand in it by their references, and by their
names only if that is asked for; of other fields it holds dates of learning alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from addin.dashboard.board import Dashboard, family_list, programme_list
from addin.dashboard.breakdowns import Group
from addin.dashboard.entries import Entry
from addin.dashboard.registry import Counted
from addin.dashboard.sheet import SYMBOLS
from addin.pages.charts import Bar, bar_chart
from addin.pages.style import STYLE
from addin.pages.text import clean, element, link
from addin.reports.return_calendar import DOUBTS, HARD_CLOSE, in_days
from addin.wording import counted

_LOOKS = {"clean": "good", "warnings": "warning", "errors": "bad"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_page(found: Dashboard, *, names: bool = False) -> str:
    """The whole page; every text from a return is escaped. ``names``: with the learners' names in the lists."""
    page = _Page(found, names)
    title = f"ILR dashboard: {found.title}"
    head = (
        f'<meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>{element("title", title)}'
        f"<style>{STYLE}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head>{head}</head><body id="top">\n'
        '<a class="skip" href="#work">Skip to what needs somebody</a>\n'
        f"{page.header()}\n<main>{page.tiles()}\n{page.work()}\n{page.errors()}\n{page.calendar()}\n{page.lists()}</main>\n"
        f"{page.footer()}</body></html>\n"
    )


class _Page:
    """The parts of one page; the lists have numbers, by which every part leads to them."""

    def __init__(self, found: Dashboard, names: bool):
        self._found = found
        self._names = names
        self._lists = [(name, entries) for name, entries in found.lists() if entries]
        self._ids = {name: f"list-{number}" for number, (name, _) in enumerate(self._lists, 1)}

    def header(self) -> str:
        found = self._found
        provider = f"provider {found.ukprn}" if found.ukprn else "no provider number"
        facts = f"{found.calendar.title} · {provider} · checked {found.now:%d/%m/%Y %H:%M}"
        return f"<header><h1>ILR dashboard</h1>{element('p', found.title)}{element('p', facts)}</header>"

    def tiles(self) -> str:
        found = self._found
        total = link("learners", f"{found.total:,}") if found.total else "0"
        tiles = [_tile(total, "Learners", "in this return")]
        for one in found.states:
            share = f"{one.count / found.total:.0%} of learners" if found.total else "no learners yet"
            label = f"{SYMBOLS[one.figure.name]} {one.figure.title}"
            tiles.append(_tile(self._to(one.figure.title, f"{one.count:,}"), label, share, _LOOKS[one.figure.name]))
        money = found.figure("money-at-risk")
        if money is not None:
            amount = self._to(money.figure.title, f"£{money.total:,.0f}")
            tiles.append(_tile(amount, "At risk this year", f"estimate, {counted(money.count, 'learner')}"))
        tiles.append(self._deadline())
        return f'<h2 class="skip">At a glance</h2><ul class="tiles">{"".join(tiles)}</ul>'

    def _deadline(self) -> str:
        calendar = self._found.calendar
        coming = calendar.coming
        if coming is None:
            return _tile(link("returns", "–"), "Returns closed", f"of {calendar.title}")
        days = link("returns", calendar.days_left(coming))
        return _tile(
            days, f"Days to {coming.name}", f"{coming.closes:%a} {coming.closes.day} {coming.closes:%b, %H:%M}"
        )

    def work(self) -> str:
        rows = "".join(self._work_row(one) for one in self._found.work)
        return (
            '<section aria-labelledby="work"><h2 id="work">What needs somebody</h2><table id="work-table">'
            "<caption>Each number leads to the list of learners or aims behind it.</caption>"
            f"{_head('Figure', 'n:Count', 'What it counts', 'Why it matters, what to do next')}"
            f"<tbody>{rows}</tbody></table></section>"
        )

    def _work_row(self, one: Counted) -> str:
        figure = one.figure
        number = self._to(figure.title, f"{one.count:,}")
        todo = f"{figure.matters} {figure.next_step}" if one.count else "Nothing to do."
        sum_of = f'<br/><span class="quiet">£{one.total:,.0f}</span>' if figure.in_pounds and one.count else ""
        return (
            f'<tr>{element("th", figure.title, scope="row")}<td class="n">{number}{sum_of}</td>'
            f"{element('td', figure.counts)}{element('td', todo)}</tr>"
        )

    def errors(self) -> str:
        found = self._found
        parts = [
            self._states(),
            self._groups("families", "Errors by family of rules", "Family", found.families, family_list),
            self._groups("programmes", "Errors by programme", "Programme", found.programmes, programme_list),
        ]
        heading = '<h2 id="errors">Where the errors are</h2>'
        return f'<section aria-labelledby="errors">{heading}<div class="charts">{"".join(parts)}</div></section>'

    def _states(self) -> str:
        labels = {one.figure.name: f"{SYMBOLS[one.figure.name]} {one.figure.title}" for one in self._found.states}
        bars = [Bar(labels[one.figure.name], one.count, _LOOKS[one.figure.name]) for one in self._found.states]
        rows = "".join(
            f"<tr>{element('th', labels[one.figure.name], scope='row')}"
            f'<td class="n">{self._to(one.figure.title, f"{one.count:,}")}</td></tr>'
            for one in self._found.states
        )
        chart = bar_chart("states", "Learners by what the check found", bars)
        table = f"<table>{_head('What the check found', 'n:Learners')}<tbody>{rows}</tbody></table>"
        return f'<div><h3 id="learners">Learners</h3>{chart}{table}</div>'

    def _groups(
        self, name: str, title: str, column: str, groups: Sequence[Group], list_name: Callable[[Group], str]
    ) -> str:
        if not groups:
            return f"<div>{element('h3', title)}<p>✔ No errors.</p></div>"
        chart = bar_chart(name, title, [Bar(group.name, group.errors) for group in groups])
        rows = "".join(self._group_row(group, list_name(group)) for group in groups)
        table = f"<table>{_head(column, 'n:Errors', 'n:Learners')}<tbody>{rows}</tbody></table>"
        return f"<div>{element('h3', title)}{chart}{table}</div>"

    def _group_row(self, group: Group, name: str) -> str:
        numbers = (self._to(name, f"{number:,}") for number in (group.errors, group.count))
        cells = "".join(f'<td class="n">{number}</td>' for number in numbers)
        return f"<tr>{element('th', group.name, scope='row')}{cells}</tr>"

    def calendar(self) -> str:
        calendar = self._found.calendar
        rows = []
        for one in calendar.returns:
            is_next = one is calendar.coming
            closes = f"{one.closes:%a} {one.closes.day} {one.closes:%b %Y, %H:%M}"
            doubt = f" ({DOUBTS[one.status]})" if DOUBTS[one.status] else ""
            left = calendar.when(one) if one.closes < calendar.now else in_days(calendar.days_left(one))
            mark, own = ("→ ", ' class="next"') if is_next else ("", "")
            rows.append(
                f"<tr{own}>{element('th', f'{mark}{one.name}', scope='row')}"
                f"{element('td', closes + doubt, class_='day')}{element('td', left, class_='day')}"
                f"{element('td', one.purpose)}</tr>"
            )
        said = "".join(element("p", " ".join(text.split())) for text in HARD_CLOSE)
        return (
            f'<section aria-labelledby="returns">{element("h2", f"Returns of {calendar.title}", id="returns")}<table>'
            f"<caption>Local time in England.</caption>{_head('Return', 'Closes', 'When', 'What it is for')}"
            f"<tbody>{''.join(rows)}</tbody></table>{said}</section>"
        )

    def lists(self) -> str:
        parts = "".join(self._list(name, entries) for name, entries in self._lists)
        empty = "" if parts else "<p>Every list is empty.</p>"
        return f'<section class="lists" aria-labelledby="lists"><h2 id="lists">The lists</h2>{empty}{parts}</section>'

    def _list(self, name: str, entries: Sequence[Entry]) -> str:
        heading = element("h3", f"{name} ({len(entries):,})", id=self._ids[name])
        up = '<p class="up"><a href="#top">Back to the figures</a></p>'
        if not any(entry.what for entry in entries) and not self._names:
            refs = "".join(element("li", entry.learner) for entry in entries)
            return f'{heading}<ul class="refs">{refs}</ul>{up}\n'
        columns = _Columns(entries, self._found, self._names, name)
        rows = "".join(columns.row(entry) for entry in entries)
        return f"{heading}<table>{_head(*columns.headings)}<tbody>{rows}</tbody></table>{up}\n"

    def footer(self) -> str:
        found = self._found
        unjudged = (
            f"{counted(found.not_checked, 'rule')} could not be judged, because registers are not loaded. "
            if found.not_checked
            else ""
        )
        held = "names and references" if self._names else "references only"
        return (
            f'<footer class="quiet"><p>{unjudged}Money is an estimate, not what DfE pays.</p>'
            f"<p>Personal data: learners stand here by their {held}. Keep the page as you keep the return.</p></footer>"
        )

    def _to(self, name: str, shown: str) -> str:
        """A number as a link to its list; one without a list is plain."""
        return link(self._ids[name], shown) if name in self._ids else clean(shown)


class _Columns:
    """The columns that the lines of one list have something for."""

    def __init__(self, entries: Sequence[Entry], found: Dashboard, names: bool, list_name: str):
        self._found, self._names = found, names
        figure = next((one.figure for one in (*found.states, *found.work) if one.figure.title == list_name), None)
        self._in_pounds = figure is not None and figure.in_pounds
        has_number = figure is None or figure.in_pounds or any(entry.number != 1 for entry in entries)
        self._amount = ("£" if self._in_pounds else "Errors") if has_number else ""
        self._reasons = any(entry.what for entry in entries)
        self._aims = any(entry.aim is not None for entry in entries)
        self._places = any(entry.spot for entry in entries)

    @property
    def headings(self) -> list[str]:
        """What stands over them."""
        shown = (
            ("Learner", True), ("Name", self._names), ("Aim", self._aims), ("Why", self._reasons),
            (f"n:{self._amount}", bool(self._amount)), ("Where", self._places),
        )  # fmt: skip
        return [heading for heading, is_shown in shown if is_shown]

    def row(self, entry: Entry) -> str:
        """One line."""
        cells = [element("th", entry.learner, scope="row")]
        if self._names:
            cells.append(element("td", self._name(entry)))
        if self._aims:
            cells.append(element("td", entry.aim or ""))
        if self._reasons:
            cells.append(element("td", entry.what))
        if self._amount:
            cells.append(element("td", f"{entry.number:,.2f}" if self._in_pounds else f"{entry.number:,}", class_="n"))
        if self._places:
            cells.append(element("td", self._found.address(entry.spot) if entry.spot else ""))
        return f"<tr>{''.join(cells)}</tr>"

    def _name(self, entry: Entry) -> str:
        if entry.position < 0:
            return ""
        learner = self._found.learners[entry.position]
        return " ".join(text for field in ("GivenNames", "FamilyName") if (text := learner.text(field)))


def _tile(number: str, label: str, note: str, look: str = "") -> str:
    """A tile; the number is markup already."""
    own = f' class="{look}"' if look else ""
    return (
        f'<li{own}><span class="n">{number}</span>{element("span", label, class_="l")}'
        f"{element('span', note, class_='quiet')}</li>"
    )


def _head(*headings: str) -> str:
    """The head of a table; ``n:`` before a heading says that numbers stand under it."""
    return f"<thead><tr>{''.join(_heading(text) for text in headings)}</tr></thead>"


def _heading(text: str) -> str:
    if text.startswith("n:"):
        return element("th", text.removeprefix("n:"), scope="col", class_="n")
    return element("th", text, scope="col")
