"""A workbook and two copies of it, for the tests of merging."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from addin.hosts.file_host import FileHost
from addin.merging.conflicts import read_choices
from addin.merging.merge import Merged, merge_books
from addin.ooxml import read_workbook
from addin.sheets.cells import CellInput
from ilr_core import catalogue
from tests.commands.made import NOW, book, column, value
from workbook_templates.layout import SheetLayout, layout

Cell = tuple[str, int, str]


class Copies:
    """A workbook and two copies of it, each to be typed into."""

    def __init__(self, folder: Path, count: int = 4):
        self.base, self.a, self.b, self.out = (folder / f"{name}.xlsx" for name in ("base", "a", "b", "new"))
        for path in (self.base, self.a, self.b):
            book(path, count=count)

    @property
    def paths(self) -> tuple[Path, Path, Path, Path]:
        return self.base, self.a, self.b, self.out

    def type(self, path: Path, cells: Mapping[Cell, CellInput]) -> None:
        host = FileHost(path)
        for (sheet, row, header), new in cells.items():
            assert not host.write_cells(sheet, {(row, column(sheet, header)): new})
        host.save()

    def clear(self, path: Path, sheet: str, row: int) -> None:
        """A row emptied, its hidden ids too, as deleting its cells does."""
        self.type(path, dict.fromkeys(((sheet, row, header) for header in plan(sheet).by_header), None))

    def merge(self, *prefer: str, a: Path | None = None, b: Path | None = None) -> Merged:
        return merge_books(
            a or self.a, b or self.b, self.base, self.out, who="m.merger", now=NOW, answer=lambda *_: True,
            choices=read_choices(prefer),
        )  # fmt: skip

    def new(self, sheet: str, row: int, header: str) -> object:
        return value(self.out, sheet, row, header)


def plan(sheet: str) -> SheetLayout:
    return layout(catalogue.load()).sheets[sheet]


def rows_of(path: Path, sheet: str) -> list[dict[str, object]]:
    heads, *rows = next(one.rows for one in read_workbook(path) if one.name == sheet)
    return [dict(zip(map(str, heads), row, strict=False)) for row in rows]


def next_row(path: Path, sheet: str) -> int:
    return len(next(one.rows for one in read_workbook(path) if one.name == sheet)) + 1
