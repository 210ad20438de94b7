"""What a check of many files says by provider: text, JSON, CSV, or a table of the web page."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePath
from typing import Any

from addin.reports.files import FileReport
from ilr_core.returns.file_name import parse

MOST_RULES = 3
_HEADINGS = ("UKPRN", "Files", "Unusable", "Learners", "Aims", "Errors", "Warnings", "Clean", "Most frequent rules")
_COLUMNS = (
    "ukprn", "files", "unusable", "learners", "aims", "errors", "warnings", "clean_learners", "clean_percent", "rules",
)  # fmt: skip


@dataclass
class Provider:
    """One provider's files together. ``ukprn`` is None where no file says it; ``unusable`` could not be checked."""

    ukprn: int | None
    files: int = 0
    unusable: int = 0
    learners: int = 0
    aims: int = 0
    clean_learners: int = 0
    errors: int = 0
    warnings: int = 0
    rules: Counter[str] = field(default_factory=Counter)

    @property
    def clean_percent(self) -> float | None:
        """The learners without errors, of 100, rounded down to a tenth so that 100 means all; None without learners."""
        return 1000 * self.clean_learners // self.learners / 10 if self.learners else None

    @property
    def frequent(self) -> str:
        """The rules found most often, with how often."""
        return ", ".join(f"{rule} × {count:,}" for rule, count in self._ranked()[:MOST_RULES])

    def add(self, file: FileReport) -> None:
        """Takes in a file."""
        self.files += 1
        self.unusable += bool(file.error)
        self.rules.update(found.rule for found in file.findings)
        self.errors += sum(found.severity == "error" for found in file.findings)
        self.warnings += sum(found.severity != "error" for found in file.findings)
        if file.report:
            self.learners += file.report.learners
            self.aims += file.report.aims
            self.clean_learners += file.report.clean_learners

    def take(self, other: Provider) -> None:
        """Takes in all of another."""
        for name in ("files", "unusable", "learners", "aims", "clean_learners", "errors", "warnings"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.rules.update(other.rules)

    def as_data(self) -> dict[str, Any]:
        """The JSON object of the provider; all its rules, most frequent first."""
        numbers = {name: getattr(self, name) for name in _COLUMNS[:-1]}
        return numbers | {"rules": [{"rule": rule, "findings": count} for rule, count in self._ranked()]}

    def _ranked(self) -> list[tuple[str, int]]:
        return sorted(self.rules.items(), key=lambda one: (-one[1], one[0]))


class Providers:
    """The providers of a check; it holds counts alone, no findings. ``unusable`` are path and sentence of files."""

    def __init__(self) -> None:
        self._by_number: dict[int | None, Provider] = {}
        self.unusable: list[tuple[str, str]] = []

    def add(self, file: FileReport) -> None:
        """Takes in a file, under the provider that it or else its name says."""
        named = parse(PurePath(file.path).name)
        number = (file.report.ukprn if file.report else None) or (named.ukprn if named else None)
        self._by_number.setdefault(number, Provider(number)).add(file)
        if file.error:
            self.unusable.append((file.path, file.error))

    @property
    def listed(self) -> list[Provider]:
        """By UKPRN; files that name no provider come last."""
        return sorted(self._by_number.values(), key=lambda one: (one.ukprn is None, one.ukprn or 0))

    @property
    def files(self) -> int:
        """How many files there were."""
        return sum(one.files for one in self._by_number.values())

    def total(self) -> Provider:
        """All of them together."""
        whole = Provider(None)
        for one in self.listed:
            whole.take(one)
        return whole


def summary_lines(found: Providers) -> list[str]:
    """A table in plain text, a line for each provider, and one for all if there are several."""
    rows = [list(_HEADINGS), *_table(found)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEADINGS))]
    return [
        "  ".join(
            cell.ljust(width) if i in (0, len(row) - 1) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def summary_html(found: Providers) -> str:
    """The table as HTML."""
    head = "".join(f"<th>{escape(heading)}</th>" for heading in _HEADINGS)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in _table(found))
    return (
        f'<h2 id="providers">By provider</h2><table class="list numbers"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def summary_json(files: Iterable[FileReport]) -> Iterator[str]:
    """One JSON object: version, providers, and files that could not be used."""
    found = _read(files)
    unusable = [{"path": path, "error": sentence} for path, sentence in found.unusable]
    data = {"version": 1, "providers": [one.as_data() for one in found.listed], "unusable": unusable}
    yield json.dumps(data, ensure_ascii=False, indent=1)


def summary_csv(files: Iterable[FileReport]) -> Iterator[str]:
    """A line for each provider."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    for one in _read(files).listed:
        numbers = [getattr(one, name) for name in _COLUMNS[:-1]]
        writer.writerow(["" if number is None else number for number in numbers] + [one.frequent])
    yield out.getvalue()


def summary_text(files: Iterable[FileReport]) -> Iterator[str]:
    """The table, and the files that could not be used."""
    found = _read(files)
    yield "\n".join([*summary_lines(found), *(f"{path}\n  {sentence}" for path, sentence in found.unusable)])


def _read(files: Iterable[FileReport]) -> Providers:
    found = Providers()
    for file in files:
        found.add(file)
    return found


def _table(found: Providers) -> Iterator[Sequence[str]]:
    listed = found.listed
    for one in listed:
        yield _cells(one, str(one.ukprn or "unknown"))
    if len(listed) > 1:
        yield _cells(found.total(), "All")


def _cells(one: Provider, name: str) -> list[str]:
    numbers = (one.files, one.unusable, one.learners, one.aims, one.errors, one.warnings)
    clean = "–" if one.clean_percent is None else f"{one.clean_percent} %"
    return [name, *(f"{number:,}" for number in numbers), clean, one.frequent]
