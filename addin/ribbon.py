"""The ribbon's commands: functions of a host that tell the user the outcome, and never fail with anything else."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import datetime

from addin.commands.check import check_book
from addin.commands.export import export_book
from addin.hosts.port import Host
from addin.ooxml import PackageError
from ilr_core.errors import IlrError

Command = Callable[[Host, datetime], str]


def check(host: Host, now: datetime) -> str:
    """Checks the whole return against the schema and the rules and marks every bad cell.

    Changes the columns Status and Marks, the notes of earlier checks, the sheet Problems and the figures on Start. No
    cell of yours is touched.
    """
    report = check_book(host, now=now).report
    learners = counted(report.learners, "learner")
    if not report.findings:
        return f"All {learners} are clean." if report.learners else "There are no learners in this workbook yet."
    return (
        f"{counted(report.errors, 'error')} and {counted(report.warnings, 'warning')} in {learners}. "
        "They are marked in the sheets and listed in Problems."
    )


def export(host: Host, now: datetime) -> str:
    """Writes the return as ILR XML into a folder that you choose, under its official name.

    Changes nothing in the workbook. Stops without a file if the XML would break the schema.
    """
    done = export_book(host, now=now)
    if done is None:
        return "Nothing was exported."
    errors = done.report.errors
    warning = f" The rules still find {counted(errors, 'error')} in it." if errors else ""
    return f"Saved {done.path.name} with {counted(done.learners, 'learner')}.{warning}"


COMMANDS: dict[str, Command] = {"check": check, "export": export}


def screen_tip(command: Command) -> str:
    """What the ribbon shows when the user points at a command: what it does and what it changes."""
    return inspect.cleandoc(command.__doc__ or "")


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 error``, ``1,200 errors``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def run(name: str, host: Host, now: datetime) -> None:
    """Runs a command by name and tells the user how it went. Raises KeyError for a name that is no command."""
    command = COMMANDS[name]
    try:
        host.tell(command(host, now))
    except (IlrError, PackageError) as error:
        host.tell(str(error))
    except OSError as error:
        host.tell(
            f"A file could not be used ({error.strerror or type(error).__name__}). Close it elsewhere and try again."
        )
    except Exception as error:  # noqa: BLE001 - the last net: no traceback reaches a user
        host.tell(
            f"This tool failed ({type(error).__name__}) in {name}. Close the workbook without saving, and report it."
        )
