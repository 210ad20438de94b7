"""A return or workbook without the people in it, under the same name in another folder."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from addin.books.book import open_book
from addin.commands.new import book_of_rows, refuse_unusable_name
from addin.file_kinds import RETURNS
from addin.hosts.file_host import FileHost
from addin.pseudonyms.rows import exchanged_rows
from ilr_core.errors import InputError
from ilr_core.model import SourceFiles, copied
from ilr_core.pseudonyms import Pseudonyms
from ilr_core.pseudonyms.xml_file import exchange_xml
from ilr_core.xml.archive import opened

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Exchanged:
    """A file that was made, and how many learners are in it."""

    path: Path
    learners: int


def exchange_file(source: Path, folder: Path, pseudonyms: Pseudonyms, *, year: str | None = None) -> Exchanged:
    """Writes a return or workbook without the people in it into a folder; the name stays, for rules judge it.

    Of a workbook only the sheets of the return go along, in a new workbook: no notes, log, sheets or columns of yours.
    Raises InputError, and writes nothing, if the file cannot be used or one of that name is in the folder already.
    """
    kind = source.suffix.lower()
    if kind not in RETURNS + WORKBOOKS:
        raise InputError(f"{source} is no return (.xml, .zip) and no workbook (.xlsx, .xlsm). Name one of these.")
    if not source.is_file():
        raise InputError(f"{source} is not there. Check the name and the folder.")
    target = folder / (source.name if kind in RETURNS else f"{source.stem}.xlsx")
    if target.exists():
        raise InputError(f"{target} is there already and is not overwritten. Choose another folder, or move it away.")
    folder.mkdir(parents=True, exist_ok=True)
    if kind in WORKBOOKS:
        return Exchanged(target, _book(source, target, pseudonyms, year))
    with TemporaryDirectory(dir=folder, prefix=".ilr-") as room:
        draft = Path(room) / target.name
        count = (_zip if kind == ".zip" else _xml)(source, draft, pseudonyms)
        draft.replace(target)
    return Exchanged(target, count)


def _xml(source: Path, draft: Path, pseudonyms: Pseudonyms) -> int:
    with source.open("rb") as incoming, draft.open("wb") as out:
        return exchange_xml(incoming, source.name, out, pseudonyms)


def _zip(source: Path, draft: Path, pseudonyms: Pseudonyms) -> int:
    with source.open("rb") as stream:
        found = opened(stream, source.name)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(found.name, "w") as out:
            return exchange_xml(found.stream, found.name, out, pseudonyms)


def _book(source: Path, target: Path, pseudonyms: Pseudonyms, year: str | None) -> int:
    refuse_unusable_name(target)
    book = open_book(FileHost(source), year)
    rows = exchanged_rows(book.reading, pseudonyms)
    files = _renamed(book.source_files, lambda text: pseudonyms.text("SourceFile", "SourceFileName", text))
    book_of_rows(target, book.year, rows, ukprn=book.ukprn, source_files=files)
    return len(book.reading.learners)


def _renamed(files: Sequence[SourceFiles], exchanged: Callable[[str], str]) -> list[SourceFiles]:
    found = []
    for several in files:
        twin = copied(several)
        for one in twin.SourceFile:
            one.SourceFileName = exchanged(one.SourceFileName)
        found.append(twin)
    return found
