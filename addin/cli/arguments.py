"""The commands and options of ``ilr``; nothing is imported here that would make ``ilr --help`` slow."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

EPILOG = "Start with: ilr demo --out demo"


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of one call; wrong ones print the usage and leave with exit code 2."""
    parser = argparse.ArgumentParser(
        prog="ilr", description="The ILR return in a workbook: import, check, mend, export.", epilog=EPILOG
    )
    parser.add_argument(
        "--version", dest="show_version", action="store_true", help="show the version and the years it knows"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    first = (_demo, _new, _import, _check, _fix, _change, _undo, _export, _roll_over, _rpl, _earnings, _hours)
    for add in (*first, _rules, _explain, _registers, _lists, _excel):
        add(commands)
    arguments = parser.parse_args(argv)
    if not arguments.command and not arguments.show_version:
        parser.print_help()
        parser.exit(0)
    return arguments


def _demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("demo", help="do the whole job once with made-up learners")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    _year(command)


def _new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("new", help="make an empty return workbook")
    command.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="BOOK",
        help="the workbook to make (.xlsx, or .xlsm and .xltm with functions and ribbon)",
    )
    command.add_argument("--ukprn", type=int, help="your provider number, for the Start sheet")
    _year(command)


def _import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("import", help="turn a return (.xml or .zip) into a workbook")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--out", type=Path, required=True, metavar="BOOK", help="the workbook to make (.xlsx)")
    _year(command)


