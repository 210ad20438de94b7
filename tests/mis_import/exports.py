"""Exports of one table for the tests of importing, and what an import said of them; all people are made up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from addin.commands.import_export import ExportImport
from tests.mis_import.made import ULNS, csv_file

PEOPLE = [
    "Learner Ref", "Unique Learner Number", "Surname", "Forename", "DOB", "Gender", "Ethnicity", "LLDD",
    "Postcode (prior)", "Postcode",
]  # fmt: skip
AIM = ["Aim Ref", "Aim Type", "Funding Model", "Prog Type", "Std Code", "Start Date", "Planned End", "Comp Status",
       "Delivery Postcode"]  # fmt: skip
ROBIN = ["R1", ULNS[0], "Sample", "Robin", "03/04/2001", "Female", "31", "No", "ZZ99 9ZZ", "ZZ99 9ZZ"]
KIT = ["K1", ULNS[1], "Pattern", "Kit", "23/04/2002", "M", "White - British", "No", "ZZ99 9ZZ", "ZZ99 9ZZ"]
PROGRAMME = ["ZPROG001", "1", "36", "25", "91", "01/09/2026", "13/12/2027", "Continuing", "ZZ99 9ZZ"]
PART = ["60000001", "3", "36", "25", "91", "01/09/2026", "13/12/2027", "1", "ZZ99 9ZZ"]


def refusals(done: ExportImport) -> list[str]:
    return [str(one) for one in done.comparison.notes.refusals]


def counts(done: ExportImport, what: str = "learners") -> tuple[int, int, int]:
    """New, changed and unchanged ones."""
    count = getattr(done.comparison, what)
    return count.new, count.changed, count.same


def export(folder: Path, *rows: Sequence[object], headers: Sequence[str] = (), name: str = "export.csv") -> Path:
    return csv_file(folder / name, [*PEOPLE, *AIM, *headers], *rows)
