"""``ilr verify``: seals of learners, what changed since, and the level of a workbook."""

from __future__ import annotations

import argparse

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("verify", help="seal learners, see what changed since, set the workbook's level")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    seal = actions.add_parser("seal", help="seal learners with your signing key")
    options.add_book(seal)
    whom = seal.add_mutually_exclusive_group(required=True)
    whom.add_argument("--learners", nargs="+", metavar="REF", help="the learners with these LearnRefNumbers")
    whom.add_argument("--all-clean", action="store_true", help="every learner without errors")
    options.add_changing(seal)
    options.add_yes(seal)
    options.add_year(seal)
    status = actions.add_parser("status", help="who is verified, and what changed since")
    options.add_book(status)
    options.add_format(status, "text", "json")
    options.add_year(status)
    actions.add_parser("fields", help="which fields a seal covers, which it does not, and why")
    level = actions.add_parser("level", help="lock the sheets for entry, verify or return; none unlocks them")
    options.add_book(level)
    level.add_argument("level", choices=("entry", "verify", "return", "none"))
    level.add_argument("--preview", action="store_true", help="say what would be locked, and change nothing")
    options.add_yes(level)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    return {"seal": _seal, "status": _status, "level": _level, "fields": _fields}[arguments.action](arguments)


def _seal(arguments: argparse.Namespace) -> int:
    from addin.change_log import user_name
    from addin.cli.changing import Ask
    from addin.cli.passphrase import asked_passphrase
    from addin.commands.export_choice import learners_named
    from addin.commands.seal_learners import seal_learners
    from addin.hosts.file_host import FileHost
    from addin.keys import signing_key
    from addin.wording import counted

    options.year_of(arguments)
    ask = Ask(preview_only=arguments.preview, is_sure=arguments.yes)
    done = seal_learners(
        FileHost(arguments.book, answer=ask),
        lambda: signing_key(asked_passphrase),
        who=arguments.who or user_name(),
        now=clock.now(),
        choose=learners_named(arguments.learners) if arguments.learners else None,
        year=arguments.year,
    )
    if done is None:
        print("Nobody was sealed.")
        return 0
    for reason in done.left_out:
        print(f"Not sealed: {reason}.")
    if done.learners:
        print(f"Sealed {counted(len(done.learners), 'learner')} in {done.saved}.")
    else:
        print("There was nobody to seal: every learner that can be is verified already.")
    return 0


def _status(arguments: argparse.Namespace) -> int:
    import json

    from addin.hosts.file_host import FileHost
    from addin.sealing.status import seal_status, status_data, status_lines, summary

    options.year_of(arguments)
    status = seal_status(FileHost(arguments.book), year=arguments.year)
    if arguments.format == "json":
        print(json.dumps(status_data(status), indent=1, ensure_ascii=False))
        return 0
    for line in status_lines(status):
        print(line)
    print(f"Level: {status.level or 'none'}. {summary(status.seals) or 'There are no learners yet.'}")
    return 0


def _level(arguments: argparse.Namespace) -> int:
    from addin.cli.changing import Ask
    from addin.hosts.file_host import FileHost
    from addin.sealing.level import set_level

    ask = Ask(preview_only=arguments.preview, is_sure=arguments.yes)
    name = None if arguments.level == "none" else arguments.level
    done = set_level(FileHost(arguments.book, answer=ask), name)
    print("The level stays as it is." if done is None else f"{done.sentence()} Saved {done.saved}.")
    return 0


def _fields(arguments: argparse.Namespace) -> int:
    from ilr_core.sealing import VERSION, listed_fields

    for row in listed_fields():
        if row.counts_in(VERSION):
            name = f"{row.entity}.{row.field}{f' {row.kind}' if row.kind else ''}"
            print(f"{'sealed' if row.is_sealed else '-':<8}{name:<48}{row.reason}")
    return 0
