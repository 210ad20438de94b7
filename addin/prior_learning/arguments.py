"""The arguments of a case of prior learning, and how they are read from text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from addin.loading.csv_files import CsvFile
from addin.sheets.dates import typed_date
from ilr_core.errors import InputError

SHOWN = 40
LABELS = ("case", "learner", "learnrefnumber")
_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)")
Value = date | Decimal


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: whether it is a day or a number, and what it is, for the help."""

    is_day: bool
    about: str


ARGUMENTS: Mapping[str, Argument] = {
    "start": Argument(True, "first day of the apprenticeship"),
    "planned_end": Argument(True, "planned end of the practical period"),
    "band_max": Argument(False, "maximum funding band of the standard, pounds"),
    "planned_hours": Argument(False, "off-the-job hours planned for somebody without prior learning"),
    "prior_learning_hours": Argument(False, "hours that prior learning takes away"),
    "price_reduction_given": Argument(False, "by how many pounds the price was reduced"),
    "tnp1": Argument(False, "training price agreed, pounds"),
    "tnp2": Argument(False, "assessment price agreed, pounds"),
    "agreed_total_price": Argument(False, "whole price agreed, in place of tnp1 and tnp2"),
    "published_minimum_hours": Argument(False, "the standard's published minimum hours"),
    "weekly_hours": Argument(False, "paid hours of work a week"),
    "actual_hours": Argument(False, "off-the-job hours delivered so far"),
    "day": Argument(True, "day on which the hours so far were counted"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A case as read: its label, the values, and the sentence that says what cannot be read (empty if nothing)."""

    label: str
    values: Mapping[str, Value] = field(default_factory=dict)
    error: str = ""


def read_case(texts: Mapping[str, str]) -> Given:
    """A case from texts by argument name. Raises InputError for a text that is no day or no number."""
    values: dict[str, Value] = {}
    for name, text in texts.items():
        found = _value(name, text)
        if found is None:
            raise InputError(f"--{name.replace('_', '-')} {_refusal(name, text)}")
        values[name] = found
    return Given("", values)


def read_cases(path: Path) -> list[Given]:
    """The cases of a CSV file, a row each, with columns named as the arguments.

    A column ``case``, ``learner`` or ``LearnRefNumber`` labels the rows; else their line does. A value that cannot be
    read stays with its row as an error. Raises InputError for a file without usable columns.
    """
    file = CsvFile(path)
    with file.rows() as rows:
        names = [_plain(text) for text in next(rows, [])]
        _check_names(names, file.name)
        found = [_row(dict(zip(names, cells, strict=False)), line, file.name) for line, cells in _lines(rows)]
    if not found:
        raise InputError(f"{file.name} has no rows under its header. Add a row for each apprentice.")
    return found


def _lines(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for line, cells in enumerate(rows, start=2):
        if any(cell.strip() for cell in cells):
            yield line, cells


def _plain(header: str) -> str:
    return header.strip().casefold().replace("-", "_").replace(" ", "_")


def _check_names(names: list[str], file: str) -> None:
    known = {*ARGUMENTS, *LABELS}
    unknown = [name for name in names if name and name not in known]
    if unknown:
        raise InputError(
            f"{file} has a column '{unknown[0][:SHOWN]}' that is no argument. Use case and {', '.join(ARGUMENTS)}."
        )
    if len(set(names)) < len(names):
        raise InputError(f"{file} has a column twice. Keep one of them.")
    if "start" not in names:
        raise InputError(f"{file} has no column start, the first day of the apprenticeship. Add it.")


def _row(cells: Mapping[str, str], line: int, file: str) -> Given:
    label = next((cells[name].strip() for name in LABELS if cells.get(name, "").strip()), f"line {line}")
    values: dict[str, Value] = {}
    for name in ARGUMENTS:
        text = cells.get(name, "").strip()
        if not text:
            continue
        found = _value(name, text)
        if found is None:
            return Given(label, error=f"{file}, line {line}: {name} {_refusal(name, text)}")
        values[name] = found
    return Given(label, values)


def _value(name: str, text: str) -> Value | None:
    if ARGUMENTS[name].is_day:
        return typed_date(text.strip())
    plain = text.replace(",", "").replace("£", "").strip()
    return Decimal(plain) if _NUMBER.fullmatch(plain) and plain.isascii() and len(plain) <= SHOWN else None


def _refusal(name: str, text: str) -> str:
    wanted = "a date; write 14/09/2026 or 2026-09-14" if ARGUMENTS[name].is_day else "a number; write 480 or 7.5"
    return f"'{text[:SHOWN]}' is not {wanted}."
