"""Learners whose aims differ from their programme: told, and what may still be changed offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from addin.books.book import Book
from addin.changes.commit import Change, commit, preview
from addin.changes.edits import edits_for
from addin.commands.change_check import findings_more
from addin.guided_changes.change import learner_in
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.programmes.add import opened
from addin.programmes.sheet import read_programmes
from addin.wording import counted
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.programmes import Difference, Unsure, changed_learner, differences_of

COMMAND = "programmes differences"
BLANK = "(blank)"


@dataclass(frozen=True)
class Differing:
    """What differs, in the order of the workbook.

    ``unsure`` are learners whose programme cannot be told, ``faults`` programmes that cannot be used, ``forbidden``
    says for whom the rules forbid a change that is offered. ``change`` is None if nothing was changed.
    """

    found: tuple[Difference, ...]
    unsure: tuple[Unsure, ...]
    faults: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    change: Change | None = None

    @property
    def offered(self) -> list[Difference]:
        """What may still be changed."""
        return [one for one in self.found if one.is_offered]

    def lines(self) -> Iterator[str]:
        """Everything found, a line each: what may be changed first."""
        yield from (said(one) for one in self.offered)
        yield from (said(one) for one in self.found if not one.is_offered)
        for one in self.unsure:
            names = " or ".join(one.programmes)
            yield (
                f"{one.learner.LearnRefNumber}: it cannot be told whether this is {names}. "
                "Type a word of your own into ProvSpecDelMon A of each on the sheet Programmes, and on the aims."
            )
        yield from self.faults


def said(one: Difference) -> str:
    """A difference in one line, with what to do where it is not offered."""
    now, then = one.now or BLANK, one.then or BLANK
    way = f"  {one.way}" if one.way else ""
    reference = one.learner.LearnRefNumber
    return f"{reference} aim {one.aim.AimSeqNumber}  {one.header}: {now}, {one.programme} has {then}.{way}"


def learners_that_differ(host: Host, *, learners: Sequence[str] = (), year: str | None = None) -> Differing:
    """What differs from the programmes, of all learners or of those of some LearnRefNumbers; nothing is changed.

    Raises InputError for a LearnRefNumber that is not there, and for a workbook without the sheet Programmes.
    """
    return _differing(host, opened(host, year), learners)


def apply_differences(
    host: Host,
    *,
    who: str,
    now: datetime,
    learners: Sequence[str] = (),
    year: str | None = None,
    knowledge: Knowledge | None = None,
) -> Differing:
    """Changes what may still be changed, once the user has seen the cells and agreed: one change in the log, or none.

    A learner for whom the rules would find a new error is left out and named. Raises InputError as above.
    """
    book = opened(host, year)
    found = _differing(host, book, learners)
    pairs = _pairs(found.offered)
    if not pairs:
        return found
    known = loaded_knowledge() if knowledge is None else knowledge
    for trouble in known.troubles:
        host.tell(trouble)
    host.progress("Running the rules on the change")
    errors = {
        one.learner or "": f"{one.learner}: the rules forbid it: {one.rule}: {one.message}"
        for one in findings_more(book, [old for old, _ in pairs], [new for _, new in pairs], now, known)
        if one.severity == "error"
    }
    allowed = [(old, new) for old, new in pairs if (old.LearnRefNumber or "") not in errors]
    found = Differing(found.found, found.unsure, found.faults, tuple(errors.values()))
    edits = edits_for(book.reading, allowed)
    if not edits:
        return found
    others = [said(one) for one in found.found if not one.is_offered]
    lines = [*preview(edits, book.reading), *(f"left out: {text}" for text in found.forbidden)]
    lines += [f"not changed: {text}" for text in others]
    if not host.ask_yes(f"Change the aims of {counted(len(allowed), 'learner')} as their programmes say?", lines):
        return found
    names = {one.learner.LearnRefNumber: one.programme for one in found.offered}
    change = commit(
        host, book.reading, edits, command=COMMAND, who=who, now=now,
        reason=lambda edit: f"as the programme {names.get(edit.learner, '')} says now",
    )  # fmt: skip
    return Differing(found.found, found.unsure, found.faults, found.forbidden, change)


def _differing(host: Host, book: Book, learners: Sequence[str]) -> Differing:
    sheet = read_programmes(host.read_sheets(), book.year, host.title)
    wanted = [learner_in(book, reference) for reference in learners] or book.reading.learners
    found: list[Difference] = []
    unsure: list[Unsure] = []
    for learner in wanted:
        differences, doubts = differences_of(learner, sheet.programmes, book.year)
        found += differences
        unsure += doubts
    return Differing(tuple(found), tuple(unsure), tuple(sheet.faults))


def _pairs(offered: Sequence[Difference]) -> list[tuple[Learner, Learner]]:
    by_learner: dict[Learner, list[Difference]] = {}
    for one in offered:
        by_learner.setdefault(one.learner, []).append(one)
    return [(learner, changed_learner(learner, of_one)) for learner, of_one in by_learner.items()]
