"""From a learner as it is and as it shall be to the cells that change."""

from __future__ import annotations

from collections.abc import Iterable

from addin.changes.future import Cell, CellEdit, FutureSheets, whose
from addin.ooxml import CellValue
from addin.sheets.columns import FoundSheet
from addin.sheets.places import split_place
from addin.sheets.reading import BookReading
from addin.sheets.writing import ColumnWriter, SlotShape
from ilr_core.model import Learner, Record
from workbook_templates.formats import fixed_values
from workbook_templates.layout import PARENT_ID, ROW_ID, Slot


def edits_for(
    reading: BookReading, pairs: Iterable[tuple[Record, Record]], added: Iterable[Learner] = ()
) -> list[CellEdit]:
    """The cells to change so that learners, or single records of theirs, read from a workbook become others.

    The new record is a changed copy (``ilr_core.model.copied``): records keep their place, new ones have none. A new
    record goes into a free slot of its parent's row if it fits, else into a new row of its own sheet. ``added`` are
    learners that the workbook does not have yet. Raises InputError if the workbook lacks a column or sheet that a
    change needs.
    """
    planner = _Planner(reading)
    for old, new in pairs:
        planner.compare(old, new)
    for learner in added:
        planner.add(learner)
    return planner.future.edits()


class _Planner:
    def __init__(self, reading: BookReading):
        self.future = FutureSheets(reading)
        self._year = reading.layout.year
        self._shapes: dict[str, list[tuple[Slot, list[str], SlotShape]]] = {}
        self._writers: dict[tuple[str, str], ColumnWriter] = {}

    def compare(self, old: Record, new: Record) -> None:
        changed = [name for name in new.FIELDS if old.text(name) != new.text(name)]
        if any(self._cell(new, name) is None for name in changed):
            self._remove(old)
            new.place, new.locate = None, None
            self.add(new)
            return
        for name in changed:
            self._write(new, name)
        for entity in new.CHILDREN:
            before = {child.place_of(""): child for child in getattr(old, entity)}
            for child in getattr(new, entity):
                known = before.pop(child.place_of(""), None) if child.place is not None else None
                if known is None:
                    self.add(child)
                else:
                    self.compare(known, child)
            for gone in before.values():
                self._remove(gone)

    def _cell(self, record: Record, field: str) -> Cell | None:
        """The cell of a field; None if the record stands in a slot that has no column for it."""
        place = split_place(record.place_of(field))
        assert place is not None, "a record of a workbook has a place in it"
        name, row, slot_header = place
        if not slot_header:
            return name, row, field
        column = self.future.sheet(name).layout.by_header[slot_header]
        return (name, row, slot_header) if column.definition and column.definition.name == field else None

    def _write(self, record: Record, field: str) -> None:
        cell = self._cell(record, field)
        assert cell is not None
        name, row, header = cell
        found = self.future.sheet(name)
        self.future.put(found, row, header, self._value(found, header, record), whose(record))

    def _value(self, found: FoundSheet, header: str, record: Record) -> CellValue:
        writer = self._writers.get((found.name, header))
        if writer is None:
            column = found.layout.by_header[header]
            assert column.definition is not None
            writer = ColumnWriter(0, column.definition, fixed_values(found.layout, column), self._year)
            self._writers[found.name, header] = writer
        return writer.value(record)

    def add(self, record: Record) -> None:
        """Puts a new record and all inside it into cells."""
        parent = record.parent
        place = split_place(parent.place) if parent is not None else None
        if place is None or not self._add_to_slot(record, self.future.sheet(place[0]), place[1]):
            self._add_row(record, self.future.ids.get(place[:2], "") if place else "")
        for child in record.children():
            self.add(child)

    def _add_to_slot(self, record: Record, found: FoundSheet, row: int) -> bool:
        filled = {name for name in record.FIELDS if record.text(name) is not None}
        for slot, headers, shape in self._slots(found):
            if slot.entity != record.ENTITY or not shape.fits(record, filled):
                continue
            if all(self.future.will_be_blank(found, row, header) for header in headers):
                for header, cell in zip(headers, shape.cells, strict=True):
                    self.future.put(found, row, header, cell.value(record), whose(record))
                return True
        return False

    def _slots(self, found: FoundSheet) -> list[tuple[Slot, list[str], SlotShape]]:
        """The slots of a sheet that have all their columns, with the headers of these."""
        if found.name not in self._shapes:
            at = {header: number - 1 for header, number in found.numbers.items()}
            named = [(slot, [header for header, _ in slot.columns]) for slot in found.layout.slots]
            self._shapes[found.name] = [
                (slot, headers, SlotShape(slot, at, self._year)) for slot, headers in named if set(headers) <= at.keys()
            ]
        return self._shapes[found.name]

    def _add_row(self, record: Record, parent_id: str) -> None:
        found = self.future.sheet_for(record.ENTITY)
        row = self.future.new_row(found)
        record.place, record.locate = (found.name, row), None
        self.future.put(found, row, ROW_ID, self.future.ids[found.name, row], whose(record))
        self.future.put(found, row, PARENT_ID, parent_id or None, whose(record))
        for key in found.layout.keys:
            holder = record.parent
            while holder is not None and key not in holder.FIELDS:
                holder = holder.parent
            if holder is not None:
                self.future.put(found, row, key, self._value(found, key, holder), whose(record))
        for field in record.FIELDS:
            if record.text(field) is not None:
                self._write(record, field)

    def _remove(self, record: Record) -> None:
        place = split_place(record.place_of(""))
        assert place is not None
        name, row, slot_header = place
        found = self.future.sheet(name)
        headers = [column.header for column in found.layout.columns if column.kind != "status"]
        if slot_header:
            slot = next(slot for slot in found.layout.slots if slot_header in dict(slot.columns))
            headers = [header for header, _ in slot.columns]
        for header in headers:
            self.future.put(found, row, header, None, whose(record))
        for child in record.children():
            self._remove(child)
