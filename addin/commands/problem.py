"""The problem that the user points at: what breaks the rule there, the next of its kind, and the fix of it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from addin.books.book import Book, open_book
from addin.change_log import logged_text
from addin.changes.commit import Change
from addin.commands.check import judged
from addin.commands.fix import fix_findings
from addin.commands.named_rule import ASK, rule_of_selection
from addin.commands.selected_rows import rows_of
from addin.hosts.port import Host
from addin.ooxml import CellValue, Value
from addin.reports.explanation import explanation
from addin.sheets.addresses import address, cell_of
from addin.sheets.marking import lit_spots, one_per_cell
from addin.sheets.places import split_place
from addin.sheets.problem_rows import problem_rows
from ilr_core.errors import InputError
from ilr_core.model import FieldValue, Finding
from workbook_templates.layout import PROBLEMS
from workbook_templates.problems_sheet import problems_columns

SHOWN = 40
_TELLING = [problems_columns.index(header) for header in ("Rule", "Learner", "Aim", "Field", "Value")]


@dataclass(frozen=True)
class Problems:
    """What the rules find now, and the finding that the user points at; None if it is not found any more."""

    book: Book
    findings: list[Finding]
    pointed: Finding | None


def pointed_at(host: Host, now: datetime) -> Problems:
    """The finding of the selected cell, of its row, or of the selected row of Problems, judged anew."""
    selected = host.selected()
    book = open_book(host)
    findings = one_per_cell(judged(book, host, now).findings)
    if selected is None:
        return Problems(book, findings, None)
    sheet, row, column = selected
    if sheet == PROBLEMS:
        return Problems(book, findings, _listed(host, book, findings, row))
    here = [found for found in findings if row in rows_of(found, sheet)]
    # What is to be mended here comes before what only lights up here, such as the twin of another row.
    here.sort(key=lambda found: (column not in _columns(found, book, sheet, row), not _is_first(found, sheet, row)))
    return Problems(book, findings, here[0] if here else None)


def explain_problem(host: Host, now: datetime) -> str:
    """What is wrong at the selected cell or row, with its values, and what the rule asks.

    Raises InputError if the selection is about no problem.
    """
    problems = pointed_at(host, now)
    found = problems.pointed
    if found is None:
        rule = rule_of_selection(host)
        return f"{rule} is not found there any more; check the workbook.\n\n{explanation(rule, problems.book.year)}"
    place = address(found.spots[0], problems.book.reading) if found.spots else None
    where = ", ".join(part for part in (place, _whose(found)) if part)
    alike = sum(other.rule == found.rule for other in problems.findings) - 1
    lines = [f"{where}: {found.message}", *_values(found)]
    if alike:
        lines.append(f"{alike:,} more of {found.rule}: This problem, Next of the same rule.")
    return "\n".join([*lines, "", explanation(found.rule, problems.book.year)])


def next_alike(host: Host, now: datetime) -> str:
    """Selects the cell of the next problem of the same rule, round and round, and says what is wrong there.

    Raises InputError if the selection is about no problem.
    """
    problems = pointed_at(host, now)
    rule = problems.pointed.rule if problems.pointed else rule_of_selection(host)
    alike = [found for found in problems.findings if found.rule == rule and found.spots]
    alike = [found for found in alike if split_place(found.spots[0].place)]
    here = alike.index(problems.pointed) if problems.pointed in alike else -1
    if not alike or (here >= 0 and len(alike) == 1):
        return f"There is no other problem of {rule}."
    found = alike[(here + 1) % len(alike)]
    place = split_place(found.spots[0].place)
    assert place is not None
    host.select(place[0], place[1], cell_of(found.spots[0], problems.book.reading)[0])
    return f"{(here + 1) % len(alike) + 1:,} of {len(alike):,}: {found.message}"


def fix_problem(host: Host, *, who: str, now: datetime) -> Change | None:
    """Mends the problem of the selection alone, if there is only one way to, shown first; see `fix_findings`.

    Raises InputError if the selection is about no problem.
    """
    problems = pointed_at(host, now)
    if problems.pointed is None:
        raise InputError(ASK)
    return fix_findings(host, problems.book, [problems.pointed], who=who, now=now)


def _listed(host: Host, book: Book, findings: Sequence[Finding], row: int) -> Finding | None:
    """The finding that a row of Problems lists."""
    sheet = next((one for one in host.read_sheets() if one.name == PROBLEMS), None)
    cells = sheet.rows[row - 1] if sheet and 1 < row <= len(sheet.rows) else []
    wanted = _told(cells)
    rows = problem_rows(findings, book.reading)
    return next((found for found, one in zip(findings, rows, strict=True) if _told(one) == wanted), None)


def _told(cells: Sequence[Value | CellValue]) -> list[str]:
    return [logged_text(cells[index] if index < len(cells) else None) for index in _TELLING]


def _columns(found: Finding, book: Book, sheet: str, row: int) -> set[int]:
    spots = [spot for spot in lit_spots(found) if (place := split_place(spot.place)) and place[:2] == (sheet, row)]
    return {cell_of(spot, book.reading)[0] for spot in spots}


def _is_first(found: Finding, sheet: str, row: int) -> bool:
    place = split_place(found.spots[0].place)
    return place is not None and place[:2] == (sheet, row)


def _whose(found: Finding) -> str:
    aim = f", aim {found.aim}" if found.aim is not None else ""
    return f"learner {found.learner}{aim}" if found.learner else ""


def _values(found: Finding) -> list[str]:
    """The values that the rule looked at, a line each."""
    return [f"  {name}: {_shown(value)}" for name, value in found.fields]


def _shown(value: FieldValue) -> str:
    text = value if isinstance(value, str) else ", ".join(one or "(blank)" for one in value)
    return f"{text[:SHOWN]}..." if len(text) > SHOWN else text or "(blank)"
