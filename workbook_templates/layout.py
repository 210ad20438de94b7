"""Which sheet and column of the return workbook holds which field, derived from the catalogue of the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from ilr_core.catalogue import Catalogue, Field
from workbook_templates.sheets import DETAIL_SHEETS, FIRST_COLUMNS, RARE, SLOTS, SheetPlan

STATUS, ROW_ID, PARENT_ID, MARKS = "Status", "RowId", "ParentId", "Marks"
PROBLEMS, START, LISTS, SOURCE_FILES, CHANGES = "Problems", "Start", "Lists", "Source files", "Changes"
COUNTS = "Counts"
DASHBOARD, DASHBOARD_LISTS = "Dashboard", "Dashboard lists"
EARNINGS, OFF_THE_JOB = "Earnings", "Off-the-job"
PROGRAMMES, NEW_LEARNERS = "Programmes", "New learners"
SEALS = "Seals"
Kind = Literal["status", "key", "field", "slot", "hidden"]


@dataclass(frozen=True)
class Column:
    """One column. ``header`` is what stands in row 1: the official name, or the short name of a slot (``SOF``).

    ``kind``: ``status`` and ``hidden`` are ours; ``key`` shows which parent the row belongs to; ``field`` is a field of
    the sheet's entity; ``slot`` is a field of a child record that is shown in its parent's row.
    """

    header: str
    kind: Kind
    definition: Field | None = None
    rare: bool = False

    @property
    def label(self) -> str:
        """A few words for people."""
        return self.definition.label if self.definition else self.header


@dataclass(frozen=True)
class Slot:
    """One record of a child entity shown in columns of its parent's row.

    A record fits if its ``fixed`` fields have these values and it has no other fields than those of ``columns``
    (header by field). Slots of one entity come in the order in which their records are exported.
    """

    entity: str
    fixed: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: an Excel table ``table`` whose rows are records of ``entity``, headers in row 1."""

    name: str
    table: str
    entity: str
    columns: tuple[Column, ...]
    slots: tuple[Slot, ...] = ()
    about: str = ""

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Columns by their header."""
        return {column.header: column for column in self.columns}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Headers of the columns that name the parent."""
        return tuple(column.header for column in self.columns if column.kind == "key")

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Headers of the columns that are fields of the sheet's own entity."""
        return tuple(column.header for column in self.columns if column.kind == "field")

    def number(self, header: str) -> int:
        """The column's number in a new workbook, counted from 1."""
        return next(i for i, column in enumerate(self.columns, 1) if column.header == header)


@dataclass(frozen=True)
class WorkbookLayout:
    """Every data sheet of a year's workbook by name, in tab order."""

    year: Catalogue = field(repr=False)
    sheets: dict[str, SheetLayout]

    @cached_property
    def sheet_of(self) -> dict[str, SheetLayout]:
        """The sheet whose rows are records of an entity."""
        return {sheet.entity: sheet for sheet in self.sheets.values()}

    @cached_property
    def slots_of(self) -> dict[str, tuple[Slot, ...]]:
        """The slots that show records of an entity in its parent's row."""
        slots: dict[str, tuple[Slot, ...]] = {}
        for slot in (slot for sheet in self.sheets.values() for slot in sheet.slots):
            slots[slot.entity] = (*slots.get(slot.entity, ()), slot)
        return slots


@cache
def layout(year: Catalogue) -> WorkbookLayout:
    """The layout of a year's workbook: sheets whose entity or fields the year does not have are left out."""
    plans = [plan for plan in DETAIL_SHEETS if plan.entity in year.entities]
    return WorkbookLayout(year, {plan.name: _sheet(plan, year) for plan in plans})


def _sheet(plan: SheetPlan, year: Catalogue) -> SheetLayout:
    own = year.fields[plan.entity]
    parent = year.entities[plan.entity].parent
    keys = [Column(name, "key", year.fields[entity][name]) for entity, name in plan.keys]
    first = [name for name in FIRST_COLUMNS.get(plan.entity, ()) if name in own]
    rare = [name for name in own if name in RARE]
    usual = [name for name in own if name not in first and name not in rare]
    slots = tuple(_slots(plan.entity, year))
    slot_columns = [
        Column(header, "slot", year.fields[slot.entity][name]) for slot in slots for header, name in slot.columns
    ]
    hidden = (ROW_ID, PARENT_ID, MARKS) if parent != "Message" else (ROW_ID, MARKS)
    columns = (
        Column(STATUS, "status"),
        *keys,
        *(Column(name, "field", own[name]) for name in (*first, *usual)),
        *slot_columns,
        *(Column(name, "field", own[name], rare=True) for name in rare),
        *(Column(name, "hidden") for name in hidden),
    )
    return SheetLayout(plan.name, plan.table, plan.entity, columns, slots, plan.about)


def _slots(parent: str, year: Catalogue) -> Iterator[Slot]:
    for entity, fixed, columns in SLOTS.get(parent, ()):
        if entity in year.entities and _codes_exist(fixed, year):
            yield Slot(entity, fixed, columns)


def _codes_exist(fixed: tuple[tuple[str, str], ...], year: Catalogue) -> bool:
    """Whether the year's lists have the codes that a slot stands for (ASL, say, is gone in 2026/27)."""
    lists = [(year.lists.get(name), code) for name, code in fixed if name in year.lists]
    return all(found is None or code in found.codes for found, code in lists)
