"""From learners to the rows of a workbook's sheets, so that reading gives the same records back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from addin.ooxml import CellValue
from addin.sheets.cells import VERBATIM, cell_reader
from ilr_core.catalogue import Catalogue, Field
from ilr_core.model import Learner, Record, Value, plain_text
from workbook_templates.codes import deciding_field, list_for, shown
from workbook_templates.formats import TEXT, number_format
from workbook_templates.layout import PARENT_ID, ROW_ID, SheetLayout, Slot, WorkbookLayout

CellRow = list[CellValue]
_FIRST_EXCEL_DATE = date(1900, 3, 1)  # the days before it differ between Excel and everyone else
_MEMORY = 50_000
_PREFIXES = {"LearningDelivery": "A"}


def rows_for(learners: Iterable[Learner], plan: WorkbookLayout, first: int = 1) -> dict[str, list[CellRow]]:
    """The rows of every data sheet, by sheet, in the layout's column order, without the header row.

    RowIds count learners from ``first``: ``L12`` is the twelfth learner, ``A12.3`` its third aim, ``LDFAM12.3.2`` the
    second FAM of that aim. Dates are dates (ISO text before March 1900), amounts and hours numbers, codes and
    references text; what could not be read stays as it was typed. Status and Marks are empty.
    """
    writer = _RowWriter(plan)
    for number, learner in enumerate(learners, first):
        writer.write(learner, str(number), "")
    return writer.rows


def cell_value(value: Value | None, text: str | None, field: Field, list_name: str, year: Catalogue) -> CellValue:
    """What a cell holds for a field's value, or for a text that could not be read; None if there is neither."""
    if value is None:
        return None if text is None else _as_typed(text, field, list_name, year)
    return _value_writer(year, field, list_name)(value)


class ColumnWriter:
    """Writes the cells of one column: a field of the row's record, of one around it or of one in a slot.

    ``index`` counts columns from 0, ``fixed`` are the values of the slot the column belongs to.
    """

    def __init__(self, index: int, field: Field, fixed: tuple[tuple[str, str], ...], year: Catalogue):
        self.index = index
        self.name = field.name
        self._field = field
        self._list = list_for(field.list, fixed)
        self._decider = deciding_field(self._list)
        self._year = year
        self._write = _value_writer(year, field, self._list)

    def value(self, record: Record) -> CellValue:
        """What the cell holds for the field of a record."""
        value = getattr(record, self.name)
        if value is not None and not self._decider:
            return self._write(value)
        if value is None and not record.texts:
            return None
        name = list_for(self._list, ((self._decider, record.text(self._decider) or ""),)) if self._decider else ""
        text = (record.texts or {}).get(self.name)
        return cell_value(value, text, self._field, name or self._list, self._year)

    def fill(self, row: CellRow, record: Record) -> None:
        """Puts the field of a record into its column."""
        row[self.index] = self.value(record)


class SlotShape:
    """The columns of one slot, and what fits them; ``at`` gives the index of each header."""

    def __init__(self, slot: Slot, at: dict[str, int], year: Catalogue):
        own = year.fields[slot.entity]
        self.cells = [ColumnWriter(at[header], own[name], slot.fixed, year) for header, name in slot.columns]
        self._names = {name for _, name in slot.columns}
        self._all_names = self._names | {name for name, _ in slot.fixed}
        self._fixed = slot.fixed

    def fits(self, record: Record, filled: set[str]) -> bool:
        """Whether the slot's columns can hold all there is to this record; ``filled`` are its fields with anything."""
        return (
            all(_plain(record, name) == text for name, text in self._fixed)
            and filled <= self._all_names
            and not filled.isdisjoint(self._names)
        )


class _Shape:
    """Where the parts of a sheet's rows stand, worked out once."""

    def __init__(self, sheet: SheetLayout, year: Catalogue):
        at = {column.header: index for index, column in enumerate(sheet.columns)}
        self.name = sheet.name
        self.width = len(sheet.columns)
        self.row_id = at[ROW_ID]
        self.parent_id = at.get(PARENT_ID)
        self.prefix = _PREFIXES.get(sheet.entity) or "".join(letter for letter in sheet.entity if letter.isupper())
        self.keys, self.fields = (
            [
                ColumnWriter(at[c.header], c.definition, (), year)
                for c in sheet.columns
                if c.kind == kind and c.definition
            ]
            for kind in ("key", "field")
        )
        self.slots: dict[str, list[SlotShape]] = {}
        for slot in sheet.slots:
            self.slots.setdefault(slot.entity, []).append(SlotShape(slot, at, year))


