"""Values between Calc's cells and plain ones: a day as its text, a time of day as text, TRUE as true."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from com.sun.star.lang import Locale

_DATE, _TIME, _LOGICAL = 2, 4, 1024  # of com.sun.star.util.NumberFormat
_XL_OOX = 3  # com.sun.star.sheet.AddressConvention.XL_OOX
_ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
_TEXT_RESULT = 2  # com.sun.star.sheet.FormulaResult.STRING
_DURATION = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_EXCEL_NAMES = {"Err:502": "#NUM!", "Err:503": "#NUM!", "Err:521": "#NULL!", "Err:523": "#NUM!"}
EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - sheets know no time zones


def is_day(value: Any) -> bool:
    """Whether a plain value stands for a day."""
    return isinstance(value, dict) and "day" in value


class Values:
    """The values of a document's cells. Its number 0 is a day that the document says."""

    def __init__(self, document: Any):
        self._document = document
        null = document.NullDate
        self._epoch = dt.datetime(null.Year, null.Month, null.Day)  # noqa: DTZ001
        self._parser: Any = None

    def rows(self, area: Any) -> list[list[Any]]:
        """The plain values of an area that begins at A1."""
        rows: list[list[Any]] = [[None if value == "" else value for value in row] for row in area.getDataArray()]
        for (first_row, first_column, last_row, last_column), form in self._dated(area):
            for row in rows[first_row : last_row + 1]:
                for column in range(first_column, min(last_column + 1, len(row))):
                    row[column] = self._shown(row[column], form)
        return rows

    def one(self, cell: Any) -> Any:
        """The plain value of a cell."""
        if cell.Type.value == "EMPTY":
            return None
        if cell.Type.value == "TEXT" or (cell.Type.value == "FORMULA" and cell.FormulaResultType2 == _TEXT_RESULT):
            return cell.String or None
        return error_text(cell) if cell.getError() else self._shown(cell.Value, self._form(cell))

    def number(self, value: Any) -> Any:
        """What a data array holds for a plain value: a text or a number; of a formula and nothing, an empty text."""
        if is_day(value):
            return (dt.datetime.fromisoformat(value["day"]) - self._epoch).total_seconds() / 86400
        if value is None or isinstance(value, dict):
            return ""
        return value if isinstance(value, str) else float(value)

    def put_formula(self, cell: Any, formula: str) -> None:
        """Writes a formula as Excel's files spell it: commas between arguments, ! behind a sheet's name."""
        if self._parser is None:
            self._parser = self._document.createInstance("com.sun.star.sheet.FormulaParser")
            self._parser.CompileEnglish, self._parser.FormulaConvention = True, _XL_OOX
        cell.setTokens(self._parser.parseFormula(formula, cell.CellAddress))

    def logical_format(self) -> int:
        """The number format of TRUE and FALSE, which are numbers in Calc."""
        return int(self._document.NumberFormats.getStandardFormat(_LOGICAL, Locale()))

    def _dated(self, area: Any) -> Iterator[tuple[tuple[int, int, int, int], Any]]:
        """The parts of an area, as rows and columns from 0, that show numbers as something else, with the format."""
        groups = area.getUniqueCellFormatRanges()
        for number in range(groups.Count):
            group = groups.getByIndex(number)
            form = self._form(group.getByIndex(0))
            if form.Type & (_DATE | _TIME | _LOGICAL):
                for place in group.RangeAddresses:
                    yield (place.StartRow, place.StartColumn, place.EndRow, place.EndColumn), form

    def _form(self, cells: Any) -> Any:
        return self._document.NumberFormats.getByKey(cells.NumberFormat)

    def _shown(self, value: Any, form: Any) -> Any:
        if not isinstance(value, float):
            return value
        if form.Type & _LOGICAL:
            return bool(value)
        if not form.Type & (_DATE | _TIME):
            return value
        if 0 <= value < 1 or _DURATION.search(form.FormatString):
            minutes, seconds = divmod(round(value * 86400), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
        # Half a second more: what is stored is often a hair less than the time that was typed.
        moment = self._epoch + dt.timedelta(days=value, seconds=0.5)
        return {"day": moment.replace(microsecond=0).isoformat()}


def errors(area: Any) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of the error cells of an area that begins at A1."""
    for place in area.queryFormulaCells(_ERRORS).RangeAddresses:
        for row in range(place.StartRow, place.EndRow + 1):
            for column in range(place.StartColumn, place.EndColumn + 1):
                yield row + 1, column + 1, error_text(area.getCellByPosition(column, row))


def error_text(cell: Any) -> str:
    """The error of a cell as Excel calls it, where it has a name for it."""
    return _EXCEL_NAMES.get(cell.String, str(cell.String))
