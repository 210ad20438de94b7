"""Exports the return of a workbook as ILR XML: all of it, or the learners without errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.commands.book import SHEET, Book, header_facts, numbering_notice, open_book
from addin.commands.check import SCHEMA, judged
from addin.hosts.port import Host
from addin.sheets.addresses import address
from ilr_core.checking import ReturnReport
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.returns.file_name import FileName
from ilr_core.xml import write_checked

SHOWN = 3


@dataclass(frozen=True)
class Export:
    """An exported return: the file, how many learners are in it, how many were left out, and what the rules say.

    ``notice`` says which aims were numbered.
    """

    path: Path
    learners: int
    left_out: int
    report: ReturnReport
    notice: str = ""


def export_book(
    host: Host,
    folder: Path | None = None,
    *,
    now: datetime,
    year: str | None = None,
    only_clean: bool = False,
    serial: int = 1,
    knowledge: Knowledge | None = None,
    official_schema: bytes | None = None,
) -> Export | None:
    """Writes the return into a folder (asked for if not given) under its official name; None if the user declines.

    Rule errors do not stop an export. Raises ExportBlocked, and writes nothing, if the return would break the schema or
    if anything typed could not be read or placed; with ``only_clean`` such learners are left out with the others that
    have errors.
    """
    folder = folder or host.ask_folder("Where shall the ILR XML be saved?")
    if folder is None:
        return None
    book = open_book(host, year)
    report = judged(book, host, now, knowledge, official_schema)
    learners = _chosen(book, report, only_clean)
    facts = header_facts(book, now, serial)
    name = FileName(facts.ukprn, book.year.year, now, f"{serial:02}")
    path = folder / name.text
    if path.exists():
        raise ExportBlocked(f"{path.name} is there already. Use another serial number, or export again in a second.")
    host.progress("Writing the XML")
    with _folder(folder):
        write_checked(path, book.year, facts, book.source_files, learners, official_schema)
    return Export(
        path, len(learners), len(book.reading.learners) - len(learners), report, numbering_notice(book.reading)
    )


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """The folder, made if need be; what was made goes again if nothing could be written into it."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file, but the XML needs a folder. Name another with --out.")
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for one in made:
            with suppress(OSError):
                one.rmdir()
        raise


def _chosen(book: Book, report: ReturnReport, only_clean: bool) -> Sequence[Learner]:
    stops = [found for found in (*book.findings, *book.reading.problems) if found.severity == "error"]
    if not only_clean:
        if stops or not book.reading.may_export or not report.schema_valid:
            raise ExportBlocked(_refusal(book, report))
        return book.reading.learners
    if any(found.learner is None for found in stops):
        raise ExportBlocked(_refusal(book, report))
    faulty = report.faulty_positions
    learners = [one for one in book.reading.learners if one.position not in faulty]
    if not learners:
        raise ExportBlocked("No learner is without errors, so there is nothing to export. Mend some and export again.")
    return learners


def _refusal(book: Book, report: ReturnReport) -> str:
    named = []
    for found in report.findings:
        if found.rule.startswith("FD_") or (found.rule in (SHEET, SCHEMA) and found.severity == "error"):
            cell = next((cell for spot in found.spots if (cell := address(spot, book.reading))), "")
            named.append(found.message if found.rule == SHEET or not cell else f"{cell}: {found.message}")
    more = f" There are {len(named) - SHOWN} more." if len(named) > SHOWN else ""
    return (
        f"Nothing was exported. {' '.join(named[:SHOWN])}{more} Mend the cells that a check marks, then export again."
    )
