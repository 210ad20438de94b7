"""What the columns of an export are taken for: as a file that people correct, and as it is kept for next month."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from addin.mis_import.codes import plain_meaning
from addin.mis_import.dates import Order
from addin.mis_import.export_files import grids_in
from addin.mis_import.tables import ExportColumn, ExportTable
from addin.mis_import.targets import Target, target_named
from addin.sheets.cells import BLANKS
from addin.user_data import data_folder
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError

Use = Literal["yes", "no", "ask"]
Blanks = Literal["keep", "clear"]
FOLDER = "columns of other systems"
HEADERS = (
    "Use", "Table", "Column", "Heading", "Sheet", "Field", "Dates", "Blanks", "Value", "Code", "Certainty", "Why",
)  # fmt: skip
_ORDERS: tuple[Order, ...] = get_args(Order)
_USES = {"yes": "yes", "y": "yes", "no": "no", "n": "no", "ask": "ask", "?": "ask", "": "ask"}


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column is taken for. Only ``yes`` is imported: ``ask`` waits for somebody to confirm the target.

    ``target`` is None where nothing is known; ``certainty`` in hundredths; ``why`` in words that follow the heading.
    ``order`` is how its dates are read, ``blanks`` what a blank cell does to the workbook, ``meanings`` the codes of
    texts of the system's own, by letters and digits.
    """

    column: ExportColumn
    target: Target | None
    use: Use
    certainty: int = 0
    why: str = ""
    order: Order = ""
    blanks: Blanks = "keep"
    meanings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table of an export with what each of its columns is taken for."""

    table: ExportTable
    uses: tuple[ColumnUse, ...]

    @property
    def used(self) -> list[ColumnUse]:
        """The columns that are imported."""
        return [one for one in self.uses if one.use == "yes" and one.target is not None]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a mapping says of one column: the same as ``ColumnUse`` without the column."""

    use: Use
    target: Target | None
    order: Order
    blanks: Blanks
    meanings: Mapping[str, str]


Decisions = dict[tuple[str, int], Decision]
"""By the column's heading as headings are compared, and which of several of that heading it is (from 0)."""


def columns_by_key(table: ExportTable) -> dict[tuple[str, int], ExportColumn]:
    """The columns of a table by heading, and which of several of that heading each is."""
    seen: dict[str, int] = {}
    found = {}
    for column in table.columns:
        plain = plain_heading(column.header)
        found[plain, seen.get(plain, 0)] = column
        seen[plain] = seen.get(plain, 0) + 1
    return found


def plain_heading(text: str) -> str:
    """A heading as headings are compared: without case and spaces."""
    return "".join(text.strip(BLANKS).casefold().split())


