"""Puts the only possible answer into cells whose finding leaves just one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from addin.changes.commit import Change, Reason, commit, preview
from addin.changes.edits import edits_for
from addin.changes.fixes import Fix, mended_learners
from addin.changes.future import CellEdit
from addin.commands.book import open_book
from addin.commands.check import judged
from addin.hosts.port import Host
from addin.reports import counted
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner

COMMAND = "fix"


def fix_book(
    host: Host,
    *,
    who: str,
    now: datetime,
    rule: str | None = None,
    year: str | None = None,
    knowledge: Knowledge | None = None,
) -> Change | None:
    """Mends what can be mended in only one way: codes and postcodes as they are spelt, labels, ends of contract types.

    ``rule`` keeps to the findings of one rule. The user is shown the cells, a line each, and asked whether to go on.
    None if there is nothing to mend, or if they would rather not.
    """
    book = open_book(host, year)
    report = judged(book, host, now, knowledge)
    findings = [found for found in report.findings if rule is None or found.rule.casefold() == rule.casefold()]
    mended = list(mended_learners(book.reading, findings))
    edits = edits_for(book.reading, [(old, new) for old, new, _ in mended])
    if not edits:
        return None
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
