"""Columns are hidden one by one, also inside a range that the sheet says as one; widths stay."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from addin.ooxml import Package
from addin.ooxml.columns import hide_columns
from addin.ooxml.sheet import SheetEditor


def hidden_of(path: Path) -> dict[int, tuple[bool, float]]:
    page = openpyxl.load_workbook(path).active
    return {
        number: (one.hidden, one.width)
        for one in page.column_dimensions.values()
        for number in range(one.min, one.max + 1)
    }


@pytest.mark.parametrize("group", [True, False])
def test_columns_are_hidden_and_widths_stay(tmp_path: Path, group: bool) -> None:
    book = openpyxl.Workbook()
    book.active["B1"] = 1
    if group:
        book.active.column_dimensions["A"].width = 30
        book.active.column_dimensions["A"].min, book.active.column_dimensions["A"].max = 1, 4
    out = BytesIO()
    book.save(out)
    path = tmp_path / "book.xlsx"
    path.write_bytes(out.getvalue())
    package = Package.open(path)
    hide_columns(SheetEditor(package, "Sheet"), {2, 6})
    package.save(path)
    found = hidden_of(path)
    assert {number for number, (hidden, _) in found.items() if hidden} == {2, 6}
    if group:
        assert {number: found[number][1] for number in (1, 2, 3, 4)} == dict.fromkeys((1, 2, 3, 4), 30)
