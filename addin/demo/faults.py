"""The faults of the demo: what an admin might really type, each with the rule that must find it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from addin.ooxml import CellValue
from ilr_core.catalogue import Catalogue
from workbook_templates.layout import layout

Row = Mapping[str, CellValue]
Typed = Callable[[Row, Sequence[Row]], CellValue]


@dataclass(frozen=True)
class Fault:
    """One wrong cell: what happened, the rule that finds it, the column, and what is typed there.

    ``among`` chooses the row: the so-manieth of those whose columns begin as ``where`` says.
    """

    words: str
    rule: str
    sheet: str
    column: str
    typed: Typed
    among: int
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Slip:
    """A fault put into a workbook: the cell (counted from 1), what stood there and what is typed."""

    fault: Fault
    row: int
    column: int
    right: CellValue
    wrong: CellValue


def _always(value: CellValue) -> Typed:
    return lambda *_: value


def _digits_swapped(row: Row, rows: Sequence[Row]) -> CellValue:
    text = str(row["ULN"])
    place = next(i for i in range(8, 0, -1) if text[i] != text[i + 1])
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _days_after_start(days: int) -> Typed:
    def typed(row: Row, rows: Sequence[Row]) -> CellValue:
        start = row["LearnStartDate"]
        assert isinstance(start, date)
        return start + timedelta(days=days)

    return typed


CONTINUING_COURSE = (("AimType", "4"), ("CompStatus", "1"))
FAULTS = (
    Fault("a date that does not exist", "Schema", "Learners", "DateOfBirth", _always("31/2/2001"), 1),
    Fault("two digits of a ULN swapped", "ULN_04", "Learners", "ULN", _digits_swapped, 3),
    Fault("another learner's ULN pasted", "R_59", "Learners", "ULN", lambda _, rows: rows[0]["ULN"], 6),
    Fault("an ethnicity code that does not exist", "Ethnicity_01", "Learners", "Ethnicity", _always("30"), 8),
    Fault("a digit in a family name", "FD_FamilyName_AP", "Learners", "FamilyName", _always("Mockf0rd"), 10),
    Fault("a given name left out", "GivenNames_01", "Learners", "GivenNames", _always(None), 12),
    Fault("a planned end before the start", "LearnPlanEndDate_02", "Aims", "LearnPlanEndDate",
          _days_after_start(-30), 1, CONTINUING_COURSE),
    Fault("an aim completed without an end date", "CompStatus_03", "Aims", "CompStatus", _always("2"), 3,
          CONTINUING_COURSE),
    Fault("a funding model that does not exist", "FundModel_01", "Aims", "FundModel", _always("34"), 5,
          CONTINUING_COURSE),
    Fault("an employer number with a wrong check digit", "EmpId_02", "Employment", "EmpId", _always("123456788"), 5),
    Fault("a price with two noughts too many", "FD_AFinAmount_AR", "Finance", "AFinAmount", _always(1_250_000), 2),
)  # fmt: skip


def slips(rows: Mapping[str, Sequence[Sequence[CellValue]]], year: Catalogue) -> list[Slip]:
    """Where each fault goes in the rows of a workbook (data from row 2), and what is typed there."""
    found = []
    for fault in FAULTS:
        sheet = layout(year).sheets[fault.sheet]
        headers = [column.header for column in sheet.columns]
        table = [dict(zip(headers, row, strict=True)) for row in rows[fault.sheet]]
        fitting = [i for i, row in enumerate(table) if all(str(row[h]).startswith(text) for h, text in fault.where)]
        number = fitting[fault.among % len(fitting)]
        wrong = fault.typed(table[number], table)
        found.append(Slip(fault, number + 2, sheet.number(fault.column), table[number][fault.column], wrong))
    return found
