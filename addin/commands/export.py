"""Exports the return of a workbook as ILR XML: all of it, some learners, or those without errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.books.book import header_facts, numbering_notice, open_book
from addin.commands.check import judged
from addin.commands.export_choice import Choose, remaining, taken, verified_of, with_verified
from addin.commands.export_summary import export_summary
from addin.hosts.port import Host
from addin.sealing.standings import verified_learners
from addin.sealing.status import book_seals
from ilr_core.checking import ReturnReport
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.knowledge import Knowledge
from ilr_core.returns.file_name import FileName
from ilr_core.xml import write_checked


@dataclass(frozen=True)
class Export:
    """An exported return: the file, how many learners are in it, and what the rules say of the workbook.

    ``left_out`` were left out for their errors, ``not_chosen`` because they were not asked for, ``not_verified``
    because only verified ones were; ``unsealed`` are in the file and not verified (None: the workbook does not use
    seals). ``errors`` are those that the rules find in the file. ``notice`` says which aims were numbered. ``summary``
    is what `export_summary` says of it.
    """

    path: Path
    learners: int
    left_out: int
    report: ReturnReport
    notice: str = ""
    not_chosen: int = 0
    errors: int = 0
    not_verified: int = 0
    unsealed: int | None = None
    summary: tuple[str, ...] = ()


def export_book(
    host: Host,
    folder: Path | None = None,
    *,
    now: datetime,
    year: str | None = None,
    only_clean: bool = False,
    only_verified: bool = False,
    choose: Choose | None = None,
    ask: bool = False,
    serial: int = 1,
    knowledge: Knowledge | None = None,
    official_schema: bytes | None = None,
) -> Export | None:
    """Writes the return into a folder (asked for if not given) under its official name; None if the user declines.

    ``choose`` picks the learners; with ``ask`` the user sees first what will be written and is asked whether to go on.
    Rule errors do not stop an export. Raises ExportBlocked, and writes nothing, if the file would break the schema or
    if anything typed could not be read or placed; with ``only_clean`` such learners are left out with the others that
    have errors, and with ``only_verified`` nobody is taken whose seal does not stand.
    """
    book = open_book(host, year)
    chosen = choose(host, book) if choose else None
    seals = book_seals(host, book)
    verified = verified_learners(seals) if seals or only_verified else None
    wanted = verified_of(book, chosen, verified or ()) if only_verified else chosen
    report = judged(book, host, now, knowledge, official_schema)
    choice = taken(book, report, wanted, only_clean=only_clean, now=now, official=official_schema)
    choice = with_verified(choice, chosen, verified)
    facts = header_facts(book, now, serial)
    name = FileName(facts.ukprn, book.year.year, now, f"{serial:02}").text
    summary = export_summary(name, book, report, choice, now)
    if ask and not host.ask_yes("Write this file?", summary):
        return None
    folder = folder or host.ask_folder("Where shall the ILR XML be saved?")
    if folder is None:
        return None
    path = folder / name
    if path.exists():
        raise ExportBlocked(f"{name} is there already. Use another serial number, or export again in a second.")
    host.progress("Writing the XML")
    with folder_for_xml(folder):
        write_checked(path, book.year, facts, book.source_files, choice.learners, official_schema)
    return Export(
        path,
        len(choice.learners),
        len(choice.faulty),
        report,
        numbering_notice(book.reading),
        len(choice.not_chosen),
        sum(found.severity == "error" for found in remaining(report, choice)),
        len(choice.not_verified),
        None if choice.unsealed is None else len(choice.unsealed),
        tuple(summary),
    )


@contextmanager
def folder_for_xml(folder: Path) -> Iterator[None]:
    """The folder, made if need be; what was made goes again if nothing could be written into it.

    Raises InputError for a file.
    """
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
