"""``ilr audit``: the trail of changes shown, verified and handed to an auditor."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from addin.cli import options
from addin.cli.options import Subparsers
from ilr_core.errors import InputError

if TYPE_CHECKING:
    from addin.audit.chain import TrailEntry
    from addin.audit.heads import Head
    from addin.hosts.file_host import FileHost

VERIFIES, DOES_NOT_VERIFY = 0, 1


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("audit", help="show, verify and export the trail of changes of a workbook")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = _action(actions, "show", "who changed what, when and why")
    show.add_argument("--learner", metavar="REF", help="only changes of the learner with this LearnRefNumber")
    show.add_argument("--change", type=int, metavar="N", help="only this change")
    show.add_argument("--since", metavar="DATE", help="only changes from this day on, such as 01/11/2026")
    verify = _action(actions, "verify", "whether the trail is whole and nobody has tampered with it")
    verify.add_argument("--side", type=Path, metavar="FILE", help="compare with this side file, not with your own")
    verify.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="HEAD|FILE",
        help="a head you kept elsewhere, or an exported trail",
    )
    export = _action(actions, "export", "the trail for an auditor")
    export.add_argument("--out", type=Path, metavar="FILE", help="the file to write; else it is printed")
    export.add_argument("--format", choices=("json", "csv"), help="else what the name of the file says, or json")
    reason = _action(actions, "reason", "give the reason of a change afterwards")
    reason.add_argument("text", metavar="TEXT", help="the reason")
    reason.add_argument("--change", type=int, metavar="N", required=True, help="its number on the sheet Changes")
    sign = _action(actions, "sign", "vouch with your signature for entries that have none")
    restart = _action(actions, "restart", "begin a new trail, in a copy of a workbook or after the old one was broken")
    restart.add_argument("--reason", default="", metavar="TEXT", help="why")
    for changing in (reason, sign, restart):
        changing.add_argument("--who", metavar="NAME", help="who does it, for the log; else your user name")
    for asking in (sign, restart):
        options.add_yes(asking)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; 1 if the trail does not verify."""
    if arguments.action == "verify":
        return _verify(arguments)
    actions = {"show": _show, "export": _export, "reason": _reason, "sign": _sign, "restart": _restart}
    print(actions[arguments.action](arguments).rstrip("\n"))
    return VERIFIES


def _action(actions: Subparsers, name: str, about: str) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=about)
    options.add_book(action)
    return action


def _show(arguments: argparse.Namespace) -> str:
    from addin.audit.report import trail_as_text
    from addin.audit.verdict import trail_in

    since = _day(arguments.since)
    entries = trail_in(arguments.book).entries
    shown = [one for one in entries if _is_asked_for(one, arguments, since)]
    if not entries:
        return "Nothing was logged yet. Changes are logged from the first check on."
    return trail_as_text(shown) or "There is no such entry in the log. See all with: ilr audit show BOOK"


def _is_asked_for(one: TrailEntry, arguments: argparse.Namespace, since: date | None) -> bool:
    said = one.entry
    return (
        (arguments.learner is None or said.learner.casefold() == arguments.learner.strip().casefold())
        and (arguments.change is None or said.change == arguments.change)
        and (since is None or (said.when is not None and said.when.date() >= since))
    )


def _verify(arguments: argparse.Namespace) -> int:
    from addin.audit.report import verdict_as_text
    from addin.audit.verdict import verdict_on

    verdict = verdict_on(arguments.book, side=arguments.side, heads=[_head(text) for text in arguments.head])
    print(verdict_as_text(verdict))
    return DOES_NOT_VERIFY if verdict.troubles else VERIFIES


def _export(arguments: argparse.Namespace) -> str:
    from addin.audit.report import trail_as_csv, trail_as_json
    from addin.audit.verdict import verdict_on

    out: Path | None = arguments.out
    verdict = verdict_on(arguments.book)
    kind = arguments.format or ("csv" if out and out.suffix.lower() == ".csv" else "json")
    text = trail_as_csv(verdict.entries) if kind == "csv" else trail_as_json(verdict)
    if out is None:
        return text
    with out.open("x", encoding="utf-8", newline="") as file:
        file.write(text)
    return f"Wrote {out}: {len(verdict.entries):,} entries. Keep its head elsewhere: {verdict.head.text}"


def _reason(arguments: argparse.Namespace) -> str:
    from addin.cli import clock
    from addin.commands.audit import give_reason

    return give_reason(_host(arguments), arguments.change, arguments.text, who=_who(arguments), now=clock.now())


def _sign(arguments: argparse.Namespace) -> str:
    from addin.cli import clock
    from addin.commands.audit import sign_for

    return sign_for(_host(arguments), who=_who(arguments), now=clock.now())


def _restart(arguments: argparse.Namespace) -> str:
    from addin.cli import clock
    from addin.commands.audit import restart

    return restart(_host(arguments), who=_who(arguments), now=clock.now(), why=arguments.reason)


def _host(arguments: argparse.Namespace) -> FileHost:
    from addin.cli.changing import Ask
    from addin.cli.passphrase import typed_answers
    from addin.hosts.file_host import FileHost

    ask = Ask(preview_only=False, is_sure=getattr(arguments, "yes", False))
    return FileHost(arguments.book, answer=ask, answers=typed_answers)


def _who(arguments: argparse.Namespace) -> str:
    from addin.change_log import user_name

    return arguments.who or user_name()


def _head(text: str) -> Head:
    from addin.audit.heads import head_of

    path = Path(text)
    return head_of(path.read_text("utf-8") if path.suffix and path.is_file() else text)


def _day(text: str | None) -> date | None:
    from addin.sheets.dates import typed_date

    if text is None:
        return None
    found = typed_date(text)
    if found is None:
        raise InputError(f"'{text[:40]}' is not a date; write 14/09/2026.")
    return found
