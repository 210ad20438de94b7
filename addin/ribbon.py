"""The ribbon's commands: functions of a host that tell the user the outcome, and never fail with anything else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from addin.commands.check import check_book
from addin.commands.export import export_book
from addin.hosts.port import Host
from addin.ooxml import PackageError
from ilr_core.errors import IlrError

Command = Callable[[Host, datetime], str]


def check(host: Host, now: datetime) -> str:
    """Checks and marks the workbook. Changes no data cell."""
    report = check_book(host, now=now).report
    if not report.findings:
        return f"All {report.learners:,} learners are clean."
    return (
        f"{report.errors:,} errors and {report.warnings:,} warnings in {report.learners:,} learners. "
        "They are marked in the sheets and listed in Problems."
    )


def export(host: Host, now: datetime) -> str:
    """Writes the return as ILR XML into a folder the user chooses."""
    done = export_book(host, now=now)
    if done is None:
        return "Nothing was exported."
    warning = f" The rules still find {done.report.errors:,} errors in it." if done.report.errors else ""
    return f"Saved {done.path.name} with {done.learners:,} learners.{warning}"


COMMANDS: dict[str, Command] = {"check": check, "export": export}


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
        host.tell(f"This tool failed ({type(error).__name__}) in {name}; nothing was changed. Please report it.")
