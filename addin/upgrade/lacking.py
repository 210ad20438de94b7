"""What a workbook from an earlier version of the tool lacks."""

from __future__ import annotations

from addin.hosts.port import Host
from addin.sheets.cells import is_blank
from workbook_templates.layout import START
from workbook_templates.names import TEMPLATE
from workbook_templates.version import LATER_SHEETS, VERSION

FIRST = 1


def version_of(host: Host) -> int:
    """The version of the template that a workbook was made from, or brought up to."""
    value = host.read_names().get(TEMPLATE)
    text = "" if is_blank(value) else str(value).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(VERSION)) + 3 else FIRST


def lacking_sheets(host: Host) -> list[str]:
    """Sheets of ours that came with a later version and are not in the workbook."""
    there = {sheet.name.strip().casefold() for sheet in host.read_sheets()}
    return [name for name in LATER_SHEETS if name.casefold() not in there]


def upgrade_notice(host: Host) -> str:
    """That a workbook is of an earlier version and lacks something, with the next step; else empty.

    A sheet deleted from a workbook of this version is nobody's mistake, and a workbook that somebody put together
    without our template is no earlier version.
    """
    lacking = lacking_sheets(host)
    is_ours = any(sheet.name == START for sheet in host.read_sheets())
    if not lacking or not is_ours or version_of(host) >= VERSION:
        return ""
    named = f"{', '.join(lacking[:-1])} and {lacking[-1]}" if len(lacking) > 1 else lacking[0]
    sheets = "the sheets" if len(lacking) > 1 else "the sheet"
    return (
        f"This workbook is from an earlier version of the tool and lacks {sheets} {named}. "
        "Close it and run: ilr upgrade BOOK"
    )
