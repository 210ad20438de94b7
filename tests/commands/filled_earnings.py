"""Workbooks whose sheet Earnings is filled, and what stands on it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from addin.commands.earnings import fill_earnings
from addin.hosts.file_host import FileHost
from addin.ooxml import read_workbook
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.commands.made import NOW, learners_of, now_of
from workbook_templates.earnings_sheet import COLUMNS, TOTALS_ROW
from workbook_templates.layout import EARNINGS

NOTHING = Knowledge()
HEADERS = [one.header for one in COLUMNS]


def fill(path: Path, now: datetime = NOW, **options: Any) -> Any:
    found, saved = fill_earnings(FileHost(path), now=now, **{"knowledge": NOTHING, **options})
    assert saved == path
    return found


def sheet(path: Path) -> list[list[Any]]:
    rows = next(one for one in read_workbook(path) if one.name == EARNINGS).rows
    return [[*row, *[None] * len(HEADERS)] for row in rows]


def lines(path: Path) -> list[dict[str, Any]]:
    rows = sheet(path)
    at = next(number for number, row in enumerate(rows) if "R01" in row)
    return [dict(zip(rows[at], row, strict=False)) for row in rows[at + 1 :] if any(cell is not None for cell in row)]


def totals(path: Path) -> list[dict[str, Any]]:
    return [dict(zip(HEADERS, row, strict=False)) for row in sheet(path)[TOTALS_ROW - 1 : TOTALS_ROW + 2]]


def figures(path: Path) -> dict[str, Any]:
    return FileHost(path).read_names()


def varied(year: str = "2627") -> list[Learner]:
    """Apprentices who go on, have completed, left or are young enough for incentives; and others."""
    learners = learners_of(year, 14)
    apprentices = [one for one in learners if one.LearningDelivery[0].FundModel == 36]
    today = now_of(year).date()
    for number, learner in enumerate(apprentices):
        aim = learner.LearningDelivery[0]
        if number % 3 == 0:
            learner.DateOfBirth = date(today.year - 17, 3, 1)
        if number % 4 == 1 and aim.CompStatus == 1:
            aim.CompStatus, aim.LearnActEndDate, aim.AchDate = 2, today - timedelta(days=40), today - timedelta(days=3)
    return learners
