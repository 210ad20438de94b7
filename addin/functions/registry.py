"""What makes a Python function a worksheet function: its Excel name, category and arguments, said once.

Every host asks through `WorksheetFunction.answer`, so that a function answers alike in Excel, LibreOffice and a test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias, TypeVar

from addin.functions.arguments import as_given, table_of
from addin.ooxml import Value
from addin.sheets.cells import is_blank
from ilr_core.errors import InputError

F = TypeVar("F", bound=Callable[..., object])
Answer: TypeAlias = str | float | int | bool | date | datetime
Answers: TypeAlias = list[list[Answer]]
Table: TypeAlias = list[list[Value]]


@dataclass(frozen=True)
class Argument:
    """One argument: ``about`` is what the function wizard says of it, 255 characters at most.

    ``read`` makes of a cell's value what the function takes, and raises InputError for what it cannot use. A ``whole``
    argument is handed over as the table of its cells; of any other the function gets one cell at a time, and is asked
    for each cell of a range. ``headers_of`` names another argument: if this one is left out, the host puts in the
    header row of the Excel table in which that one lies, if it lies in one.
    """

    about: str
    read: Callable[[Value], object] = as_given
    whole: bool = False
    headers_of: str = ""


@dataclass(frozen=True)
class WorksheetFunction:
    """A worksheet function: ``arguments`` by name in order, ``optional`` the names that may be left out.

    ``needs_today`` says that the Python function is told the day on which it is asked, as ``today``.
    """

    name: str
    category: str
    about: str
    arguments: Mapping[str, Argument]
    optional: frozenset[str]
    needs_today: bool
    function: Callable[..., object]

    def answer(self, *given: object, today: date | None = None) -> Answers:
        """The answer to values as a host hands them over (single ones, rows, tables), as a table of at least one cell.

        Never raises: what cannot be used is answered with a sentence, in its own cell where cells are asked one by one.
        A cell whose required arguments are blank is answered with an empty text.
        """
        day = {"today": today or datetime.now().date()} if self.needs_today else {}  # noqa: DTZ005 - the user's own day
        try:
            tables = self._tables(given)
            if any(argument.whole for argument in self.arguments.values()):
                return self._answer_whole(tables, day)
            return self._answer_cells(tables, day)
        except InputError as error:
            return [[str(error)]]
        except Exception as error:  # noqa: BLE001 - the last net: a cell shows no traceback
            return [[self._defect(error)]]

    def _tables(self, given: Sequence[object]) -> dict[str, Table]:
        if len(given) > len(self.arguments):
            raise InputError(f"{self.name} takes {len(self.arguments)} arguments at most, but was given {len(given)}.")
        named = dict(zip(self.arguments, given, strict=False))
        tables = {name: table_of(value, name, self.name) for name, value in named.items() if value is not None}
        missing = [name for name in self.arguments if name not in tables and name not in self.optional]
        if missing and any(self.arguments[name].whole for name in missing):
            raise InputError(f"Give {self.name} its {missing[0]}. {self.arguments[missing[0]].about}.")
        return tables | {name: [[None]] for name in missing}

    def _answer_whole(self, tables: Mapping[str, Table], day: Mapping[str, date]) -> Answers:
        values: dict[str, object] = {}
        for name, table in tables.items():
            argument = self.arguments[name]
            if argument.whole:
                values[name] = table
            elif [len(row) for row in table] != [1]:
                raise InputError(f"Give {self.name} one cell as its {name}.")
            elif not is_blank(table[0][0]):
                values[name] = argument.read(table[0][0])
        answers = self.function(**values, **day)
        assert isinstance(answers, list)
        return answers

    def _answer_cells(self, tables: Mapping[str, Table], day: Mapping[str, date]) -> Answers:
        height, width = (self._size([size(table) for table in tables.values()]) for size in (len, _width))
        return [
            [
                self._answer_cell({name: _cell(table, row, column) for name, table in tables.items()}, day)
                for column in range(width)
            ]
            for row in range(height)
        ]

    def _size(self, sizes: Sequence[int]) -> int:
        wanted = {size for size in sizes if size > 1}
        if len(wanted) > 1:
            raise InputError(f"The ranges given to {self.name} differ in size. Give it ranges of one size.")
        return max(wanted, default=1)

    def _answer_cell(self, cells: Mapping[str, Value], day: Mapping[str, date]) -> Answer:
        if any(is_blank(value) and name not in self.optional for name, value in cells.items()):
            return ""
        try:
            values = {name: self.arguments[name].read(value) for name, value in cells.items() if not is_blank(value)}
            answer = self.function(**values, **day)
        except InputError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - one odd cell must not lose the answers of the others
            return self._defect(error)
        assert isinstance(answer, Answer)
        return answer

    def _defect(self, error: Exception) -> str:
        return f"This tool failed ({type(error).__name__}) in {self.name}. Please report it with the formula."


FUNCTIONS: dict[str, WorksheetFunction] = {}


def worksheet_function(category: str, arguments: Mapping[str, Argument]) -> Callable[[F], F]:
    """Makes a function a worksheet function of its own name.

    Its docstring is its description. Raises ValueError if ``arguments`` are not its parameters
    (a keyword-only ``today`` apart), if a text is too long for Excel, or if the name is taken.
    """

    def register(function: F) -> F:
        name = function.__name__
        parameters = dict(inspect.signature(function).parameters)
        today = parameters.pop("today", None)
        if list(parameters) != list(arguments):
            raise ValueError(f"{name} has the arguments {', '.join(parameters)}; describe these, in this order.")
        if name in FUNCTIONS:
            raise ValueError(f"There are two worksheet functions {name}.")
        about = " ".join((function.__doc__ or "").split())
        texts = [about, *(argument.about for argument in arguments.values())]
        if any(not 0 < len(text) <= LONGEST_HELP for text in texts):
            raise ValueError(f"The descriptions of {name} must have 1 to {LONGEST_HELP} characters.")
        optional = frozenset(key for key, value in parameters.items() if value.default is not inspect.Parameter.empty)
        FUNCTIONS[name] = WorksheetFunction(
            name, category, about, dict(arguments), optional, today is not None, function
        )
        return function

    return register


LONGEST_HELP = 255
"""The most characters that Excel's function wizard takes for a description."""


def _width(table: Table) -> int:
    return len(table[0])


def _cell(table: Table, row: int, column: int) -> Value:
    """A cell of a table; a single row or column stands for as many as there are of the others."""
    values = table[row if len(table) > 1 else 0]
    return values[column if len(values) > 1 else 0]
