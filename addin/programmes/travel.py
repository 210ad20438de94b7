"""Programmes that travel between workbooks: a file of texts, by the names of the columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.changes.commit import Change, commit
from addin.changes.future import FutureSheets
from addin.hosts.port import Host
from addin.programmes.add import opened
from addin.programmes.sheet import ProgrammesSheet, add_to_reading, plain_name, read_programmes
from addin.programmes.typed import cell_of_texts, typed_texts
from addin.wording import counted
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.programmes import PROGRAMME_FIELDS, Programme, faults_of, programme_fields
from ilr_core.programmes.fields import NAME
from workbook_templates.layout import ROW_ID

COMMAND = "programmes import"
KIND, FORMAT = "ilr-programmes", 1
LARGEST = 10_000_000
SHOWN = 60
NOBODY: tuple[str, int | None] = ("", None)


@dataclass(frozen=True)
class Imported:
    """What became of a file of programmes, by name.

    ``clashes`` are sentences on programmes of the same name that say something else, ``notes`` on values that have no
    place. ``change`` is None if nothing was changed.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    same: tuple[str, ...]
    clashes: tuple[str, ...]
    notes: tuple[str, ...]
    change: Change | None = None


def export_programmes(host: Host, path: Path, *, year: str | None = None) -> tuple[int, list[str]]:
    """Writes the programmes of a workbook into a file; gives their number, and why others could not be used.

    Raises InputError if there is none, or if something of that name is there.
    """
    book = opened(host, year)
    sheet = read_programmes(host.read_sheets(), book.year, host.title)
    if not sheet.programmes:
        why = f" {sheet.faults[0]}" if sheet.faults else ""
        raise InputError(f"{host.title} has no programme that can be exported.{why}")
    if path.exists():
        raise InputError(f"{path} is there already and is not overwritten. Choose another name, or move it away first.")
    path.write_text(text_of(sheet.programmes, book.year), "utf-8")
    return len(sheet.programmes), sheet.faults


