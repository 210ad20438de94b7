"""``ilr check``: returns and workbooks against the ILR rules."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from addin.cli import options
from addin.cli.options import Subparsers
from ilr_core.errors import InputError

if TYPE_CHECKING:
    from addin.reports import FileReport


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("check", help="check returns and workbooks against the ILR rules")
    command.add_argument("paths", nargs="+", metavar="PATH", help="workbook, .xml, .zip or a folder of them")
    command.add_argument("--format", choices=("text", "json", "csv", "html"), default="text")
    command.add_argument(
        "--jobs",
        type=options.jobs,
        default=1,
        metavar="N",
        help="processes that check at the same time: files, or shares of one",
    )
    command.add_argument("--fail-on", choices=("error", "warning"), default="error")
    command.add_argument("--no-mark", action="store_true", help="leave the workbook as it is")
    command.add_argument("--no-registers", action="store_true", help="check without the registers and lists loaded")
    command.add_argument(
        "--watch",
        action="store_true",
        help="go on until Ctrl-C: check and mark each workbook, of folders too, whenever it is saved; while it is open "
        "in Excel the marks are in the copy BOOK (checked)",
    )
    options.add_year(command)
    options.add_schema(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.inputs import check_paths
    from addin.reports import FORMATS, exit_code

    options.year_of(arguments)
    schema = options.schema_of(arguments)
    if arguments.watch:
        return _watch(arguments, schema)
    reports = check_paths(
        arguments.paths,
        year=arguments.year,
        mark=arguments.format == "text" and not arguments.no_mark,
        jobs=arguments.jobs,
        schema=schema,
        use_loaded=not arguments.no_registers,
    )
    print(FORMATS[arguments.format](reports).rstrip("\n"))
    if not arguments.no_registers:
        from addin.loading.knowledge import loaded_knowledge

        for trouble in loaded_knowledge().troubles:
            print(trouble, file=sys.stderr)
    return exit_code(reports, arguments.fail_on)


def _watch(arguments: argparse.Namespace, schema: bytes | None) -> int:
    """Goes on until KeyboardInterrupt, which is told like everywhere."""
    from addin.cli.inputs import check_paths
    from addin.cli.watching import watch

    if arguments.format != "text":
        raise InputError("--watch prints a line for each check. Leave --format out.")

    def check(path: Path) -> FileReport:
        (report,) = check_paths(
            [str(path)],
            year=arguments.year,
            mark=not arguments.no_mark,
            schema=schema,
            use_loaded=not arguments.no_registers,
        )
        return report

    watch(arguments.paths, check, partial(print, flush=True))
    return 0
