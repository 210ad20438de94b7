"""The output formats of ``ilr check`` by name; each turns the reports of all files into text."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence

from addin.reports.files import FileReport
from addin.reports.page import as_page

SHOWN = 25
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("file", "rule", "severity", "learner", "aim", "entity", "place", "fields", "message")


def as_json(files: Sequence[FileReport]) -> str:
    """One JSON object: version and files."""
    return json.dumps({"version": 1, "files": [file.as_data() for file in files]}, ensure_ascii=False, indent=1)


def as_csv(files: Sequence[FileReport]) -> str:
    """One line per finding; a text that a spreadsheet would take for a formula gets an apostrophe in front.

    Every cell is in quotes: a lone carriage return in a value would else end the line.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    for file in files:
        if file.error:
            writer.writerow([plain_cell(cell) for cell in (file.path, "", "error", "", "", "", "", "", file.error)])
        for found in file.findings:
            values = "|".join(f"{name}={v if isinstance(v, str) else ';'.join(v)}" for name, v in found.fields)
            cells = (file.path, found.rule, found.severity, found.learner or "", found.aim or "", found.entity,
                     "; ".join(file.places(found)), values, found.message)  # fmt: skip
            writer.writerow([plain_cell(str(cell)) for cell in cells])
    return out.getvalue()


def as_text(files: Sequence[FileReport]) -> str:
    """A summary per file, its findings by rule, and the first of them in full."""
    return "\n\n".join("\n".join(_text_lines(file)) for file in files)


FORMATS: dict[str, Callable[[Sequence[FileReport]], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "html": as_page,
}


def plain_cell(cell: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula: an apostrophe is put before one."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


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


def counted(number: int, word: str) -> str:
    """A number with its noun.

    >>> counted(1, "error"), counted(1200, "error")
    ('1 error', '1,200 errors')
    """
    return f"{number:,} {word}{'' if number == 1 else 's'}"
