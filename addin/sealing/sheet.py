"""The sheet ``Seals``: its rows read, and filled anew without losing comments."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from math import ceil

from addin.hosts.port import Host
from addin.ooxml import CellValue
from addin.sealing.kept_seals import KeptSeal
from addin.sealing.standings import LearnerSeal
from addin.sealing.words import about, sealed_by, state_of
from addin.sheets.result_table import ResultTable, Typed, laid_out, result_table
from ilr_core.errors import InputError
from workbook_templates import names, seals_sheet
from workbook_templates.layout import SEALS
from workbook_templates.result_sheet import LINE
from workbook_templates.seals_sheet import KEY, SEAL, SIGNATURE, SINCE, STATE

NEEDED = (KEY, SEAL, SIGNATURE)
MOST_LINES = 20
"""Lines of differences that a cell shows; ``ilr verify status`` tells all."""
_TALLEST = 400.0


def seals_table(host: Host) -> ResultTable:
    """The table of seals. Raises InputError for a workbook that has none, with what to do."""
    headers = [column.header for column in seals_sheet.COLUMNS]
    return result_table(host, SEALS, headers, NEEDED, seals_sheet.TYPED)


def kept_seals(host: Host) -> list[KeptSeal]:
    """The seals of a workbook in the order of their rows; none if it has no sheet for them."""
    found = []
    with suppress(InputError):
        table = seals_table(host)
        for row in table.rows:
            learner, text, signature = (str(table.value(row, header) or "").strip() for header in NEEDED)
            if text or signature:
                found.append(KeptSeal(learner, text, signature))
    return found


def fill_seals(host: Host, found: Iterable[LearnerSeal]) -> None:
    """Fills the sheet with the standing of every learner; comments and the user's own columns stay with the learner."""
    table = seals_table(host)
    typed = Typed(table, (KEY,))
    shown = [(one, _line(one)) for one in found]
    rows = [(line, typed.take(line[KEY])) for _, line in shown]
    rows += typed.left(STATE, "· no such learner")
    host.fill_rows(SEALS, table.first_row, laid_out(table, rows), [_height(line) for line, _ in rows])
    learners = [one for one, _ in shown if one.learner is not None]
    verified = sum(one.is_verified for one in learners)
    changed = sum(one.verdict.standing == "changed" for one in learners)
    host.write_names(
        {
            names.SEALS_VERIFIED: verified,
            names.SEALS_CHANGED: changed,
            names.SEALS_OTHERS: len(learners) - verified - changed,
        }
    )


def _line(one: LearnerSeal) -> dict[str, CellValue]:
    line: dict[str, CellValue] = {STATE: state_of(one), KEY: one.reference or None, SINCE: _cell_of(about(one))}
    if one.learner is not None:
        line |= {name: one.learner.text(name) for name in ("FamilyName", "GivenNames")}
    if one.seal is not None and one.key is not None:
        line[seals_sheet.SEALED_BY] = sealed_by(one)
        line[seals_sheet.WHEN] = _moment(one.seal.when)
        line[seals_sheet.KEY_WORDS] = one.key.words
    if one.kept is not None:
        line |= {SEAL: one.kept.text or None, SIGNATURE: one.kept.signature or None}
    return line


def _cell_of(lines: list[str]) -> str | None:
    more = [f"... and {len(lines) - MOST_LINES:,} more"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more]) or None


def _moment(text: str) -> CellValue:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _height(line: dict[str, CellValue]) -> float | None:
    text = str(line.get(SINCE) or "")
    lines = sum(max(1, ceil(len(part) / seals_sheet.SINCE_WIDTH)) for part in text.split("\n"))
    return min(lines * LINE, _TALLEST) if lines > 1 else None
