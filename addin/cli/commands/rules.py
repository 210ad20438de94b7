"""``ilr rules``: the official rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("rules", help="list the official rules and what this tool does with each")
    command.set_defaults(rules_action="")
    actions = command.add_subparsers(dest="rules_action", metavar="ACTION")
    texts = actions.add_parser("import", help="keep DfE's rule texts, to be shown beside ours by ilr explain")
    texts.add_argument("files", nargs="+", type=Path, metavar="FILE", help="DfE's rule list, .xlsx or .csv")
    options.add_year(texts)
    options.add_format(command, "text", "json")
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    if arguments.rules_action == "import":
        from addin.cli.loading import rule_texts

        return rule_texts(arguments, options.year_of(arguments))
    from addin.reports.rule_list import rules_as_json, rules_as_text

    make = rules_as_json if arguments.format == "json" else rules_as_text
    print(make(options.year_of(arguments)))
    return 0
