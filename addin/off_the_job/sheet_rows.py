"""The cells of the sheet ``Off-the-job``."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from fractions import Fraction

from addin.off_the_job.progress import HoursLine
from addin.off_the_job.returns import ReturnHours
from addin.ooxml import CellValue, Formula, column_letters
from workbook_templates import names
from workbook_templates import off_the_job_sheet as sheet
from workbook_templates.formats import LINE_HEIGHT
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL

Line = dict[str, CellValue]
_ROOM = 4.0
_WRAPPED = {sheet.IN_WORDS: sheet.WORDS_WIDTH, sheet.RULES: sheet.RULES_WIDTH, sheet.STANDARD: sheet.STANDARD_WIDTH}
FIGURES = (names.HOURS_SHORT, names.HOURS_BEHIND, names.HOURS_ON_TRACK, names.HOURS_OTHERS)


def apprentice_line(line: HoursLine, found: ReturnHours) -> Line:
    """The cells of one apprentice by header; the typed ones are left to what was typed."""
    one, learner = line.apprentice, line.apprentice.learner
    cells: Line = {
        "LearnRefNumber": learner.text("LearnRefNumber"),
        "FamilyName": learner.text("FamilyName"),
        "GivenNames": learner.text("GivenNames"),
        sheet.STANDARD: standard_cell(one.standard, found),
        "Start": one.start,
        "Planned end": one.planned_end,
        sheet.RULES: line.rule or None,
        sheet.REQUIRED: _hours(line.required),
        sheet.planned_header(found.year): one.hours.planned,
        sheet.PLAN_ENOUGH: line.plan_enough,
        sheet.actual_header(found.year): one.hours.actual,
        sheet.EXPECTED: _hours(line.expected),
        sheet.ON_TRACK: line.on_track,
        sheet.SHORT: _hours(line.short),
        sheet.IN_WORDS: " ".join(line.words) or None,
    }
    if sheet.has_hours_records(found.year):
        cells[sheet.removed_header(found.year)] = one.hours.removed
    return cells


def standard_cell(standard: int | None, found: ReturnHours) -> str | None:
    """The code of a standard, with its name where LARS is loaded."""
    if standard is None:
        return None
    name = found.standards.get(standard)
    return f"{standard} · {name}" if name else str(standard)


def heights(lines: Sequence[Line]) -> list[float]:
    """A height in points for each row, at which its sentences show whole."""
    return [
        max(
            len(textwrap.wrap(str(line.get(header) or ""), int(width * 1.15))) or 1
            for header, width in _WRAPPED.items()
        )
        * LINE_HEIGHT
        + _ROOM
        for line in lines
    ]


def figure_cells(lines: Sequence[Line], column: int, rows: tuple[int, int]) -> dict[str, CellValue]:
    """How many fall short, are behind, keep pace, and the others, by name, as formulas with what they come to."""
    letters = column_letters(column)
    formulas = sheet.count_formulas(f"{letters}{rows[0]}:{letters}{rows[1]}")
    symbols = [str(line.get(sheet.ON_TRACK) or "")[:1] for line in lines]
    judged = [symbols.count(symbol) for symbol in (ERROR_SYMBOL, WARNING_SYMBOL, CLEAN_SYMBOL)]
    counts = (*judged, sum(map(bool, symbols)) - sum(judged))
    return {name: Formula(text, count) for name, text, count in zip(FIGURES, formulas, counts, strict=True)}


def _hours(hours: Fraction | None) -> float | None:
    return None if hours is None else round(float(hours), 4)
