"""From learners to the rows of a workbook's sheets, so that reading gives the same records back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


class _RowWriter:
    def __init__(self, plan: WorkbookLayout):
        self.rows: dict[str, list[CellRow]] = {name: [] for name in plan.sheets}
        self._plan = plan
        self._year = plan.year
        self._shapes = {sheet.entity: _Shape(sheet, plan.year) for sheet in plan.sheets.values()}

    def write(self, record: Record, number: str, parent_id: str) -> None:
        """Adds the row of a record and the rows of everything inside it that has no column in this row."""
        shape = self._shapes[record.ENTITY]
        row_id = f"{shape.prefix}{number}"
        row: CellRow = [None] * len(shape.sheet.columns)
        row[shape.row_id] = row_id
        if shape.parent_id is not None:
            row[shape.parent_id] = parent_id
        for index, name, field in shape.keys:
            row[index] = self._key(record, name, field)
        for index, name, field in shape.fields:
            value = getattr(record, name)
            if value is not None or record.texts:
                row[index] = self._cell(record, name, field)
        in_slots = {entity: self._fill_slots(record, entity, slots, row) for entity, slots in shape.slots.items()}
        self.rows[shape.sheet.name].append(row)
        for name in record.CHILDREN:
            for child in getattr(record, name)[in_slots.get(name, 0) :]:
                if name in self._shapes:
                    self.write(child, f"{number}.{child.position + 1}", row_id)

    def _fill_slots(self, record: Record, entity: str, slots: list[_SlotShape], row: CellRow) -> int:
        """Puts leading records of an entity into ever later slots; gives how many found theirs."""
        latest = -1
        count = 0
        for child in getattr(record, entity):
            fitting = (number for number in range(latest + 1, len(slots)) if slots[number].fits(child))
            number = next(fitting, None)
            if number is None:
                break
            for index, name, field in slots[number].columns:
                row[index] = self._cell(child, name, field, slots[number].slot.fixed)
            latest = number
            count += 1
        return count

    def _key(self, record: Record, name: str, field: Field) -> CellValue:
        inner: Record | None = record.parent
        while inner is not None and name not in inner.FIELDS:
            inner = inner.parent
        return None if inner is None else self._cell(inner, name, field)

    def _cell(self, record: Record, name: str, field: Field, fixed: tuple[tuple[str, str], ...] = ()) -> CellValue:
        list_name = list_for(field.list, fixed)
        decider = deciding_field(list_name)
        if decider:
            list_name = list_for(list_name, ((decider, record.text(decider) or ""),))
        return cell_value(record.value(name), (record.texts or {}).get(name), field, list_name, self._year)


class _Shape:
    """Where the parts of a sheet's rows stand, worked out once."""

    def __init__(self, sheet: SheetLayout, year: Catalogue):
        at = {column.header: index for index, column in enumerate(sheet.columns)}
        columns = [(at[column.header], column) for column in sheet.columns]
        self.sheet = sheet
        self.row_id = at[ROW_ID]
        self.parent_id = at.get(PARENT_ID)
        self.prefix = _PREFIXES.get(sheet.entity) or "".join(letter for letter in sheet.entity if letter.isupper())
        self.keys = [(i, c.header, c.definition) for i, c in columns if c.kind == "key" and c.definition]
        self.fields = [(i, c.header, c.definition) for i, c in columns if c.kind == "field" and c.definition]
        self.slots: dict[str, list[_SlotShape]] = {}
        for slot in sheet.slots:
            self.slots.setdefault(slot.entity, []).append(_SlotShape(slot, at, year))


class _SlotShape:
    def __init__(self, slot: Slot, at: dict[str, int], year: Catalogue):
        own = year.fields[slot.entity]
        self.slot = slot
        self.columns = [(at[header], name, own[name]) for header, name in slot.columns]
        self._names = {name for _, name in slot.columns}
        self._fixed = dict(slot.fixed)

    def fits(self, record: Record) -> bool:
        """Whether the slot's columns can hold all there is to this record."""
        filled = {name for name in record.FIELDS if record.value(name) is not None} 
        filled |= {name for name, text in (record.texts or {}).items() if text}
        return (
            not filled.isdisjoint(self._names)
            and filled <= self._names | self._fixed.keys()
            and all(_plain(record, name) == text for name, text in self._fixed.items())
        )


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
