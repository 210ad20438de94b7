"""``ilr demo``: the whole job once, with made-up learners."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("demo", help="do the whole job once with made-up learners")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    options.add_year(command, options.OF_A_NEW_FILE)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.demo.job import run_demo

    print(run_demo(arguments.out, options.year_of(arguments), clock.now()))
    return 0
