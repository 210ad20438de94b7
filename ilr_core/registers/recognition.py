"""Which table of which register a file is, by its header row, and what its rows hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ilr_core.errors import InputError
from ilr_core.registers.database import Row
from ilr_core.registers.places import unspaced
from ilr_core.registers.tables import Column, Table

_BLANKS = {"", "null", "n/a"}
_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d %b %Y", "%d-%b-%Y", "%Y%m%d", "%d-%m-%Y")
_YES, _NO = ("1", "true", "yes", "y"), ("0", "false", "no", "n")


@dataclass(frozen=True)
class Recognised:
    """A file of a register: the table, and for each of its columns where it stands in the file (None: nowhere)."""

    table: Table
    places: tuple[int | None, ...]


def recognise(header: Sequence[str], tables: Iterable[Table]) -> Recognised | None:
    """The table whose needed columns are all in a header row, whatever the case, spaces and underscores in it.

    Of several tables it is the most particular.

    None if there is no such table. Raises InputError if two registers fit equally.
    """
    at = {_plain(name): index for index, name in reversed(list(enumerate(header)))}
    found = []
    for table in tables:
        places = tuple(_place(column, at) for column in table.columns)
        if all(place is not None or not column.needed for column, place in zip(table.columns, places, strict=True)):
            needed = sum(column.needed for column in table.columns)
            found.append((needed, sum(place is not None for place in places), Recognised(table, places)))
    if not found:
        return None
    best = max((needed, there) for needed, there, _ in found)
    fitting = [entry for needed, there, entry in found if (needed, there) == best]
    if len(fitting) > 1:
        names = " or ".join(entry.table.register for entry in fitting)
        raise InputError(f"The file could be {names}. Name its columns in a columns file: ilr registers columns.")
    return fitting[0]


def typed_rows(recognised: Recognised, rows: Iterable[Sequence[str]], file: str) -> Iterator[Row]:
    """The rows of a file as the database holds them. Raises InputError, with the line, for one that cannot be read."""
    columns = list(zip(recognised.table.columns, recognised.places, strict=True))
    last = max(place for place in recognised.places if place is not None)
    for line, row in enumerate(rows, start=2):
        if not any(row):
            continue
        if len(row) <= last:
            raise InputError(
                f"{file}, line {line}, is cut off: it has only {len(row)} columns. "
                "Download the file again; nothing was loaded."
            )
        yield [None if place is None else _typed(column, row[place], file, line) for column, place in columns]


def _place(column: Column, at: dict[str, int]) -> int | None:
    return next((at[_plain(header)] for header in column.headers if _plain(header) in at), None)


def _plain(header: str) -> str:
    return "".join(letter for letter in header.casefold() if letter.isalnum() or letter == "/")


def _typed(column: Column, text: str, file: str, line: int) -> str | int | float | None:
    text = text.strip()
    if text.casefold() in _BLANKS:
        if column.key:
            raise InputError(f"{file}, line {line}, has no {column.name}. Mend or remove the line; nothing was loaded.")
        return None
    found: str | int | float | None
    if column.type == "date":
        found = day_of(text)
    elif column.type == "number":
        found = _number(text)
    elif column.type == "flag":
        found = 1 if text.casefold() in _YES else 0 if text.casefold() in _NO else None
    else:
        return {"code": str.upper, "postcode": unspaced}.get(column.type, str)(text)
    if found is None:
        raise InputError(
            f"{file}, line {line}: {column.name} '{text[:40]}' cannot be read as a {column.type}. "
            "Mend the line; nothing was loaded."
        )
    return found


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if number != number or abs(number) > 2**53:
        return None
    return int(number) if number.is_integer() else number


def day_of(text: str) -> str | None:
    """A day in ISO form, whichever of the usual forms it is written in; None if it is no day."""
    plain = text.partition("T")[0] if "T" in text[:12] else text
    words = plain.rsplit(" ", 1)
    plain = words[0] if len(words) == 2 and ":" in words[1] else plain
    try:
        return date.fromisoformat(plain).isoformat()
    except ValueError:
        pass
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(plain, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
