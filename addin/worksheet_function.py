"""What makes a Python function a worksheet function: its Excel name, category and arguments, said once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import xlwings as xw

F = TypeVar("F", bound=Callable[..., object])
Scalar = str | int | bool


@dataclass(frozen=True)
class Argument:
    """One argument: what the function wizard says of it, and the xlwings options by which its cells are read."""

    about: str
    options: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class WorksheetFunction:
    """A worksheet function: ``arguments`` by name in order, ``optional`` the names that may be left out."""

    name: str
    category: str
    about: str
    arguments: Mapping[str, Argument]
    optional: frozenset[str]
    function: Callable[..., object]


WORKSHEET_FUNCTIONS: dict[str, WorksheetFunction] = {}


def worksheet_function(category: str, arguments: Mapping[str, Argument]) -> Callable[[F], F]:
    """Makes a function a worksheet function of its own name, which is recalculated only when its arguments change.

    The first paragraph of its docstring is its description. Raises ValueError if ``arguments`` are not its parameters
    or the name is taken. Where xlwings runs in Excel it gets xlwings' decorators; elsewhere they do nothing.
    """

    def register(function: F) -> F:
        name = function.__name__
        parameters = inspect.signature(function).parameters
        if list(parameters) != list(arguments):
            raise ValueError(f"{name} has the arguments {', '.join(parameters)}; describe these, in this order.")
        if name in WORKSHEET_FUNCTIONS:
            raise ValueError(f"There are two worksheet functions {name}.")
        about = " ".join(inspect.cleandoc(function.__doc__ or "").split("\n\n")[0].split())
        optional = frozenset(key for key, value in parameters.items() if value.default is not inspect.Parameter.empty)
        decorated = function
        for argument, described in arguments.items():
            decorated = xw.arg(argument, doc=described.about, **described.options)(decorated)
        # Last, because xw.arg would put xlwings' own category back.
        decorated = xw.func(category=category, volatile=False, call_in_wizard=False)(decorated)
        WORKSHEET_FUNCTIONS[name] = WorksheetFunction(name, category, about, dict(arguments), optional, function)
        return decorated

    return register