class _RowWriter:
    def __init__(self, plan: WorkbookLayout):
        self.rows: dict[str, list[CellRow]] = {name: [] for name in plan.sheets}
        self._shapes = {sheet.entity: _Shape(sheet, plan.year) for sheet in plan.sheets.values()}

    def write(self, record: Record, number: str, parent_id: str) -> None:
        """Adds the row of a record and the rows of everything inside it that has no column in this row."""
        shape = self._shapes[record.ENTITY]
        row_id = f"{shape.prefix}{number}"
        row: CellRow = [None] * shape.width
        row[shape.row_id] = row_id
        if shape.parent_id is not None:
            row[shape.parent_id] = parent_id
        for cell in shape.keys:
            holder = record.parent
            while holder is not None and cell.name not in holder.FIELDS:
                holder = holder.parent
            if holder is not None:
                cell.fill(row, holder)
        for cell in shape.fields:
            cell.fill(row, record)
        in_slots = {entity: _fill_slots(getattr(record, entity), slots, row) for entity, slots in shape.slots.items()}
        self.rows[shape.name].append(row)
        for name in record.CHILDREN:
            for child in getattr(record, name)[in_slots.get(name, 0) :]:
                if name in self._shapes:
                    self.write(child, f"{number}.{child.position + 1}", row_id)


def _fill_slots(records: Sequence[Record], slots: list[SlotShape], row: CellRow) -> int:
    """Puts leading records of an entity into ever later slots; gives how many found theirs."""
    start = 0
    for count, record in enumerate(records):
        filled = {name for name in record.FIELDS if getattr(record, name) is not None}
        filled |= {name for name, text in (record.texts or {}).items() if text}
        number = next((n for n in range(start, len(slots)) if slots[n].fits(record, filled)), None)
        if number is None:
            return count
        for cell in slots[number].cells:
            cell.fill(row, record)
        start = number + 1
    return len(records)


def _plain(record: Record, name: str) -> str:
    value = record.value(name)
    return "" if value is None else plain_text(value)


@cache
def _value_writer(year: Catalogue, field: Field, list_name: str) -> Callable[[Value], CellValue]:
    """A function that writes the values of a field and remembers them."""
    memory: dict[Value, CellValue] = {}

    def write(value: Value) -> CellValue:
        if value not in memory:
            if len(memory) >= _MEMORY:
                memory.clear()
            memory[value] = _written(value, field, list_name, year)
        return memory[value]

    return write


def _written(value: Value, field: Field, list_name: str, year: Catalogue) -> CellValue:
    text = plain_text(value)
    choices: tuple[CellValue, ...] = (text,)
    if field.type == "date" and isinstance(value, date):
        choices = (value if value >= _FIRST_EXCEL_DATE else text, text)
    elif isinstance(value, int | Decimal) and number_format(field) != TEXT:
        choices = (value, text)
    elif field.list:
        codes = year.lists.get(list_name)
        choices = (shown(codes, text), text) if codes else (text,)
    read = cell_reader(year, field, _known(list_name, year))
    # Numbers come back from Excel as floats, so the test is made with what it will give.
    for choice in choices:
        reading = read(float(choice) if isinstance(choice, int | Decimal) else _input(choice))
        if reading is not None and reading.value == value:
            return choice
    return f"{VERBATIM}{text}{VERBATIM}"


def _input(choice: CellValue) -> str | date | None:
    return choice if isinstance(choice, str | date) else None


def _as_typed(text: str, field: Field, list_name: str, year: Catalogue) -> CellValue:
    """A text that could not be read, guarded if the sheet would read it after all or not see it."""
    if not text:
        return None
    reading = cell_reader(year, field, _known(list_name, year))(text)
    if reading is not None and reading.value is None and reading.text == text:
        return text
    return f"{VERBATIM}{text}{VERBATIM}"


def _known(list_name: str, year: Catalogue) -> str:
    return list_name if list_name in year.lists else ""
