"""What the rules say of a learner before and after a change, seen in the whole return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from addin.books.book import Book, schema_refuses
from addin.commands.check import SCHEMA
from ilr_core.checking import context_for
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Learner
from ilr_core.rules import BATCH, Check, ReturnFile, Rule, in_file_order

Key = tuple[str, str | None, int | None]


def new_findings(book: Book, old: Learner, new: Learner, now: datetime, knowledge: Knowledge) -> list[Finding]:
    """The findings of the whole return that are there only with the learner changed, in file order; as below."""
    return [*findings_more(book, [old], [new], now, knowledge), *_schema(book, old, new, now)]


def findings_more(
    book: Book, old: Sequence[Learner], new: Sequence[Learner], now: datetime, knowledge: Knowledge
) -> list[Finding]:
    """The findings that are there only with ``new`` in place of ``old``, in file order; the schema is not asked.

    A finding counts as new if its rule finds more in the same aim than before. Rules across learners are asked with
    all the others; whatever else is wrong with those stays as it is.
    """
    message = book.header(now.date())
    context = context_for(book.year, message, now, knowledge)
    others = Check(context, only=_looks_across)
    replaced = set(old)
    rest = [learner for learner in book.reading.learners if learner not in replaced]
    for first in range(0, len(rest), BATCH):
        others.learners(rest[first : first + BATCH])
    seen = others.seen()
    file = ReturnFile(message, book.year.namespace, len(rest) + len(new))
    found = []
    for learners in (old, new):
        check = Check(context)
        own = [
            one for first in range(0, len(learners), BATCH) for one in check.learners(learners[first : first + BATCH])
        ]
        check.add(seen)
        found.append([*own, *check.close(file)])
    before, after = found
    return _more(before, after)


def _looks_across(rule: Rule) -> bool:
    return rule.key is not None


def _more(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    known = Counter(_key(finding) for finding in before)
    more = []
    for finding in in_file_order(after):
        if known[_key(finding)]:
            known[_key(finding)] -= 1
        else:
            more.append(finding)
    return more


def _key(finding: Finding) -> Key:
    return finding.rule, finding.learner, finding.aim


def _schema(book: Book, old: Learner, new: Learner, now: datetime) -> list[Finding]:
    """What the schema says against the changed learner, if it had nothing against the old one."""
    said = [
        schema_refuses(replace(book, reading=replace(book.reading, learners=[learner])), now) for learner in (old, new)
    ]
    if not said[1] or said[0]:
        return []
    return [Finding(SCHEMA, "error", new.LearnRefNumber, None, "Learner", (), said[1], (), (new.position,))]
