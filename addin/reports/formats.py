"""The output formats of ``ilr check`` by name; each turns the reports of files into pieces of text."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from textwrap import indent

from addin.reports.files import FileReport
from addin.reports.finding_rows import finding_rows
from addin.reports.page import as_page, as_summary_page
from addin.reports.providers import Providers, summary_csv, summary_json, summary_lines, summary_text
from addin.wording import counted, plain_cell

SHOWN = 25
_COLUMNS = ("file", "rule", "severity", "learner", "aim", "entity", "place", "fields", "message")


def as_json(files: Iterable[FileReport]) -> Iterator[str]:
    """One JSON object: version and files."""
    yield '{\n "version": 1,\n "files": ['
    number = 0
    for number, file in enumerate(files, 1):
        yield ",\n" if number > 1 else "\n"
        yield indent(json.dumps(file.as_data(), ensure_ascii=False, indent=1), "  ")
    yield "\n ]\n}" if number else "]\n}"


def as_csv(files: Iterable[FileReport]) -> Iterator[str]:
    """One line per finding; a text that a spreadsheet would take for a formula gets an apostrophe in front.

    Every cell is in quotes: a lone carriage return in a value would else end the line.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    for file in files:
        for row in finding_rows(file):
            cells = (file.path, row.rule, row.severity, row.learner, row.aim or "", row.entity,
                     row.place, row.fields, row.message)  # fmt: skip
            writer.writerow([plain_cell(str(cell)) for cell in cells])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def as_text(files: Iterable[FileReport]) -> Iterator[str]:
    """A summary per file, its findings by rule, and the first of them in full; of several files a table by provider."""
    providers = Providers()
    for file in files:
        yield "\n\n" if providers.files else ""
        yield "\n".join(_text_lines(file))
        providers.add(file)
    if providers.files > 1:
        yield "\n\nBy provider\n"
        yield "\n".join(summary_lines(providers))


Format = Callable[[Iterable[FileReport]], Iterator[str]]
FORMATS: dict[str, Format] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "html": as_page,
}
"""By name; each gives its text in pieces, so that no report is needed any more once its piece is taken."""
SUMMARIES: dict[str, Format] = {
    "text": summary_text,
    "json": summary_json,
    "csv": summary_csv,
    "html": as_summary_page,
}
"""The same without files and findings: a line for each provider."""


def _text_lines(file: FileReport) -> list[str]:
    if file.error or not file.report:
        return [file.path, f"  {file.error}"]
    report = file.report
    verdict = "follows the schema" if report.schema_valid else "does NOT follow the schema"
    lines = [
        file.path,
        f"  {report.year} · provider {report.ukprn or 'unknown'} · {verdict}",
        f"  {counted(report.learners, 'learner')}, {counted(report.aims, 'aim')}",
        f"  {counted(report.errors, 'error')}, {counted(report.warnings, 'warning')}",
        f"  {report.clean_learners:,} of {counted(report.learners, 'learner')} without errors",
    ]
    counts = Counter((found.severity, found.rule) for found in report.findings)
    lines += [f"  {'✖' if s == 'error' else '▲'} {rule} × {n}" for (s, rule), n in counts.most_common()]
    for found in report.findings[:SHOWN]:
        places = ", ".join(file.places(found)[:3])
        who = " ".join(part for part in (found.learner, f"aim {found.aim}" if found.aim else "", places) if part)
        rule = f"{found.rule} · {who}" if who else found.rule
        lines.append(f"  {'✖' if found.severity == 'error' else '▲'} {rule}: {found.message}")
    if len(report.findings) > SHOWN:
        lines.append(f"  … and {len(report.findings) - SHOWN} more; --format html or csv lists them all.")
    if report.not_checked:
        needs = sorted({need for item in report.not_checked for need in item.needs})
        lines.append(f"  {counted(len(report.not_checked), 'rule')} could not be judged without {', '.join(needs)}.")
    if file.registers:
        lines.append(f"  Checked with {', '.join(file.registers)}.")
    lines += [f"  {notice}" for notice in file.notices]
    if file.marked:
        lines.append(f"  The marked workbook is {file.marked}.")
    return lines
