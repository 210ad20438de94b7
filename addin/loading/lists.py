"""Code lists in full: DfE's own list for a list that the tool does not know in full, kept as the user loaded it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from addin.loading.csv_files import CsvFile, csv_files_in
from addin.user_data import data_folder
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, Code, CodeList
from ilr_core.errors import InputError
from ilr_core.registers.recognition import day_of, plain_header

FOLDER = "lists"
HEADERS = ("list", "code", "label", "valid_from", "valid_to")
_NAMES = {
    "list": ("list", "listname", "codelist", "field", "fieldname", "type"),
    "code": ("code", "value", "grade"),
    "label": ("label", "description", "definition", "meaning", "title"),
    "valid_from": ("validfrom", "effectivefrom"),
    "valid_to": ("validto", "effectiveto"),
}


@dataclass(frozen=True)
class ImportedList:
    """A list that was loaded: its codes, and those that the tool has in its own list and the loaded one has not."""

    name: str
    codes: int
    not_in_it: tuple[str, ...]


def import_lists(paths: Iterable[Path], year: Catalogue, name: str = "") -> list[ImportedList]:
    """Loads code lists of a year from CSV files: all of them, or none.

    The list is named in the file's column ``list``, or for a file of one list by ``name``. Raises InputError for a file
    without codes, an unknown list, or a date that cannot be read.
    """
    loaded: dict[str, dict[str, Code]] = {}
    names = _list_names(year)
    for path in paths:
        for file in csv_files_in(path):
            for code in _codes(file, names, year, name):
                codes = loaded.setdefault(code.list, {})
                codes[code.code] = _over_both(codes[code.code], code) if code.code in codes else code
    folder = data_folder() / FOLDER / year.year
    folder.mkdir(parents=True, exist_ok=True)
    drafts = [_draft(folder, list_name, codes) for list_name, codes in loaded.items()]
    for draft in drafts:
        draft.replace(draft.with_suffix(".csv"))
    return [
        ImportedList(list_name, len(codes), tuple(code for code in year.lists[list_name].codes if code not in codes))
        for list_name, codes in loaded.items()
    ]


def loaded_lists(year: Catalogue) -> tuple[Mapping[str, CodeList], tuple[str, ...]]:
    """The lists of a year that are loaded, by name, which count as complete; and sentences on damaged ones."""
    lists, troubles, _ = _loaded(year)
    return lists, troubles


def catalogues_with_loaded_lists() -> tuple[dict[str, Catalogue], dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Catalogues with loaded lists in them by year, the names of these lists by year, and sentences on damaged ones."""
    loaded = {year: _loaded(catalogue.load(year)) for year in catalogue.years()}
    return (
        {year: whole for year, (lists, _, whole) in loaded.items() if lists},
        {year: tuple(lists) for year, (lists, _, _) in loaded.items() if lists},
        tuple(sentence for _, troubles, _ in loaded.values() for sentence in troubles),
    )


def _loaded(year: Catalogue) -> tuple[dict[str, CodeList], tuple[str, ...], Catalogue]:
    folder = data_folder() / FOLDER / year.year
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return _read(year, tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=8)
def _read(
    year: Catalogue, files: tuple[tuple[Path, int], ...]
) -> tuple[dict[str, CodeList], tuple[str, ...], Catalogue]:
    found: dict[str, CodeList] = {}
    troubles = []
    for path, _ in files:
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                codes = {row["code"]: _code(row) for row in csv.DictReader(stream)}
            (name,) = {code.list for code in codes.values()}
            found[name] = replace(year.lists[name], complete=True, codes=codes)
        except (KeyError, TypeError, ValueError, csv.Error):
            troubles.append(f"The list in {path} is damaged and not used. Load it again with: ilr lists import")
    return found, tuple(troubles), replace(year, lists={**year.lists, **found})


def _list_names(year: Catalogue) -> dict[str, str]:
    """The lists of a year by every name for them that is clear: in full, or the part behind the colon."""
    parts = [(plain_header(part), name) for name in year.lists for part in re.split("[:/]", name)]
    often = Counter(part for part, _ in parts)
    return {part: name for part, name in parts if often[part] == 1} | {plain_header(name): name for name in year.lists}


def _codes(file: CsvFile, names: Mapping[str, str], year: Catalogue, name: str) -> list[Code]:
    with file.rows() as rows:
        header = [plain_header(text) for text in next(rows, [])]
        at = {key: next((header.index(n) for n in known if n in header), None) for key, known in _NAMES.items()}
        if at["code"] is None or (at["list"] is None and not name):
            raise InputError(
                f"{file.name} is no code list: it needs the columns list and code, or --list for a file of one list. "
                "Further columns may be label, valid_from and valid_to."
            )
        found = []
        for line, row in enumerate(rows, start=2):
            cells = {k: row[i].strip() if i is not None and i < len(row) else "" for k, i in at.items()}
            if not any(cells[key] for key in ("code", "label")):
                continue
            given = name or cells["list"]
            cells["list"] = names.get(plain_header(given), "")
            if not cells["list"]:
                raise InputError(
                    f"{file.name}, line {line}: {year.title} has no list '{given[:40]}'. "
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
    day = "" if text.casefold() in ("", "null") else day_of(text)
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


def _over_both(one: Code, other: Code) -> Code:
    """A code that a list names twice, valid over both spans."""
    begins, ends = (one.valid_from, other.valid_from), (one.valid_to, other.valid_to)
    return replace(
        other,
        valid_from=None if None in begins else min(day for day in begins if day),
        valid_to=None if None in ends else max(day for day in ends if day),
    )


def _draft(folder: Path, list_name: str, codes: Mapping[str, Code]) -> Path:
    path = folder / ("".join(letter if letter.isalnum() else "_" for letter in list_name) + ".part")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADERS)
        for code in codes.values():
            writer.writerow([code.list, code.code, code.label, code.valid_from or "", code.valid_to or ""])
    return path
