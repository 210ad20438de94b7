"""Puts the only possible answer into cells whose finding leaves just one."""

from __future__ import annotations

from datetime import datetime

from addin.changes.commit import Change, commit, preview
from addin.changes.edits import edits_for
from addin.changes.fixes import mended_learners
from addin.commands.book import open_book
from addin.commands.check import judged
from addin.commands.undo import Agreed
from addin.hosts.port import Host
from ilr_core.knowledge import Knowledge

COMMAND = "fix"


def fix_book(
    host: Host,
    *,
    who: str,
    now: datetime,
    agreed: Agreed,
    rule: str | None = None,
    year: str | None = None,
    knowledge: Knowledge | None = None,
) -> Change | None:
    """Mends what can be mended in only one way: codes and postcodes as they are spelt, labels, ends of contract types.

    ``rule`` keeps to the findings of one rule. ``agreed`` is shown the cells, a line each, and says whether to go on.
    None if there is nothing to mend, or if not agreed.
    """
    book = open_book(host, year)
    report = judged(book, host, now, knowledge)
    findings = [found for found in report.findings if rule is None or found.rule.casefold() == rule.casefold()]
    mended = list(mended_learners(book.reading, findings))
    edits = edits_for(book.reading, [(old, new) for old, new, _ in mended])
    if not edits or not agreed(preview(edits, book.reading)):
        return None
    rules = sorted({fix.finding.rule for _, _, fixes in mended for fix in fixes})
    return commit(host, book.reading, edits, command=COMMAND, who=who, now=now, reason=f"found by {', '.join(rules)}")
