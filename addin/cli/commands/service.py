"""``ilr service``: new apprentices for DfE's apprenticeship service, and its list beside the workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers
from ilr_core.errors import InputError

ALL_TAKEN, SOME_REFUSED = 0, 1


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("service", help="new apprentices for the apprenticeship service; its list compared")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    upload = actions.add_parser("upload", help="write the file that the service's upload takes")
    options.add_book(upload)
    upload.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write (.csv)")
    who = upload.add_mutually_exclusive_group(required=True)
    who.add_argument("--learners", nargs="+", metavar="REF", help="the learners with these LearnRefNumbers")
    who.add_argument("--started-from", metavar="DATE", help="those who began on this day or later: 2026-09-01")
    upload.add_argument("--cohort", default="", metavar="REF", help="cohort reference; else the service makes one")
    upload.add_argument("--agreement", default="", metavar="ID", help="for learners without an AgreemId of their own")
    upload.add_argument(
        "--weeks", nargs="+", default=[], metavar="REF=N", help="weeks by which prior learning shortens it; 0 for none"
    )
    upload.add_argument("--no-prior-learning", action="store_true", help="nobody has any (years before 2627)")
    compare = actions.add_parser("compare", help="compare the service's list of apprentices with the workbook")
    options.add_book(compare)
    compare.add_argument("list", type=Path, metavar="EXPORT", help="the download of Manage your apprentices (.csv)")
    options.add_format(compare, "text", "json", "csv")
    options.add_no_mark(compare)
    for action in (upload, compare):
        options.add_year(action)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; 1 if a learner was refused."""
    options.year_of(arguments)
    return _upload(arguments) if arguments.action == "upload" else _compare(arguments)


def _upload(arguments: argparse.Namespace) -> int:
    from addin.apprenticeship_service.bring_back import started_from, upload_apprentices
    from addin.apprenticeship_service.new_apprentices import Given
    from addin.apprenticeship_service.report import upload_text
    from addin.commands.export_choice import learners_named
    from addin.hosts.file_host import FileHost
    from ilr_core.exact import as_day

    day = as_day(arguments.started_from)
    if arguments.started_from is not None and day is None:
        raise InputError(f"{arguments.started_from} is no day. Write it as 2026-09-01.")
    given = Given(arguments.cohort, arguments.agreement, _weeks(arguments.weeks), arguments.no_prior_learning)
    done = upload_apprentices(
        FileHost(arguments.book),
        arguments.out,
        now=clock.now(),
        year=arguments.year,
        choose=started_from(day) if day else learners_named(arguments.learners),
        given=given,
    )
    print(upload_text(done))
    return SOME_REFUSED if done.refused else ALL_TAKEN


def _weeks(pairs: list[str]) -> dict[str, int]:
    found = {}
    for pair in pairs:
        reference, _, number = pair.rpartition("=")
        if not reference or not (number.isascii() and number.isdigit() and len(number) < 4):
            raise InputError(f"{pair} is no number of weeks. Write it as A0001=6.")
        found[reference] = int(number)
    return found


def _compare(arguments: argparse.Namespace) -> int:
    from addin.apprenticeship_service.bring_back import compare_with_service
    from addin.apprenticeship_service.report import FORMATS
    from addin.hosts.file_host import FileHost

    done = compare_with_service(
        FileHost(arguments.book),
        arguments.list,
        now=clock.now(),
        year=arguments.year,
        mark=arguments.format == "text" and not arguments.no_mark,
    )
    print(FORMATS[arguments.format](done).rstrip("\n"))
    return 0
