"""Sealing learners: who may be sealed, what the verifier is shown first, and the seals on the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.books.book import Book, open_book
from addin.change_log import LogEntry, read_log
from addin.commands.check import judged
from addin.commands.export_choice import Choose
from addin.commands.export_summary import first_errors
from addin.hosts.port import Host
from addin.keys import SigningKey, own_public_key
from addin.sealing.kept_seals import packed
from addin.sealing.learner_status import put_on_learners
from addin.sealing.sheet import fill_seals, kept_seals, seals_table
from addin.sealing.standings import LearnerSeal, key_owners, standings
from addin.wording import counted, some_of
from ilr_core.checking import ReturnReport
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.sealing import seal_for
from workbook_templates import names as book_names

SHOWN = 5
KeyOf = Callable[[], SigningKey | None]
NO_KEY = "You have no signing key yet. Make one with: ilr keys create"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was sealed: the LearnRefNumbers, those left out with the reason, and where the workbook is.

    ``notes`` say where the one who seals has also changed the learner. ``saved`` is None if the program that shows the
    workbook saves it.
    """

    learners: tuple[str, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    saved: Path | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Learners to seal, those left out with the reason, and how many stand already."""

    chosen: tuple[LearnerSeal, ...]
    left_out: tuple[str, ...]
    standing: int


def seal_learners(
    host: Host,
    key_of: KeyOf,
    *,
    who: str,
    now: datetime,
    choose: Choose | None = None,
    year: str | None = None,
    knowledge: Knowledge | None = None,
) -> Sealed | None:
    """Seals the learners that ``choose`` picks, else all without errors; None if the user would rather not.

    Shown first: each learner, what changed since an earlier seal, and where the verifier also made changes. Learners
    whose seal stands are passed over. ``key_of`` is asked for the key once the user has agreed. Raises InputError, and
    seals nobody, if a chosen learner has errors or cannot be told from another, and without a key.
    """
    refusal = host.refusal()
    if refusal:
        raise InputError(refusal)
    seals_table(host)
    if own_public_key() is None:
        raise InputError(NO_KEY)
    book = open_book(host, year)
    for finding in book.findings:
        if finding.severity == "error" or finding.fields[0][0] == book_names.YEAR:
            raise InputError(finding.message)
    chosen = choose(host, book) if choose else None
    report = judged(book, host, now, knowledge)
    found = standings(book, kept_seals(host), key_owners())
    plan = _planned(found, chosen, book, report)
    notes = tuple(_four_eyes(plan.chosen, read_log(host), who))
    if not plan.chosen:
        return Sealed((), plan.left_out, (), None)
    lines = [*notes, *_preview(plan)]
    if not host.ask_yes(f"Seal {counted(len(plan.chosen), 'learner')} as {who}?", lines):
        return None
    return _seal(host, book, plan, notes, key_of(), who, now)


def _seal(
    host: Host, book: Book, plan: _Plan, notes: tuple[str, ...], key: SigningKey | None, who: str, now: datetime
) -> Sealed | None:
    if key is None:
        return None
    assert book.ukprn is not None
    when = now.replace(microsecond=0).isoformat()
    host.progress("Sealing")
    fresh = {
        one.reference.casefold(): packed(
            seal_for(
                one.learner, ukprn=book.ukprn, year=book.year.year, when=when, who=who, key=key.public.text
            ),
            key,
        )
        for one in plan.chosen
        if one.learner is not None
    }  # fmt: skip
    kept = [one for one in kept_seals(host) if one.learner.casefold() not in fresh]
    found = standings(book, [*kept, *fresh.values()], key_owners())
    fill_seals(host, found)
    put_on_learners(host, book, found)
    return Sealed(tuple(one.reference for one in plan.chosen), plan.left_out, notes, host.save())


def _planned(found: Sequence[LearnerSeal], chosen: Sequence[Learner] | None, book: Book, report: ReturnReport) -> _Plan:
    learners = [one for one in found if one.learner is not None]
    times = Counter(one.reference.casefold() for one in learners)
    reasons = first_errors(report.findings)
    wanted = learners if chosen is None else [one for one in learners if one.learner in set(chosen)]
    left_out, sealable = [], []
    for one in wanted:
        assert one.learner is not None
        reason = "has no LearnRefNumber" if not one.reference else ""
        if one.learner.position in report.faulty_positions or one.learner in book.reading.blocked:
            reason = reason or f"has errors ({reasons.get(one.learner.position, 'unreadable cells')})"
        if times[one.reference.casefold()] > 1:
            reason = reason or f"is there {times[one.reference.casefold()]} times"
        if reason:
            left_out.append(f"{one.reference or 'a learner'} {reason}")
        else:
            sealable.append(one)
    if chosen is not None and left_out:
        raise InputError(
            f"Nobody was sealed: {some_of(left_out, SHOWN, '; ')}. Check the workbook and mend that first."
        )
    to_seal = tuple(one for one in sealable if not one.is_verified)
    return _Plan(to_seal, tuple(left_out), len(sealable) - len(to_seal))


def _preview(plan: _Plan) -> Iterator[str]:
    # What was changed since an earlier seal comes first: a message box shows the first lines only.
    for one in sorted(plan.chosen, key=lambda one: not one.verdict.differences):
        learner = one.learner
        assert learner is not None
        name = " ".join(text for part in ("GivenNames", "FamilyName") if (text := learner.text(part)))
        aims = counted(len(learner.LearningDelivery), "aim")
        yield f"{one.reference}  {name}: {aims}{', changed since it was sealed:' if one.verdict.differences else ''}"
        yield from (f"    {found.sentence()}" for found in one.verdict.differences)
    if plan.standing:
        yield f"Sealed already and the same since: {counted(plan.standing, 'learner')}"
    if plan.left_out:
        yield f"Left out: {some_of(plan.left_out, SHOWN, '; ')}"


def _four_eyes(chosen: Sequence[LearnerSeal], log: Sequence[LogEntry], who: str) -> Iterator[str]:
    """Where the one who seals has changed the learner: allowed, but somebody else's eyes would see more."""
    mine = {entry.learner.casefold() for entry in log if entry.who.casefold() == who.casefold() and entry.learner}
    both = [one.reference for one in chosen if one.reference.casefold() in mine]
    if both:
        named = some_of(both, SHOWN)
        yield f"Four eyes: {who} has also changed {named} (see Changes). Somebody else should verify them."
