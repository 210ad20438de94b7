"""What makes a function of a host a ribbon command: its place, label, picture and key tip, said once.

The ribbon of every host is built from `COMMANDS`: a new command is a decorated function, and its button is there.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, TypeVar, get_args

from addin.hosts.port import Host
from addin.ooxml import PackageError
from ilr_core.errors import IlrError

Run: TypeAlias = Callable[[Host, datetime], str]
Group: TypeAlias = Literal["Return", "Check", "Fix", "RPL", "Export", "Help"]
F = TypeVar("F", bound=Run)
GROUPS: tuple[Group, ...] = get_args(Group)
"""The groups of the tab in the order of an admin's work; one without commands is not shown."""

UNDO_NOTE = "Excel's own Undo is emptied."


@dataclass(frozen=True)
class Command:
    """A ribbon command. ``image`` is one of Office's own pictures (an imageMso), ``key_tip`` what Alt shows.

    ``changes`` says that it writes into the workbook, and so empties Excel's own undo.
    """

    name: str
    group: Group
    label: str
    image: str
    key_tip: str
    is_large: bool
    changes: bool
    function: Run

    @property
    def screen_tip(self) -> str:
        """What the ribbon shows when the user points at it: what it does and what it changes."""
        about = inspect.cleandoc(self.function.__doc__ or "")
        return f"{about}\n\n{UNDO_NOTE}" if self.changes else about


COMMANDS: dict[str, Command] = {}


def command(
    group: Group, label: str, image: str, key_tip: str, *, changes: bool, large: bool = False
) -> Callable[[F], F]:
    """Makes a function a ribbon command of its own name; its docstring is the screen tip.

    The function gives the sentence that tells the user the outcome; an empty one says nothing. Raises ValueError if
    name or key tip are taken.
    """

    def register(function: F) -> F:
        name = function.__name__
        if name in COMMANDS or key_tip in {known.key_tip for known in COMMANDS.values()}:
            raise ValueError(f"There are two ribbon commands {name}, or two with the key tip {key_tip}.")
        COMMANDS[name] = Command(name, group, label, image, key_tip, large, changes, function)
        return function

    return register


def run(name: str, host: Host, now: datetime) -> None:
    """Runs a command by name and tells the user how it went. Raises KeyError for a name that is no command."""
    function = COMMANDS[name].function
    try:
        sentence = function(host, now)
    except (IlrError, PackageError) as error:
        sentence = str(error)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        sentence = f"A file could not be used ({reason}). Close it elsewhere and try again."
    except Exception as error:  # noqa: BLE001 - the last net: no traceback reaches a user
        sentence = (
            f"This tool failed ({type(error).__name__}) in {name}. Close the workbook without saving, and report it."
        )
    finally:
        # Where the program behind the host has gone there is nothing left to give back.
        with suppress(Exception):
            host.finished()
    if sentence:
        host.tell(sentence)
