"""Which learners of a workbook are verified, and what changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from addin.books.book import Book, open_book
from addin.hosts.port import Host
from addin.sealing.learner_status import put_on_learners
from addin.sealing.sheet import fill_seals, kept_seals
from addin.sealing.standings import LearnerSeal, key_owners, owners_or_none, standings
from addin.sealing.words import about, sealed_by, state_of
from addin.wording import counted
from workbook_templates.names import LEVEL

JSON_VERSION = 1


@dataclass(frozen=True)
class SealStatus:
    """The return of a workbook, its level (empty if it has none), and the standing of every learner and spare seal."""

    book: Book
    level: str
    seals: Sequence[LearnerSeal]


def seal_status(host: Host, *, year: str | None = None, fill: bool = False) -> SealStatus:
    """The standing of every learner; with ``fill`` also on the sheet ``Seals`` and in the status of the learners.

    Raises InputError for a workbook that cannot be read, and with ``fill`` for one without the sheet.
    """
    book = open_book(host, year)
    level = str(host.read_names().get(LEVEL) or "")
    found = standings(book, kept_seals(host), key_owners())
    if fill:
        fill_seals(host, found)
        put_on_learners(host, book, found)
        host.save()
    return SealStatus(book, level, found)


def book_seals(host: Host, book: Book) -> list[LearnerSeal]:
    """The standing of every learner; nothing if the workbook does not use seals.

    A damaged file of trusted keys is told, and no key is trusted.
    """
    kept = kept_seals(host)
    return standings(book, kept, owners_or_none(host)) if kept else []


def summary(found: Sequence[LearnerSeal]) -> str:
    """How many learners are verified, changed since, and the rest, in a sentence; empty without learners."""
    learners = [one for one in found if one.learner is not None]
    counts = Counter(one.verdict.standing for one in learners)
    parts = [
        (counts["verified"], "verified"), (counts["changed"], "changed since verified"),
        (counts["unknown_key"], "sealed by an unknown key"), (counts["broken"], "with a broken seal"),
        (counts["foreign"], "with a seal of another"), (counts["newer"], "with a seal of a newer tool"),
        (counts["unsealed"], "not verified"),
    ]  # fmt: skip
    said = ", ".join(f"{number:,} {words}" for number, words in parts if number)
    return f"{counted(len(learners), 'learner')}: {said}." if learners else ""


def status_lines(status: SealStatus, *, only_open: bool = True) -> list[str]:
    """A line for each learner that is not verified (else for each), with what changed since below it."""
    lines = []
    for one in status.seals:
        if only_open and one.is_verified:
            continue
        by = f" by {name}" if (name := sealed_by(one)) else ""
        when = f", {one.seal.when.replace('T', ' ')}" if one.seal else ""
        lines.append(f"{one.reference or 'no LearnRefNumber'}  {state_of(one)}{by}{when}")
        lines += [f"    {line}" for line in about(one)]
    return lines


def status_data(status: SealStatus) -> dict[str, object]:
    """The same as data for JSON, every learner included."""
    return {
        "version": JSON_VERSION,
        "year": status.book.year.year,
        "ukprn": status.book.ukprn,
        "level": status.level or None,
        "learners": [_data(one) for one in status.seals],
    }


def _data(one: LearnerSeal) -> dict[str, object]:
    return {
        "learner": one.reference,
        "state": one.verdict.standing if one.learner is not None else "left_over",
        "sealed_by": one.owner or None,
        "says": one.seal.who if one.seal else None,
        "when": one.seal.when if one.seal else None,
        "key": one.key.text if one.key else None,
        "changed": [
            {"record": found.whose, "entity": found.entity, "field": found.field, "old": found.old, "new": found.new}
            for found in one.verdict.differences
        ],
    }
