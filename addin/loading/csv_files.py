"""CSV files, alone or in a ZIP, as streams of rows."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ilr_core.errors import InputError

_PARTS_OF_WHOLE = "multi_csv"
_LEGACY = "ilr_legacy"


def _as_windows_text(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, as older exports have them."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_LEGACY, _as_windows_text)


@dataclass(frozen=True)
class CsvFile:
    """One CSV file: where it lies, and its name within a ZIP if it is in one."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The name for people."""
        return f"{Path(self.member).name} in {self.path.name}" if self.member else self.path.name

    @property
    def is_part_of_whole(self) -> bool:
        """Whether it is one of the small files in which the postcode directory comes a second time."""
        return _PARTS_OF_WHOLE in self.member.casefold()

    @property
    def changed(self) -> datetime:
        """When it was last changed, as the ZIP or else the file system says."""
        if self.member:
            with suppress(zipfile.BadZipFile, ValueError), zipfile.ZipFile(self.path) as archive:
                return datetime(*archive.getinfo(self.member).date_time)  # noqa: DTZ001 - a ZIP knows no zone
        return datetime.fromtimestamp(self.path.stat().st_mtime)  # noqa: DTZ006 - as the user's system shows it

    @contextmanager
    def rows(self) -> Iterator[Iterator[list[str]]]:
        """Its rows, the header first. Raises InputError for a file that cannot be read to its end, or has lost it."""
        try:
            with self._opened() as stream:
                text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors=_LEGACY, newline="")
                yield self._whole(text)
        except NotImplementedError as error:
            raise InputError(f"{self.path.name} is packed in an unusual way. Unpack it and import the CSV.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise InputError(f"{self.name} is damaged. Download it again; nothing was loaded.") from error
        except csv.Error as error:
            raise InputError(f"{self.name} is no CSV file that can be read; nothing was loaded.") from error
        except RuntimeError as error:
            raise InputError(f"{self.path.name} asks for a password. Make it again without one.") from error

    def _whole(self, text: Iterable[str]) -> Iterator[list[str]]:
        """The rows of a text, the last of which must not be shorter than the header without a line's end behind it."""
        last_line = ""

        def lines() -> Iterator[str]:
            nonlocal last_line
            for line in text:
                last_line = line
                yield line

        width, row, number = 0, [""], 0
        for number, row in enumerate(csv.reader(lines()), start=1):  # noqa: B007 - the last one is looked at below
            width = width or len(row)
            yield row
        if row and len(row) < width and not last_line.endswith(("\n", "\r")):
            raise InputError(
                f"{self.name}, line {number}, is cut off: it has only {len(row)} of {width} columns. "
                "Download the file again; nothing was loaded."
            )

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        if not self.member:
            with self.path.open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as member:
            yield io.BufferedReader(member)  # type: ignore[type-var]  # a member reads like a raw stream


def csv_files_in(path: Path) -> list[CsvFile]:
    """The CSV files of a path: itself, or those in a ZIP.

    Raises InputError for a ZIP that is damaged or holds none, and for XML; OSError for a file that cannot be opened.
    """
    with path.open("rb") as stream:
        begins = stream.read(4)
    if begins.removeprefix(codecs.BOM_UTF8)[:1] == b"<":
        raise InputError(f"{path.name} is XML or a web page, not a CSV file. Choose the download in CSV form.")
    is_zip = begins == b"PK\x03\x04"
    if not is_zip and path.suffix.casefold() != ".zip":
        return [CsvFile(path)]
    try:
        with zipfile.ZipFile(path) as archive:
            names = [entry.filename for entry in archive.infolist() if entry.filename.casefold().endswith(".csv")]
    except (zipfile.BadZipFile, EOFError) as error:
        raise InputError(f"{path.name} is damaged or is no ZIP. Download it again; nothing was loaded.") from error
    if not names:
        raise InputError(f"{path.name} holds no CSV file. Choose the download in CSV form.")
    return [CsvFile(path, name) for name in names]
