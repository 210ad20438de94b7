"""From the data sheets of a workbook to the learners of a return."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from addin.ooxml import SheetData
from addin.sheets.columns import MAIN_ENTITIES, FoundSheet, find_sheets
from addin.sheets.parents import Parents
from addin.sheets.row_problems import RowProblems
from addin.sheets.rows import TYPED_ID, Row, sheet_rows
from ilr_core.catalogue import Catalogue, years
from ilr_core.collector import not_collected
from ilr_core.model import Finding, Learner, LearningDelivery, Record, completeness_check
from workbook_templates.layout import WorkbookLayout, layout
from workbook_templates.names import YEAR

SheetPlace = tuple[str, int]
_YEAR_TEXT = re.compile(r"=?\"?(?:20)?([0-9]{2}) ?[/-]? ?(?:20)?([0-9]{2})\"?")


@dataclass
class BookReading:
    """What a workbook holds.

    ``learners`` are whole trees in row order, with MA and EO faults. ``problems`` are findings named ``Sheet`` that
    only a sheet can have. A learner in ``blocked`` must not be exported: something typed for it could not be read or
    placed. ``numbered`` are aims whose AimSeqNumber was blank, with the number they were read with. ``sheets`` are the
    sheets found, by the layout's name. ``rows`` are the numbers of the rows that hold records, by the workbook's own
    sheet names; ``row_ids`` the ids of rows by place, ``new_ids`` ids to write for rows that have none or a copied one.
    """

    layout: WorkbookLayout
    learners: list[Learner] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    blocked: set[Learner] = field(default_factory=set)
    numbered: list[tuple[SheetPlace, int]] = field(default_factory=list)
    sheets: dict[str, FoundSheet] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    row_ids: dict[SheetPlace, str] = field(default_factory=dict)
    new_ids: dict[SheetPlace, str] = field(default_factory=dict)

    @property
    def may_export(self) -> bool:
        """Whether the whole book can be exported; if not, at least one of ``problems`` or the findings says why."""
        return not self.blocked and not any(found.severity == "error" for found in self.problems)


def read_records(sheets: Sequence[SheetData], year: Catalogue) -> BookReading:
    """The learners of a workbook and what is wrong with its sheets; no cell is changed."""
    with not_collected():
        return _read(sheets, year)


def _read(sheets: Sequence[SheetData], year: Catalogue) -> BookReading:
    plan = layout(year)
    found = find_sheets(sheets, plan)
    book = BookReading(plan, problems=list(found.problems), sheets=found.by_name)
    rows = {sheet.layout.entity: sheet_rows(sheet, year) for sheet in found.by_name.values()}
    problems = RowProblems()
    indexes: dict[tuple[str, tuple[str, ...]], Parents] = {}
    for entity, definition in year.entities.items():
        if entity in rows and entity != "Learner":
            keys = plan.sheet_of[entity].keys
            parents = indexes.get((definition.parent, keys))
            if parents is None:
                own_keys = plan.sheet_of[definition.parent].keys
                parents = Parents(rows.get(definition.parent, []), own_keys, keys)
                indexes[definition.parent, keys] = parents
            _attach(book, problems, rows[entity], entity, definition.parent, parents)
            if entity == "LearningDelivery":
                book.numbered = _number_aims(rows[entity], year)
    book.learners = [row.record for row in rows.get("Learner", []) if isinstance(row.record, Learner)]
    _finish(book, year)
    for sheet in found.by_name.values():
        problems.cells(sheet, rows[sheet.layout.entity])
    book.problems += problems.findings
    book.blocked |= problems.learners
    book.blocked |= {learner for learner in book.learners if learner.LearnRefNumber in problems.references}
    if found.is_broken:
        book.blocked |= set(book.learners)
    _note_rows(book, rows)
    return book


def year_of_book(names: Mapping[str, object]) -> str | None:
    """The collection year (``2627``) that the defined name ``ILR_Year`` gives; None if it gives none that is known.

    ``names`` are the values of the book's names. Read are ``2627``, ``2026/27`` and ``2026-27``, as text or number.
    """
    value = names.get(YEAR)
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    parts = _YEAR_TEXT.fullmatch(text)
    year = parts[1] + parts[2] if parts else ""
    return year if year in years() else None


def _attach(
    book: BookReading, problems: RowProblems, rows: list[Row], entity: str, parent_entity: str, parents: Parents
) -> None:
    """Puts the records of one sheet into their parents, behind those shown in the parent's own row."""
    sheet = next(sheet for sheet in book.sheets.values() if sheet.layout.entity == entity)
    parent_layout = book.layout.sheet_of[parent_entity]
    parent_sheet = book.sheets.get(parent_layout.name)
    # A broken sheet has its own finding; one more for each of its rows would hide it.
    is_silent = sheet.is_broken or (parent_sheet.is_broken if parent_sheet else parent_entity in MAIN_ENTITIES)
    for row in rows:
        match = parents.parent_of(row)
        if match.parent is None:
            if not is_silent:
                problems.orphan(sheet, row, parent_layout.name)
            continue
        parent = match.parent.record
        setattr(row.record, row.record.PARENT, parent)
        getattr(parent, entity).append(row.record)
        if match.rivals:
            problems.ambiguous(sheet, row, parent_layout.name, match.rivals)


def _number_aims(rows: Sequence[Row], year: Catalogue) -> list[tuple[SheetPlace, int]]:
    """Gives typed aims whose AimSeqNumber is blank the number after the learner's highest, or the lowest free one."""
    highest = int(year.fields["LearningDelivery"]["AimSeqNumber"].high or 98)
    numbered = []
    for row in rows:
        aim = row.record
        assert isinstance(aim, LearningDelivery)
        if not row.is_typed or aim.text("AimSeqNumber") is not None or aim.parent is None:
            continue
        used = {other.AimSeqNumber for other in aim.learner.LearningDelivery if other.AimSeqNumber is not None}
        number = max(used, default=0) + 1
        if number > highest:
            number = next((free for free in range(1, highest + 1) if free not in used), number)
        aim.AimSeqNumber = number
        assert isinstance(aim.place, tuple)
        numbered.append((aim.place, number))
    return numbered


def _finish(book: BookReading, year: Catalogue) -> None:
    """Numbers siblings, adds MA and EO faults and blocks learners with a value that cannot be read."""
    checks = {entity: completeness_check(year, entity) for entity in year.entities}

    def finish(record: Record) -> bool:
        checks[record.ENTITY](record)
        is_readable = not record.faults or not any("unreadable" in kinds for kinds in record.faults.values())
        for name in record.CHILDREN:
            for position, child in enumerate(getattr(record, name)):
                child.position = position
                is_readable &= finish(child)
        return is_readable

    for position, learner in enumerate(book.learners):
        learner.position = position
        if not finish(learner):
            book.blocked.add(learner)


def _note_rows(book: BookReading, rows: dict[str, list[Row]]) -> None:
    used = {row.row_id for of_sheet in rows.values() for row in of_sheet}
    fresh = 0
    for sheet in book.sheets.values():
        book.rows[sheet.name] = [row.number for row in rows[sheet.layout.entity]]
        for row in rows[sheet.layout.entity]:
            place = (sheet.name, row.number)
            if row.row_id:
                book.row_ids[place] = row.row_id
                continue
            fresh += 1
            while f"{TYPED_ID}{fresh}" in used:
                fresh += 1
            book.new_ids[place] = f"{TYPED_ID}{fresh}"
