"""``ilr forms``: forms for learners to give their own details, and collecting what they answered."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from addin.cli import clock, options
from addin.cli.options import Subparsers

if TYPE_CHECKING:
    from addin.forms.passwords import Passwords

DONE, SOME_UNUSABLE = 0, 2
BOTH = "both"


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("forms", help="ask learners for their own details, and collect the answers")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    make = actions.add_parser("make", help="make a form for each learner: a small workbook and a page")
    options.add_book(make)
    make.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the forms")
    make.add_argument("--learners", nargs="+", metavar="REF", help="only the learners with these LearnRefNumbers")
    make.add_argument("--kind", choices=("xlsx", "html", BOTH), default=BOTH, help="workbook, page or both")
    make.add_argument("--provider", default="", metavar="TEXT", help="your name, as learners know it")
    make.add_argument(
        "--back",
        default="",
        metavar="TEXT",
        help="how it comes back; completes 'Save the file, then ...': 'upload it to Moodle'",
    )
    _add_passwords(make, "protects each form")
    options.add_year(make)
    collect = actions.add_parser("collect", help="show what learners answered, and take it over")
    options.add_book(collect)
    collect.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="answers, or folders of them")
    collect.add_argument(
        "--accept",
        nargs="+",
        default=[],
        metavar="WHAT",
        help="take only these: REF (a learner's answers) or REF:FIELD (one answer, also if it is in doubt)",
    )
    _add_passwords(collect, "opens the answers")
    options.add_changing(collect)
    options.add_yes(collect)
    options.add_year(collect)


def _add_passwords(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--password", metavar="TEXT", help=f"{what}; others may see what you type into a command line")
    command.add_argument(
        "--password-file", type=Path, metavar="CSV", help="one for each learner: columns LearnRefNumber and Password"
    )


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; 2 if a file could not be used, the others are collected all the same."""
    from addin.forms.passwords import given_passwords

    options.year_of(arguments)
    passwords = given_passwords(arguments.password, arguments.password_file)
    return _make(arguments, passwords) if arguments.action == "make" else _collect(arguments, passwords)


def _make(arguments: argparse.Namespace, passwords: Passwords) -> int:
    from addin.commands.export_choice import learners_named
    from addin.commands.make_forms import KINDS, make_forms
    from addin.hosts.file_host import FileHost
    from addin.wording import counted

    done = make_forms(
        FileHost(arguments.book),
        arguments.out,
        now=clock.now(),
        kinds=tuple(KINDS) if arguments.kind == BOTH else (arguments.kind,),
        choose=learners_named(arguments.learners) if arguments.learners else None,
        passwords=passwords,
        provider=arguments.provider,
        back=arguments.back,
        year=arguments.year,
    )
    for learner, names in done.files.items():
        print(f"{learner}: {', '.join(names)}")
    folder = options.quoted(done.folder)
    print(f"Made forms for {counted(len(done.files), 'learner')} in {folder}; the sheet Forms says which is whose.")
    print(f"When they come back: ilr forms collect {options.quoted(arguments.book)} FOLDER")
    return DONE


def _collect(arguments: argparse.Namespace, passwords: Passwords) -> int:
    from addin.change_log import user_name
    from addin.cli.changing import Ask, noted
    from addin.commands.collect_forms import collect_forms
    from addin.hosts.file_host import FileHost
    from addin.wording import counted

    ask = Ask(preview_only=arguments.preview, is_sure=arguments.yes)
    done = collect_forms(
        FileHost(arguments.book, answer=ask, say=partial(print, file=sys.stderr)),
        arguments.paths,
        who=arguments.who or user_name(),
        now=clock.now(),
        passwords=passwords,
        accept=arguments.accept,
        year=arguments.year,
    )
    if not done.answered:
        print("Nothing was collected.")
    elif done.change is None:
        print(f"Nothing was changed; {counted(done.taken, 'answer')} would be taken over.")
    elif done.taken:
        print(f"Took over {counted(done.taken, 'answer')} {noted(done.change)}")
    else:
        print(f"{counted(done.answered, 'learner')} answered; nothing was taken over.")
    if done.not_taken:
        print(f"{counted(done.not_taken, 'answer')} not taken.")
    return SOME_UNUSABLE if done.refused else DONE
