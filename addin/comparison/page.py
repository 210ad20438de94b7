"""A comparison as one self-contained web page: every count leads to its list; nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape

from addin.comparison.compared import ComparedReturns, Entry
from addin.comparison.lines import Line, lines_of, money
from addin.comparison.sides import Side
from addin.reports.page import STYLE
from ilr_core.funding import RULE_SET

OWN_STYLE = """
.counts{display:flex;flex-wrap:wrap;gap:.7rem;padding:0;margin:1.2rem 0;list-style:none}
.counts a{display:block;min-width:8.5rem;padding:.5rem .8rem;border:1px solid #d5dae0;border-left:5px solid #4b5560;
border-radius:3px;color:#1b1f24;text-decoration:none}.counts a:hover,.counts a:focus{background:#f2f5f8}
.counts b{display:block;font-size:1.5rem;line-height:1.2}.counts .danger a{border-left-color:#a4262c}
.counts .look a{border-left-color:#c98a00}.counts .none a{color:#4b5560}
.list tr.danger td:first-child{color:#a4262c;font-weight:700;white-space:nowrap}
.list tr.look td:first-child{color:#7a5200;font-style:italic;white-space:nowrap}
.list td.number,.list th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.list tfoot td,.list tfoot th{font-weight:700;border-top:2px solid #1b1f24}
.less{background:repeating-linear-gradient(45deg,#a4262c 0 4px,#e5b7b9 4px 8px)}.more{background:#1f6f43}
caption{text-align:left;color:#4b5560;padding:.2rem 0}.back{font-size:.85rem;font-weight:400;margin-left:.8rem}
td.old{color:#4b5560}
"""
LINE_COLUMNS = ("What", "Learner", "Aim", "Field", "Earlier", "Later", "Counts from", "What it means")
LIST_COLUMNS = ("What", "Learner", "Aims", "What it means")
WIDEST_BAR = 240
AIM = "LearningDelivery"


def as_page(found: ComparedReturns) -> str:
    """The whole page; every text from a return is escaped."""
    body = "".join(_body(found))
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Comparison of two returns</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}{OWN_STYLE}</style></head>'
        f'<body id="top">{body}</body></html>\n'
    )


def _body(found: ComparedReturns) -> Iterator[str]:
    yield "<h1>Comparison of two returns</h1>"
    yield f'<p class="facts">Earlier: {_side(found.old)}<br>Later: {_side(found.new)}</p>'
    yield from (f'<p class="refused">{escape(remark)}</p>' for remark in found.remarks)
    if not found.entries:
        yield f"<p>✔ Both returns say the same of all {found.same:,} learners.</p>"
        return
    lines = lines_of(found)
    lists = _lists(lines, found)
    yield _counts(lists, found)
    yield from _earnings(found)
    for name, title, chosen in lists:
        if chosen:
            of_learners = name in ("started", "left")
            columns, row = (LIST_COLUMNS, _learner_row) if of_learners else (LINE_COLUMNS, _line_row)
            yield _list(name, title, columns, map(row, chosen), len(chosen))


def _lists(lines: Sequence[Line], found: ComparedReturns) -> list[tuple[str, str, list[Line]]]:
    """Id, title and lines of each list, the pressing ones first."""
    in_both = [line for line in lines if line.entry.kind == "changed"]
    closed = f" (open from {found.closing.open_from:%d/%m/%Y})" if found.closing.closed else ""
    return [
        ("danger", "Go on, but are missing in the later return", [one for one in lines if one.urgency == "danger"]),
        ("closed", f"Changes that reach into closed months{closed}", [one for one in in_both if one.reaches_back]),
        ("started", "Learners who started", [one for one in lines if one.what == "Started"]),
        ("left", "Learners who left", [one for one in lines if one.what == "Left"]),
        ("aims", "Aims that came or went", [one for one in in_both if one.what in ("Aim gone", "New aim")]),
        ("renumbered", "Renumbered learners and aims", [one for one in in_both if one.what == "Renumbered"]),
        ("changed", "Everything that changed, learner by learner", in_both),
    ]


def _counts(lists: Sequence[tuple[str, str, list[Line]]], found: ComparedReturns) -> str:
    items = []
    for name, title, chosen in lists:
        short = title.partition(" (")[0]
        look = "none" if not chosen else {"danger": "danger", "closed": "look"}.get(name, "")
        count = f"{len(chosen):,}"
        if name == "changed":
            short = f"changes in {len(found.of('changed')):,} learners"
        inner = f"<b>{count}</b>{escape(short)}"
        items.append(f'<li class="{look}"><a href="#{name if chosen else "top"}">{inner}</a></li>')
    total = sum(found.by_month, Decimal(0))
    items.append(f'<li><a href="#earnings"><b>{money(total)}</b>earned in the year</a></li>')
    return f'<ul class="counts">{"".join(items)}</ul><p>{found.same:,} learners are the same in both.</p>'


def _earnings(found: ComparedReturns) -> Iterator[str]:
    yield '<h2 id="earnings">What the later return earns more or less</h2>'
    yield f'<p class="facts">An estimate for {escape(found.new.year.title)}, not what DfE pays: {escape(RULE_SET)}. '
    yield escape(f"Bands from {found.bands}." if found.bands else "LARS is not loaded, so prices are not capped.")
    yield "</p>"
    months = found.by_month
    most = max(map(abs, months)) or Decimal(1)
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{'closed' if number < found.closed_months else ''}</td>"
        f'<td class="number">{money(amount)}</td><td>{_bar(amount, most)}</td></tr>'
        for number, (name, amount) in enumerate(zip(_month_names(found), months, strict=True))
    )
    total = money(sum(months, Decimal(0)))
    yield (
        '<table class="list"><thead><tr><th scope="col">Month</th><th scope="col"></th>'
        '<th scope="col" class="number">Difference</th><th scope="col"></th></tr></thead>'
        f'<tbody>{rows}</tbody><tfoot><tr><td>Year</td><td></td><td class="number">{total}</td><td></td></tr></tfoot>'
        "</table>"
    )
    entries = sorted((e for e in found.entries if not e.effect.is_none), key=lambda e: -abs(e.effect.whole_year))
    if entries:
        columns = ("What", "Learner", "Closed months", "Year", "Other years")
        rows_of_learners = (_effect_row(entry, found) for entry in entries)
        yield _list("earners", "Learners who earn more or less", columns, rows_of_learners, len(entries), numbers=3)


def _month_names(found: ComparedReturns) -> Iterator[str]:
    for number in range(12):
        month = found.new.year.start.month - 1 + number
        day = found.new.year.start.replace(year=found.new.year.start.year + month // 12, month=month % 12 + 1)
        yield f"R{number + 1:02} {day:%B %Y}"


def _bar(amount: Decimal, most: Decimal) -> str:
    if not amount:
        return ""
    width = max(2, round(float(abs(amount) / most) * WIDEST_BAR))
    return f'<span class="bar {"less" if amount < 0 else "more"}" style="width:{width}px"></span>'


def _list(name: str, title: str, columns: Sequence[str], rows: Iterable[str], count: int, *, numbers: int = 0) -> str:
    first_number = len(columns) - numbers
    heads = "".join(
        f'<th scope="col"{" class=number" if at >= first_number else ""}>{escape(column)}</th>'
        for at, column in enumerate(columns)
    )
    return (
        f'<h2 id="{name}">{escape(title)}: {count:,}<a class="back" href="#top">back to the top</a></h2>'
        f'<table class="list"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


_MARKS = {"danger": "✖ ", "look": "▲ ", "known": ""}


def _line_row(line: Line) -> str:
    aim = f"{line.aim or ''} {line.aim_reference}".strip()
    field = line.field or ("" if line.entity == AIM else line.entity)
    what = f"{field} ({line.record})" if line.field and line.record else field
    since = f"{line.since:%d/%m/%Y}" if line.since else ""
    cells = (f"{_MARKS[line.urgency]}{line.what}", _who(line.entry), aim, what)
    inner = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return (
        f'<tr class="{line.urgency}">{inner}<td class="old">{escape(line.old)}</td><td>{escape(line.new)}</td>'
        f"<td>{since}</td><td>{escape(line.meaning)}</td></tr>"
    )


def _learner_row(line: Line) -> str:
    cells = (f"{_MARKS[line.urgency]}{line.what}", _who(line.entry), line.new or line.old, line.meaning)
    return f'<tr class="{line.urgency}">{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'


def _effect_row(entry: Entry, found: ComparedReturns) -> str:
    effect = entry.effect
    closed = sum(effect.months[: found.closed_months], Decimal(0))
    amounts = "".join(
        f'<td class="number">{money(one)}</td>' for one in (closed, effect.whole_year, effect.other_years)
    )
    return f"<tr><td>{entry.kind.capitalize()}</td><td>{escape(_who(entry))}</td>{amounts}</tr>"


def _who(entry: Entry) -> str:
    return f"{entry.reference} (was {entry.old_reference})" if entry.old_reference else entry.reference


def _side(side: Side) -> str:
    return escape(
        f"{side.title} · {side.year.title} · provider {side.ukprn or 'unknown'} · made on {side.prepared:%d/%m/%Y} · "
        f"{side.learners:,} learners, {side.aims:,} aims"
    )
