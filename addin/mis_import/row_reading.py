"""From one row of a table to what it says of a learner, of an aim and of the records inside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from addin.mis_import.cells import ExportCellReader, Read
from addin.mis_import.given import Given, Origin, Refusal
from addin.mis_import.mapping import ColumnUse, MappedTable
from addin.mis_import.targets import Group
from addin.ooxml import Value
from ilr_core.catalogue import Catalogue
from ilr_core.model import Reading
from workbook_templates.codes import deciding_field, list_for

AIM_NAMES = ("SWSupAimId", "AimSeqNumber", "LearnAimRef")
LEARNER, AIM = "Learner", "LearningDelivery"
_ZERO_IS_A_PRICE = "TNP1"


@dataclass(slots=True)
class RowFragment:
    """What one row says. ``learner`` has its fields and records, ``aim`` those of an aim, None if it says none."""

    origin: Origin
    learner: Given
    aim: Given | None

    @property
    def names_aim(self) -> bool:
        """Whether the row says which aim it is about."""
        return self.aim is not None and any(name in self.aim.values for name in AIM_NAMES)


@dataclass(slots=True)
class RowNotes:
    """What was noticed while reading rows: cells that are left out, and how often something was mended."""

    refusals: list[Refusal] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Cell:
    use: ColumnUse
    index: int
    group: Group
    field: str
    read: ExportCellReader
    decider: str


class TableReader:
    """Reads the rows of one table as its mapping says."""

    def __init__(self, mapped: MappedTable, year: Catalogue, notes: RowNotes):
        self._mapped = mapped
        self._year = year
        self._notes = notes
        self._chosen: dict[tuple[str, str, str], ExportCellReader] = {}
        cells = [self._cell(one) for one in mapped.used]
        # What chooses the code list of another cell is read before it.
        self._cells = sorted(cells, key=lambda cell: bool(cell.decider))
        self._fixed = {cell.group: self._fixed_values(cell.group) for cell in self._cells}
        self._parents = {entity: definition.parent for entity, definition in year.entities.items()}

    def fragments(self) -> Iterator[RowFragment]:
        """Every row that says anything."""
        table = self._mapped.table
        for row, line in zip(table.rows, table.lines, strict=True):
            yield self._fragment(row, Origin(table.name, line))

    def _cell(self, use: ColumnUse) -> _Cell:
        target = use.target
        assert target is not None
        definition = target.definition(self._year)
        decider = deciding_field(list_for(definition.list, target.fixed))
        read = ExportCellReader(self._year, definition, use.order, target.fixed, use.meanings)
        return _Cell(use, use.column.index, target.group, target.field, read, decider)

    def _fixed_values(self, group: Group) -> dict[str, Reading]:
        entity, fixed, _ = group
        own = self._year.fields[entity]
        found = {name: ExportCellReader(self._year, own[name])(text).reading for name, text in fixed}
        return {name: reading for name, reading in found.items() if reading is not None}

    def _fragment(self, row: list[Value] | tuple[Value, ...] | object, origin: Origin) -> RowFragment:
        assert isinstance(row, list | tuple)
        groups: dict[Group, Given] = {}
        for cell in self._cells:
            value = row[cell.index] if cell.index < len(row) else None
            if value is None and cell.use.blanks == "keep":
                continue
            found = self._reader(cell, groups)(value)
            if found.problem:
                self._refuse(cell, found, value, origin)
                continue
            if found.remark:
                self._notes.remarks[found.remark] += 1
            if found.reading is None and cell.use.blanks == "keep":
                continue
            given = groups.get(cell.group)
            if given is None:
                given = groups[cell.group] = Given(cell.group[0], origin, fixed=cell.group[1])
            if found.reading is None:
                given.cleared.add(cell.field)
            else:
                given.values[cell.field] = found.reading
        return self._put_together(groups, origin)

    def _refuse(self, cell: _Cell, found: Read, value: Value, origin: Origin) -> None:
        self._notes.refusals.append(
            Refusal(
                origin, f"{found.problem}, so it is left out.", heading=cell.use.column.header,
                text=str(value).strip() if found.unknown else "",
            )
        )  # fmt: skip

    def _reader(self, cell: _Cell, groups: dict[Group, Given]) -> ExportCellReader:
        """The reader of a cell; its code list may be chosen by another cell of the row."""
        if not cell.decider:
            return cell.read
        given = groups.get(cell.group)
        kind = str(given.value(cell.decider) or "") if given else ""
        key = (cell.group[0], cell.field, kind)
        if key not in self._chosen:
            definition = self._year.fields[cell.group[0]][cell.field]
            fixed = ((cell.decider, kind),) if kind else ()
            self._chosen[key] = ExportCellReader(self._year, definition, cell.use.order, fixed, cell.use.meanings)
        return self._chosen[key]

    def _put_together(self, groups: dict[Group, Given], origin: Origin) -> RowFragment:
        made: dict[tuple[str, int], Given] = {}
        for (entity, fixed, number), given in groups.items():
            if not fixed:
                made[entity, number] = given
        learner = made.get((LEARNER, 1)) or Given(LEARNER, origin)
        made[LEARNER, 1] = learner
        aim = made.get((AIM, 1))
        for group, given in groups.items():
            if given is learner or given is aim or not self._is_record(group, given):
                continue
            given.values = {**self._fixed[group], **given.values}
            parent = self._parent_of(group, made, origin)
            aim = parent if parent.entity == AIM else aim
            parent.children.append(given)
        return RowFragment(origin, learner, made.get((AIM, 1)))

    def _parent_of(self, group: Group, made: dict[tuple[str, int], Given], origin: Origin) -> Given:
        entity = self._parents[group[0]]
        if entity in (LEARNER, AIM):
            return made.setdefault((entity, 1), Given(entity, origin))
        parent = made.get((entity, group[2])) or made.get((entity, 1))
        if parent is None:
            parent = made[entity, 1] = Given(entity, origin)
            above = made.setdefault((self._parents[entity], 1), Given(self._parents[entity], origin))
            above.children.append(parent)
        return parent

    def _is_record(self, group: Group, given: Given) -> bool:
        """Whether cells make a record: a date alone makes none, nor does a price of nothing in a column for a price."""
        entity, fixed, _ = group
        if not fixed:
            return bool(given.values or given.cleared)
        main = _main_field(entity)
        reading = given.values.get(main)
        if reading is None:
            return False
        if entity == "AppFinRecord" and reading.value == 0 and "".join(text for _, text in fixed) != _ZERO_IS_A_PRICE:
            self._notes.remarks["price of 0 is no record"] += 1
            return False
        return True


def _main_field(entity: str) -> str:
    return {
        "AppFinRecord": "AFinAmount", "LearningDeliveryFAM": "LearnDelFAMCode", "LearnerFAM": "LearnFAMCode",
        "EmploymentStatusMonitoring": "ESMCode", "HRSRecord": "HRSAmount",
        "ProviderSpecLearnerMonitoring": "ProvSpecLearnMon", "ProviderSpecDeliveryMonitoring": "ProvSpecDelMon",
    }.get(entity, "")  # fmt: skip
