"""A guided change of one learner: worked out, judged by the rules, shown, and made with one entry in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from addin.books.book import Book, open_book
from addin.changes.answers import Texts, read_answers
from addin.changes.beside import beside
from addin.changes.commit import Change, Reason, commit
from addin.changes.edits import edits_for
from addin.changes.future import CellEdit
from addin.commands.change_check import new_findings
from addin.earnings.lars import bands_in
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from ilr_core.errors import InputError
from ilr_core.events import EVENTS, Event, Refusal, Scene, changed_by
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Learner
from workbook_templates import names as book_names

COMMAND = "change"
SHOWN = 40


def event_named(name: str) -> Event:
    """The guided change of a name. Raises InputError if there is none."""
    found = EVENTS.get(name.strip().casefold())
    if found is None:
        raise InputError(f"There is no change called {name[:SHOWN]}. Use one of {', '.join(EVENTS)}.")
    return found


@dataclass(frozen=True, slots=True)
class Proposal:
    """A guided change that may be made: the cells, and what the user is shown of it."""

    event: Event
    learner: str
    edits: list[CellEdit]
    lines: list[str]


def change_learner(
    host: Host,
    event: Event,
    texts: Texts,
    *,
    learner: str,
    who: str,
    now: datetime,
    why: str = "",
    year: str | None = None,
    knowledge: Knowledge | None = None,
) -> Change | None:
    """Makes a guided change of the learner with a LearnRefNumber, shown first; None if the user would rather not.

    ``texts`` are the answers as typed, by the names of the event's questions; ``why`` is kept with the change. Raises
    InputError, and changes nothing, for an answer that cannot be used, for what the event refuses, and if the return
    would have an error that it does not have now.
    """
    book = book_to_change(host, year)
    known = known_to(host, knowledge)
    proposal = proposed(host, book, event, learner_in(book, learner), texts, now, known)
    return made(host, book, proposal, who=who, now=now, why=why)


def book_to_change(host: Host, year: str | None = None) -> Book:
    """The workbook's return. Raises InputError if it is for another year than asked for."""
    host.progress("Reading the workbook")
    book = open_book(host, year)
    for finding in book.findings:
        if finding.fields[0][0] == book_names.YEAR:
            raise InputError(finding.message)
    return book


def known_to(host: Host, knowledge: Knowledge | None) -> Knowledge:
    """What the rules may ask, as loaded by the user if it is not given; the user is told what is wrong with it."""
    known = loaded_knowledge() if knowledge is None else knowledge
    for trouble in known.troubles:
        host.tell(trouble)
    return known


def proposed(
    host: Host, book: Book, event: Event, old: Learner, texts: Texts, now: datetime, knowledge: Knowledge
) -> Proposal:
    """Works a guided change out and judges it; writes nothing. Raises InputError as `change_learner` does."""
    done = changed_by(event, old, read_answers(event, texts, book.year), Scene(book.year, bands_in(knowledge)))
    if isinstance(done, Refusal):
        raise InputError(_refusal(done.rule, done.sentence))
    host.progress("Running the rules on the change")
    found = new_findings(book, old, done.learner, now, knowledge)
    errors = [finding for finding in found if finding.severity == "error"]
    if errors:
        raise InputError(_forbidden(errors))
    # Warnings first: a message box shows the first lines only.
    lines = [f"warning {_said(finding)}" for finding in found]
    lines += beside(old, done.learner, book.year)
    lines += [f"note: {note}" for note in done.notes]
    return Proposal(event, old.LearnRefNumber, edits_for(book.reading, [(old, done.learner)]), lines)


def made(host: Host, book: Book, proposal: Proposal, *, who: str, now: datetime, why: str = "") -> Change | None:
    """Shows a guided change and makes it if the user agrees, else None. Raises InputError if a cell takes no value."""
    title = proposal.event.title
    question = f"{title}, learner {proposal.learner}: change the records so?"
    if not proposal.edits or not host.ask_yes(question, proposal.lines):
        return None
    reason = f"{title}: {why.strip()}" if why.strip() else title
    command = f"{COMMAND} {proposal.event.name}"
    return commit(host, book.reading, proposal.edits, command=command, who=who, now=now, reason=_always(reason))


def _always(reason: str) -> Reason:
    return lambda _: reason


def learner_in(book: Book, reference: str) -> Learner:
    """The learner with a LearnRefNumber. Raises InputError if there is none, or more than one."""
    wanted = reference.strip().casefold()
    found = [one for one in book.reading.learners if (one.LearnRefNumber or "").casefold() == wanted]
    if not found:
        raise InputError(
            f"There is no learner {reference[:SHOWN]} in this workbook. Look at the column LearnRefNumber."
        )
    if len(found) > 1:
        raise InputError(f"There are {len(found)} learners {reference[:SHOWN]}. Give each a number of their own first.")
    return found[0]


def _refusal(rule: str, sentence: str) -> str:
    return f"{sentence} (Rule {rule}.) Nothing was changed." if rule else f"{sentence} Nothing was changed."


def _forbidden(errors: Sequence[Finding]) -> str:
    rules = "; ".join(_said(finding) for finding in errors)
    return f"The rules forbid this, so nothing was changed: {rules}"


def _said(finding: Finding) -> str:
    aim = f", aim {finding.aim}" if finding.aim is not None else ""
    return f"{finding.rule}{aim}: {finding.message}"
