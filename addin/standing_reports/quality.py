"""Data quality from return to return: what the check finds in each, so that a trend can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from addin.reports import FileReport
from addin.reports.providers import Provider
from addin.standing_reports.registry import Chart, Column, Lines, Report, Table
from addin.wording import counted
from ilr_core import catalogue
from ilr_core.errors import InputError

CLEAN, PER_HUNDRED = "Clean", "Errors for each 100 learners"
QUALITY = Report(
    "quality",
    "Data quality by return",
    "What the check finds in the last file of each return. All files are checked with the rules and registers of "
    "today. Clean: the share of learners without an error. A return is told by the day on which its file was made.",
    (
        Column("Return", width=24.0), Column("UKPRN", width=12.0), Column("Made on", "day", 12.0),
        Column("Learners", "whole", 11.0), Column(CLEAN, "percent", 10.0), Column("Errors", "whole", 10.0),
        Column("Warnings", "whole", 11.0), Column(PER_HUNDRED, "tenths", 18.0), Column("Files", "whole", 8.0),
        Column("Most frequent rules", width=48.0), Column("File", width=44.0),
    ),
    charts=(
        Chart("Learners without an error, %", (CLEAN,), labels="Return"),
        Chart(PER_HUNDRED, (PER_HUNDRED,), labels="Return", is_bad=True),
    ),
)  # fmt: skip
"""It is a report of several returns, and so none of those that ask for one."""
NO_RETURN = "There is no return to report on. Name the XML files of your returns, or the folder that holds them."
_MOST_NOTES = 12


@dataclass
class Checked:
    """The files of one provider for one return: the last of them, as counted, and how many there were."""

    made: date = date.min
    path: str = ""
    counts: Provider = field(default_factory=lambda: Provider(None))
    files: int = 0

    def take(self, one: FileReport, made: date) -> None:
        """Takes in a file; its counts if it is the last so far, of those made on one day the last by name."""
        assert one.report is not None
        self.files += 1
        if (made, Path(one.path).name) >= (self.made, Path(self.path).name):
            self.made, self.path, self.counts = made, one.path, Provider(one.report.ukprn)
            self.counts.add(one)


def quality_of(reports: Iterable[FileReport], *, now: datetime) -> Table:
    """The trend over these files; one that cannot be checked is a note. Findings are counted, not kept.

    Raises InputError, and says why, if not one of them could be checked.
    """
    found: dict[tuple[int, str, str], Checked] = {}
    refused: list[FileReport] = []
    for one in reports:
        if one.report is not None:
            made = _made_on(one)
            closing = catalogue.load(one.report.year).return_on(made).name
            found.setdefault((one.report.ukprn or 0, one.report.year, closing), Checked()).take(one, made)
        elif not Path(one.path).name.startswith(QUALITY.title):
            # Passed over is this report of an earlier month, saved beside the returns.
            refused.append(one)
    if not found:
        raise InputError(refused[0].error if refused else NO_RETURN)
    several = len({ukprn for ukprn, _, _ in found}) > 1
    lines = [_line(key, found[key], several) for key in sorted(found)]
    files = sum(one.files for one in found.values())
    about = f"{counted(len(lines), 'return')} from {counted(files, 'file')} · made {now:%d/%m/%Y %H:%M}"
    return QUALITY.table(Lines(lines, notes=_notes(refused)), about)


def _notes(refused: Sequence[FileReport]) -> list[str]:
    notes = [f"Not in it: {Path(one.path).name}. {one.error}" for one in refused[:_MOST_NOTES]]
    more = len(refused) - len(notes)
    return [*notes, f"Nor are {counted(more, 'more file')}: ilr check says why."] if more else notes


def _made_on(one: FileReport) -> date:
    """The day on which a return was made; that of a workbook is the day on which its file was saved last."""
    assert one.report is not None
    if one.cells is None and one.report.prepared:
        return one.report.prepared
    # Local time, as everything in a return.
    return datetime.fromtimestamp(Path(one.path).stat().st_mtime).date()  # noqa: DTZ006


def _line(key: tuple[int, str, str], one: Checked, several: bool) -> tuple[str | date | int | Decimal | None, ...]:
    ukprn, year, closing = key
    counts, learners = one.counts, one.counts.learners
    name = f"20{year[:2]}/{year[2:]} {closing}"
    return (
        f"{name} {ukprn or ''}".rstrip() if several else name, str(ukprn) if ukprn else None, one.made, learners,
        # Rounded down, so that 100 % means every learner.
        Decimal(1000 * counts.clean_learners // learners) / 1000 if learners else None, counts.errors, counts.warnings,
        round(Decimal(100 * counts.errors) / learners, 1) if learners else None, one.files,
        counts.frequent or None, Path(one.path).name,
    )  # fmt: skip
