"""Finds the data sheets of a workbook and the columns of each from its header row, and says what is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from addin.ooxml import SheetData, cell_name
from addin.sheets.cells import BLANKS, is_blank
from addin.sheets.problems import problem
from ilr_core import catalogue
from ilr_core.model import Finding, Severity, Spot
from workbook_templates.layout import NEW_LEARNERS, Column, SheetLayout, WorkbookLayout, layout

HEADER_ROWS = 10
MAIN_ENTITIES = ("Learner", "LearningDelivery")
_HINT, _STRONG_HINT = 0.6, 0.8
_UNSPACED = str.maketrans("", "", BLANKS + "_")


@dataclass
class FoundSheet:
    """A data sheet as it stands in a workbook.

    ``numbers`` tells the column (from 1) of each header of the layout that is there, ``headings`` the texts of the
    header row; ``missing`` are the required headers that are not there; ``is_broken`` says that its records cannot be
    relied on, because a required column is missing or there twice.
    """

    layout: SheetLayout
    data: SheetData
    header_row: int
    headings: tuple[str, ...]
    numbers: dict[str, int]
    missing: frozenset[str] = frozenset()
    is_broken: bool = False

    @property
    def name(self) -> str:
        """The sheet's name as the workbook spells it."""
        return self.data.name

    @property
    def own_columns(self) -> dict[int, str]:
        """The columns that are not of the layout, with their headings."""
        known = set(self.numbers.values())
        return {number: text for number, text in enumerate(self.headings, 1) if text.strip() and number not in known}


@dataclass
class FoundSheets:
    """The data sheets of a workbook by the name the layout gives them, and what is wrong with sheets and columns."""

    by_name: dict[str, FoundSheet] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    is_broken: bool = False


def plain_header(text: object) -> str:
    """A header without case, spaces and underscores.

    >>> plain_header("Learn Ref_Number ")
    'learnrefnumber'
    """
    return str(text).translate(_UNSPACED).casefold()


def find_sheets(sheets: Sequence[SheetData], plan: WorkbookLayout) -> FoundSheets:
    """The sheets and columns of a year's layout in a workbook, wherever they have been moved to."""
    found = FoundSheets()
    by_exact = {sheet.name: sheet for sheet in sheets}
    by_plain = {_plain_name(sheet.name): sheet for sheet in sheets}
    data = {name: by_exact.get(name) or by_plain.get(_plain_name(name)) for name in plan.sheets}
    used = {sheet.name for sheet in data.values() if sheet}
    missing = [wanted for name, wanted in plan.sheets.items() if data[name] is None]
    renamed = _renamed_sheets(missing, [sheet for sheet in sheets if sheet.name not in {*used, NEW_LEARNERS}])
    for name, wanted in plan.sheets.items():
        sheet = data[name]
        if sheet is None:
            _missing_sheet(found, wanted, renamed.get(name))
        else:
            _find_columns(found, wanted, sheet, plan)
    return found


def column_numbers(headings: Sequence[object], wanted: SheetLayout) -> dict[str, list[int]]:
    """The columns (from 1) under each of the layout's headers."""
    official = {plain_header(column.header): column.header for column in wanted.columns}
    numbers: dict[str, list[int]] = {}
    for number, heading in enumerate(headings, 1):
        header = official.get(plain_header(heading)) if heading is not None else None
        if header:
            numbers.setdefault(header, []).append(number)
    return numbers


def _plain_name(name: str) -> str:
    return name.strip(BLANKS).casefold()


def header_row_of(sheet: SheetData, wanted: SheetLayout) -> int:
    """The row (from 1) among the first ten with most of the layout's headers; 0 if none has two or all required."""
    found = [column_numbers(row, wanted).keys() for row in sheet.rows[:HEADER_ROWS]]
    best = max(found, key=len, default=None)
    return found.index(best) + 1 if best and (len(best) > 1 or best >= _required(wanted)) else 0


def _required(wanted: SheetLayout) -> set[str]:
    return {column.header for column in wanted.columns if _is_required(column)}


def _renamed_sheets(missing: list[SheetLayout], spare: list[SheetData]) -> dict[str, SheetData]:
    """For sheets that are not there, others whose header row is that of the sheet, by the layout's name."""
    found: dict[str, SheetData] = {}
    for sheet in spare:
        likely = [wanted for wanted in missing if wanted.name not in found and _is_alike(sheet, wanted)]
        if likely:
            found[max(likely, key=lambda wanted: len(wanted.columns)).name] = sheet
    return found


def _is_alike(sheet: SheetData, wanted: SheetLayout) -> bool:
    """Whether a header row has a sheet's keys, and either all the fields it requires or half of all its fields."""
    row = header_row_of(sheet, wanted)
    headers = column_numbers(sheet.rows[row - 1], wanted).keys() if row else set()
    fields = headers & set(wanted.fields)
    required = _required(wanted) - set(wanted.keys)
    return headers >= set(wanted.keys) and (2 * len(fields) >= len(wanted.fields) or set() < required <= fields)


def _missing_sheet(found: FoundSheets, wanted: SheetLayout, alike: SheetData | None) -> None:
    if alike is None and wanted.entity not in MAIN_ENTITIES:
        return
    hint = (
        f"If {alike.name} is that sheet, rename it to {wanted.name}."
        if alike
        else f"Add it, or copy your data into a new workbook that has a sheet {wanted.name}."
    )
    spots = (Spot((alike.name, 1), wanted.entity),) if alike else ()
    found.problems.append(problem(f"The sheet {wanted.name} is not there. {hint}", wanted.entity, spots))
    found.is_broken = True


