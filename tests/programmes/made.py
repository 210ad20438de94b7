"""Programmes, lists and workbooks for the tests of programmes, all made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from addin.commands.new import new_book
from addin.demo.people import person
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue
from addin.sheets.cells import CellInput
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from workbook_templates.programmes_sheet import programmes_layout

YEARS = ("2526", "2627")
UKPRN = 10000001
NOTHING_LOADED = Knowledge()
Cells = Mapping[str, CellValue]

TEAM_LEADER: Cells = {
    "Programme": "Team leader", "FundModel": "36", "ProgType": "25", "StdCode": "105", "Components": "60342843",
    "English": "60348614", "Maths": "60350220", "Months": 14, "English and maths months": 9, "Planned hours": 400,
    "TNP1": 8000, "TNP2": 1000, "EPAOrgID": "EPA0001", "ACT": "1", "SOF": "105", "DelLocPostCode": "ZZ99 9ZZ",
    "EmpStat": "10", "EmpId": "999999999", "EII": "8", "LOE": "4",
}  # fmt: skip
ADULT_COURSE: Cells = {
    "Programme": "Adult course", "FundModel": "38", "Components": "60144324, 60160731", "Days": 120, "SOF": "105",
    "FFI": "1", "DelLocPostCode": "ZZ99 9ZZ", "EmpStat": "10", "EmpId": "999999999", "EII": "8", "LOE": "4",
    "PlanLearnHours": 120,
}  # fmt: skip
TAILORED: Cells = {
    "Programme": "Taster day", "FundModel": "11", "Components": "60309864", "Months": 1, "SOF": "105", "ACL": "1",
    "LDM": "399", "Planned hours": 24, "DelLocPostCode": "ZZ99 9ZZ", "EmpStat": "10", "EmpId": "999999999", "EII": "8",
    "LOE": "4", "PlanLearnHours": 24,
}  # fmt: skip
BOOTCAMP: Cells = {
    "Programme": "Coding bootcamp", "FundModel": "37", "ProgType": "32", "Components": "Z0057001", "Days": 100,
    "SOF": "105", "FFI": "1", "ConRefNumber": "BOOT0001", "DelLocPostCode": "ZZ99 9ZZ", "EmpStat": "10",
    "EmpId": "999999999", "EII": "8", "LOE": "4", "PlanLearnHours": 100,
}  # fmt: skip
EVERY_KIND = (TEAM_LEADER, ADULT_COURSE, TAILORED, BOOTCAMP)


def now_of(year: str) -> datetime:
    return datetime(2000 + int(year[:2]), 11, 20, 10, 15, 30)


def start_of(year: str, days: int = 44) -> date:
    first = catalogue.load(year).start
    return date.fromordinal(first.toordinal() + days)


@cache
def _empty(year: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        new_book(path, catalogue.load(year), ukprn=UKPRN)
        return path.read_bytes()


def book(path: Path, year: str = "2627", programmes: Sequence[Cells] = (TEAM_LEADER,)) -> Path:
    """A workbook without learners, with these programmes."""
    path.write_bytes(_empty(year))
    put_rows(path, "Programmes", programmes, year)
    return path


def put_rows(path: Path, sheet: str, rows: Sequence[Mapping[str, CellInput]], year: str = "2627") -> None:
    """Types rows below the header of a sheet, by header."""
    host = FileHost(path)
    data = next(one for one in host.read_sheets() if one.name == sheet)
    at = {str(header): number for number, header in enumerate(data.rows[0], 1)}
    known = programmes_layout(catalogue.load(year)).by_header
    cells = {
        (row, at[header]): value
        for row, values in enumerate(rows, 2)
        for header, value in values.items()
        if header in at or header not in known
    }
    assert not host.write_cells(sheet, cells)
    host.save()


def starters(year: str, count: int = 3, programme: str = "Team leader", seed: int = 7) -> list[dict[str, CellInput]]:
    """Complete rows of a list."""
    random = Random(seed)
    first = catalogue.load(year).start
    rows: list[dict[str, CellInput]] = []
    for number in range(count):
        born = (date(first.year - 50, 1, 1), date(first.year - 25, 1, 1))
        one = person(1000 * seed + number, random, born)
        rows.append({
            "Programme": programme, "LearnStartDate": start_of(year, 40 + number % 30), "FamilyName": one.family,
            "GivenNames": f"{one.given} {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}", "ULN": one.uln,
            "DateOfBirth": one.born, "Sex": one.sex, "Ethnicity": one.ethnicity, "LLDDHealthProb": 2,
            "NINumber": one.ni_number, "PostcodePrior": "ZZ99 9ZZ", "Postcode": "ZZ99 9ZZ", "AddLine1": one.address,
            "PriorLevel": 3,
        })  # fmt: skip
    return rows


def host_of(path: Path) -> FileHost:
    """A host whose user agrees to everything."""
    return FileHost(path, answer=lambda *_: True)
