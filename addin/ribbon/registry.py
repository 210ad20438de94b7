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
Group: TypeAlias = Literal["Return", "Record", "Check", "Fix", "RPL", "Verify", "Report", "Export", "Help"]
F = TypeVar("F", bound=Run)
GROUPS: tuple[Group, ...] = get_args(Group)
"""The groups of the tab in the order of an admin's work; one without commands is not shown."""


@dataclass(frozen=True)
class Menu:
    """A button that opens a list of commands; it is shown if it has any. ``image`` and ``key_tip`` as of a command."""

    name: str
    group: Group
    label: str
    image: str
    key_tip: str


MENUS = {
    menu.label: menu
    for menu in (
        Menu("programmes", "Record", "Programmes", "ContentControlBuildingBlockGallery", "1"),
        Menu("changes", "Record", "Record a change", "ReviewTrackChanges", "2"),
        Menu("forms", "Record", "Forms", "GroupSendForReview", "9"),
        Menu("problem", "Check", "This problem", "FindDialog", "0"),
        Menu("verify", "Verify", "Verify", "ReviewProtectWorkbook", "4"),
        Menu("audit", "Verify", "Audit", "FindDialog", "5"),
        Menu("reports", "Report", "Reports", "CreateReport", "7"),
        Menu("compare", "Report", "Compare", "GroupRows", "8"),
        Menu("batches", "Export", "Batches", "FileSaveAs", "Q"),
    )
}
"""By label. A menu's key tips are typed after its own, so each menu counts its own."""

UNDO_NOTE = "Excel's own Undo is emptied."


@dataclass(frozen=True)
class Command:
    """A ribbon command. ``image`` is one of Office's own pictures (an imageMso), ``key_tip`` what Alt shows.

    A command in a menu needs no picture: ``image`` may be empty there.

    ``changes`` says that it writes into the workbook, and so empties Excel's own undo. ``menu`` is the label of the
    menu it lies in; empty for a button of its own.
    """

    name: str
    group: Group
    label: str
    image: str
    key_tip: str
    is_large: bool
    changes: bool
    function: Run
    menu: str = ""

    @property
    def screen_tip(self) -> str:
        """What the ribbon shows when the user points at it: what it does and what it changes."""
        about = inspect.cleandoc(self.function.__doc__ or "")
        return f"{about}\n\n{UNDO_NOTE}" if self.changes else about


COMMANDS: dict[str, Command] = {}


def command(
    group: Group, label: str, image: str, key_tip: str, *, changes: bool, large: bool = False, menu: str = ""
) -> Callable[[F], F]:
    """Makes a function a ribbon command of its own name; its docstring is the screen tip.

    The function gives the sentence that tells the user the outcome; an empty one says nothing. Raises ValueError if
    name or key tip are taken, and KeyError for a menu that is not in `MENUS`.
    """

    def register(function: F) -> F:
        name = function.__name__
        assert not menu or MENUS[menu].group == group
        if name in COMMANDS or key_tip in _key_tips(menu):
            raise ValueError(f"There are two ribbon commands {name}, or two with the key tip {key_tip}.")
        COMMANDS[name] = Command(name, group, label, image, key_tip, large, changes, function, menu)
        return function

    return register


def _key_tips(menu: str) -> set[str]:
    """The key tips that are taken in a menu, or on the tab itself."""
    taken = {known.key_tip for known in COMMANDS.values() if known.menu == menu}
    return taken if menu else taken | {known.key_tip for known in MENUS.values()}


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
