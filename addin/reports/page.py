"""A check's outcome as one self-contained web page: light, printable, no scripts, nothing fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from addin.reports.files import FileReport
from addin.reports.providers import Providers, summary_html
from ilr_core.model import Finding

STYLE = """
body{font:16px/1.5 "Segoe UI",Carlito,system-ui,sans-serif;color:#1b1f24;
max-width:1100px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .2rem}h2{font-size:1.15rem;margin:2rem 0 .3rem}
.facts{color:#4b5560;margin:0 0 1rem}.bars{border-spacing:0 .25rem}.bars td{padding:0 .6rem 0 0}
.bar{display:inline-block;height:.9rem;border-radius:2px}.error .bar{background:#a4262c}
.warning .bar{background:repeating-linear-gradient(45deg,#c98a00 0 4px,#f2d28a 4px 8px)}
table.list{border-collapse:collapse;width:100%;font-size:.92rem}
.list th{text-align:left;border-bottom:2px solid #1b1f24;padding:.3rem .5rem}
.list td{border-bottom:1px solid #d5dae0;padding:.3rem .5rem;vertical-align:top}
.list tr.error td:first-child{color:#a4262c;font-weight:700;white-space:nowrap}
.list tr.warning td:first-child{color:#7a5200;font-style:italic;white-space:nowrap}
.refused{border-left:4px solid #a4262c;padding:.4rem .8rem;background:#fdf3f3}
.numbers td:not(:first-child):not(:last-child),.numbers th:not(:first-child):not(:last-child){text-align:right}
@media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}tr{break-inside:avoid}}
"""
_HEAD = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>ILR check</title>'
    f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body><h1>ILR check</h1>'
)
_FOOT = "</body></html>\n"


def as_page(files: Iterable[FileReport]) -> Iterator[str]:
    """The whole page in pieces, of several files with a table by provider; every text from a file is escaped."""
    yield _HEAD
    providers = Providers()
    for file in files:
        providers.add(file)
        yield _section(file)
    if providers.files > 1:
        yield summary_html(providers)
    yield _FOOT


def as_summary_page(files: Iterable[FileReport]) -> Iterator[str]:
    """A page with the table by provider, and the files that could not be used."""
    providers = Providers()
    for file in files:
        providers.add(file)
    yield _HEAD
    yield summary_html(providers)
    for path, sentence in providers.unusable:
        yield f'<h2>{escape(path)}</h2><p class="refused">{escape(sentence)}</p>'
    yield _FOOT


def _section(file: FileReport) -> str:
    head = f"<h2>{escape(file.path)}</h2>"
    if file.error or not file.report:
        return f'{head}<p class="refused">{escape(file.error)}</p>'
    report = file.report
    verdict = "follows the schema" if report.schema_valid else "does not follow the schema"
    facts = (
        f"{report.year} · provider {report.ukprn or 'unknown'} · {report.learners:,} learners, "
        f"{report.clean_learners:,} of them without errors · {report.aims:,} aims · {verdict} · "
        f"{report.errors:,} errors, {report.warnings:,} warnings"
    )
    if not report.findings:
        return f'{head}<p class="facts">{escape(facts)}</p><p>✔ Nothing to mend.</p>'
    rows = "".join(_row(file, found) for found in report.findings)
    return (
        f'{head}<p class="facts">{escape(facts)}</p>{_bars(report.findings)}'
        '<table class="list"><thead><tr><th>Rule</th><th>Learner</th><th>Aim</th><th>Where</th>'
        f"<th>What is wrong and what to do</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _bars(findings: Sequence[Finding]) -> str:
    counts = Counter((found.severity, found.rule) for found in findings)
    most = max(counts.values())
    rows = "".join(
        f'<tr class="{severity}"><td>{escape(rule)}</td><td>{number:,}</td>'
        f'<td><span class="bar" style="width:{max(2, round(320 * number / most))}px"></span></td></tr>'
        for (severity, rule), number in counts.most_common(20)
    )
    return f'<table class="bars" aria-label="Findings by rule">{rows}</table>'


def _row(file: FileReport, found: Finding) -> str:
    symbol = "✖" if found.severity == "error" else "▲"
    cells = (f"{symbol} {found.rule}", found.learner or "", str(found.aim or ""), ", ".join(file.places(found)[:3]))
    inner = "".join(f"<td>{escape(cell)}</td>" for cell in (*cells, found.message))
    return f'<tr class="{found.severity}">{inner}</tr>'
