"""A list of payments: a line for each, with period, transaction type and funding source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from addin.apprenticeship_service.export_file import plain_header
from addin.mis_import.export_files import Grid
from addin.payments.codes import FROM_EMPLOYER, FUNDING_SOURCES, TRANSACTION_TYPES, UNCONFIRMED_TYPES, Kind
from addin.payments.paid import PERIODS
from addin.payments.report_lines import Line, Row, pounds, rows_below

_PERIOD = re.compile(r"(?:(\d{4})-?(?=R))?R?(\d{1,2})", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"(?:20)?(\d\d)[/-]?(?:20)?(\d\d)", re.ASCII)
_TYPE_NUMBERS = {plain_header(name): number for number, (name, _) in TRANSACTION_TYPES.items()}
_SOURCE_NUMBERS = {plain_header(name): number for number, name in FUNDING_SOURCES.items()}
_MOST = 255


def list_lines(grid: Grid, header: int, columns: dict[str, int]) -> tuple[Iterator[Line], list[str]]:
    """The payments, and a list that grows as they are read by what is not known of them.

    Raises InputError, while they are read, for a period, year, type, source or amount that cannot be read.
    """
    notes: list[str] = []
    return _lines(grid, header, columns, notes), notes


def _lines(grid: Grid, header: int, columns: dict[str, int], notes: list[str]) -> Iterator[Line]:
    seen: set[tuple[object, ...]] = set()
    repeated = 0
    strange: dict[int, Decimal] = {}
    month, year_column = columns.get("delivery", columns.get("collection", -1)), columns.get("year", -1)
    for row in rows_below(grid, header):
        repeated += tuple(row.cells) in seen
        seen.add(tuple(row.cells))
        reference, uln = row.who(columns)
        amount = row.amount(columns["amount"])
        if not reference and not uln:
            yield Line("", "", "", 1, "other", amount)
            continue
        year, period = _when(row, month)
        year = year or _year(row, year_column)
        number = _type(row, columns["type"])
        source = _source(row, columns["source"])
        if number not in TRANSACTION_TYPES:
            strange[number] = strange.get(number, Decimal(0)) + amount
        yield Line(reference, uln, year, period, _kind(number), amount, source == FROM_EMPLOYER)
    if repeated:
        notes.append(
            f"Lines that are in the list twice, cell for cell: {repeated:,}. They are counted each time, for two "
            "payments may look the same. Look whether the list was joined from two."
        )
    for number, amount in sorted(strange.items()):
        known = f" ({UNCONFIRMED_TYPES[number]})" if number in UNCONFIRMED_TYPES else ""
        notes.append(f"Transaction type {number} is not known{known}: {pounds(amount)} has nothing to stand beside.")


def _kind(number: int) -> Kind:
    return TRANSACTION_TYPES[number][1] if number in TRANSACTION_TYPES else "other"


def _when(row: Row, column: int) -> tuple[str, int]:
    """The academic year, empty if the cell does not say it, and the period."""
    said = _PERIOD.fullmatch(row.text(column))
    if said is None or not 1 <= int(said[2]) <= PERIODS:
        raise row.refused(column, "no period. Write one from R01 to R14")
    return said[1] or "", int(said[2])


def _year(row: Row, column: int) -> str:
    """An academic year as ``2627``, however it is spelt; empty for a blank cell."""
    text = row.text(column)
    said = _YEAR.fullmatch(text)
    if text and (said is None or int(said[2]) != (int(said[1]) + 1) % 100):
        raise row.refused(column, "no academic year. Write it as 2627")
    return f"{said[1]}{said[2]}" if said else ""


def _type(row: Row, column: int) -> int:
    """The number of a transaction type, from it or from DfE's name."""
    number = _number(row.text(column), _TYPE_NUMBERS)
    if not 1 <= number <= _MOST:
        raise row.refused(column, "no transaction type. Write its number, such as 1")
    return number


def _source(row: Row, column: int) -> int:
    """The number of a funding source, from it or from DfE's name: which one decides who pays."""
    number = _number(row.text(column), _SOURCE_NUMBERS)
    if number not in FUNDING_SOURCES:
        raise row.refused(column, "no funding source. Write its number from 1 to 5 (3: the employer)")
    return number


def _number(text: str, names: dict[str, int]) -> int:
    if text.isascii() and text.isdigit() and len(text) < 4:
        return int(text)
    return names.get(plain_header(text), 0)
