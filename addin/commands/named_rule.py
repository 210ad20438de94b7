"""The rule that the selected row names."""

from __future__ import annotations

import re

from addin.hosts.port import Host
from addin.ooxml import SheetData
from addin.sheets.columns import plain_header
from ilr_core.errors import InputError
from workbook_templates.layout import PROBLEMS, STATUS

_RULE_OF_STATUS = re.compile(r"[^;]+ · ([^;]+)(?:;.*)?")
ASK = f"Select a row of {PROBLEMS}, or a row of a sheet whose {STATUS} names a rule."


def rule_of_selection(host: Host) -> str:
    """The rule that the selected row names. Raises InputError if no row with a rule is selected."""
    selected = host.selected()
    sheet = next((one for one in host.read_sheets() if selected and one.name == selected[0]), None)
    rule = _rule(sheet, selected[1]) if sheet and selected else ""
    if not rule:
        raise InputError(ASK)
    return rule


def _rule(sheet: SheetData, row: int) -> str:
    """The rule that a row of a sheet names in its column Rule or Status; empty if it names none."""
    for header, pattern in (("Rule", re.compile("(.+)")), (STATUS, _RULE_OF_STATUS)):
        headings = [plain_header(value) for value in (sheet.rows[0] if sheet.rows else ())]
        if plain_header(header) in headings and 1 < row <= len(sheet.rows):
            column = headings.index(plain_header(header))
            cells = sheet.rows[row - 1]
            found = pattern.fullmatch(str((cells[column] if column < len(cells) else None) or ""))
            if found:
                return found[1].strip()
    return ""
