"""Names of a workbook: of cells, blank cells, deleted cells, areas and constants."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.hosts.benches import Bench
from tests.hosts.books import made

DAY = date(2026, 11, 6)
# The name, what it stands for, its value and its cell; None for a value: the name is not there at all.
ABSENT = object()
NAMES: list[tuple[str, str, object, tuple[str, int, int] | None]] = [
    ("ILR_Year", "=Start!$B$1", "2627", ("Start", 1, 2)),
    ("ILR_UKPRN", "=Start!$B$2", 10000001, ("Start", 2, 2)),
    ("ILR_LastCheck", "=Start!$B$3", DAY, ("Start", 3, 2)),
    ("ILR_Blank", "=Start!$B$4", None, ("Start", 4, 2)),
    ("ILR_BelowAll", "=Start!$Z$99", None, ("Start", 99, 26)),
    ("ILR_Quoted", "='O''Brien & Co'!$A$1", "x", ("O'Brien & Co", 1, 1)),
    ("ILR_Area", "=Start!$B$1:$C$2", "2627", ("Start", 1, 2)),
    ("ILR_Text", '="2627"', "2627", None),
    ("ILR_Number", "=10000001", 10000001, None),
    ("ILR_Deleted", "=Start!#REF!", ABSENT, None),
    ("ILR_SheetGone", "=#REF!$A$1", ABSENT, None),
    ("Other", "=Start!$B$1", ABSENT, None),
]


@pytest.fixture
def named_book(tmp_path: Path) -> Path:
    path = tmp_path / "Names.xlsx"
    with made(path) as book:
        page = book.add_worksheet("Start")
        page.write_string("B1", "2627", book.add_format({"num_format": "@"}))
        page.write_number("B2", 10000001)
        page.write_datetime("B3", DAY, book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write("D9", "end")
        book.add_worksheet("O'Brien & Co").write("A1", "x")
        for name, formula, _, _ in NAMES:
            book.define_name(name, formula)
    return path


def test_names_give_their_values(bench: Bench, named_book: Path) -> None:
    assert bench.open(named_book).read_names() == {name: value for name, _, value, _ in NAMES if value is not ABSENT}


def test_names_give_their_cells(bench: Bench, named_book: Path) -> None:
    assert bench.open(named_book).find_names() == {name: cell for name, _, _, cell in NAMES if cell}


def test_what_is_written_to_a_name_stands_in_its_cell(bench: Bench, named_book: Path) -> None:
    host = bench.open(named_book)
    later = date(2026, 12, 4)
    host.write_names(
        {
            "ILR_UKPRN": 10000002, "ILR_LastCheck": later, "ILR_Blank": "=not a formula", "ILR_Year": None,
            "ILR_Quoted": "1", "ILR_Text": "9", "ILR_Deleted": 1, "ILR_Nobody": 1,
        }
    )  # fmt: skip
    bench.settle()
    names = host.read_names()
    assert names["ILR_UKPRN"] == 10000002
    assert names["ILR_LastCheck"] == later
    assert names["ILR_Blank"] == "=not a formula"
    assert names["ILR_Year"] is None
    assert names["ILR_Quoted"] == "1"
    assert names["ILR_Text"] == "2627"
    assert {"ILR_Deleted", "ILR_Nobody"} & names.keys() == set()