def mapping_text(tables: Iterable[MappedTable], questions: Iterable[tuple[str, ColumnUse, str]] = ()) -> str:
    """The mapping as CSV. ``questions`` are texts of other systems that wait for a code: table, column, text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADERS)
    asked = list(questions)
    for mapped in tables:
        for one in mapped.uses:
            name = mapped.table.name
            writer.writerow(map(_guarded, _row(name, one)))
            for text, code in one.meanings.items():
                writer.writerow(map(_guarded, ("yes", name, "", one.column.header, "", "", "", "", text, code, "", "")))
            for table, use, text in asked:
                if table == name and use is one:
                    line = ("ask", name, "", one.column.header, "", "", "", "", text, "", "", "which code is meant?")
                    writer.writerow(map(_guarded, line))
    return out.getvalue()


def _row(table: str, one: ColumnUse) -> Sequence[str]:
    target = one.target
    use = one.use if target is not None or one.use == "no" else "ask"
    return (
        use, table, one.column.letters, one.column.header, target.sheet if target else "",
        target.spelling if target else "", one.order, one.blanks if target else "", "", "",
        f"{one.certainty}%" if target else "", one.why,
    )  # fmt: skip


def _guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def read_mapping(path: Path, tables: Sequence[ExportTable], year: Catalogue) -> list[Decisions]:
    """What a mapping file says, for each table. Raises InputError, with the row, for what it cannot mean.

    The rows of a table are those that name it; where none does, those whose headings it has (next month's file has
    another name).
    """
    (grid, *_) = grids_in(path)
    titles = [str(value or "").strip() for value in grid.rows[0]]
    if not {"Use", "Heading", "Field"} <= set(titles):
        raise InputError(
            f"{path.name} is no mapping: it needs the columns Use, Heading and Field. "
            "Make one with: ilr import FILE --mapping-out mapping.csv"
        )
    rows = []
    for line, cells in zip(list(grid.lines)[1:], grid.rows[1:], strict=True):
        texts = [str(value).strip(BLANKS) if value is not None else "" for value in cells]
        row = dict(zip(titles, [text.removeprefix("'") for text in texts], strict=False))
        if row.get("Heading"):
            rows.append((f"{path.name}, row {line}", row))
    return [_decisions(_rows_of(table, rows), table, year) for table in tables]


def _rows_of(table: ExportTable, rows: list[tuple[str, dict[str, str]]]) -> list[tuple[str, dict[str, str]]]:
    named = [row for row in rows if row[1].get("Table", "").casefold() == table.name.casefold()]
    if named:
        return named + [row for row in rows if not row[1].get("Table")]
    headings = {plain_heading(column.header) for column in table.columns}
    by_table: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for row in rows:
        by_table.setdefault(row[1].get("Table", ""), []).append(row)
    fitting = [group for group in by_table.values() if {plain_heading(row["Heading"]) for _, row in group} <= headings]
    return max(fitting, key=len, default=[])


def _decisions(rows: list[tuple[str, dict[str, str]]], table: ExportTable, year: Catalogue) -> Decisions:
    by_key = columns_by_key(table)
    found: Decisions = {}
    meanings: dict[str, dict[str, str]] = {}
    seen: dict[str, int] = {}
    for place, row in rows:
        plain = plain_heading(row["Heading"])
        if row.get("Value"):
            if row.get("Code"):
                meanings.setdefault(plain, {})[plain_meaning(row["Value"])] = row["Code"]
            continue
        key = plain, seen.get(plain, 0)
        seen[plain] = seen.get(plain, 0) + 1
        if key not in by_key:
            raise InputError(f"{place}: {table.name} has no column '{row['Heading']}'. Correct or delete the row.")
        found[key] = _decision(place, row, year)
    return {
        key: Decision(one.use, one.target, one.order, one.blanks, meanings.get(key[0], {}))
        for key, one in found.items()
    }


def _decision(place: str, row: Mapping[str, str], year: Catalogue) -> Decision:
    use = _USES.get(row["Use"].casefold())
    if use is None:
        raise InputError(f"{place}: Use is '{row['Use']}'. Write yes, no or ask.")
    target = target_named(row["Field"], year) if row["Field"] else None
    if row["Field"] and target is None:
        raise InputError(
            f"{place}: {year.title} has no field '{row['Field']}'. Write a column name of the workbook, or TNP1, "
            "TNP1 date, ACT, ACT from ..."
        )
    if use == "yes" and target is None:
        raise InputError(f"{place}: Use is yes, but Field is blank. Write the field, or no.")
    order = row.get("Dates", "").casefold()
    if order not in _ORDERS:
        raise InputError(f"{place}: Dates is '{order}'. Write day first or month first, or leave it blank.")
    blanks = row.get("Blanks", "").casefold() or "keep"
    if blanks not in ("keep", "clear"):
        raise InputError(f"{place}: Blanks is '{blanks}'. Write keep or clear.")
    return Decision(cast("Use", use), target, order, cast("Blanks", blanks), {})


def remembered(table: ExportTable, year: Catalogue) -> Decisions:
    """What was kept for a table with these headings; nothing if there is none, or it cannot be used any more."""
    path = _kept_at(table)
    try:
        return read_mapping(path, [table], year)[0] if path.is_file() else {}
    except (InputError, OSError):
        return {}


def remember(tables: Iterable[MappedTable]) -> None:
    """Keeps the decisions, no cell of the export, in the user's data for the next file with the same headings.

    Raises OSError if the data folder cannot be written to.
    """
    for mapped in tables:
        decided = tuple(one for one in mapped.uses if one.use != "ask")
        path = _kept_at(mapped.table)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_text(mapping_text([MappedTable(mapped.table, decided)]), encoding="utf-8", newline="")
        draft.replace(path)


def _kept_at(table: ExportTable) -> Path:
    headings = sorted(plain_heading(column.header) for column in table.columns)
    fingerprint = hashlib.sha256("\n".join(headings).encode()).hexdigest()[:24]
    return data_folder() / FOLDER / f"{fingerprint}.csv"
