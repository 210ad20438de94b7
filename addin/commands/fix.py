"""Puts the only possible answer into cells whose finding leaves just one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from addin.books.book import SHEET, Book, open_book
from addin.changes.commit import NOTHING, Change, Reason, commit, preview
from addin.changes.edits import edits_for
from addin.changes.fixes import Fix, mended_learners
from addin.changes.future import CellEdit
from addin.commands.check import SCHEMA, judged
from addin.hosts.port import Host
from addin.reports.explanation import hint
from addin.wording import counted
from ilr_core.catalogue import spelling_key
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Learner
from ilr_core.rules.engine import DEFECT

COMMAND = "fix"
OWN = {name.casefold() for name in (SHEET, SCHEMA, DEFECT)}
"""What findings of our own are called, beside the official rules."""


def fix_book(
    host: Host,
    *,
    who: str,
    now: datetime,
    rule: str | None = None,
    learner: str | None = None,
    year: str | None = None,
    knowledge: Knowledge | None = None,
) -> Change | None:
    """Mends what can be mended in only one way: codes and postcodes as they are spelt, labels, ends of contract types.

    ``rule`` keeps to the findings of one rule, ``learner`` to those of one LearnRefNumber; see `fix_findings`. Raises
    InputError for a rule that the year does not have.
    """
    book = open_book(host, year)
    if rule is not None and rule.casefold() not in OWN and book.year.official_rule(rule) is None:
        raise InputError(f"There is no rule {rule} in {book.year.title}.{hint(rule, book.year)}")
    findings = [
        found
        for found in judged(book, host, now, knowledge).findings
        if (rule is None or spelling_key(found.rule) == spelling_key(rule))
        and (learner is None or (found.learner or "").casefold() == learner.casefold())
    ]
    return fix_findings(host, book, findings, who=who, now=now)


def fix_findings(host: Host, book: Book, findings: Iterable[Finding], *, who: str, now: datetime) -> Change | None:
    """Mends those findings of a book that can be mended in only one way.

    The user is shown the cells, a line each, and asked whether to go on. None if they would rather not; a change of no
    cells if there is nothing to mend.
    """
    mended = list(mended_learners(book.reading, findings))
    edits = edits_for(book.reading, [(old, new) for old, new, _ in mended])
    if not edits:
        return NOTHING
    reason = _reasons(mended)
    lines = preview(edits, book.reading, reason)
    if not host.ask_yes(f"Change {counted(len(lines), 'cell')}?", lines):
        return None
    return commit(host, book.reading, edits, command=COMMAND, who=who, now=now, reason=reason)


def _reasons(mended: Iterable[tuple[Learner, Learner, list[Fix]]]) -> Reason:
    """The rule that found what a cell held; where a cell holds several fields, the rules that found something there."""
    by_learner = {old.text("LearnRefNumber") or "": fixes for old, _, fixes in mended}

    def reason(edit: CellEdit) -> str:
        fixes = by_learner.get(edit.learner, [])
        own = [fix for fix in fixes if fix.field == edit.header] or fixes
        return f"found by {', '.join(sorted({fix.finding.rule for fix in own}))}" if own else ""

    return reason
