"""Workbooks with the sheet ``RPL`` filled and typed into, for its tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from addin.books.book import open_book
from addin.hosts.file_host import FileHost
from addin.ooxml import SheetData, Value
from addin.prior_learning.apply import Applied, apply_rows
from addin.prior_learning.fill import Filled, fill_sheet
from addin.prior_learning.sheet import RplRow, RplSheet, rpl_sheet
from addin.prior_learning.take_over import TakenOver, take_over
from addin.prior_learning.what_if import WhatIf
from addin.undo import undo_change
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, LearningDelivery
from tests.commands.made import book, now_of, values
from workbook_templates.rpl_columns import INPUTS, RPL

WHO = "A. Tester"
GOOD = {
    "Funding band": 9000, "Hours before": 480, "Hours removed": 72, "Price before": 7800, "Assessment price": 1200,
    "Reduction given": 675,
}  # fmt: skip
"""What is typed for the first apprentice, whose TNP 2 in the return is £1,200."""


class Answers:
    """Answers every question with yes, or no, and keeps what was asked and shown."""

    def __init__(self, answer: bool = True):
        self.answer = answer
        self.asked: list[tuple[str, list[str]]] = []

    def __call__(self, question: str, lines: Sequence[str]) -> bool:
        self.asked.append((question, list(lines)))
        return self.answer


def host_of(path: Path, answers: Answers | None = None) -> FileHost:
    return FileHost(path, answer=answers or Answers(), say=lambda sentence: None)


def filled_book(path: Path, year: str = "2627", count: int = 8) -> Path:
    """A workbook with apprentices on its sheet RPL and nothing typed there."""
    fill(book(path, year, count))
    return path


def fill(path: Path, **options: Knowledge) -> Filled:
    return fill_sheet(host_of(path), **options)  # type: ignore[arg-type]


def sheet_in(path: Path) -> RplSheet:
    host = host_of(path)
    return rpl_sheet(host.read_sheets(), open_book(host).year, host.title)


def rows_in(path: Path) -> dict[str, RplRow]:
    return {row.text("LearnRefNumber"): row for row in sheet_in(path).rows}


def data(path: Path) -> SheetData:
    return values(path, RPL)


def type_into(path: Path, row: int, cells: Mapping[str, Value]) -> None:
    """Types into a row as a person does: other cells and all formulas stay."""
    host = host_of(path)
    numbers = sheet_in(path).found.numbers
    assert host.write_cells(RPL, {(row, numbers[header]): value for header, value in cells.items()}) == []
    host.save()


def typed_in(row: RplRow) -> dict[str, Value]:
    return {header: row.cells.get(header) for header in INPUTS.values()}


def apply(path: Path, *learners: str, answers: Answers | None = None, year: str = "2627") -> Applied:
    return apply_rows(host_of(path, answers), who=WHO, now=now_of(year), learners=learners)


def over(path: Path, *learners: str, what_if: WhatIf | None = None, answers: Answers | None = None) -> TakenOver:
    return take_over(host_of(path, answers), who=WHO, now=now_of("2627"), what_if=what_if, learners=learners)


def undo(path: Path, number: int | None = None) -> None:
    assert undo_change(host_of(path), who=WHO, now=now_of("2627"), number=number)


def learners_in(path: Path) -> list[Learner]:
    return open_book(host_of(path)).reading.learners


def programme(path: Path, reference: str) -> LearningDelivery:
    learner = next(one for one in learners_in(path) if one.LearnRefNumber == reference)
    return next(aim for aim in learner.LearningDelivery if aim.AimType == 1)


def records(aim: LearningDelivery) -> dict[str, int | None]:
    """What the records of prior learning hold, by their short names."""
    found: dict[str, int | None] = {f"{one.AFinType}{one.AFinCode}": one.AFinAmount for one in aim.AppFinRecord}
    found |= {f"HRS{one.HRSCode}": one.HRSAmount for one in aim.HRSRecord}
    return found | ({"PHours": aim.PHours} if aim.PHours is not None else {})


def data_sheets(path: Path, year: str = "2627") -> dict[str, list[list[Value]]]:
    """All cells of the sheets of the return, without blank ends."""
    names = open_book(host_of(path)).reading.layout.sheets
    return {name: _trimmed(values(path, name).rows) for name in names if catalogue.load(year)}


def _trimmed(rows: Sequence[Sequence[Value]]) -> list[list[Value]]:
    found = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        found.append(cells)
    while found and not found[-1]:
        found.pop()
    return found
