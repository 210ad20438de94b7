"""Reports saved under a name whose ending says the format: a workbook, a web page or a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from addin.commands.new import draft_of
from addin.standing_reports.book import fill_book
from addin.standing_reports.page import as_page
from addin.standing_reports.registry import Table
from addin.standing_reports.text import as_csv
from ilr_core.errors import InputError

BOOK, PAGE, CSV = ".xlsx", ".html", ".csv"
BOM = "\ufeff"
"""Without it Excel takes a CSV file for one of the computer's old character set."""


def refuse_target(path: Path, *, one: bool) -> None:
    """Raises InputError for a name that reports cannot be saved under; ``one``: a single report is to be saved."""
    kind = path.suffix.lower()
    if kind == CSV and not one:
        raise InputError(f"A CSV file holds one report. Save all of them as {BOOK} or {PAGE}, or name one report.")
    if kind not in (BOOK, PAGE, CSV):
        raise InputError(f"{path} must end in {BOOK} (workbook), {PAGE} (page) or {CSV}. Choose such a name.")
    if path.exists():
        raise InputError(f"{path} is there already and is not overwritten. Choose another name, or move it away first.")


def save_reports(path: Path, tables: Sequence[Table]) -> None:
    """Writes the file in one step. Raises InputError, and writes nothing, if it cannot be saved under this name."""
    refuse_target(path, one=len(tables) == 1)
    with draft_of(path) as draft:
        if path.suffix.lower() == BOOK:
            fill_book(draft, tables)
        else:
            text = as_page(tables) if path.suffix.lower() == PAGE else BOM + as_csv(tables[0])
            draft.write_text(text, "utf-8", newline="")
        refuse_target(path, one=len(tables) == 1)
        draft.replace(path)
