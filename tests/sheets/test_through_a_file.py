"""Learners that go into a real workbook file and come out of it again."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from addin.ooxml import Package, SheetEditor, read_names, read_workbook
from addin.sheets.reading import read_records, year_of_book
from addin.sheets.writing import rows_for
from ilr_core.model import Learner
from tests.sheets.books import WHOLE_RETURNS, YEAR, learners
from workbook_templates.build import build
from workbook_templates.layout import layout


@cache
def template() -> bytes:
    return build(YEAR)


@settings(WHOLE_RETURNS, max_examples=10)
@given(learners())
def test_learners_come_back_from_a_file(given_learners: list[Learner]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(template())
        package = Package.open(path)
        for name, rows in rows_for(given_learners, layout(YEAR)).items():
            SheetEditor(package, name).fill_rows(2, rows)
        package.save(path)
        reading = read_records(read_workbook(path), YEAR)
    assert [found.message for found in reading.problems] == []
    assert len(reading.learners) == len(given_learners)
    assert all(a.same_as(b) for a, b in zip(given_learners, reading.learners, strict=True))


def test_an_empty_template_holds_no_learners_and_no_problems(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(template())
    reading = read_records(read_workbook(path), YEAR)
    assert (reading.learners, reading.problems, reading.blocked) == ([], [], set())
    assert "ILR_Year" in read_names(path)
    assert year_of_book({"ILR_Year": YEAR.year}) == YEAR.year
