"""What VBA can ask of Python, and nothing else: four methods, whatever the workbook says.

No module is imported by name, no code is taken from a workbook or its folder, and nothing is read from sheets but by a
ribbon command that the user pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from typing import Protocol

from addin.functions import FUNCTIONS
from addin.hosts.port import Host
from addin.ribbon import COMMANDS, run
from vba_bridge.com_values import from_com, to_com

UNKNOWN = "The ILR tool has no such {}. It may be older than this workbook: update it, then press Restart."


class TellingHost(Host, Protocol):
    """A host that keeps what the user is to be told."""

    told: list[str]


class Bridge:
    """The four methods. ``host_of`` makes a host of the workbook object that VBA hands over.

    Nothing raises: what goes wrong is a sentence in the cell or for the user. ``dated`` makes what COM takes for a day.
    """

    def __init__(self, host_of: Callable[[object], TellingHost], dated: Callable[[datetime], object] = lambda day: day):
        self._host_of = host_of
        self._dated = dated

    def Ping(self) -> str:  # noqa: N802 - COM names begin with capitals
        """Says that somebody is there."""
        return "pong"

    def Version(self) -> str:  # noqa: N802
        """The version of this project."""
        return version("ilr-excel")

    def CallUDF(  # noqa: N802
        self,
        script: object,  # noqa: ARG002 - xlwings' signature; no script is ever run
        name: object,
        arguments: object,
        workbook: object = None,  # noqa: ARG002
        caller: object = None,  # noqa: ARG002
    ) -> object:
        """The answer of a registered worksheet function to values.

        ``script``, ``workbook`` and ``caller``, which xlwings' VBA sends as well, are not looked at.
        """
        known = FUNCTIONS.get(name) if isinstance(name, str) else None
        if known is None:
            return UNKNOWN.format("function")
        try:
            given = from_com(arguments)
            values = given if isinstance(given, tuple) else (given,)
        except (ValueError, OverflowError, TypeError) as error:
            return f"The arguments of {known.name} could not be taken over ({type(error).__name__}). Check its cells."
        return to_com(known.answer(*values), self._dated)

    def Run(self, command: object, workbook: object) -> str:  # noqa: N802
        """Runs a registered ribbon command on a workbook; gives what the user is to be told."""
        if not isinstance(command, str) or command not in COMMANDS:
            return UNKNOWN.format("command")
        try:
            host = self._host_of(workbook)
        except Exception as error:  # noqa: BLE001 - COM raises errors of its own
            return (
                f"Excel did not hand over the workbook ({type(error).__name__}). Leave the cell you edit and try again."
            )
        run(command, host, datetime.now())  # noqa: DTZ005 - returns carry local time
        return "\n".join(host.told)