def _find_columns(found: FoundSheets, wanted: SheetLayout, sheet: SheetData, plan: WorkbookLayout) -> None:
    header_row = header_row_of(sheet, wanted)
    is_main = wanted.entity in MAIN_ENTITIES
    if not header_row:
        if is_main or any(not is_blank(value) for row in sheet.rows for value in row):
            first = ", ".join(column.header for column in wanted.columns[1:4])
            sentence = f"{sheet.name}: the row of column names ({first} ...) is not there. Put it back as row 1."
            found.problems.append(problem(sentence, wanted.entity, (Spot((sheet.name, 1), wanted.entity),)))
            found.is_broken = True
        return
    headings = tuple("" if value is None else str(value) for value in sheet.rows[header_row - 1])
    numbers = column_numbers(headings, wanted)
    one = FoundSheet(wanted, sheet, header_row, headings, {header: columns[0] for header, columns in numbers.items()})
    found.by_name[wanted.name] = one
    one.missing = frozenset(_required(wanted) - numbers.keys())
    if not is_main and not _has_data(one):
        return
    others = _other_years(one, plan)
    problems = [*_twice(one, numbers), *_absent(one, others), *_not_of_this_year(one, others, plan)]
    one.is_broken = any(found.severity == "error" for found in problems)
    found.is_broken |= one.is_broken
    found.problems += problems


def _is_required(column: Column) -> bool:
    definition = column.definition
    return column.kind == "key" or (column.kind == "field" and definition is not None and definition.required)


def _has_data(found: FoundSheet) -> bool:
    data = [found.numbers[c.header] - 1 for c in found.layout.columns if c.definition and c.header in found.numbers]
    rows = found.data.rows[found.header_row :]
    return any(not is_blank(row[number]) for row in rows for number in data if number < len(row))


def _twice(found: FoundSheet, numbers: dict[str, list[int]]) -> Iterator[Finding]:
    for header, columns in numbers.items():
        if len(columns) > 1 and found.layout.by_header[header].definition:
            names = " and ".join(cell_name(found.header_row, column) for column in columns)
            sentence = (
                f"{found.name}: the column {header} is there {len(columns)} times, in {names}. "
                "Keep the right one and rename or delete the other."
            )
            yield _at_heading(found, found.headings[columns[1] - 1], sentence, "error")


def _absent(found: FoundSheet, others: dict[str, int]) -> Iterator[Finding]:
    taken = {*found.numbers.values(), *others.values()}
    spare = {
        number: text for number, text in enumerate(found.headings, 1) if number not in taken and text.strip(BLANKS)
    }
    for column in found.layout.columns:
        if column.kind not in ("key", "field") or column.header in found.numbers:
            continue
        is_required = column.header in found.missing
        number = _closest(column, spare, _HINT if is_required else _STRONG_HINT)
        heading = spare.pop(number) if number else ""
        if not is_required and not heading:
            continue
        sentence = f"{found.name}: the column {column.header} is not there. " + (
            f"If {cell_name(found.header_row, number)} '{heading}' is that column, rename it to {column.header}."
            if heading
            else f"Type {column.header} into a free cell of row {found.header_row} and fill the column."
        )
        yield _at_heading(found, heading, sentence, "error" if is_required else "warning")


def _closest(column: Column, spare: dict[int, str], least: float) -> int:
    names = [plain_header(column.header), plain_header(column.label)]
    best, best_number = least, 0
    for number, heading in spare.items():
        plain = plain_header(heading)
        likeness = max(SequenceMatcher(None, plain, name).ratio() for name in names)
        if likeness > best:
            best, best_number = likeness, number
    return best_number


def _other_years(found: FoundSheet, plan: WorkbookLayout) -> dict[str, int]:
    """The columns (from 1) of the sheet that only another year has, by header."""
    columns: dict[str, int] = {}
    for year in catalogue.years():
        other = layout(catalogue.load(year)).sheet_of.get(found.layout.entity)
        for header, numbers in column_numbers(found.headings, other).items() if other else ():
            if header not in found.layout.by_header and year != plan.year.year:
                columns[header] = numbers[0]
    return columns


def _not_of_this_year(found: FoundSheet, others: dict[str, int], plan: WorkbookLayout) -> Iterator[Finding]:
    """A warning for each filled column that only another year has, so that nothing typed is passed over in silence."""
    for header, column in others.items():
        if _is_filled(found, column):
            sentence = (
                f"{found.name}: {plan.year.title} has no {header}, so the column is not read. "
                "Move what it says to a column of this year, or check the year on the sheet Start."
            )
            yield _at_heading(found, found.headings[column - 1], sentence, "warning")


def _is_filled(found: FoundSheet, column: int) -> bool:
    return any(len(row) >= column and not is_blank(row[column - 1]) for row in found.data.rows[found.header_row :])


def _at_heading(found: FoundSheet, heading: str, sentence: str, severity: Severity) -> Finding:
    spot = Spot((found.name, found.header_row), found.layout.entity, heading)
    return problem(sentence, found.layout.entity, (spot,), severity=severity)
