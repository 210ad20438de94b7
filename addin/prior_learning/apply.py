"""From rows of the sheet ``RPL`` to the records of the return: price, hours and the reduction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from addin.changes.commit import Change, Reason, commit, preview
from addin.changes.edits import edits_for
from addin.changes.future import CellEdit
from addin.hosts.port import Host
from addin.prior_learning.chosen import Row, chosen_rows
from addin.prior_learning.fill import renew_sheet
from addin.wording import counted
from ilr_core.catalogue import Catalogue
from ilr_core.model import LearningDelivery
from ilr_core.rpl import PriorLearning, with_prior_learning

COMMAND = "rpl apply"


@dataclass(frozen=True)
class Applied:
    """What applying did: the change (None: nothing was changed), and of whom.

    ``ready`` are apprentices whose records follow the sheet now, or would if the user had agreed; ``refused`` say of
    whom not, and why; ``declined``: the user was asked and would rather not.
    """

    change: Change | None
    ready: tuple[str, ...]
    refused: tuple[str, ...]
    declined: bool = False


def apply_rows(
    host: Host, *, who: str, now: datetime, learners: Sequence[str] = (), year: str | None = None
) -> Applied:
    """Writes the records of the chosen rows that are complete and OK, once the user has seen the cells and agreed.

    Without ``learners`` and without a selection all rows are meant, and those without prior learning are passed over.
    Nothing is worked out from the prices in the return, so that applying twice changes nothing. Raises InputError, and
    changes nothing, if a cell cannot be written.
    """
    chosen = chosen_rows(host, learners=learners, year=year)
    rows = [row for row in chosen.rows if chosen.are_chosen or row.judgement.kind != "none"]
    pairs: list[tuple[LearningDelivery, LearningDelivery]] = []
    ready: list[Row] = []
    refused: list[str] = []
    for row in rows:
        changed, why = _changed(row, chosen.book.year)
        if changed is None or row.apprentice is None:
            refused.append(f"{row.name}: {why}")
        else:
            ready.append(row)
            pairs.append((row.apprentice.aim, changed))
    edits = edits_for(chosen.book.reading, pairs)
    names = tuple(row.name for row in ready)
    if not edits:
        return Applied(None, names, tuple(refused))
    reason = _reasons(ready)
    lines = preview(edits, chosen.book.reading) + [f"Not applied: {line}" for line in refused]
    learners_changed = len({(edit.learner, edit.aim) for edit in edits})
    if not host.ask_yes(f"Write the prior learning of {counted(learners_changed, 'apprentice')}?", lines):
        return Applied(None, names, tuple(refused), declined=True)
    change = commit(host, chosen.book.reading, edits, command=COMMAND, who=who, now=now, reason=reason)
    renew_sheet(host, year=year)
    return Applied(change, names, tuple(refused))


def _changed(row: Row, year: Catalogue) -> tuple[LearningDelivery | None, str]:
    """The aim with the records of the row, or why there is none, with the rule."""
    judgement, entry = row.judgement, row.entry
    if row.apprentice is None or entry.note:
        return None, f"{judgement.words}."
    if not judgement.may_be_applied:
        rule = f" ({judgement.rule})" if judgement.rule and judgement.rule in year.rules else ""
        return None, f"{judgement.words}{rule}."
    recorded = row.apprentice.assessment_price
    if recorded is not None and recorded != (entry.assessment_price or 0):
        typed = f"£{entry.assessment_price:,}" if entry.assessment_price else "blank"
        return None, (
            f"The assessment price is {typed} here, but TNP 2 in Finance is £{recorded:,}, which is not changed. "
            "Make them the same."
        )
    prior = PriorLearning(
        price_before=entry.price_before,
        hours_before=entry.hours_before,
        hours_removed=entry.hours_removed,
        reduction_given=entry.reduction_given,
    )
    change = with_prior_learning(row.apprentice.aim, prior, year)
    refusals = (f"{one.message} ({one.rule})" if one.rule else one.message for one in change.refusals)
    return change.aim, " ".join(refusals)


def _reasons(rows: Sequence[Row]) -> Reason:
    by_aim: dict[tuple[str, int | None], str] = {
        (row.apprentice.learner.text("LearnRefNumber") or "", row.apprentice.aim.AimSeqNumber): _reason(row)
        for row in rows
        if row.apprentice
    }

    def reason(edit: CellEdit) -> str:
        return by_aim.get((edit.learner, edit.aim), "")

    return reason


def _reason(row: Row) -> str:
    entry = row.entry
    return (
        f"prior learning: {entry.hours_removed:,} of {entry.hours_before:,} hours; "
        f"price {entry.price_before:,} less {entry.reduction_given:,}"
    )
