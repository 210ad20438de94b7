"""The cells of the sheet ``Earnings``: a row for each learner, totals with their values, figures by name."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from addin.earnings.returns import ReturnEarnings
from addin.ooxml import CellValue, Formula
from addin.wording import counted
from ilr_core.funding import NOT_CAPPED, RULE_SET, LearnerEarnings, so_far
from ilr_core.model import Learner
from workbook_templates import earnings_totals as totals
from workbook_templates import names
from workbook_templates.earnings_sheet import NOTES, NOTES_WIDTH
from workbook_templates.formats import LINE_HEIGHT

Line = dict[str, CellValue]
AMOUNTS = (*totals.MONTHS, *totals.CORRECTIONS, totals.YEAR, totals.EARLIER, totals.TO_DATE, totals.REST, totals.LATER)
_LETTERS = int(NOTES_WIDTH * 1.15)  # in a line: widths count digits, and letters are narrower on average
_ROOM = 4.0


def learner_lines(found: ReturnEarnings, learners: Sequence[Learner], day: date) -> list[Line]:
    """The cells of each learner by header, in the order of the return; amounts in pounds to five decimals."""
    has_bands = bool(found.lars)
    return [_line(one, found, learners[one.position], day, has_bands) for one in found.earned]


def heights(lines: Sequence[Mapping[str, CellValue]]) -> list[float]:
    """A height in points for each row, at which its notes show whole."""
    return [len(textwrap.wrap(str(line.get(NOTES) or ""), _LETTERS) or [""]) * LINE_HEIGHT + _ROOM for line in lines]


def total_cells(
    lines: Sequence[Line], numbers: Mapping[str, int], row: int, rows: tuple[int, int], start: date, day: date
) -> dict[tuple[int, int], CellValue]:
    """The rows of totals, from ``row`` on, as formulas over the first and last of ``rows`` with what they come to."""
    sums = {header: sum(_number(line.get(header)) for line in lines) for header in totals.SUMMED}
    earned, left = {}, sums[totals.TO_DATE]
    for name, month in zip(totals.MONTHS, totals.months_from(start), strict=True):
        earned[name] = sums[name] if totals.last_of(month) <= day else left if month <= day else 0.0
        left -= earned[name]
    values = {0: sums, 1: earned, 2: {name: sums[name] - earned[name] for name in earned}}
    headers = {number: header for header, number in numbers.items()}
    formulas = totals.formulas(numbers, row, *rows, start)
    return {
        (number, column): Formula(text, round(values[number - row][headers[column]], 5))
        for (number, column), text in formulas.items()
    }


def figure_cells(
    lines: Sequence[Line], numbers: Mapping[str, int], row: int, rows: tuple[int, int]
) -> dict[str, CellValue]:
    """The figures above by name, as formulas with what they come to."""
    headers = {
        names.EARNINGS_TO_DATE: totals.TO_DATE, names.EARNINGS_TO_COME: totals.REST, names.EARNINGS_YEAR: totals.YEAR,
        names.EARNINGS_EARLIER: totals.EARLIER, names.EARNINGS_LATER: totals.LATER,
        names.EARNINGS_AT_RISK: totals.LEFT_OUT,
    }  # fmt: skip
    values: dict[str, float] = {
        name: sum(_number(line.get(header)) for line in lines) for name, header in headers.items()
    }
    values[names.EARNINGS_WITH_ERRORS] = sum(line.get(totals.LEFT_OUT) is not None for line in lines)
    return {name: Formula(text, round(values[name], 5)) for name, text in totals.figures(numbers, row, *rows).items()}


def fact_cells(found: ReturnEarnings, day: date, tool: str, rates: str) -> dict[str, CellValue]:
    """How it was worked out, by name."""
    bands = found.lars
    uncapped = sum(any(note.endswith(NOT_CAPPED) for note in one.notes) for one in found.earned)
    known = f"{', '.join(bands)}; {counted(uncapped, 'learner')} without a band: price not capped"
    return {
        names.EARNINGS_DAY: day,
        names.EARNINGS_RULES: RULE_SET,
        names.EARNINGS_TOOL: tool,
        names.EARNINGS_BANDS: (known if uncapped else ", ".join(bands))
        if bands
        else "no bands loaded: price not capped",
        names.EARNINGS_RATES: "; else ".join([*([rates] if rates else []), *bands])
        or "no rates given: such aims are left out",
    }


def _line(one: LearnerEarnings, found: ReturnEarnings, learner: Learner, day: date, has_bands: bool) -> Line:
    year = found.year.year
    months, sums = one.by_period(year), so_far(one, year, day)
    whole = sum(months, Decimal(0))
    none = Decimal(0)
    amounts = (*months, none, none, whole, sums.earlier_years, sums.to_date, sums.rest_of_year, sums.later_years)
    errors = found.errors.get(one.position, 0) if found.errors is not None else None
    notes = [note for note in one.notes if has_bands or not note.endswith(NOT_CAPPED)]
    return {
        "LearnRefNumber": learner.text("LearnRefNumber"),
        "FamilyName": learner.text("FamilyName"),
        "GivenNames": learner.text("GivenNames"),
        **{header: float(amount) for header, amount in zip(AMOUNTS, amounts, strict=True)},
        totals.WITH_ERRORS: errors,
        totals.LEFT_OUT: float(whole) if errors and one.lines else None,
        NOTES: " ".join(notes) or None,
    }


def _number(value: CellValue) -> float:
    return value if isinstance(value, int | float) else 0.0
