"""Returns for the tests of reports: made-up learners as facts, without a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from addin.standing_reports.facts import ReturnFacts
from addin.standing_reports.registry import Table
from ilr_core.model import Learner
from tests.dashboard.made import NOW, YEAR


def facts_of(learners: Sequence[Learner], **more: Any) -> ReturnFacts:
    """The facts of a return of 2026/27 on the day of `NOW`."""
    return ReturnFacts("made.xml", YEAR, 10000001, learners, NOW, **more)


def rows_of(table: Table) -> list[dict[str, Any]]:
    """The lines by header."""
    return [dict(zip([one.header for one in table.columns], line, strict=True)) for line in table.lines]


def total_of(table: Table) -> dict[str, Any]:
    """The total row by header."""
    assert table.total is not None
    return dict(zip([one.header for one in table.columns], table.total, strict=True))
