"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ilr_core.errors import InputError

if TYPE_CHECKING:
    from addin.earnings.returns import Rates
    from ilr_core.catalogue import Catalogue
    from ilr_core.knowledge import Knowledge

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

LOADED, BANDS = "the registers and lists loaded", "the funding bands of the LARS loaded"
OF_THE_FILE, OF_A_NEW_FILE = "normally the file says it", "else the one now running"


def add_book(command: argparse._ActionsContainer) -> None:
    """Adds ``BOOK``, the workbook that a command reads or changes."""
    command.add_argument("book", type=Path, metavar="BOOK", help="the workbook with the return")


def add_return(command: argparse._ActionsContainer) -> None:
    """Adds ``FILE``, a return of any kind, as ``path``."""
    command.add_argument("path", type=Path, metavar="FILE", help="workbook, .xml or .zip")


def add_format(command: argparse._ActionsContainer, *formats: str) -> None:
    """Adds ``--format``; the first one is taken if nothing is said."""
    command.add_argument(
        "--format", choices=formats, default=formats[0], help=f"how to say what was found; else {formats[0]}"
    )


def add_year(command: argparse._ActionsContainer, otherwise: str = OF_THE_FILE) -> None:
    """Adds ``--year``; ``otherwise`` says which it is without it."""
    command.add_argument("--year", help=f"collection year, such as 2627; {otherwise}")


def year_of(arguments: argparse.Namespace) -> Catalogue:
    """The year asked for, else the one now running. Raises InputError for a year nobody knows."""
    from ilr_core import catalogue

    if arguments.year and arguments.year not in catalogue.years():
        raise InputError(f"There is no collection year {arguments.year}. Use one of {', '.join(catalogue.years())}.")
    return catalogue.load(arguments.year)


def add_no_registers(command: argparse._ActionsContainer, without: str = LOADED) -> None:
    """Adds ``--no-registers``; ``without`` says what is not used then."""
    command.add_argument("--no-registers", action="store_true", help=f"without {without}")


def knowledge_of(arguments: argparse.Namespace) -> Knowledge:
    """What the user has loaded, or nothing of it if that was asked for."""
    from addin.loading.knowledge import loaded_knowledge
    from ilr_core.knowledge import Knowledge

    return Knowledge() if arguments.no_registers else loaded_knowledge()


def add_earning(command: argparse._ActionsContainer, without: str = BANDS) -> None:
    """Adds the options of every command that works out earnings: ``--rates`` and ``--no-registers``."""
    command.add_argument("--rates", type=Path, metavar="CSV", help="English and maths: columns LearnAimRef and rate")
    add_no_registers(command, without)


def rates_of(arguments: argparse.Namespace) -> Rates | None:
    """The rates in the file that is named, if one is."""
    from addin.earnings.returns import rates_in

    return rates_in(arguments.rates) if arguments.rates else None


def add_schema(command: argparse.ArgumentParser) -> None:
    """Adds ``--official-schema``."""
    command.add_argument(
        "--official-schema",
        type=Path,
        metavar="XSD",
        help="judge by DfE's own schema file instead of the generated one",
    )


def schema_of(arguments: argparse.Namespace) -> bytes | None:
    """The official schema's text, if one is named."""
    path: Path | None = arguments.official_schema
    return path.read_bytes() if path else None


def add_no_mark(command: argparse._ActionsContainer) -> None:
    """Adds ``--no-mark``."""
    command.add_argument("--no-mark", action="store_true", help="leave the workbook as it is")


def add_serial(command: argparse._ActionsContainer) -> None:
    """Adds ``--serial``."""
    command.add_argument("--serial", type=int, default=1, metavar="NN", help="serial number 1 to 99 in the file name")


def add_changing(command: argparse._ActionsContainer) -> None:
    """Adds the options of every command that changes data: ``--preview`` and ``--who``."""
    command.add_argument("--preview", action="store_true", help="show the cells that would change, and change nothing")
    command.add_argument("--who", metavar="NAME", help="who makes the change, for the log; else your user name")


def add_yes(command: argparse._ActionsContainer) -> None:
    """Adds ``--yes``."""
    command.add_argument("--yes", action="store_true", help="go on without asking")


def jobs(text: str) -> int:
    """A number of processes. Raises ArgumentTypeError for a text that is none."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} is no number of files; give 1 or more")
    return int(text)


def quoted(path: Path) -> str:
    """A path as it is typed into a command."""
    return f'"{path}"' if " " in str(path) else str(path)
