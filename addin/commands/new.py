"""Makes new workbooks: an empty one, or one filled from learners."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from errno import ENOENT
from importlib.metadata import EntryPoint, entry_points
from os import strerror
from pathlib import Path

from addin.audit.recording import record, settle
from addin.change_log import LogEntry
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue
from addin.sheets.source_files import source_file_rows
from addin.sheets.writing import rows_for
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.model import Learner, SourceFiles
from workbook_templates.build import build
from workbook_templates.layout import PROGRAMMES, SOURCE_FILES, layout
from workbook_templates.roll_over_sheet import ROLL_OVER

RollOverLines = tuple[Sequence[Sequence[CellValue]], Sequence[float | None]]
PLAIN = ".xlsx"
MAKERS = "ilr.workbooks"


def new_book(path: Path, year: Catalogue, *, ukprn: int | None = None) -> None:
    """Makes an empty return workbook; one that ends in .xlsm or .xltm has the functions and the ribbon in it.

    Raises InputError if something of that name is there already, or for a provider number that has not 8 digits.
    """
    refuse_unusable_name(path)
    if ukprn is not None and not 10_000_000 <= ukprn <= 99_999_999:
        raise InputError("A provider number (UKPRN) has 8 digits. Correct --ukprn, or leave it out and type it later.")
    _put(path, _finished(build(year, ukprn=ukprn), path))


def filled_book(
    path: Path,
    year: Catalogue,
    learners: Sequence[Learner],
    *,
    ukprn: int | None = None,
    source_files: Sequence[SourceFiles] = (),
    programmes: Sequence[Sequence[CellValue]] = (),
) -> None:
    """Makes a return workbook with these learners in it. Raises InputError if something of that name is there.

    ``programmes`` are rows of the sheet Programmes.
    """
    refuse_unusable_name(path)  # before the rows are made, which may take a while
    rows = rows_for(learners, layout(year))
    book_of_rows(path, year, rows, ukprn=ukprn, source_files=source_files, programmes=programmes)


def book_of_rows(
    path: Path,
    year: Catalogue,
    rows: Mapping[str, Sequence[Sequence[CellValue]]],
    *,
    ukprn: int | None = None,
    source_files: Sequence[SourceFiles] = (),
    roll_over: RollOverLines | None = None,
    programmes: Sequence[Sequence[CellValue]] = (),
    log: Sequence[LogEntry] = (),
    now: datetime | None = None,
) -> None:
    """Makes a return workbook of the rows of its data sheets, as ``rows_for`` gives them.

    ``roll_over`` are the lines of the sheet Roll-over with their heights; without them there is no such sheet.
    ``programmes`` are rows of the sheet Programmes. ``log`` are the first entries of its log, written at ``now``.
    Raises InputError if something of that name is there.
    """
    refuse_unusable_name(path)
    lines_of_roll_over, heights = roll_over or ((), ())
    opened = _with_rare_columns(rows, year)
    data = build(year, ukprn=ukprn, opened=opened, roll_over=None if roll_over is None else len(lines_of_roll_over))
    with draft_of(path) as draft:
        draft.write_bytes(data)
        host = FileHost(draft)
        for sheet, lines in rows.items():
            if lines:
                host.fill_rows(sheet, 2, lines)
        if programmes:
            host.fill_rows(PROGRAMMES, 2, programmes)
        if source_files:
            host.fill_rows(SOURCE_FILES, 2, source_file_rows(source_files, year))
        if lines_of_roll_over:
            host.fill_rows(ROLL_OVER, 2, lines_of_roll_over, heights)
        recorded = record(host, log, now) if log and now else None
        host.save()
        draft.write_bytes(_finished(draft.read_bytes(), path))
        refuse_unusable_name(path)
        draft.replace(path)
    if recorded and now:
        settle(recorded, path, now)


def _with_rare_columns(rows: Mapping[str, Sequence[Sequence[CellValue]]], year: Catalogue) -> list[str]:
    """The sheets that will have something in a column that is folded away in an empty workbook."""
    sheets = layout(year).sheets
    rare = {name: [i for i, column in enumerate(sheets[name].columns) if column.rare] for name in rows}
    return [name for name, lines in rows.items() if any(line[i] is not None for line in lines for i in rare[name])]


def _makers() -> dict[str, EntryPoint]:
    """What makes a plain workbook one with macros, by the end of its name; the package above this one brings them."""
    return {f".{point.name}": point for point in entry_points(group=MAKERS)}


def _finished(workbook: bytes, path: Path) -> bytes:
    """The file as its name asks for."""
    if path.suffix.lower() == PLAIN:
        return workbook
    make: Callable[[bytes], bytes] = _makers()[path.suffix.lower()].load()
    return make(workbook)


def refuse_unusable_name(path: Path) -> None:
    """Raises InputError for a name that no workbook can have, or that something has already."""
    kinds = [PLAIN, *sorted(_makers())]
    if path.suffix.lower() not in kinds:
        named = f"{', '.join(kinds[:-1])} or {kinds[-1]}" if len(kinds) > 1 else PLAIN
        raise InputError(f"{path.name or path} must end in {named}. Choose a name like {path.stem or 'return'}{PLAIN}.")
    if path.exists():
        raise InputError(f"{path} is there already and is not overwritten. Choose another name, or move it away first.")


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """A file to work on beside the book to be, so that the book is there whole or not at all.

    Folders on the way to it are made, and go again if it is not. Raises InputError, which names the book, where it
    cannot be written.
    """
    new_folders = [folder for folder in path.parents if not folder.exists()]
    try:
        with _room_beside(path) as room:
            try:
                yield Path(room) / path.name
            except OSError as error:
                if not str(error.filename or "").startswith(room):
                    raise
                raise InputError(_not_written(path, error)) from error
    finally:
        for folder in new_folders:
            # It stays where the book is in it.
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def replacement_of(path: Path) -> Iterator[Path]:
    """A file to write, which then takes the place of the one that may be there, in one step.

    Raises FileNotFoundError if its folder is not there, and as `draft_of`.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(ENOENT, strerror(ENOENT), str(path))
    with draft_of(path) as draft:
        yield draft
        draft.replace(path)


def _room_beside(path: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(dir=path.parent, prefix=".ilr-")
    except OSError as error:
        raise InputError(_not_written(path, error)) from error


def _not_written(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"{path} cannot be made, for its folder may not be written to. Choose another."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{path} cannot be made, for {path.parent} is no folder. Choose another."
    return f"{path} cannot be made ({error.strerror or type(error).__name__}). Choose another name or folder."


def _put(path: Path, data: bytes) -> None:
    with draft_of(path) as draft:
        draft.write_bytes(data)
        draft.replace(path)
