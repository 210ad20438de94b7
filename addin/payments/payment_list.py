"""A list of payments: a line for each, with period, transaction type and funding source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from addin.apprenticeship_service.export_file import cell_text, plain_header
from addin.mis_import.export_files import Grid
from addin.payments.codes import FROM_EMPLOYER, FUNDING_SOURCES, TRANSACTION_TYPES, UNCONFIRMED_TYPES, Kind
from addin.payments.paid import PERIODS
from addin.payments.report_lines import Line, amount_in, cell, lines_below, pounds, shown, who
from ilr_core.errors import InputError

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
    for line, row in lines_below(grid, header):
        repeated += tuple(row) in seen
        seen.add(tuple(row))
        reference, uln = who(row, columns, grid, line)
        amount = amount_in(cell(row, columns["amount"]), grid, line)
        if not reference and not uln:
            yield Line("", "", "", 1, "other", amount)
            continue
        year, period = _when(cell(row, columns.get("delivery", columns.get("collection", -1))), grid, line)
        year = year or _year(cell(row, columns.get("year", -1)), grid, line)
        number = _type(cell(row, columns["type"]), grid, line)
        source = _source(cell(row, columns["source"]), grid, line)
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


def _when(value: object, grid: Grid, line: int) -> tuple[str, int]:
    said = _PERIOD.fullmatch(cell_text(value))
    if said is None or not 1 <= int(said[2]) <= PERIODS:
        raise InputError(f"{grid.name}, line {line}: '{shown(value)}' is no period from R01 to R14. Mend the list.")
    return said[1] or "", int(said[2])


def _year(value: object, grid: Grid, line: int) -> str:
    """An academic year as ``2627``, however it is spelt; empty for a blank cell."""
    text = cell_text(value)
    said = _YEAR.fullmatch(text)
    if text and (said is None or int(said[2]) != (int(said[1]) + 1) % 100):
        raise InputError(f"{grid.name}, line {line}: '{shown(value)}' is no academic year. Write it as 2627.")
    return f"{said[1]}{said[2]}" if said else ""


def _type(value: object, grid: Grid, line: int) -> int:
    """The number of a transaction type, from it or from DfE's name."""
    number = _number(value, _TYPE_NUMBERS)
    if not 1 <= number <= _MOST:
        raise InputError(f"{grid.name}, line {line}: '{shown(value)}' is no transaction type. Write its number.")
    return number


def _source(value: object, grid: Grid, line: int) -> int:
    """The number of a funding source, from it or from DfE's name: which one decides who pays."""
    number = _number(value, _SOURCE_NUMBERS)
    if number not in FUNDING_SOURCES:
        raise InputError(
            f"{grid.name}, line {line}: '{shown(value)}' is no funding source. Write its number, 1 to 5 (3: employer)."
        )
    return number


def _number(value: object, names: dict[str, int]) -> int:
    text = cell_text(value)
    if text.isascii() and text.isdigit() and len(text) < 4:
        return int(text)
    return names.get(plain_header(text), 0)
