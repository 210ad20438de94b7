"""Which learners an export takes, and why it does not take others; nobody is left out without a word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from addin.books.book import SHEET, Book, schema_refuses
from addin.commands.check import SCHEMA
from addin.hosts.port import Host
from addin.sheets.addresses import address
from ilr_core.checking import ReturnReport
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.model import Finding, Learner

SHOWN = 3
Choose = Callable[[Host, Book], Sequence[Learner]]


@dataclass(frozen=True)
class Taken:
    """The learners of an export, and who is left out: for their errors, because not chosen, or not verified.

    ``unsealed`` are those in the export who are not verified; None if the workbook does not use seals.
    """

    learners: Sequence[Learner]
    faulty: Sequence[Learner] = ()
    not_chosen: Sequence[Learner] = ()
    not_verified: Sequence[Learner] = ()
    unsealed: Sequence[Learner] | None = None


def learners_named(references: Collection[str]) -> Choose:
    """Chooses learners by LearnRefNumber. The choice raises InputError for one that no learner has."""

    def choose(host: Host, book: Book) -> Sequence[Learner]:
        wanted = {reference.strip() for reference in references}
        unknown = sorted(wanted - {learner.text("LearnRefNumber") for learner in book.reading.learners})
        if unknown:
            raise InputError(
                f"{host.title}: no learner has the LearnRefNumber {', '.join(unknown)}. Check how it is spelt."
            )
        return [learner for learner in book.reading.learners if learner.text("LearnRefNumber") in wanted]

    return choose


def verified_of(book: Book, chosen: Sequence[Learner] | None, verified: Collection[Learner]) -> list[Learner]:
    """The verified ones among the ``chosen`` learners or all. Raises ExportBlocked if nobody is."""
    found = [one for one in (book.reading.learners if chosen is None else chosen) if one in verified]
    if not found:
        raise ExportBlocked(
            "No learner is verified, so there is nothing to export. Seal learners first (Verify), then export again."
        )
    return found


def with_verified(choice: Taken, chosen: Sequence[Learner] | None, verified: Collection[Learner] | None) -> Taken:
    """The same choice with who is not verified told from who was not ``chosen``; ``verified``: None without seals."""
    if verified is None:
        return choice
    asked_for = None if chosen is None else set(chosen)
    return replace(
        choice,
        not_chosen=[one for one in choice.not_chosen if asked_for is not None and one not in asked_for],
        not_verified=[one for one in choice.not_chosen if asked_for is None or one in asked_for],
        unsealed=[one for one in choice.learners if one not in verified],
    )


def taken(
    book: Book,
    report: ReturnReport,
    chosen: Sequence[Learner] | None,
    *,
    only_clean: bool,
    now: datetime,
    official: bytes | None = None,
) -> Taken:
    """The learners to export: the ``chosen`` ones or all, with ``only_clean`` without those that have errors.

    Raises ExportBlocked, with the cells, if one of them could not be read or placed or would break the schema, and if
    nobody is left.
    """
    candidates = book.reading.learners if chosen is None else chosen
    others = set(book.reading.learners) - set(candidates)
    left = [learner for learner in book.reading.learners if learner in others]
    if not only_clean:
        _refuse_unsafe(book, report, candidates, left, now, official)
        return Taken(candidates, not_chosen=left)
    if any(found.learner is None for found in _stops(book)):
        raise ExportBlocked(_refusal(book, report.findings))
    faulty = [one for one in candidates if one.position in report.faulty_positions]
    clean = [one for one in candidates if one.position not in report.faulty_positions]
    if not clean:
        raise ExportBlocked("No learner is without errors, so there is nothing to export. Mend some and export again.")
    return Taken(clean, faulty, left)


def remaining(report: ReturnReport, choice: Taken) -> list[Finding]:
    """What the rules find in the learners of an export and in the return as a whole.

    Errors of sheets and rows stop an export, or are of learners who are not in it.
    """
    positions = {-1, *(learner.position for learner in choice.learners)}
    in_file = [found for found in report.findings if (found.rule, found.severity) != (SHEET, "error")]
    return [found for found in in_file if not found.order or found.order[0] in positions]


def _refuse_unsafe(
    book: Book,
    report: ReturnReport,
    candidates: Sequence[Learner],
    left: Sequence[Learner],
    now: datetime,
    official: bytes | None,
) -> None:
    if not left:
        if _stops(book) or not book.reading.may_export or not report.schema_valid:
            raise ExportBlocked(_refusal(book, report.findings))
        return
    elsewhere = {learner.text("LearnRefNumber") for learner in left}
    # A row that belongs to nobody may be one of theirs, unless it names somebody who is not in the export.
    stops = [found for found in _stops(book) if found.learner is None or found.learner not in elsewhere]
    positions = {learner.position for learner in candidates}
    own = [found for found in report.findings if found.order and found.order[0] in positions]
    if stops or book.reading.blocked & set(candidates) or schema_refuses(book, now, official, candidates):
        raise ExportBlocked(_refusal(book, [*stops, *own]))


def _stops(book: Book) -> list[Finding]:
    return [found for found in (*book.findings, *book.reading.problems) if found.severity == "error"]


def _refusal(book: Book, findings: Sequence[Finding]) -> str:
    named = []
    for found in findings:
        if found.rule.startswith("FD_") or (found.rule in (SHEET, SCHEMA) and found.severity == "error"):
            cell = next((cell for spot in found.spots if (cell := address(spot, book.reading))), "")
            named.append(found.message if found.rule == SHEET or not cell else f"{cell}: {found.message}")
    left = len(named) - SHOWN
    more = "" if left <= 0 else " There is 1 more." if left == 1 else f" There are {left} more."
    return (
        f"Nothing was exported. {' '.join(named[:SHOWN])}{more} Mend the cells that a check marks, then export again."
    )
