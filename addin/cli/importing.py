"""Runs ``ilr import`` for files of another system: into a workbook, into a new one, or only to show the mapping."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from addin.change_log import user_name
from addin.cli import clock, options
from addin.cli.changing import Ask, noted
from addin.cli.progress import Progress
from addin.commands.import_export import ExportImport, import_export, mapped_tables
from addin.commands.import_new_book import book_of_export
from addin.hosts.file_host import FileHost
from addin.mis_import import report
from addin.mis_import.gathering import learners_in
from addin.mis_import.mapping import mapping_text
from addin.sheets.reading import year_of_book
from addin.wording import counted
from ilr_core import catalogue
from ilr_core.errors import InputError

SHOWN = 400
_HINT = (
    "What is asked or refused for its meaning can be said in a mapping: ilr import FILE --mapping-out mapping.csv, "
    "correct it, then import with --mapping mapping.csv"
)


def import_files(arguments: argparse.Namespace) -> int:
    """Does what the arguments ask for with files of another system; gives the exit code."""
    files: Sequence[Path] = arguments.files
    if arguments.mapping_out:
        return _write_mapping(arguments, files)
    if arguments.out:
        return _into_new(arguments, files)
    ask = Ask(preview_only=arguments.preview, is_sure=arguments.yes, shown=SHOWN)
    done = import_export(
        FileHost(arguments.into, answer=ask),
        files,
        who=arguments.who or user_name(),
        now=clock.now(),
        mapping=arguments.mapping,
        year=arguments.year,
    )
    changed = done.comparison.learners.new + done.comparison.learners.changed
    if done.change is None:
        print(f"Nothing was changed; {counted(done.cells, 'cell')} of {counted(changed, 'learner')} would be.")
    elif not done.change.edits:
        print("Nothing was changed: the workbook has all of it.")
    else:
        print(f"Imported {counted(changed, 'learner')}, {counted(done.cells, 'cell')}, {noted(done.change)}")
    _say_hint(done)
    return 0


def _write_mapping(arguments: argparse.Namespace, files: Sequence[Path]) -> int:
    target: Path = arguments.mapping_out
    if target.exists():
        raise InputError(f"{target} is there already and is not overwritten. Choose another name, or move it away.")
    year = options.year_of(arguments)
    if arguments.into and not arguments.year:
        year = catalogue.load(year_of_book(FileHost(arguments.into).read_names()))
    tables = mapped_tables(files, year, arguments.mapping)
    waiting = report.waiting_texts(learners_in(tables, year).notes.refusals, tables)
    # With the mark that tells Excel it is UTF-8.
    target.write_text(mapping_text(tables, waiting), encoding="utf-8-sig", newline="")
    for line in (*report.questions(tables), *report.columns(tables)):
        print(line)
    print(f"Wrote {target}: set Use and Field where needed, then import with --mapping {options.quoted(target)}")
    return 0


def _into_new(arguments: argparse.Namespace, files: Sequence[Path]) -> int:
    year = options.year_of(arguments)
    with Progress("Reading learners"):
        done = book_of_export(files, arguments.out, year, ukprn=arguments.ukprn, mapping=arguments.mapping)
    for line in report.all_of(done.tables, done.comparison):
        print(line)
    counts = done.comparison
    print(
        f"Made {arguments.out}: {counted(counts.learners.new, 'learner')}, {counted(counts.aims.new, 'aim')}, "
        f"{year.year}."
    )
    _say_hint(done)
    print(f"Next: ilr check {options.quoted(arguments.out)}")
    return 0


def _say_hint(done: ExportImport) -> None:
    asks = any(one.use == "ask" and one.target is not None for mapped in done.tables for one in mapped.uses)
    if asks or any(one.text for one in done.comparison.notes.refusals):
        print(_HINT)