def text_of(programmes: Iterable[Programme], year: Catalogue) -> str:
    """Programmes as the text of a file: one text for a column, or several."""
    data = {
        KIND: FORMAT,
        "year": year.year,
        "programmes": [{NAME: one.name, **{header: _plain(texts) for header, texts in one.texts.items()}}
                       for one in programmes],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(texts: tuple[str, ...]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else list(texts)


def import_programmes(
    host: Host, path: Path, *, who: str, now: datetime, replace: bool = False, year: str | None = None
) -> Imported:
    """Adds the programmes of a file to the sheet of a workbook, once the user has seen them and agreed.

    A programme whose name is there already with other values is a clash: it stays as it is, or with ``replace`` becomes
    that of the file. Learners are not changed. Raises InputError for a file that holds no programmes.
    """
    book = opened(host, year)
    sheet = read_programmes(host.read_sheets(), book.year, host.title)
    programmes, notes = programmes_in(path, book.year)
    by_name = {plain_name(row.programme.name): row for row in sheet.rows}
    add_to_reading(book.reading, sheet.found)
    future = FutureSheets(book.reading)
    added: list[str] = []
    replaced: list[str] = []
    same: list[str] = []
    clashes: list[str] = []
    for one in programmes:
        known = by_name.get(plain_name(one.name))
        if known is None:
            row = future.new_row(sheet.found)
            future.put(sheet.found, row, ROW_ID, future.ids[sheet.found.name, row], NOBODY)
            _put(future, sheet, row, one, book.year)
            added.append(one.name)
        elif known.programme.texts == one.texts and not known.fault:
            same.append(one.name)
        else:
            clashes.append(f"{one.name} is there already with other values: {_differ(known.programme, one)}")
            if replace:
                _put(future, sheet, known.number, one, book.year)
                replaced.append(one.name)
    notes += [f"{one.name}: {text}" for one in programmes for _, text in faults_of(one, book.year)]
    done = Imported(tuple(added), tuple(replaced), tuple(same), tuple(clashes), tuple(notes))
    edits = future.edits()
    if not edits or not host.ask_yes(_question(done), list(_lines(done, programmes))):
        return done
    change = commit(host, book.reading, edits, command=COMMAND, who=who, now=now, reason=lambda _: f"from {path.name}")
    return Imported(done.added, done.replaced, done.same, done.clashes, done.notes, change)


def programmes_in(path: Path, year: Catalogue) -> tuple[list[Programme], list[str]]:
    """The programmes of a file, and what of them the year has no column for. Raises InputError for any other file."""
    data = _data(path)
    programmes: list[Programme] = []
    notes: list[str] = []
    seen: set[str] = set()
    for number, entry in enumerate(data, 1):
        name = entry.get(NAME) if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(name, str) or not name.strip():
            raise InputError(f"{path.name}: programme {number} has no name. Export the programmes again.")
        if plain_name(name) in seen:
            raise InputError(f"{path.name}: there are two programmes {name[:SHOWN]}. Rename one of them in the file.")
        seen.add(plain_name(name))
        texts: dict[str, tuple[str, ...]] = {}
        for header, value in entry.items():
            texts |= _texts(path, name, str(header), value, year, notes)
        texts.pop(NAME, None)
        programmes.append(Programme(" ".join(name.split()), texts))
    return programmes, notes


def _data(path: Path) -> list[object]:
    if not path.exists():
        raise InputError(f"{path} is not there. Name the file with the programmes.")
    whole: object = None
    if path.stat().st_size <= LARGEST:
        try:
            whole = json.loads(path.read_text("utf-8-sig"))
        except (ValueError, RecursionError):
            whole = None
    if not isinstance(whole, dict) or KIND not in whole or not isinstance(whole.get("programmes"), list):
        raise InputError(f"{path.name} holds no programmes. Make the file with: ilr programmes export BOOK --out FILE.")
    if whole[KIND] != FORMAT:
        raise InputError(f"{path.name} was made by a newer version of this tool. Install that version, then try again.")
    found: list[object] = whole["programmes"]
    return found


def _texts(
    path: Path, name: str, header: str, value: object, year: Catalogue, notes: list[str]
) -> dict[str, tuple[str, ...]]:
    """The texts of one column of the file; a note for one that the year does not have."""
    column = programme_fields(year).get(header)
    if column is None:
        known = any(one.header == header for one in PROGRAMME_FIELDS)
        why = f"{year.title} has no {header}" if known else f"there is no column {header[:SHOWN]}"
        notes.append(f"{name}: {why}: left out")
        return {}
    texts: list[str] = []
    for part in value if isinstance(value, list) and column.several else [value]:
        if not isinstance(part, str | int) or isinstance(part, bool):
            raise InputError(f"{path.name}: {name}: {header} is no text. Correct the file.")
        typed = typed_texts(part, column, year)
        if typed.fault:
            raise InputError(f"{path.name}: {name}: {header}: {typed.fault}. Correct the file.")
        texts += typed.texts
    return {header: tuple(texts)} if texts else {}


def _put(future: FutureSheets, sheet: ProgrammesSheet, row: int, programme: Programme, year: Catalogue) -> None:
    for header, column in programme_fields(year).items():
        texts = (programme.name,) if header == NAME else programme.all(header)
        future.put(sheet.found, row, header, cell_of_texts(texts, column, year), NOBODY)


def _differ(here: Programme, there: Programme) -> str:
    headers = [one.header for one in PROGRAMME_FIELDS if here.all(one.header) != there.all(one.header)]
    parts = [
        f"{header} {', '.join(here.all(header)) or 'blank'} here, {', '.join(there.all(header)) or 'blank'} in the file"
        for header in headers[:SHOWN]
    ]
    return "; ".join(parts) or "it cannot be used as it stands"


def _question(done: Imported) -> str:
    parts = [f"add {counted(len(done.added), 'programme')}"] if done.added else []
    parts += [f"replace {counted(len(done.replaced), 'programme')}"] if done.replaced else []
    return f"{' and '.join(parts).capitalize()}?"


def _lines(done: Imported, programmes: Iterable[Programme]) -> Iterator[str]:
    for one in programmes:
        if one.name in done.added:
            values = (f"{header} {', '.join(texts)}" for header, texts in one.texts.items())
            yield f"new: {one.name}: {'; '.join(values)}"
    for text in done.clashes:
        yield f"{'replaced' if done.replaced else 'stays'}: {text}"
    yield from (f"same: {name}" for name in done.same)
    yield from (f"note: {text}" for text in done.notes)
