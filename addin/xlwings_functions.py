"""The worksheet functions as xlwings takes them: a module to name where xlwings imports functions by itself.

Where xlwings runs in Excel its decorators describe them; elsewhere they do nothing.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import xlwings as xw

from addin.functions import FUNCTIONS, WorksheetFunction


def for_xlwings(known: WorksheetFunction) -> Callable[..., Any]:
    """A function of the same name and arguments with xlwings' decorators, recalculated only for new arguments."""

    def function(*values: object) -> object:
        return known.answer(*values)

    # xlwings takes an annotation for a converter, so the arguments have none here.
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=None if name in known.optional else inspect.Parameter.empty,
            )
            for name in known.arguments
        ]
    )
    function.__annotations__ = {}
    function.__name__ = function.__qualname__ = known.name
    function.__doc__ = known.about
    decorated: Callable[..., Any] = function
    for name, argument in known.arguments.items():
        decorated = xw.arg(name, doc=argument.about, ndim=2, err_to_str=True)(decorated)
    # Last, because xw.arg would put xlwings' own category back.
    described: Callable[[Callable[..., Any]], Callable[..., Any]]
    described = xw.func(category=known.category, volatile=False, call_in_wizard=False)
    return described(decorated)


globals().update({name: for_xlwings(known) for name, known in FUNCTIONS.items()})
