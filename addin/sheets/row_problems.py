"""What can be wrong with a row or a cell of a data sheet before any rule is asked."""

from __future__ import annotations

from collections.abc import Sequence

from addin.ooxml import Area, cell_name
from addin.sheets.columns import FoundSheet
from addin.sheets.places import SlotPlaces
from addin.sheets.problems import problem
from addin.sheets.rows import Row
from ilr_core.model import Finding, Learner, LearningDelivery, Record, Spot

_SHOWN = 3


class RowProblems:
    """Gathers findings about rows, the learners they touch, and the references of orphans."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.learners: set[Learner] = set()
        self.references: set[str] = set()

    def orphan(self, sheet: FoundSheet, row: Row, parent_sheet: str) -> None:
        """A row that belongs to no row of its parent's sheet."""
        place = _place(sheet, row, sheet.layout.keys[0])
        if any(row.keys):
            told = (
                f"{place} belongs to no row of {parent_sheet}; none has {_keys(sheet, row)}. "
                f"Correct {_words(sheet.layout.keys)} or delete the row."
            )
        else:
            told = (
                f"{place} does not say which row of {parent_sheet} it belongs to. Fill in {_words(sheet.layout.keys)}."
            )
        self._add(sheet, row, told, [sheet.layout.keys[0]])
        self.references.add(row.keys[0])

    def ambiguous(self, sheet: FoundSheet, row: Row, parent_sheet: str, rivals: Sequence[Row]) -> None:
        """A row whose visible keys fit several parents, with nothing to choose between them."""
        numbers = [str(rival.number) for rival in rivals]
        shown = ", ".join(numbers[:_SHOWN]) + (" and more" if len(numbers) > _SHOWN else "")
        told = (
            f"{_place(sheet, row, sheet.layout.keys[-1])} fits several rows of {parent_sheet} alike (rows {shown}): "
            f"each has {_keys(sheet, row)}. Give each its own {sheet.layout.keys[-1]}, there and in this row."
        )
        self._add(sheet, row, told, [sheet.layout.keys[-1]])
        self.learners |= {learner for rival in rivals if (learner := _learner(rival.record))}

    def cells(self, sheet: FoundSheet, rows: Sequence[Row]) -> None:
        """Formulas without a value, error cells and merged cells among the data of a sheet."""
        by_number = {row.number: row for row in rows}
        headers = {
            sheet.numbers[column.header]: column.header
            for column in sheet.layout.columns
            if column.definition and column.header in sheet.numbers
        }
        wrong = dict.fromkeys(sheet.data.formulas_without_value, "") | sheet.data.error_cells
        for (number, column), text in sorted(wrong.items()):
            row, header = by_number.get(number), headers.get(column)
            if row is not None and header:
                cell = f"{sheet.name}: cell {cell_name(number, column)} ({header})"
                told = (
                    f"{cell} shows {text}. Mend its formula or type the value."
                    if text
                    else f"{cell} has a formula without a value. Let Excel calculate it, or type the value."
                )
                self._add(sheet, row, told, [header], text)
        for area in sheet.data.merged:
            self._merged(sheet, area, by_number, headers)

    def _merged(self, sheet: FoundSheet, area: Area, rows: dict[int, Row], headers: dict[int, str]) -> None:
        touched = [header for number, header in sorted(headers.items()) if area.contains(area.first_row, number)]
        numbers = range(max(area.first_row, sheet.header_row + 1), area.last_row + 1)
        hit = [rows[number] for number in numbers if number in rows]
        if not touched or not hit:
            return
        told = (
            f"{sheet.name}: the cells {area} are merged, so only the first of them holds a value. "
            "Unmerge them and fill in each cell."
        )
        self._add(sheet, hit[0], told, touched, others=hit[1:])

    def _add(
        self, sheet: FoundSheet, row: Row, told: str, headers: Sequence[str], text: str = "", others: Sequence[Row] = ()
    ) -> None:
        record = row.record
        learner = _learner(record)
        reference = learner.LearnRefNumber if learner else next(iter(row.keys), None)
        values = dict(zip(sheet.layout.keys, row.keys, strict=True))
        numbers = [one.number for one in (row, *others)]
        spots = [cell_spot(sheet, number, header) for number in numbers for header in headers]
        self.findings.append(
            problem(
                told,
                sheet.layout.entity,
                tuple(spots),
                learner=reference or None,
                aim=_aim_number(record, values),
                fields=tuple((spot.field, text or values.get(spot.field, "")) for spot in spots[: len(headers)]),
                order=(-1, row.number),
            )
        )
        self.learners |= {found for one in (row, *others) if (found := _learner(one.record))}


def cell_spot(sheet: FoundSheet, row: int, header: str) -> Spot:
    """The spot of a data cell, as the records' own places name it."""
    column = sheet.layout.by_header[header]
    if column.kind != "slot" or column.definition is None:
        return Spot((sheet.name, row), sheet.layout.entity, header)
    field = column.definition
    return Spot(SlotPlaces(sheet.name, row, {field.name: header})(field.name), field.entity, field.name)


def _place(sheet: FoundSheet, row: Row, header: str) -> str:
    return f"{sheet.name}: row {row.number} (cell {cell_name(row.number, sheet.numbers.get(header, 1))})"


def _learner(record: Record) -> Learner | None:
    inner: Record | None = record
    while inner is not None and not isinstance(inner, Learner):
        inner = inner.parent
    return inner


def _aim_number(record: Record, keys: dict[str, str]) -> int | None:
    inner: Record | None = record
    while inner is not None and not isinstance(inner, LearningDelivery):
        inner = inner.parent
    if inner is not None:
        return inner.AimSeqNumber
    number = keys.get("AimSeqNumber", "")
    return int(number) if number.isascii() and number.isdigit() else None


def _keys(sheet: FoundSheet, row: Row) -> str:
    return " and ".join(f"{name} {key or '(blank)'}" for name, key in zip(sheet.layout.keys, row.keys, strict=True))


def _words(names: Sequence[str]) -> str:
    return " and ".join(names)