def _check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("check", help="check returns and workbooks against the ILR rules")
    command.add_argument("paths", nargs="+", metavar="PATH", help="workbook, .xml, .zip or a folder of them")
    command.add_argument("--format", choices=("text", "json", "csv", "html"), default="text")
    command.add_argument(
        "--jobs",
        type=_jobs,
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
    _year(command)
    _schema(command)


def _fix(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("fix", help="mend what can be mended in only one way")
    command.add_argument("book", type=Path, metavar="BOOK")
    command.add_argument("--rule", metavar="RULE", help="mend only what this rule finds")
    _changing(command)
    _year(command)


def _change(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "change",
        help="record what happened to a learner: a break, a new price, a result ...",
        usage="ilr change NAME BOOK --learner REF [answers]",
        description="Records what happened to a learner in the compliant way. ilr change alone lists the changes; "
        "ilr change NAME --help says what one asks.",
    )
    command.add_argument("rest", nargs=argparse.REMAINDER, metavar="NAME ...", help="the change and its answers")


def _undo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("undo", help="undo a change that a command made")
    command.add_argument("book", type=Path, metavar="BOOK")
    command.add_argument("--change", type=int, metavar="N", help="its number on the sheet Changes; else the last one")
    _changing(command)
    _year(command)


def add_change_options(command: argparse.ArgumentParser) -> None:
    """Adds the options that every command has that changes data."""
    _changing(command)
    _year(command)


def _changing(command: argparse._ActionsContainer) -> None:
    command.add_argument("--preview", action="store_true", help="show the cells that would change, and change nothing")
    command.add_argument("--who", metavar="NAME", help="who makes the change, for the log; else your user name")


def _export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("export", help="write the return as ILR XML")
    command.add_argument("book", type=Path, metavar="BOOK")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the XML")
    command.add_argument("--only", choices=("clean",), help="leave learners with errors out")
    command.add_argument("--learners", nargs="+", metavar="REF", help="only the learners with these LearnRefNumbers")
    command.add_argument("--serial", type=int, default=1, metavar="NN", help="serial number 1 to 99 in the file name")
    _year(command)
    _schema(command)


def _roll_over(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("roll-over", help="make the next year's workbook from this year's return")
    command.add_argument("old", type=Path, metavar="OLD", help="the old year's workbook, .xml or .zip")
    command.add_argument(
        "--out", type=Path, required=True, metavar="NEW", help="the workbook to make (.xlsx, or .xlsm with functions)"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to say what was done")
    command.add_argument("--no-registers", action="store_true", help="judge without the registers and lists loaded")
    command.add_argument("--year", help="the old return's collection year, such as 2526; normally the file says it")


def _rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("rules", help="list the official rules and what this tool does with each")
    command.set_defaults(rules_action="")
    actions = command.add_subparsers(dest="rules_action", metavar="ACTION")
    texts = actions.add_parser("import", help="keep DfE's rule texts, to be shown beside ours by ilr explain")
    texts.add_argument("files", nargs="+", type=Path, metavar="FILE", help="DfE's rule list, .xlsx or .csv")
    _year(texts)
    command.add_argument("--format", choices=("text", "json"), default="text")
    _year(command)


def _explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("explain", help="say what a rule asks and what to do about it")
    command.add_argument("rule", metavar="RULE")
    _year(command)


def _rpl(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from addin.prior_learning.arguments import ARGUMENTS

    command = commands.add_parser("rpl", help="price, hours and duration after recognition of prior learning")
    command.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="many cases (.csv, columns named as the options), or a workbook",
    )
    for name, argument in ARGUMENTS.items():
        kind = "DATE" if argument.is_day else "N"
        command.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=kind, help=argument.about)
    command.add_argument("--format", choices=("text", "json"), default="text")
    book = command.add_argument_group(
        "for a workbook", "fills its sheet RPL and says what it shows of every apprentice"
    )
    book.add_argument("--learners", nargs="+", default=[], metavar="REF", help="only these, by LearnRefNumber")
    book.add_argument(
        "--what-if",
        nargs="+",
        default=[],
        metavar="CHANGE",
        help="try, then take over: hours_removed=+10%% price_before=-500 reduction_given=least planned_end=+14d",
    )
    book.add_argument("--apply", action="store_true", help="write the rows that are OK into the return")
    book.add_argument("--evidence", type=Path, metavar="OUT.xlsx", help="make a page of evidence for each")
    book.add_argument("--yes", action="store_true", help="go on without asking")
    _changing(book)
    _year(book)


def _earnings(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("earnings", help="estimate what the apprentices of a return earn, by period")
    command.add_argument("path", type=Path, metavar="FILE", help="workbook, .xml or .zip")
    command.add_argument("--format", choices=("text", "json", "csv"), default="text")
    command.add_argument("--rates", type=Path, metavar="CSV", help="English and maths: columns LearnAimRef and rate")
    command.add_argument("--check", action="store_true", help="also say what learners with errors would cost")
    command.add_argument("--sheet", action="store_true", help="also fill the sheet Earnings of the workbook")
    command.add_argument("--no-registers", action="store_true", help="take no funding bands from the LARS loaded")
    _year(command)


def _hours(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("hours", help="set off-the-job hours of apprentices against plan and rules")
    command.add_argument("path", type=Path, metavar="FILE", help="workbook, .xml or .zip")
    command.add_argument("--format", choices=("text", "json", "csv"), default="text")
    command.add_argument(
        "--typed", type=Path, metavar="CSV", help="weekly hours, hours so far ...: columns as on the sheet"
    )
    command.add_argument("--sheet", action="store_true", help="also fill the sheet Off-the-job of the workbook")
    _year(command)


def _registers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("registers", help="load LARS, postcodes and other registers that rules ask")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    load = actions.add_parser("import", help="load registers from their downloads (.csv or .zip)")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--version", default="", metavar="TEXT", help="the register's version, if its name does not say")
    load.add_argument("--columns", type=Path, metavar="FILE", help="a columns file that says what headers to look for")
    load.add_argument("--fewer", action="store_true", help="load it even if it has less than half the rows of the old")
    status = actions.add_parser("status", help="what is loaded, and how old it is")
    status.add_argument("--format", choices=("text", "json"), default="text")
    columns = actions.add_parser("columns", help="show or save the headers by which registers are recognised")
    columns.add_argument("--out", type=Path, metavar="FILE", help="save them as a file to change")


def _lists(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("lists", help="load DfE's own code lists where ours are not complete")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    load = actions.add_parser("import", help="load lists from CSV files with the columns list and code")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--list", default="", metavar="NAME", help="the list, for a file of one list")
    _year(load)
    status = actions.add_parser("status", help="which lists are complete, loaded or incomplete")
    _year(status)


def _excel(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("excel", help="install for Excel, take it away again, or find out what is wrong")
    command.add_argument("action", choices=("install", "uninstall", "doctor"))
    command.add_argument("book", nargs="?", type=Path, metavar="BOOK", help="a workbook for the doctor to look at")


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} is no number of files; give 1 or more")
    return int(text)


def _year(command: argparse._ActionsContainer) -> None:
    command.add_argument("--year", help="collection year, such as 2627; normally the file says it")


def _schema(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--official-schema",
        type=Path,
        metavar="XSD",
        help="judge by DfE's own schema file instead of the generated one",
    )
