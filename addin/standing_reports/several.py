"""The reports that somebody chose of one return: one alone, or several in which one that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from addin.standing_reports import REPORTS
from addin.standing_reports.facts import ReturnFacts
from addin.standing_reports.registry import Table
from ilr_core.errors import InputError

Progress = Callable[[int, int], None]


def chosen_reports(facts: ReturnFacts, chosen: Sequence[str], *, names: bool, progress: Progress) -> list[Table]:
    """The tables by the reports' names. Raises InputError if the only one chosen, or none at all, can be made."""
    tables: list[Table] = []
    failed: list[InputError] = []
    for number, name in enumerate(chosen):
        progress(number, len(chosen))
        try:
            tables.append(REPORTS[name].of(facts, names=names))
        except InputError as error:
            failed.append(error)
            tables.append(REPORTS[name].not_made(facts, str(error)))
    if failed and len(failed) == len(chosen):
        raise failed[0]
    return tables
