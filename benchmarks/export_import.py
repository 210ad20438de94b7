"""``python -m benchmarks.export_import [LEARNERS]``: another system's export of one row an aim, step by step."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from addin.commands.import_export import import_export, mapped_tables
from addin.commands.import_new_book import book_of_export
from addin.commands.new import new_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.mis_import.comparing import compared
from addin.mis_import.gathering import learners_in
from benchmarks.roll_over import timed
from benchmarks.steps import NOW
from ilr_core import catalogue
from ilr_core.model import Learner, LearningDelivery

LEARNERS = 10_000
MOST_LOGGED = 2_000
"""A change of the log has a row for each cell, so more than this comes in by making a workbook."""

OF_LEARNER: dict[str, Callable[[Learner], object]] = {
    "Learner Ref": lambda learner: learner.LearnRefNumber,
    "Unique Learner Number": lambda learner: learner.ULN,
    "Surname": lambda learner: learner.FamilyName,
    "Forename(s)": lambda learner: learner.GivenNames,
    "DOB": lambda learner: learner.DateOfBirth,
    "Gender": lambda learner: learner.Sex,
    "Ethnicity": lambda learner: learner.Ethnicity,
    "LLDD": lambda learner: learner.LLDDHealthProb,
    "NI Number": lambda learner: learner.NINumber,
    "Postcode (prior)": lambda learner: learner.PostcodePrior,
    "Postcode": lambda learner: learner.Postcode,
    "Address 1": lambda learner: learner.AddLine1,
    "Email": lambda learner: learner.Email,
    "Employment Status Date": lambda learner: learner.LearnerEmploymentStatus[0].DateEmpStatApp,
    "ERN": lambda learner: learner.LearnerEmploymentStatus[0].EmpId,
}
OF_AIM: dict[str, Callable[[LearningDelivery], object]] = {
    "Aim Seq": lambda aim: aim.AimSeqNumber,
    "Aim Type": lambda aim: aim.AimType,
    "Aim Ref": lambda aim: aim.LearnAimRef,
    "Funding Model": lambda aim: aim.FundModel,
    "Programme Type": lambda aim: aim.ProgType,
    "Standard Code": lambda aim: aim.StdCode,
    "Start Date": lambda aim: aim.LearnStartDate,
    "Planned End": lambda aim: aim.LearnPlanEndDate,
    "Completion Status": lambda aim: aim.CompStatus,
    "Delivery Postcode": lambda aim: aim.DelLocPostCode,
    "SOF": lambda aim: _entry(aim, "SOF"),
    "ACT": lambda aim: _entry(aim, "ACT"),
    "TNP1": lambda aim: next((one.AFinAmount for one in aim.AppFinRecord if one.AFinCode == 1), None),
    "TNP2": lambda aim: next((one.AFinAmount for one in aim.AppFinRecord if one.AFinCode == 2), None),
}
STATUS = {"Employment Status": "10 - In paid employment"}
COLUMNS = (*OF_LEARNER, *STATUS, *OF_AIM)


def _entry(aim: LearningDelivery, kind: str) -> str | None:
    return next((one.LearnDelFAMCode for one in aim.LearningDeliveryFAM if one.LearnDelFAMType == kind), None)


def _write(path: Path, learners: list[Learner]) -> int:
    """Writes the export with dates as people in the UK write them; gives its number of rows."""
    rows = 0
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for learner in learners:
            for aim in learner.LearningDelivery:
                cells = [*(of(learner) for of in OF_LEARNER.values()), *STATUS.values()]
                cells += [of(aim) for of in OF_AIM.values()]
                writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in cells])
                rows += 1
    return rows


def main(count: int) -> None:
    """Prints the time to match, read and compare an export, to make a workbook of it, and to change one."""
    year = catalogue.load()
    made = list(made_learners(year, count, NOW.date()))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = _write(folder / "export.csv", made)
        print(f"-- {count:,} learners, {rows:,} rows of {len(COLUMNS)} columns")
        tables = timed("columns matched", lambda: mapped_tables([folder / "export.csv"], year))
        export = timed("rows read", lambda: learners_in(tables, year))
        timed("compared with the return", lambda: compared(export, made, year))
        timed("new workbook", lambda: book_of_export([folder / "export.csv"], folder / "new.xlsx", year))
        book = folder / "new.xlsx"
        timed("into it, nothing new", lambda: _import(book, [folder / "export.csv"]))
        few = made[:MOST_LOGGED]
        rows = _write(folder / "few.csv", few)
        new_book(folder / "empty.xlsx", year, ukprn=10000001)
        print(f"-- {len(few):,} learners, {rows:,} rows")
        cells = timed("into an empty one, logged", lambda: _import(folder / "empty.xlsx", [folder / "few.csv"]))
        print(f"{cells:,} cells logged")


def _yes(question: str, lines: Sequence[str]) -> bool:  # noqa: ARG001 - as every answer
    return True


def _import(book: Path, files: list[Path]) -> int:
    host = FileHost(book, answer=_yes)
    return import_export(host, files, who="benchmark", now=NOW).cells


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else LEARNERS)
