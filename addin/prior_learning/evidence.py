"""A workbook of evidence for the funding file: a page for each apprentice whose prior learning is recognised."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.prior_learning.chosen import Row, chosen_rows
from addin.prior_learning.evidence_facts import page_facts
from ilr_core.errors import InputError
from ilr_core.exact import day_in_words
from ilr_core.knowledge import Knowledge

if TYPE_CHECKING:
    from openpyxl import Workbook

    from ilr_core.catalogue import Catalogue

QUESTION = "Save the evidence of prior learning as"
KINDS = ("xlsx",)
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 28  # Excel takes 31; three are left for a number


@dataclass(frozen=True)
class Evidence:
    """The workbook that was made, its pages, and of whom there is none because the row is not complete."""

    path: Path
    pages: int
    left_out: tuple[str, ...]


def make_evidence(
    host: Host,
    path: Path | None = None,
    *,
    who: str,
    now: datetime,
    learners: Sequence[str] = (),
    year: str | None = None,
    knowledge: Knowledge | None = None,
) -> Evidence | None:
    """Makes a page for each chosen apprentice with a complete row, in a workbook at ``path`` (else the user is asked).

    Without ``learners`` and without a selection it is all who have prior learning entered. None if the user would
    rather not. Raises InputError if nothing is complete, or if something of that name is there already.
    """
    chosen = chosen_rows(host, learners=learners, year=year)
    rows = [row for row in chosen.rows if chosen.are_chosen or row.judgement.kind != "none"]
    complete = [row for row in rows if row.is_complete]
    left_out = tuple(f"{row.name}: {row.judgement.words}." for row in rows if row not in complete)
    if not complete:
        told = " ".join(left_out[:3])
        raise InputError(f"No row is complete, so there is no evidence to make. {told}".strip())
    path = path or host.ask_target(QUESTION, "Prior learning evidence", KINDS)
    if path is None:
        return None
    # A workbook of pages has no macros, whatever name was typed.
    path = path.with_suffix(".xlsx")
    if path.exists():
        raise InputError(f"{path} is there already and is not overwritten. Choose another name, or move it away first.")
    known = loaded_knowledge() if knowledge is None else knowledge
    book = chosen.book
    provider = f"Provider {book.ukprn} · ILR {book.year.title}" if book.ukprn else f"ILR {book.year.title}"
    by = f" by {who}" if who else ""
    made = (
        f"Made on {day_in_words(now.date())} at {now:%H:%M}{by} with ilr-excel {version('ilr-excel')} from "
        f"{host.title}. The funding rules named above were read second-hand where the step says so; check the "
        "paragraph in the current rules before you rely on it."
    )
    _write(path, complete, chosen.book.year, known, provider, made)
    host.open_book(path)
    return Evidence(path, len(complete), left_out)


def _write(path: Path, rows: Sequence[Row], year: Catalogue, known: Knowledge, provider: str, made: str) -> None:
    # openpyxl takes a tenth of a second to import, and only this command needs it here.
    from openpyxl import Workbook

    from addin.prior_learning.evidence_page import EvidencePage

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = "Evidence of prior learning"
    book.properties.creator = "ILR in Excel"
    for row in rows:
        page = book.create_sheet(_sheet_name(row.name, book.sheetnames))
        EvidencePage(page).write(page_facts(row, year, known), provider, made)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".ilr-") as folder:
            draft = Path(folder) / path.name
            draft.write_bytes(_file(book))
            draft.replace(path)
    except PermissionError as error:
        raise InputError(f"{path} cannot be made, for its folder may not be written to. Choose another.") from error


def _file(book: Workbook) -> bytes:
    from workbook_templates.finish import finished

    with BytesIO() as file:
        book.save(file)
        return finished(file.getvalue())


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name for the sheet that Excel takes and no other has."""
    plain = _NOT_IN_A_NAME.sub("_", name).strip()[:_LONGEST_NAME] or "Apprentice"
    used = {one.casefold() for one in taken}
    found, number = plain, 2
    while found.casefold() in used:
        found, number = f"{plain} {number}", number + 1
    return found
