"""``ilr pseudonymise``: files for support without the people in them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from addin.cli import options
from addin.cli.options import Subparsers

UNUSABLE = 2
MARKING = (
    "These files are still personal data: somebody who knows a learner's dates and courses may know them again. "
    "Send them only to whom you trust, and delete them afterwards."
)


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser(
        "pseudonymise", help="write returns or workbooks again without the people in them, to show them to support"
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="workbook, .xml or .zip")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files, another one")
    command.add_argument(
        "--secret-file",
        type=Path,
        metavar="FILE",
        help="a file of your own whose content decides who becomes whom: the same in every file and every month. "
        "Without it each run exchanges otherwise",
    )
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    import secrets

    from addin.loading.knowledge import loaded_knowledge
    from addin.ooxml import PackageError
    from addin.pseudonyms.files import exchange_file
    from addin.wording import counted
    from ilr_core.errors import IlrError, InputError
    from ilr_core.pseudonyms import Pseudonyms

    options.year_of(arguments)
    secret = arguments.secret_file.read_bytes().strip() if arguments.secret_file else secrets.token_bytes(32)
    if len(secret) < 8:
        raise InputError(f"{arguments.secret_file} is too short for a secret. Put at least 8 characters into it.")
    pseudonyms = Pseudonyms(secret, loaded_knowledge().registers)
    code, written = 0, 0
    for path in arguments.files:
        try:
            done = exchange_file(path, arguments.out, pseudonyms, year=arguments.year)
            written += 1
            print(f"Wrote {done.path}: {counted(done.learners, 'learner')}.")
        except (IlrError, PackageError) as error:
            code = UNUSABLE
            print(error, file=sys.stderr)
    if written:
        print(MARKING)
    return code
