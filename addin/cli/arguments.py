"""The commands and options of ``ilr``; nothing is imported here that would make ``ilr --help`` slow."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

EPILOG = "Start with: ilr demo --out demo"


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of one call; wrong ones print the usage and leave with exit code 2."""
    parser = argparse.ArgumentParser(
        prog="ilr", description="The ILR return in a workbook: import, check, mend, export.", epilog=EPILOG
    )
    parser.add_argument("--version", action="store_true", help="show the version and the years it knows")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for add in (_demo, _new, _import, _check, _export, _rules, _explain, _excel):
        add(commands)
    arguments = parser.parse_args(argv)
    if not arguments.command and not arguments.version:
        parser.print_help()
        parser.exit(0)
    return arguments


def _demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("demo", help="do the whole job once with made-up learners")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    _year(command)


def _new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("new", help="make an empty return workbook")
    command.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="BOOK",
        help="the workbook to make (.xlsx, or .xlsm and .xltm with functions and ribbon)",
    )
    command.add_argument("--ukprn", type=int, help="your provider number, for the Start sheet")
    _year(command)


def _import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("import", help="turn a return (.xml or .zip) into a workbook")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--out", type=Path, required=True, metavar="BOOK", help="the workbook to make (.xlsx)")
    _year(command)


def _check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("check", help="check returns and workbooks against the ILR rules")
    command.add_argument("paths", nargs="+", metavar="PATH", help="workbook, .xml, .zip or a folder of them")
    command.add_argument("--format", choices=("text", "json", "csv", "html"), default="text")
    command.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="files to check at the same time")
    command.add_argument("--fail-on", choices=("error", "warning"), default="error")
    command.add_argument("--no-mark", action="store_true", help="leave the workbook as it is")
    _year(command)
    _schema(command)


def _export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("export", help="write the return as ILR XML")
    command.add_argument("book", type=Path, metavar="BOOK")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the XML")
    command.add_argument("--only", choices=("clean",), help="leave learners with errors out")
    command.add_argument("--serial", type=int, default=1, metavar="NN", help="serial number 1 to 99 in the file name")
    _year(command)
    _schema(command)


def _rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("rules", help="list the official rules and what this tool does with each")
    command.add_argument("--format", choices=("text", "json"), default="text")
    _year(command)


def _explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("explain", help="say what a rule asks and what to do about it")
    command.add_argument("rule", metavar="RULE")
    _year(command)


def _excel(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("excel", help="install for Excel, take it away again, or find out what is wrong")
    command.add_argument("action", choices=("install", "uninstall", "doctor"))
    command.add_argument("book", nargs="?", type=Path, metavar="BOOK", help="a workbook for the doctor to look at")


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} is no number of files; give 1 or more")
    return int(text)


def _year(command: argparse.ArgumentParser) -> None:
    command.add_argument("--year", help="collection year, such as 2627; normally the file says it")


def _schema(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--official-schema",
        type=Path,
        metavar="XSD",
        help="judge by DfE's own schema file instead of the generated one",
    )
