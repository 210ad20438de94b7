"""Which table of which register a file is, by its header row, and what its rows hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from ilr_core.errors import InputError
from ilr_core.registers.database import Row
from ilr_core.registers.places import unspaced
from ilr_core.registers.tables import OPTIONAL_TABLES, Column, Table, shipped_tables

Value = str | int | float | None
_BLANKS = {"", "null", "n/a"}
_DATE_FORMS = ("%d %b %Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%Y%m%d", "%d-%m-%Y")
_YES, _NO = ("1", "true", "yes", "y"), ("0", "false", "no", "n")
# Headers by which files are known that must not be taken for a register, though they hold columns of one.
_NO_REGISTERS = (
    ({"learnrefnumber"}, "holds learners and is no register. Check it with: ilr check"),
    ({"ukprn", "applicationtype"}, "lists apprenticeship providers only, so others would count as unknown."),
    ({"ukprn", "providertype"}, "lists apprenticeship providers only, so others would count as unknown."),
    ({"urn", "establishmentname"}, "lists schools and colleges only, so others would count as unknown."),
)


@dataclass(frozen=True)
class Recognised:
    """A file of a register: the table, and for each of its columns where it stands in the file (None: nowhere)."""

    table: Table
    places: tuple[int | None, ...]


def plain_header(name: str) -> str:
    """A header as headers are compared: without case, spaces, underscores, quotes and byte order mark."""
    return "".join(letter for letter in name.casefold() if letter not in ' _"\ufeff\t\xa0')


def recognise(header: Sequence[str], tables: Iterable[Table]) -> Recognised | None:
    """The table whose needed columns are all in a header row; of several the most particular.

    None if there is no such table. Raises InputError, with a sentence that goes on from the file's name, if it is known
    to be something else, or if two registers fit equally.
    """
    at = {plain_header(name): index for index, name in reversed(list(enumerate(header)))}
    for marks, sentence in _NO_REGISTERS:
        if marks <= at.keys():
            raise InputError(sentence)
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
        raise InputError(f"could be {names}. Name its columns in a columns file: ilr registers columns.")
    return fitting[0]


def lacking(found: Sequence[Recognised], register: str) -> tuple[str, ...]:
    """The tables, and the columns of the others, that the files of a register do not have.

    Raises InputError if the register is of no use without one of the tables.
    """
    lacks: list[str] = []
    for table in (table for table in shipped_tables() if table.register == register):
        places = [match.places for match in found if match.table.name == table.name]
        columns = enumerate(table.columns)
        missing = [column.name for n, column in columns if all(at[n] is None for at in places)]
        lacks += missing if places else [table.name]
    needed = {table.name for table in shipped_tables() if table.register == register} - set(OPTIONAL_TABLES)
    absent = [name for name in lacks if name in needed]
    if absent:
        verb = "is" if len(absent) == 1 else "are"
        raise InputError(
            f"{register} is not whole: {', '.join(absent)} {verb} missing. Import the whole download; nothing was "
            "loaded."
        )
    return tuple(lacks)


def typed_rows(recognised: Recognised, rows: Iterable[Sequence[str]], file: str) -> Iterator[Row]:
    """The rows of a file as the database holds them. Raises InputError, with the line, for one that cannot be read."""
    columns = [
        (place, _READERS[column.type], column)
        for column, place in zip(recognised.table.columns, recognised.places, strict=True)
    ]
    last = max(place for place in recognised.places if place is not None)
    for line, row in enumerate(rows, start=2):
        if not any(row):
            continue
        if len(row) <= last:
            raise InputError(
                f"{file}, line {line}, is cut off: it has only {len(row)} columns. "
                "Download the file again; nothing was loaded."
            )
        yield [
            None if place is None else _value(read, row[place].strip(), column, file, line)
            for place, read, column in columns
        ]


def _place(column: Column, at: dict[str, int]) -> int | None:
    plain = (plain_header(header) for header in column.headers)
    return next((at[header] for header in plain if header in at), None)


def _value(read: Callable[[str], Value], text: str, column: Column, file: str, line: int) -> Value:
    found = read(text)
    if found is not None:
        return found
    if text.casefold() not in _BLANKS:
        raise InputError(
            f"{file}, line {line}: {column.name} '{text[:40]}' cannot be read as a {column.type}. "
            "Mend the line; nothing was loaded."
        )
    if column.key:
        raise InputError(f"{file}, line {line}, has no {column.name}. Mend or remove the line; nothing was loaded.")
    return None


def _text(text: str) -> str | None:
    return None if text.casefold() in _BLANKS else text


def _code(text: str) -> str | None:
    return None if text.casefold() in _BLANKS else text.upper()


def _postcode(text: str) -> str | None:
    return None if text.casefold() in _BLANKS else unspaced(text)


def _flag(text: str) -> int | None:
    plain = text.casefold()
    return 1 if plain in _YES else 0 if plain in _NO else None


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if number != number or abs(number) > 2**53:
        return None
    return int(number) if number.is_integer() else number


@lru_cache(maxsize=65_536)
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


_READERS: dict[str, Callable[[str], Value]] = {
    "text": _text,
    "code": _code,
    "postcode": _postcode,
    "number": _number,
    "date": day_of,
    "flag": _flag,
}
