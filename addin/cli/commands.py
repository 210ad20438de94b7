"""Runs the parsed commands: finds the files, calls the work, prints the outcome."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib.metadata import entry_points, version
from pathlib import Path

from addin.cli.inputs import check_paths
from addin.cli.progress import Progress
from addin.reports import FORMATS, FileReport, counted, exit_code
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError


def run(arguments: argparse.Namespace) -> int:
    """Runs one command and gives its exit code. Raises IlrError for what the user must mend."""
    if arguments.show_version:
        print(f"ilr-excel {version('ilr-excel')}, collection years {', '.join(catalogue.years())}")
        return 0
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "change": _change,
        "check": _check,
        "demo": _demo,
        "earnings": _earnings,
        "excel": _excel,
        "explain": _explain,
        "export": _export,
        "fix": _fix,
        "hours": _hours,
        "import": _import,
        "lists": _lists,
        "new": _new,
        "registers": _registers,
        "roll-over": _roll_over,
        "rpl": _rpl,
        "rules": _rules,
        "undo": _undo,
    }
    return commands[arguments.command](arguments)


def _check(arguments: argparse.Namespace) -> int:
    _year(arguments)
    schema = _schema(arguments)
    if arguments.watch:
        return _watch(arguments, schema)
    reports = check_paths(
        arguments.paths,
        year=arguments.year,
        mark=arguments.format == "text" and not arguments.no_mark,
        jobs=arguments.jobs,
        schema=schema,
        use_loaded=not arguments.no_registers,
    )
    print(FORMATS[arguments.format](reports).rstrip("\n"))
    if not arguments.no_registers:
        from addin.loading.knowledge import loaded_knowledge

        for trouble in loaded_knowledge().troubles:
            say(trouble)
    return exit_code(reports, arguments.fail_on)


def _watch(arguments: argparse.Namespace, schema: bytes | None) -> int:
    """Goes on until KeyboardInterrupt, which is told like everywhere."""
    from addin.cli.watching import watch

    if arguments.format != "text":
        raise InputError("--watch prints a line for each check. Leave --format out.")

    def check(path: Path) -> FileReport:
        (report,) = check_paths(
            [str(path)],
            year=arguments.year,
            mark=not arguments.no_mark,
            schema=schema,
            use_loaded=not arguments.no_registers,
        )
        return report

    watch(arguments.paths, check, partial(print, flush=True))
    return 0


def _new(arguments: argparse.Namespace) -> int:
    from addin.commands.new import new_book

    new_book(arguments.out, _year(arguments), ukprn=arguments.ukprn)
    print(f"Made {arguments.out}: fill in Learners and Aims, then run: ilr check {_quoted(arguments.out)}")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from addin.commands.import_return import import_return

    _year(arguments)
    with Progress("Reading learners") as progress:
        done = import_return(arguments.file, arguments.out, arguments.year, progress)
    print(f"Made {arguments.out}: {counted(done.learners, 'learner')}, {counted(done.aims, 'aim')}, {done.year}.")
    if not done.schema_valid:
        print("The file does not follow the schema; ilr check shows the cells to mend.")
    print(f"Next: ilr check {_quoted(arguments.out)}")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from addin.commands.export import export_book
    from addin.commands.export_choice import learners_named
    from addin.hosts.file_host import FileHost

    _year(arguments)
    host = FileHost(arguments.book)
    done = export_book(
        host,
        arguments.out,
        now=datetime.now(),  # noqa: DTZ005 - returns carry local time
        year=arguments.year,
        only_clean=arguments.only == "clean",
        choose=learners_named(arguments.learners) if arguments.learners else None,
        serial=arguments.serial,
        official_schema=_schema(arguments),
    )
    assert done is not None
    print(f"Wrote {done.path}: {counted(done.learners, 'learner')}.")
    if done.notice:
        print(done.notice)
    if done.left_out:
        print(f"Left out because of errors: {counted(done.left_out, 'learner')}.")
    if done.not_chosen:
        print(f"Left out because not asked for: {counted(done.not_chosen, 'learner')}.")
    if done.report.errors or done.report.warnings:
        found = f"{counted(done.report.errors, 'error')} and {counted(done.report.warnings, 'warning')}"
        print(f"The rules found {found} in the workbook.")
    return 0


def _fix(arguments: argparse.Namespace) -> int:
    from addin.cli.changing import changed
    from addin.commands.fix import fix_book

    _year(arguments)
    change = partial(fix_book, rule=arguments.rule)
    print(changed(arguments, change, nothing="There is nothing that can be mended in only one way."))
    return 0


def _change(arguments: argparse.Namespace) -> int:
    from addin.cli.changing import guided

    print(guided(arguments))
    return 0


def _undo(arguments: argparse.Namespace) -> int:
    from addin.cli.changing import changed
    from addin.commands.undo import undo_change

    _year(arguments)
    print(changed(arguments, partial(undo_change, number=arguments.change), nothing="There is nothing to undo."))
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    from addin.demo.job import run_demo

    print(run_demo(arguments.out, _year(arguments), datetime.now()))  # noqa: DTZ005 - returns carry local time
    return 0


def _excel(arguments: argparse.Namespace) -> int:
    """Hands over to the package above this one, which is reached by its entry point."""
    found = entry_points(group="ilr.commands", name="excel")
    if not found:
        raise InputError("This installation has no part for Excel. Install ilr-excel again.")
    return int(next(iter(found)).load()(arguments.action, arguments.book))


def _rules(arguments: argparse.Namespace) -> int:
    if arguments.rules_action == "import":
        from addin.cli.loading import rule_texts

        return rule_texts(arguments, _year(arguments))
    from addin.reports.rule_list import rules_as_json, rules_as_text

    make = rules_as_json if arguments.format == "json" else rules_as_text
    print(make(_year(arguments)))
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from addin.reports.explanation import explanation

    print(explanation(arguments.rule, _year(arguments)))
    return 0


def _rpl(arguments: argparse.Namespace) -> int:
    from addin.cli.calculating import rpl

    return rpl(arguments, datetime.now())  # noqa: DTZ005 - the log is in local time


def _earnings(arguments: argparse.Namespace) -> int:
    from addin.cli.calculating import earnings

    _year(arguments)
    return earnings(arguments, datetime.now())  # noqa: DTZ005 - returns carry local time


def _hours(arguments: argparse.Namespace) -> int:
    from addin.cli.calculating import hours

    _year(arguments)
    return hours(arguments, datetime.now())  # noqa: DTZ005 - returns carry local time


def _roll_over(arguments: argparse.Namespace) -> int:
    from addin.cli.rolling_over import run_roll_over

    _year(arguments)
    return run_roll_over(arguments, datetime.now())  # noqa: DTZ005 - returns carry local time


def _registers(arguments: argparse.Namespace) -> int:
    from addin.cli.loading import registers

    return registers(arguments)


def _lists(arguments: argparse.Namespace) -> int:
    from addin.cli.loading import lists

    return lists(arguments, _year(arguments))


def _year(arguments: argparse.Namespace) -> Catalogue:
    if arguments.year and arguments.year not in catalogue.years():
        raise InputError(f"There is no collection year {arguments.year}. Use one of {', '.join(catalogue.years())}.")
    return catalogue.load(arguments.year)


def _schema(arguments: argparse.Namespace) -> bytes | None:
    path: Path | None = arguments.official_schema
    return path.read_bytes() if path else None


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def say(sentence: str) -> None:
    """Prints a sentence that is not part of the output proper."""
    print(sentence, file=sys.stderr)
