"""The rows of the sheet ``Counts``: findings by rule and by learner, each count a link to the list in ``Problems``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest

from addin.ooxml import CellValue, Formula, SheetData, column_letters
from ilr_core.model import Finding
from workbook_templates.counts_sheet import LEARNER_COLUMNS, RULE_COLUMNS
from workbook_templates.layout import COUNTS, PROBLEMS
from workbook_templates.problems_sheet import problems_columns

_LONGEST = 100  # a formula's own texts have at most 255 letters, wildcards and quotes counted twice
_WILD = re.compile(r"([~*?])")


def is_counts_sheet(sheet: SheetData) -> bool:
    """Whether a sheet is ours to fill; a user may have one of that name from before there was ours."""
    first = sheet.rows[0][: len(RULE_COLUMNS)] if sheet.rows else []
    return sheet.name == COUNTS and first == [header for header, _ in RULE_COLUMNS]


def count_rows(findings: Iterable[Finding]) -> list[list[CellValue]]:
    """One row for a rule and, beside it, one for a learner: most errors first.

    A learner without LearnRefNumber, and what is about no learner, is counted by rule alone.
    """
    listed = list(findings)
    rules, learners = _by_rule(listed), _by_learner(listed)
    no_rule: list[CellValue] = [None] * len(RULE_COLUMNS)
    no_learner: list[CellValue] = [None] * len(LEARNER_COLUMNS)
    return [[*(rule or no_rule), None, *(learner or no_learner)] for rule, learner in zip_longest(rules, learners)]


def _by_rule(findings: list[Finding]) -> list[list[CellValue]]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for found in findings:
        groups.setdefault((found.severity, found.rule), []).append(found)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    return [
        [rule, severity, _link("Rule", rule, len(found)), len({one.learner for one in found if one.learner})]
        for (severity, rule), found in ordered
    ]


def _by_learner(findings: list[Finding]) -> list[list[CellValue]]:
    counts: dict[str, list[int]] = {}
    for found in findings:
        if found.learner:
            counts.setdefault(found.learner, [0, 0])[found.severity != "error"] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
    return [
        [learner, *(_link("Learner", learner, number) if number else None for number in numbers)]
        for learner, numbers in ordered
    ]


def _link(header: str, text: str, count: int) -> CellValue:
    """A count that leads to the first row of ``Problems`` with this text, wherever sorting has put it."""
    if len(text) > _LONGEST:
        return count
    letters = column_letters(problems_columns.index(header) + 1)
    sought = _WILD.sub(r"~\1", text).replace('"', '""')
    row = f'IFERROR(MATCH("{sought}",{PROBLEMS}!${letters}:${letters},0),1)'
    return Formula(f'HYPERLINK("#{PROBLEMS}!{letters}"&{row},{count})', count)
