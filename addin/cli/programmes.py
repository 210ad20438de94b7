"""The actions of ``ilr programmes``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from addin.change_log import user_name
from addin.cli import clock
from addin.cli.changing import Ask, noted
from addin.hosts.file_host import FileHost
from addin.programmes.add import Added, add_list, opened
from addin.programmes.differ import apply_differences, learners_that_differ
from addin.programmes.list_rows import list_in_file, list_on_sheet
from addin.programmes.travel import export_programmes, import_programmes
from addin.wording import counted


def _host(arguments: argparse.Namespace) -> FileHost:
    return FileHost(arguments.book, answer=Ask(preview_only=arguments.preview, is_sure=arguments.yes))


def _who_and_when(arguments: argparse.Namespace) -> dict[str, Any]:
    return {"who": arguments.who or user_name(), "now": clock.now()}


def _add(arguments: argparse.Namespace) -> str:
    host = _host(arguments)
    book = opened(host, arguments.year)
    path: Path | None = arguments.list
    learners = list_in_file(path, book.year) if path else list_on_sheet(host.read_sheets(), book.year, host.title)
    if not learners.rows:
        where = path.name if path else "The sheet New learners"
        return f"{where} has no learners in it, so nothing was added."
    done = add_list(host, book, learners, programme=arguments.programme, **_who_and_when(arguments))
    return "\n".join(_about_added(done))


def _about_added(done: Added) -> Iterator[str]:
    if not done.learners:
        yield "Nothing was added: everybody on the list is in the workbook already."
    elif done.change is None:
        yield f"Nothing was added; {counted(len(done.learners), 'learner')} would be."
    else:
        yield f"Added {counted(len(done.learners), 'learner')} {noted(done.change)}"
    if not done.learners or done.change:
        yield from (f"  not added: {sentence}" for sentence in done.skipped)
    if done.missing and done.change:
        yield f"  Details are still missing: ilr check {done.change.saved}"


def _differences(arguments: argparse.Namespace) -> str:
    host = _host(arguments)
    about: dict[str, Any] = {"learners": arguments.learners, "year": arguments.year}
    if not (arguments.apply or arguments.preview):
        found = learners_that_differ(host, **about)
        lines = [*found.lines()] or ["No learner differs from a programme."]
        if found.offered:
            lines.append(f"{counted(len(found.offered), 'value')} may still be changed: use --preview, then --apply.")
        return "\n".join(lines)
    done = apply_differences(host, **about, **_who_and_when(arguments))
    if done.change is not None:
        return "\n".join([f"Changed {noted(done.change)}", *done.forbidden])
    if done.offered:
        return "\n".join(["Nothing was changed.", *done.forbidden])
    return "\n".join(["There is nothing that may still be changed.", *done.lines()])


def _export(arguments: argparse.Namespace) -> str:
    number, faults = export_programmes(FileHost(arguments.book), arguments.out, year=arguments.year)
    told = [f"Saved {counted(number, 'programme')} in {arguments.out}."]
    return "\n".join([*told, *(f"  not exported: {fault}" for fault in faults)])


def _import(arguments: argparse.Namespace) -> str:
    done = import_programmes(
        _host(arguments), arguments.file, replace=arguments.replace, year=arguments.year, **_who_and_when(arguments)
    )
    told = [f"Imported {noted(done.change)}" if done.change else "Nothing was changed."]
    told += [f"  same: {name}" for name in done.same]
    if not done.replaced:
        told += [f"  not imported: {text}" for text in done.clashes]
        told += ["  To have what the file says: --replace"] if done.clashes else []
    return "\n".join([*told, *(f"  {note}" for note in done.notes)])


ACTIONS: dict[str, Callable[[argparse.Namespace], str]] = {
    "add": _add,
    "differences": _differences,
    "export": _export,
    "import": _import,
}
