"""What a host reads: the same values, sheet for sheet, wherever the workbook lies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from addin.ooxml import Area, SheetData, Value
from tests.hosts.benches import Bench
from tests.hosts.books import LONGEST, made

DAY, CLOCK, DURATION = "dd/mm/yyyy", "hh:mm:ss", "[h]:mm:ss"
MOMENT = datetime.combine(date(2026, 11, 23), time(9, 30))
LATE = datetime.combine(date(2026, 11, 23), time(23, 59, 59))

# What stands in the cell, its number format, and what is read.
CONSTANTS: list[tuple[Any, str, Value]] = [
    ("A0001", "General", "A0001"),
    ("=1+1", "General", "=1+1"),
    ("=1+1", "@", "=1+1"),
    ("+44 1632 960001", "General", "+44 1632 960001"),
    ("-", "General", "-"),
    ("@x", "General", "@x"),
    ("'quoted", "General", "'quoted"),
    ("  two spaces  ", "General", "  two spaces  "),
    ("_x0041_", "General", "_x0041_"),
    ("1000000027", "@", "1000000027"),
    ("007", "General", "007"),
    ("31/2/2026", "@", "31/2/2026"),
    ("TRUE", "@", "TRUE"),
    ("first\nsecond", "General", "first\nsecond"),
    ("✖ · 😀 \u2060A \u2060", "General", "✖ · 😀 \u2060A \u2060"),
    ("é" * LONGEST, "General", "é" * LONGEST),
    (1, "General", 1),
    (0, "General", 0),
    (-5, "0", -5),
    (1000000027, "General", 1000000027),
    (1000000027, "@", 1000000027),
    (0.1, "General", 0.1),
    (-2.5, "0.00", -2.5),
    (1e300, "General", 1e300),
    (1234.5, "£#,##0.00", 1234.5),
    (0.25, "0%", 0.25),
    (True, "General", True),
    (False, "General", False),
    (date(2026, 8, 31), DAY, date(2026, 8, 31)),
    (date(1950, 1, 2), "d mmm yyyy", date(1950, 1, 2)),
    (date(2026, 8, 31), "ddd mmm-yy", date(2026, 8, 31)),
    (MOMENT, "dd/mm/yyyy hh:mm", MOMENT),
    (LATE, "dd/mm/yyyy hh:mm:ss", LATE),
    (time(9, 30), CLOCK, "09:30:00"),
    (time(0, 0), "hh:mm", "00:00:00"),
    (timedelta(hours=37, minutes=30), DURATION, "37:30:00"),
    (None, DAY, None),
]  # fmt: skip
# The formula, its number format, the value that was stored with it, and what is read.
FORMULAS: list[tuple[str, str, Any, Value]] = [
    ("=1+1", "General", 2, 2),
    ('="a"&"b"', "General", "ab", "ab"),
    ('=""', "General", "", None),
    ("=1=1", "General", True, True),
    ("=DATE(2026,8,31)", DAY, 46265, date(2026, 8, 31)),
    ("=NA()", "General", "#N/A", "#N/A"),
    ("=1/0", "General", "#DIV/0!", "#DIV/0!"),
    ('="a"+1', "General", "#VALUE!", "#VALUE!"),
    ("=SQRT(-1)", "General", "#NUM!", "#NUM!"),
    ("=nobody_knows", "General", "#NAME?", "#NAME?"),
]


@pytest.fixture
def values_book(tmp_path: Path) -> Path:
    path = tmp_path / "Values.xlsx"
    with made(path) as book:
        page = book.add_worksheet("Values")
        for row, (value, form, _) in enumerate(CONSTANTS):
            page.write(row, 0, value, book.add_format({"num_format": form}))
        page = book.add_worksheet("Formulas")
        for row, (formula, form, value, _) in enumerate(FORMULAS):
            page.write_formula(row, 0, formula, book.add_format({"num_format": form}), value)
    return path


def sheets(bench: Bench, path: Path) -> dict[str, SheetData]:
    return {sheet.name: sheet for sheet in bench.open(path).read_sheets()}


def column(sheet: SheetData, count: int) -> list[Value]:
    cells = [row[0] if row else None for row in sheet.rows]
    return cells + [None] * (count - len(cells))


def trimmed(sheet: SheetData) -> list[list[Value]]:
    """The rows without what is blank behind and below."""
    rows = [list(row) for row in sheet.rows]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def test_values_of_every_kind(bench: Bench, values_book: Path) -> None:
    read = column(sheets(bench, values_book)["Values"], len(CONSTANTS))
    wanted = [value for _, _, value in CONSTANTS]
    assert read == wanted
    assert [type(value) for value in read] == [type(value) for value in wanted]


def test_formulas_give_their_values(bench: Bench, values_book: Path) -> None:
    sheet = sheets(bench, values_book)["Formulas"]
    read = column(sheet, len(FORMULAS))
    wanted = [value for *_, value in FORMULAS]
    assert read == wanted
    assert [type(value) for value in read] == [type(value) for value in wanted]
    errors = {(row, 1): text for row, text in enumerate(wanted, 1) if isinstance(text, str) and text[0] == "#"}
    assert sheet.error_cells == errors


def test_days_of_a_book_that_counts_from_1904(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "Old.xlsx"
    with made(path, date_1904=True) as book:
        page = book.add_worksheet("Days")
        page.write_datetime(0, 0, MOMENT, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        page.write_datetime(1, 0, date(2026, 8, 31), book.add_format({"num_format": DAY}))
    assert column(sheets(bench, path)["Days"], 2) == [MOMENT, date(2026, 8, 31)]


def hidden_sheets(book: Any) -> None:
    book.add_worksheet("Shown").write(0, 0, "a")
    book.add_worksheet("Hidden").write(0, 0, "b")
    book.add_worksheet("Deep").write(0, 0, "c")
    book.get_worksheet_by_name("Hidden").hide()
    book.get_worksheet_by_name("Deep").very_hidden()


def hidden_rows(book: Any) -> None:
    page = book.add_worksheet("Shown")
    for row, text in enumerate(("head", "one", "two", "three", "four")):
        page.write_row(row, 0, [text, row])
    page.set_row(1, None, None, {"hidden": True})
    page.set_column(1, 1, None, None, {"hidden": True})
    page.autofilter(0, 0, 4, 1)
    page.filter_column(0, "x == four")
    page.set_row(3, None, None, {"hidden": True})


def far_cells(book: Any) -> None:
    page = book.add_worksheet("Shown")
    page.write(2, 1, "C")
    page.write(6, 3, 5)
    page.write_blank(9, 5, None, book.add_format({"bold": True}))


def merged_areas(book: Any) -> None:
    page = book.add_worksheet("Shown")
    page.merge_range("B2:C2", "wide")
    page.merge_range("A4:A6", "tall")
    page.merge_range("C4:D6", "both")
    page.write("A1", "x")


def nothing(book: Any) -> None:
    book.add_worksheet("Shown")
    book.add_worksheet("O'Brien & Söhne").write(0, 0, "x")


Case = tuple[Callable[[Any], None], dict[str, tuple[bool, list[list[Value]], list[Area]]]]
SHEETS: dict[str, Case] = {
    "hidden sheets": (
        hidden_sheets, {"Shown": (True, [["a"]], []), "Hidden": (False, [["b"]], []), "Deep": (False, [["c"]], [])}
    ),
    "hidden and filtered rows": (
        hidden_rows, {"Shown": (True, [["head", 0], ["one", 1], ["two", 2], ["three", 3], ["four", 4]], [])}
    ),
    "empty rows and columns": (
        far_cells, {"Shown": (True, [[], [], [None, "C"], [], [], [], [None, None, None, 5]], [])}
    ),
    "merged areas": (
        merged_areas,
        {
            "Shown": (
                True, [["x"], [None, "wide"], [], ["tall", None, "both"]],
                [Area(2, 2, 2, 3), Area(4, 1, 6, 1), Area(4, 3, 6, 4)],
            )
        },
    ),
    "blank sheets and odd names": (nothing, {"Shown": (True, [], []), "O'Brien & Söhne": (True, [["x"]], [])}),
}  # fmt: skip


@pytest.mark.parametrize("case", SHEETS)
def test_sheets(bench: Bench, tmp_path: Path, case: str) -> None:
    build, wanted = SHEETS[case]
    path = tmp_path / "Sheets.xlsx"
    with made(path) as book:
        build(book)
    found = sheets(bench, path)
    assert list(found) == list(wanted)
    seen = {
        name: (sheet.visibility == "visible", trimmed(sheet), sorted(sheet.merged)) for name, sheet in found.items()
    }
    assert seen == wanted


def test_the_title_is_the_name_of_the_file(bench: Bench, values_book: Path) -> None:
    assert bench.open(values_book).title == "Values.xlsx"
