"""The worksheet functions; every one answers with a readable text where it cannot do its work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from addin.ooxml import Value
from addin.sheets.row_rules import judged_by_row
from addin.sheets.single_row import RowReader, RowRecord
from addin.worksheet_function import Argument, worksheet_function
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.model import Finding
from ilr_core.rules import Check, Context
from workbook_templates.marks import ERROR_SYMBOL, WARNING_SYMBOL

CLEAN = "OK"
LONGEST_ANSWER = 1000
_KNOWN = (str, float, int, date)
_RANGE = {"ndim": 2, "err_to_str": True}


# Excel's arguments are what users put there, and xlwings takes any annotation other than Any for a converter.
@worksheet_function(
    category="ILR",
    arguments={
        "row": Argument("The row, or the rows, of a data sheet to be checked", _RANGE),
        "headers": Argument("Its header row; needed unless the row is a whole one of Learners or Aims", _RANGE),
        "year": Argument("The collection year, such as 2526; without it, the year now running"),
    },
)
def ILR_CHECK(row: Any, headers: Any = None, year: Any = None) -> Any:  # noqa: N802
    """OK, or what is wrong with a row of a data sheet; several rows are answered in as many cells.

    Judged are the field definitions and the rules that look only at the record of the row and have all their fields in
    it. Rules that need other rows of the return, or a register, are left to the check of the workbook.
    """
    return answers(row, headers, year, datetime.now().date())  # noqa: DTZ005 - the user's own day


def answers(row: object, headers: object, year: object, today: date) -> list[list[str]]:
    """A column of texts, what `ILR_CHECK` answers on a day; one text alone if the arguments cannot be used."""
    try:
        table = _table(row)
        names = _headings(headers, len(table[0]))
        reader, check = _row_check(names, len(table[0]), _year(year).year, today)
        return [[_answer(record, check)] for record in reader.read(table)]
    except InputError as error:
        return [[str(error)]]
    except Exception as error:  # noqa: BLE001 - the last net: a cell shows no traceback
        return [[f"This tool failed ({type(error).__name__}) in ILR_CHECK. Please report it with the row's columns."]]


@lru_cache(maxsize=32)
def _row_check(headers: tuple[str, ...] | None, width: int, year: str, day: date) -> tuple[RowReader, Check]:
    specification = catalogue.load(year)
    reader = RowReader(headers, width, specification)
    context = Context(specification, day, datetime.combine(day, time()))
    return reader, Check(context, only=judged_by_row(reader, specification))


def _answer(record: RowRecord | None, check: Check) -> str:
    if record is None:
        return ""
    findings = sorted(check.learner(record.learner), key=lambda found: found.severity != "error")
    return _text(findings) if findings else CLEAN


def _text(findings: Sequence[Finding]) -> str:
    first = findings[0]
    symbol = ERROR_SYMBOL if first.severity == "error" else WARNING_SYMBOL
    text = f"{symbol} {first.rule}: {first.message}"
    shown = text if len(text) <= LONGEST_ANSWER else f"{text[: LONGEST_ANSWER - 1]}…"
    return f"{shown} (+{len(findings) - 1} more)" if len(findings) > 1 else shown


def _table(given: object) -> list[list[Value]]:
    """Rows of equal length, from a range as xlwings hands it over, from one row of it or from a single value."""
    rows = given if isinstance(given, list | tuple) and given else [[given]]
    table = [list(row) for row in (rows if isinstance(rows[0], list | tuple) else [rows])]
    if not table[0] or any(len(row) != len(table[0]) for row in table):
        raise InputError("Give ILR_CHECK one range of cells.")
    return [[_value(value) for value in row] for row in table]


def _value(value: object) -> Value:
    return value if value is None or isinstance(value, _KNOWN) else str(value)


def _headings(given: object, width: int) -> tuple[str, ...] | None:
    if given is None:
        return None
    table = _table(given)
    if len(table) > 1:
        raise InputError(
            f"The header row is one row, but {len(table)} were given. Give ILR_CHECK the row of names only."
        )
    if len(table[0]) != width:
        raise InputError(
            f"The header row and the row differ in width ({len(table[0])} and {width}). "
            "Give ILR_CHECK the same columns of both."
        )
    return tuple("" if name is None else str(name) for name in table[0])


def _year(given: object) -> Catalogue:
    text = str(int(given) if isinstance(given, float) and given.is_integer() else given).strip()
    if given is None or not text:
        return catalogue.load()
    for year in map(catalogue.load, catalogue.years()):
        if text in (year.year, year.title):
            return year
    known = " or ".join(catalogue.years())
    raise InputError(f"There is no collection year {text[:20]}. Give ILR_CHECK {known}, or leave the year out.")
