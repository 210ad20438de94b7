"""The arguments of ``ilr change``, made from the registry of guided changes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from addin.cli import options
from addin.cli.wrong_arguments import PlainParser
from ilr_core import catalogue
from ilr_core.events import EVENTS, Event, Question

KINDS = {
    "day": "DATE", "pounds": "POUNDS", "whole": "N", "aim": "N", "code": "CODE", "text": "TEXT", "value": "TEXT",
    "days_by_aim": "DATE", "shares_by_aim": "PERCENT", "references": "AIMS",
}  # fmt: skip
LONGEST_SHOWN = 16


def catalogue_of_changes() -> str:
    """Every guided change with its title, a line each, and how to go on."""
    width = max(map(len, EVENTS))
    lines = [f"  {name:{width}}  {event.title}" for name, event in EVENTS.items()]
    return "\n".join(["Changes that can be recorded:", *lines, "", "What one asks: ilr change NAME --help"])


def parsed_change(event: Event, argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of one guided change; wrong ones are told in one sentence, exit code 2."""
    parser = PlainParser(
        prog=f"ilr change {event.name}",
        description=f"{event.title}. {event.when}",
        epilog="Writes " + "; ".join(event.writes) + ".",
    )
    options.add_book(parser)
    parser.add_argument("--learner", required=True, metavar="REF", help="the learner's LearnRefNumber")
    for question in event.asks:
        parser.add_argument(
            option(question),
            dest=question.name,
            required=question.required,
            metavar=KINDS[question.kind],
            help=_help(question).replace("%", "%%"),
        )
    parser.add_argument("--reason", metavar="TEXT", help="why, for the log")
    options.add_yes(parser)
    options.add_changing(parser)
    options.add_year(parser)
    return parser.parse_args(argv)


def option(question: Question) -> str:
    """The option that answers a question."""
    return f"--{question.name.replace('_', '-')}"


def _help(question: Question) -> str:
    text = question.about
    codes = question.offered(catalogue.load())
    if codes and len(codes) <= LONGEST_SHOWN:
        text += ": " + "; ".join(f"{one.code} {one.label}" for one in codes)
    return f"{text} [without it: {question.otherwise}]" if question.otherwise else text
