"""What a return says for the reconciliation: learners, earnings, who has errors; from a workbook, XML file or ZIP."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from addin.apprenticeship_service.compared import compare_listed
from addin.apprenticeship_service.export_file import read_listed
from addin.commands.check import judged
from addin.comparison.sides import BookSide, Side
from addin.earnings.returns import Rates, earned_by, errors_by_learner
from addin.hosts.port import Host
from addin.payments.reconciled import Known
from ilr_core.checking import check_return
from ilr_core.knowledge import Knowledge


def known_return(
    side: Side,
    knowledge: Knowledge,
    *,
    now: datetime,
    host: Host | None = None,
    path: Path | None = None,
    rates: Rates | None = None,
    service: Path | None = None,
) -> Known:
    """Reads, checks and values a return. ``service`` is the service's list of apprentices, for data locks.

    The return is the workbook of ``host`` or the file at ``path``, whichever ``side`` stands for.
    """
    learners = list(side.read(lambda _: None))
    for place, learner in enumerate(learners):
        learner.position = place
    earned = earned_by(learners, knowledge, rates)
    if isinstance(side, BookSide) and host is not None:
        report = judged(side.book, host, now, knowledge)
    else:
        assert path is not None
        with path.open("rb") as stream:
            report = check_return(stream, path.name, now=now, year=side.year.year, knowledge=knowledge)
    locks: dict[str, tuple[str, ...]] = {}
    if service:
        for one in compare_listed(read_listed(service), learners).findings:
            if one.rule.startswith("DLOCK") and one.learner:
                locks[one.learner] = tuple(dict.fromkeys((*locks.get(one.learner, ()), one.rule)))
    return Known(side.year, learners, earned, frozenset(errors_by_learner(report)), locks)
