"""What a user is shown before an export is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from addin.books.book import Book, numbering_notice
from addin.commands.deadline import closing_of
from addin.commands.export_choice import Taken, remaining
from addin.wording import counted, some_of
from ilr_core.checking import ReturnReport
from ilr_core.model import Finding, Learner

NAMED = 5


def export_summary(name: str, book: Book, report: ReturnReport, choice: Taken, now: datetime) -> list[str]:
    """File, return and deadline, who is in it and who is not and why, and what the rules still find in it."""
    aims = sum(len(learner.LearningDelivery) for learner in choice.learners)
    left = remaining(report, choice)
    errors = sum(found.severity == "error" for found in left)
    lines = [
        f"File: {name}",
        f"Return: {closing_of(book.year, now)}",
        f"In the file: {counted(len(choice.learners), 'learner')} with {counted(aims, 'aim')}",
        *_left_out(choice, report),
        *_unsealed(choice),
        f"What the rules find in it: {counted(errors, 'error')} and {counted(len(left) - errors, 'warning')}",
    ]
    if errors:
        lines.append("A record with an error is refused when you upload the file.")
    notice = numbering_notice(book.reading)
    return [*lines, notice] if notice else lines


def _left_out(choice: Taken, report: ReturnReport) -> Iterator[str]:
    if choice.not_chosen:
        yield f"Left out because not selected: {counted(len(choice.not_chosen), 'learner')}"
    if choice.faulty:
        first = first_errors(report.findings)
        named = [
            f"{one.text('LearnRefNumber') or 'no LearnRefNumber'} ({first.get(one.position, 'unreadable cells')})"
            for one in choice.faulty
        ]
        yield f"Left out because of errors: {counted(len(named), 'learner')}: {some_of(named, NAMED)}"
    if choice.not_verified:
        yield f"Left out because not verified: {_named(choice.not_verified)}"
    if not choice.faulty and not choice.not_chosen and not choice.not_verified:
        yield "Left out: nobody"


def _unsealed(choice: Taken) -> Iterator[str]:
    """Who in the file is not verified; nothing where the workbook does not use seals."""
    if choice.unsealed:
        yield f"In the file and not verified: {_named(choice.unsealed)}"
    elif choice.unsealed is not None:
        yield "Not verified: nobody"


def _named(learners: Sequence[Learner]) -> str:
    named = [one.text("LearnRefNumber") or "no LearnRefNumber" for one in learners]
    return f"{counted(len(named), 'learner')}: {some_of(named, NAMED)}"


def first_errors(findings: Sequence[Finding]) -> dict[int, str]:
    """The rule of the first error of each learner, by position."""
    first: dict[int, str] = {}
    for found in findings:
        if found.severity == "error" and found.order:
            first.setdefault(found.order[0], found.rule)
    return first
