"""All findings of a check in one file, CSV or Parquet, written while the check goes on."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from addin.reports.files import FileReport
from addin.reports.finding_rows import FindingRow, finding_rows
from addin.wording import plain_cell
from ilr_core.errors import InputError

Keep = Callable[[FileReport], None]
KINDS = (".csv", ".parquet")
GROUP = 5_000
"""Rows that are written to Parquet together; so many are held in memory."""
_OF_FILE = ("file", "ukprn", "year")
COLUMNS = (*_OF_FILE, *(one.name for one in fields(FindingRow)))
_NUMBERS = {"ukprn", "aim"}


@contextmanager
def findings_file(path: Path | None) -> Iterator[Keep]:
    """A function that takes the reports, one by one; the file is there whole when the context ends well, or not at all.

    Without a path nothing is written. Raises InputError for another kind of file, for one that is there already, and
    for Parquet without pyarrow (optional extra ``parquet``).
    """
    if path is None:
        yield _nowhere
        return
    if path.suffix.lower() not in KINDS:
        raise InputError(f"{path.name or path} must end in {' or '.join(KINDS)}. Choose another name for the findings.")
    if path.exists():
        raise InputError(f"{path} is there already and is not overwritten. Choose another name, or move it away first.")
    open_table = _csv if path.suffix.lower() == ".csv" else _parquet
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=".ilr-") as room:
        draft = Path(room) / path.name
        with open_table(draft) as keep:
            yield keep
        draft.replace(path)


def _rows(file: FileReport) -> Iterator[tuple[Any, ...]]:
    report = file.report
    facts = (file.path, report.ukprn if report else None, report.year if report else "")
    for row in finding_rows(file):
        yield *facts, *(getattr(row, name) for name in COLUMNS[len(_OF_FILE) :])


def _nowhere(file: FileReport) -> None:
    """Keeps nothing."""


@contextmanager
def _csv(path: Path) -> Iterator[Keep]:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)

        def keep(file: FileReport) -> None:
            for row in _rows(file):
                writer.writerow(["" if cell is None else plain_cell(str(cell)) for cell in row])

        yield keep


@contextmanager
def _parquet(path: Path) -> Iterator[Keep]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(
            f"{path.name} needs pyarrow, which is not installed. Run: pip install ilr-excel[parquet], or choose .csv"
        ) from error
    schema = pa.schema([(name, pa.int64() if name in _NUMBERS else pa.string()) for name in COLUMNS])
    held: list[tuple[Any, ...]] = []
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:

        def write() -> None:
            if held:
                writer.write_table(pa.table([list(column) for column in zip(*held, strict=True)], schema=schema))
                held.clear()

        def keep(file: FileReport) -> None:
            for row in _rows(file):
                held.append(row)
                if len(held) >= GROUP:
                    write()

        yield keep
        write()
