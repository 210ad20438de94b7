"""``ilr calendar``: when the returns of a year close, what each is for, and reminders."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from addin.cli import clock
from addin.cli.options import Subparsers
from ilr_core.errors import InputError

ICS = ".ics"
MOST_DAYS = 60


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("calendar", help="when the returns R01 to R14 close, what each is for, reminders")
    command.add_argument("--year", help="any collection year, such as 2728; else the one now running")
    command.add_argument("--format", choices=("text", "json", "ics"), help="text if nothing is said; ics: reminders")
    command.add_argument("--out", type=Path, metavar="FILE.ics", help="save the reminders for Outlook and others")
    command.add_argument(
        "--remind",
        type=_days,
        nargs="+",
        metavar="DAYS",
        help="days before the closing day to be reminded, 0 for its morning; else 7 and 1",
    )


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.reports.return_calendar import as_json, as_text, year_calendar
    from ilr_core.catalogue import default_year

    calendar = year_calendar(arguments.year or default_year(), clock.now())
    kind = arguments.format or ("ics" if arguments.out else "text")
    if arguments.remind and kind != "ics":
        raise InputError("--remind is about reminders. Say where to save them: --out FILE.ics")
    if kind == "ics":
        from addin.reports.reminders import REMIND, as_ics

        return _give(as_ics(calendar, arguments.remind or REMIND), arguments.out)
    if arguments.out:
        raise InputError(f"--out saves reminders (.ics). Leave --format {kind} out, or --out.")
    print(as_json(calendar) if kind == "json" else as_text(calendar))
    return 0


def _give(reminders: bytes, target: Path | None) -> int:
    if target is None:
        print(reminders.decode().replace("\r\n", "\n"), end="")
        return 0
    if target.suffix.lower() != ICS:
        raise InputError(f"{target} is no name for reminders. End it in {ICS}.")
    from addin.commands.new import replacement_of

    with replacement_of(target) as draft:
        draft.write_bytes(reminders)
    print(f"Saved {target}. Open it to take the closing days into your calendar.", file=sys.stderr)
    return 0


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"{text} is no number of days; give 0 to {MOST_DAYS}")
    return int(text)
