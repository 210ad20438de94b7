"""The commands of the menu Batches: part of the return, several returns made one, one made several."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from addin.batches.combine import Combined, combine
from addin.batches.export_filter import filter_answered, filter_questions, learners_where
from addin.batches.inputs import BookInput, inputs_at
from addin.batches.split import split
from addin.books.book import open_book
from addin.hosts.port import Host
from addin.hosts.questions import Asked, with_answers
from addin.loading.knowledge import loaded_knowledge
from addin.ribbon.exporting import exported
from addin.ribbon.registry import command
from addin.wording import counted
from ilr_core.errors import InputError
from ilr_core.returns.batches import BY, split_of

RETURNS = ("xml", "zip", "xlsx", "xlsm")
_EVERYONE, _CLEAN, _VERIFIED = "everyone", "only learners without errors", "only verified learners"
_WHO = Asked("only", "Of these", "", choices=(_EVERYONE, _CLEAN, _VERIFIED), default=_EVERYONE)
_AS_XML, _AS_BOOK = "ILR XML", "workbook"
SHOWN = 6


@command("Export", "Export by filter", "Filter", "F", changes=False, menu="Batches")
def export_by_filter(host: Host, now: datetime) -> str:
    """Writes the learners of a programme, start month, employer, group or campus as ILR XML.

    Asks which, with what is in the workbook to choose from, then shows who will be in the file. Changes nothing in the
    workbook.
    """
    title = "Which learners shall be exported?"
    book = open_book(host)
    questions = filter_questions(host, book)
    if not questions:
        return "No learner has a programme, employer, group or campus by which to choose."
    asked, problem = [*questions, _WHO], ""
    while (answers := host.ask_answers(title, asked, problem)) is not None:
        try:
            choose = learners_where(filter_answered(answers))
            choose(host, book)
        except InputError as error:
            asked, problem = with_answers(asked, answers), str(error)
            continue
        only = answers["only"].strip()
        return exported(host, now, choose=choose, only_clean=only == _CLEAN, only_verified=only == _VERIFIED)
    return "Nothing was exported."


@command("Export", "Put returns together", "GroupRows", "P", changes=False, menu="Batches")
def combine_returns(host: Host, now: datetime) -> str:
    """Puts other returns of your provider, XML files or workbooks, together with this workbook: one return.

    Names every learner who is in two of them with different records, and stops then. Makes a file or a new workbook.
    Changes nothing in this one.
    """
    own = BookInput(host)
    own.open()  # a workbook that cannot be used is told before anything is asked
    paths: list[Path] = []
    while chosen := [one for one in host.ask_files(_next_question(host, paths), RETURNS) if one not in paths]:
        paths += chosen
    if not paths:
        return "Nothing was put together."
    kind = host.ask_answers(
        f"Put {counted(len(paths) + 1, 'return')} together",
        [Asked("kind", "Make", ", ".join(path.name for path in paths), choices=(_AS_XML, _AS_BOOK), default=_AS_XML)],
    )
    as_book = kind is not None and kind["kind"].strip() == _AS_BOOK
    target = _target(host, as_book) if kind is not None else None
    if target is None:
        return "Nothing was put together."
    done = combine([own, *inputs_at(paths)], target, now=now, progress=lambda words, n: host.progress(words, n))
    if as_book:
        host.open_book(done.path)
    return _told(done, len(paths) + 1)


@command("Export", "Split the return", "", "S", changes=False, menu="Batches")
def split_return(host: Host, now: datetime) -> str:
    """Writes several ILR XML files in place of one: by programme, start month, employer, group, campus or number.

    Every learner is in exactly one of them. Shows first what will be written. Changes nothing in the workbook.
    """
    source = BookInput(host)
    source.open()
    by = _split_by(host)
    folder = host.ask_folder("Where shall the files be saved?") if by else None
    if by is None or folder is None:
        return "Nothing was written."
    pieces = split(
        source,
        split_of(by),
        folder,
        now=now,
        knowledge=loaded_knowledge(),
        host=host,
        agree=lambda lines: host.ask_yes("Write these files?", lines),
        progress=host.progress,
    )
    if not pieces:
        return "Nothing was written."
    shown = "\n".join(piece.sentence for piece in pieces[:SHOWN])
    more = f"\nand {len(pieces) - SHOWN} more" if len(pieces) > SHOWN else ""
    return f"Saved {counted(len(pieces), 'return')} in {folder.name}, with a list of them (CSV).\n{shown}{more}"


def _next_question(host: Host, paths: list[Path]) -> str:
    if not paths:
        return f"Which returns shall be put together with {host.title}? Several with Ctrl"
    return f"{counted(len(paths), 'return')} chosen. Choose more, or cancel to go on"


def _target(host: Host, as_book: bool) -> Path | None:
    if as_book:
        return host.ask_target("Save the workbook as", "Returns put together")
    return host.ask_folder("Where shall the ILR XML be saved?")


def _told(done: Combined, returns: int) -> str:
    first = f"Saved {done.path.name}: {counted(done.learners, 'learner')} of {counted(returns, 'return')}."
    return "\n".join((first, *done.remarks))


def _split_by(host: Host) -> str | None:
    """How to split, as it is typed for ``ilr split``; None if the user would rather not."""
    ways = tuple(way.replace("-", " ") for way in BY[:-1])
    questions = [
        Asked("by", "A file for each", "or a number of learners, such as 500", choices=ways, default=ways[0]),
    ]
    problem = ""
    while (answers := host.ask_answers("How shall the return be split?", questions, problem)) is not None:
        typed = answers["by"].strip().casefold()
        by = f"{typed}-learners" if typed.isdecimal() else typed.replace(" ", "-")
        try:
            split_of(by)
        except InputError as error:
            questions, problem = with_answers(questions, answers), str(error)
            continue
        return by
    return None
