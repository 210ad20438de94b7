"""One return made several: each learner, whole, in exactly one file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from addin.batches.inputs import BatchInput
from addin.batches.words import programme_words
from addin.books.book import header_of
from addin.commands.export import folder_for_xml
from addin.hosts.port import Host
from addin.wording import counted, plain_cell
from ilr_core.catalogue import Catalogue
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.knowledge import Knowledge
from ilr_core.returns.batches import MOST_PARTS, Part, Split
from ilr_core.returns.file_name import FileName
from ilr_core.xml import write_checked

Agree = Callable[[Sequence[str]], bool]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Piece:
    """One file of a split return: where it is, what its learners have in common, and how many they are."""

    path: Path
    label: str
    learners: int

    @property
    def sentence(self) -> str:
        """The piece in one line."""
        return f"{self.path.name}: {self.label}, {counted(self.learners, 'learner')}"


def split(
    source: BatchInput,
    by: Split,
    folder: Path,
    *,
    now: datetime,
    knowledge: Knowledge,
    host: Host | None = None,
    serial: int = 1,
    official_schema: bytes | None = None,
    agree: Agree | None = None,
    progress: Progress | None = None,
) -> list[Piece]:
    """Takes a return apart; an empty list if the user, shown the parts, does not ``agree``.

    Each part gets the next serial number, the first ``serial``, and the list of source files of the whole. Beside them
    a CSV says what is in which. ``host`` is the workbook that names programmes. Raises ExportBlocked or InputError,
    and writes nothing, for a return that cannot be read whole and for more parts than there are serial numbers.
    """
    learners = list(source.learners())
    year, ukprn = source.year, source.ukprn
    if ukprn is None:
        raise InputError(f"{source.title} does not say whose return it is. Give it its provider number (UKPRN) first.")
    parts = by(learners, programme_words(year, knowledge, host))
    _refuse_number(parts, serial, source.title)
    names = [FileName(ukprn, year.year, now, f"{serial + i:02}").text for i in range(len(parts))]
    pieces = [Piece(folder / name, part.label, len(part.learners)) for name, part in zip(names, parts, strict=True)]
    if agree and not agree([piece.sentence for piece in pieces]):
        return []
    _write(source, year, ukprn, parts, pieces, folder, now, serial, official_schema, progress)
    return pieces


def _write(
    source: BatchInput,
    year: Catalogue,
    ukprn: int,
    parts: Sequence[Part],
    pieces: Sequence[Piece],
    folder: Path,
    now: datetime,
    serial: int,
    official: bytes | None,
    progress: Progress | None,
) -> None:
    """All files at once: they are made in a folder of their own and moved when the last is whole."""
    listing = folder / f"Parts of {Path(source.title).stem} {now:%Y%m%d-%H%M%S}.csv"
    there = [one.name for one in (*(piece.path for piece in pieces), listing) if one.exists()]
    if there:
        raise ExportBlocked(f"{there[0]} is there already. Use another serial number, or do it again in a second.")
    with folder_for_xml(folder), TemporaryDirectory(dir=folder, prefix=".ilr-") as room:
        for number, (part, piece) in enumerate(zip(parts, pieces, strict=True)):
            if progress:
                progress("Writing parts", number, len(parts))
            header = header_of(ukprn, now, serial + number)
            write_checked(Path(room) / piece.path.name, year, header, source.source_files, part.learners, official)
        _write_listing(Path(room) / listing.name, pieces)
        _move(Path(room), [*(piece.path for piece in pieces), listing])


def _move(room: Path, targets: Sequence[Path]) -> None:
    """Moves files out of a room; if one cannot be moved, none is."""
    with ExitStack() as back:
        for path in targets:
            (room / path.name).replace(path)
            back.callback(path.unlink)
        back.pop_all()


def _write_listing(path: Path, pieces: Sequence[Piece]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)
        writer.writerow(("file", "part", "learners"))
        writer.writerows((piece.path.name, plain_cell(piece.label), piece.learners) for piece in pieces)


def _refuse_number(parts: Sequence[Part], serial: int, title: str) -> None:
    if not parts:
        raise ExportBlocked(f"{title} has no learners, so there is nothing to split.")
    if len(parts) > MOST_PARTS - serial + 1:
        raise ExportBlocked(
            f"{title} would be {len(parts):,} parts, but serial numbers from {serial} end at {MOST_PARTS}. "
            "Split by something coarser, or take some learners with: ilr export --where"
        )
