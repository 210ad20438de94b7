"""Code lists in full: DfE's own list for a list that the tool does not know in full, kept as the user loaded it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from addin.loading.csv_files import CsvFile
from addin.user_data import data_folder
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, Code, CodeList
from ilr_core.errors import InputError
from ilr_core.registers.recognition import day_of

FOLDER = "lists"
HEADERS = ("list", "code", "label", "valid_from", "valid_to")
_NAMES = {
    "list": ("list", "list name", "field", "type"),
    "code": ("code", "value", "grade"),
    "label": ("label", "description", "definition", "meaning", "title"),
    "valid_from": ("valid_from", "valid from", "effective from", "effectivefrom"),
    "valid_to": ("valid_to", "valid to", "effective to", "effectiveto"),
}


def import_lists(paths: Iterable[Path], year: Catalogue, name: str = "") -> dict[str, int]:
    """Loads code lists of a year from CSV files; gives the number of codes by list.

    The list is named in the file's column ``list``, or for a file without it by ``name``. Raises InputError for a file
    without codes, an unknown list, or a date that cannot be read; then nothing is loaded.
    """
    loaded: dict[str, dict[str, Code]] = {}
    for path in paths:
        for code in _codes(CsvFile(path), year, name):
            loaded.setdefault(code.list, {})[code.code] = code
    folder = data_folder() / FOLDER / year.year
    folder.mkdir(parents=True, exist_ok=True)
    for list_name, codes in loaded.items():
        _write(folder / f"{_file_name(list_name)}.csv", codes)
    _lists_in.cache_clear()
    return {list_name: len(codes) for list_name, codes in loaded.items()}


def loaded_lists() -> Mapping[str, Mapping[str, CodeList]]:
    """The lists that are loaded, by year and name; they count as complete."""
    folder = data_folder() / FOLDER
    return {year: found for year in catalogue.years() if (found := _lists_in(folder / year, year))}


@cache
def _lists_in(folder: Path, year: str) -> dict[str, CodeList]:
    known = catalogue.load(year).lists
    found = {}
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        with path.open(encoding="utf-8", newline="") as stream:
            codes = {row["code"]: _code(row) for row in csv.DictReader(stream)}
        name = next(iter(codes.values())).list if codes else ""
        if name in known:
            found[name] = replace(known[name], complete=True, codes=codes)
    return found


def _codes(file: CsvFile, year: Catalogue, name: str) -> list[Code]:
    with file.rows() as rows:
        header = [text.strip().casefold() for text in next(rows, [])]
        at = {key: next((header.index(n) for n in names if n in header), None) for key, names in _NAMES.items()}
        if at["code"] is None or (at["list"] is None and not name):
            raise InputError(
                f"{file.name} is no code list: it needs the columns list and code, or --list for a file of one list. "
                "Further columns may be label, valid_from and valid_to."
            )
        found = []
        for line, row in enumerate(rows, start=2):
            cells = {k: row[i].strip() if i is not None and i < len(row) else "" for k, i in at.items()}
            cells["list"] = name or cells["list"]
            if not any(cells[key] for key in ("code", "label")):
                continue
            if cells["list"] not in year.lists:
                raise InputError(
                    f"{file.name}, line {line}: {year.title} has no list '{cells['list']}'. "
                    "See the names with: ilr lists status"
                )
            if not cells["code"]:
                raise InputError(f"{file.name}, line {line}, has no code. Mend the line; nothing was loaded.")
            for key in ("valid_from", "valid_to"):
                cells[key] = _day(cells[key], file, line)
            found.append(_code(cells))
    if not found:
        raise InputError(f"{file.name} holds no codes; nothing was loaded.")
    return found


def _day(text: str, file: CsvFile, line: int) -> str:
    day = day_of(text) if text else ""
    if day is None:
        raise InputError(f"{file.name}, line {line}: '{text[:40]}' is no date. Mend the line; nothing was loaded.")
    return day


def _code(cells: Mapping[str, str]) -> Code:
    begins, ends = cells["valid_from"], cells["valid_to"]
    return Code(
        list=cells["list"],
        code=cells["code"],
        label=cells["label"],
        valid_from=date.fromisoformat(begins) if begins else None,
        valid_to=date.fromisoformat(ends) if ends else None,
        source="loaded by the user",
    )


def _write(path: Path, codes: Mapping[str, Code]) -> None:
    draft = path.with_suffix(".part")
    with draft.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADERS)
        for code in codes.values():
            writer.writerow([code.list, code.code, code.label, code.valid_from or "", code.valid_to or ""])
    draft.replace(path)


def _file_name(list_name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in list_name)
