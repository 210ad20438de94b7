"""Editing one worksheet part in place: only the rows written to are rebuilt."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter
from typing import Literal, NamedTuple

from lxml import etree

from addin.ooxml import formulas, merges, protection, ranges, safe_xml
from addin.ooxml.book_contents import Table
from addin.ooxml.errors import PackageError
from addin.ooxml.package import Package
from addin.ooxml.references import MAX_ROW, column_letters, parse_area
from addin.ooxml.row_maker import RowMaker
from addin.ooxml.rows import find_cell, iter_cells, iter_rows, plain_sheet_xml, split_sheet, used_area
from addin.ooxml.values import CellValue, CellWriter, Formula, Styled

_STYLE = re.compile(rb"""\ss=["'](\d+)["']""")
_CUSTOM_FORMAT = re.compile(rb"""\scustomFormat=["'](?:1|true)["']""")
_SPANS = re.compile(rb"""\sspans=["'][^"']*["']""")
_DIMENSION = re.compile(rb"""<dimension\s[^>]*?(?:/>|>\s*</dimension>)""")


class Skipped(NamedTuple):
    """A cell that was not written: inside a merged range or the area of an array formula, or locked."""

    row: int
    column: int
    reason: Literal["merged", "array", "locked"]


class SheetEditor:
    """One worksheet of an open package, held as bytes; `Package.save` takes up what was changed.

    Open one editor per sheet. PackageError if there is no such sheet or it is not a worksheet.
    """

    def __init__(self, package: Package, sheet_name: str) -> None:
        self.package = package
        self.sheet = package.sheet(sheet_name)
        if self.sheet.kind != "worksheet":
            raise PackageError(f"{self.sheet.name} is not a sheet of cells; choose a worksheet.")
        data = plain_sheet_xml(package.read(self.sheet.part), self.sheet.part)
        try:
            self._head, rows, self._tail = split_sheet(data)
            self._rows = dict(iter_rows(rows))
        except ValueError as error:
            raise PackageError(
                f"The sheet {self.sheet.name} is damaged; open {package.file_name} in Excel, let it repair and save it."
            ) from error
        self._writer = CellWriter(package.date_1904)
        self._column_styles = self._read_column_styles()
        skeleton = self.skeleton()
        self._merged = merges.merged_areas(skeleton)
        self.is_protected = protection.is_protected(skeleton)
        self._known_styles: dict[int, int] = {}
        self.has_password = protection.has_password(skeleton)
        self._changed = False
        self._cells_changed = False
        self._formula_lost = False
        self._formula_written = False
        package.render_later(self.sheet.part, self._render)

    # -- reading what is there -----------------------------------------------------------------------------------

    @property
    def last_row(self) -> int:
        """The last row present in the file, 0 if none."""
        return max(self._rows, default=0)

    def column_style(self, column: int) -> int:
        """The style index a new cell of this column takes."""
        known = self._known_styles.get(column)
        if known is None:
            known = next((style for first, last, style in self._column_styles if first <= column <= last), 0)
            self._known_styles[column] = known
        return known

    def row_styles(self, row: int) -> dict[int, int]:
        """Style index by column of the cells present in one row, such as a template's first data row."""
        raw = self._rows.get(row, b"")
        return {cell.column: _style_of(raw[cell.start : cell.end]) or 0 for cell in iter_cells(raw)}

    def tables(self) -> list[Table]:
        """The tables of this sheet."""
        return self.package.tables(self.sheet.name)

    def skeleton(self) -> etree._Element:
        """The sheet without its rows, parsed. Give a changed one back to `replace_skeleton`."""
        return safe_xml.parse(self._head + self._tail, self.sheet.part)

    def replace_skeleton(self, root: etree._Element) -> None:
        """Take over a skeleton changed by the caller; rows stay."""
        self._head, _, self._tail = split_sheet(safe_xml.serialise(root))
        self._column_styles = self._read_column_styles()
        self._changed = True

    def row_tag(self, row: int) -> bytes:
        """The opening tag of one row with its height and state, empty if the row is not in the file."""
        raw = self._rows.get(row, b"")
        return raw[: raw.find(b">") + 1]

    def map_rows(self, change: Callable[[int, bytes], bytes]) -> None:
        """Put `change(number, row)` in the place of the XML of each row; the caller keeps it whole."""
        self._rows = {number: change(number, raw) for number, raw in self._rows.items()}
        self._changed = True

    # -- writing -------------------------------------------------------------------------------------------------

    def set_cells(self, values: Mapping[tuple[int, int], CellValue]) -> list[Skipped]:
        """Write single cells, `{(row, column): value}`, 1-based; gives those that could not be written.

        A cell keeps its style, a new one takes that of its row or column; None empties a cell. Strings are never
        formulas. PackageError if a text is too long for a cell, ValueError for a place outside the sheet.
        """
        skipped = self._blocked(values)
        barred = {(row, column) for row, column, _ in skipped}
        by_row: dict[int, list[tuple[int, CellValue]]] = {}
        for (row, column), value in values.items():
            if (row, column) not in barred:
                if not 1 <= row <= MAX_ROW:
                    raise ValueError(f"There is no row number {row} in a sheet.")
                by_row.setdefault(row, []).append((column, value))
        written = {row: self._rewritten_row(row, sorted(cells, key=itemgetter(0))) for row, cells in by_row.items()}
        masters = [master for _, found in written.values() for master in found]
        added = written.keys() - self._rows.keys()
        self._rows.update((row, raw) for row, (raw, _) in written.items() if raw)
        if added and self._rows:
            self._rows = dict(sorted(self._rows.items()))
        self._spell_out(masters)
        self._settle_formulas()
        self._changed = self._cells_changed = self._changed or bool(by_row)
        return skipped

    def fill_rows(
        self,
        first_row: int,
        rows: Iterable[Sequence[CellValue]],
        styles: Mapping[int, int] | None = None,
        heights: Sequence[float | None] = (),
    ) -> int:
        """Replace everything from `first_row` down by these rows of values, column A first; gives the last row filled.

        `styles` is a style index by column, for columns that shall not take their default. `heights` are in points, one
        for each row; None, and rows without one, are left to the sheet. Merged ranges from `first_row` down are
        dissolved. Errors as in `set_cells`.
        """
        self._clear_from(first_row)
        maker = RowMaker(self._writer.tail, self.column_style, styles or {})
        number = first_row - 1
        for values, height in zip(rows, chain(heights, repeat(None)), strict=False):
            number += 1
            if number > MAX_ROW:
                raise PackageError(f"More rows than a sheet holds ({MAX_ROW:,}) for {self.sheet.name}; split the data.")
            made = maker.row(number, values, height)
            if made:
                self._rows[number] = made
        self._formula_written = maker.has_formula
        self._settle_formulas()
        self._changed = self._cells_changed = True
        return number

    def resize_table(self, ref: str, table: str | None = None) -> None:
        """Give a table of this sheet (its only one, if not named) the area `ref`, header included; same columns.

        ValueError if there is no such table, or the columns or rows do not fit.
        """
        ranges.resize_table(self.package, self._table(table), parse_area(ref))

    def show_all(self, table: str) -> None:
        """Take the criteria out of a table's filter. ValueError if there is no such table."""
        ranges.show_all(self.package, self._table(table))

    def extend_ranges(self, last_row: int, first_row: int | None = None) -> None:
        """Stretch validations and conditional formats that begin in the table's first data row to `last_row`.

        `first_row` names that row where the sheet has no table or several.
        """
        first = self._table(None).first_data_row if first_row is None else first_row
        root = self.skeleton()
        if ranges.extend_ranges(root, first, last_row):
            self.replace_skeleton(root)

    # -- inside --------------------------------------------------------------------------------------------------

    def _table(self, name: str | None) -> Table:
        found = [table for table in self.tables() if name is None or table.name.lower() == name.lower()]
        if len(found) != 1:
            raise ValueError(f"{self.sheet.name} has {len(found)} tables{f' named {name}' if name else ''}, not one.")
        return found[0]

    def _blocked(self, values: Mapping[tuple[int, int], CellValue]) -> list[Skipped]:
        merged = merges.covered_cells(self._merged, values)
        skipped = [Skipped(row, column, "merged") for row, column in values if (row, column) in merged]
        arrays = formulas.array_areas(self._rows)
        for row, column in values if arrays else ():
            if (row, column) not in merged and any(area.contains(row, column) for area in arrays):
                skipped.append(Skipped(row, column, "array"))
        if self.is_protected:
            skipped += self._locked(values.keys() - {(row, column) for row, column, _ in skipped})
        return skipped

    def _locked(self, cells: Iterable[tuple[int, int]]) -> list[Skipped]:
        is_open = protection.open_styles(self.package)
        return [
            Skipped(row, column, "locked")
            for row, column in sorted(cells)
            if self.row_styles(row).get(column, self.column_style(column)) not in is_open
        ]

    def _rewritten_row(
        self, number: int, cells: list[tuple[int, CellValue]]
    ) -> tuple[bytes, list[formulas.SharedMaster]]:
        raw = self._rows.get(number, b"")
        masters: list[formulas.SharedMaster] = []
        if not raw:
            made = b"".join(self._cell(f"{column_letters(at)}{number}", at, value, b"", None) for at, value in cells)
            return (f'<row r="{number}">'.encode() + made + b"</row>" if made else b""), masters
        if raw.endswith(b"/>"):
            raw = raw[:-2].rstrip() + b"></row>"
        tag = raw[: raw.index(b">") + 1]
        row_style = _style_of(tag) if _CUSTOM_FORMAT.search(tag) else None
        grown = False
        for column, value in cells:
            letters = column_letters(column)
            start, end = find_cell(raw, number, column, letters)
            old = raw[start:end]
            if old and formulas.has_formula(old):
                self._formula_lost = True
                master = formulas.shared_master(old, number, column)
                masters += [master] if master else []
            new = self._cell(f"{letters}{number}", column, value, old, row_style)
            grown |= bool(new) and not old
            raw = raw[:start] + new + raw[end:]
        if grown and b"spans=" in tag:
            raw = _SPANS.sub(b"", tag, count=1) + raw[len(tag) :]
        return raw, masters

    def _cell(self, name: str, column: int, value: CellValue, old: bytes, row_style: int | None) -> bytes:
        if isinstance(value, Styled):
            style, value = value.style, value.value
        elif old:
            style = _style_of(old[: old.index(b">")]) or 0
        else:
            style = self.column_style(column) if row_style is None else row_style
            if value is None:
                return b""
        self._formula_written |= isinstance(value, Formula)
        styled = f' s="{style}"' if style else ""
        return f'<c r="{name}"{styled}{self._writer.tail(value)}'.encode()

    def _settle_formulas(self) -> None:
        """Let the spreadsheet program rebuild its calculation chain, and calculate if a formula is new."""
        if self._formula_lost or self._formula_written:
            self.package.drop_calculation_chain()
        if self._formula_written:
            self.package.calculate_on_load()
        self._formula_lost = self._formula_written = False

    def _clear_from(self, first_row: int) -> None:
        lost = {number: row for number, row in self._rows.items() if number >= first_row}
        self._rows = {number: row for number, row in self._rows.items() if number < first_row}
        if any(formulas.has_formula(row) for row in lost.values()):
            self._formula_lost = True
            if any(b"shared" in row for row in self._rows.values()):
                self._spell_out([master for item in lost.items() for master in formulas.masters_of_row(*item)])
        root = self.skeleton()
        if merges.unmerge_below(root, first_row):
            self.replace_skeleton(root)
            self._merged = merges.merged_areas(root)

    def _spell_out(self, masters: Iterable[formulas.SharedMaster]) -> None:
        for master in masters:
            self._rows.update(formulas.spell_out(master, self._rows, list(self._rows)))

    def _read_column_styles(self) -> list[tuple[int, int, int]]:
        columns = safe_xml.child(self.skeleton(), "cols")
        return [
            (int(element.get("min", "1")), int(element.get("max", "1")), int(element.get("style", "0")))
            for element in (safe_xml.children(columns, "col") if columns is not None else ())
        ]

    def _render(self) -> bytes | None:
        if not self._changed:
            return None
        head = self._head
        if self._cells_changed:
            used = used_area(self._rows)
            dimension = f'<dimension ref="{used}"/>' if used else ""
            head = _DIMENSION.sub(dimension.encode(), head, count=1)
        return b"".join((head, *self._rows.values(), self._tail))


def _style_of(tag: bytes) -> int | None:
    match = _STYLE.search(tag, 0, tag.find(b">") if b">" in tag else len(tag))
    return int(match[1]) if match else None
