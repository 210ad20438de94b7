"""The tables of ``docs/excel.md``, written from the registries: ``python -m vba_bridge.manual docs/excel.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from addin.functions import FUNCTIONS, WorksheetFunction
from addin.ribbon import COMMANDS, GROUPS, MENUS
from vba_bridge.ribbon_xml import VBA_BUTTONS


def with_tables(page: str) -> str:
    """The page with each block between ``<!-- begin NAME -->`` and ``<!-- end NAME -->`` written anew."""
    for name, table in (("functions", functions_table()), ("buttons", buttons_table())):
        begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
        if begin in page:
            before, _, rest = page.partition(begin)
            page = f"{before}{begin}{table}{end}{rest.partition(end)[2]}"
    return page


def functions_table() -> str:
    """Every worksheet function with its arguments and what it answers."""
    return _table(("function", "answers", "arguments"), map(_function_row, FUNCTIONS.values()))


def buttons_table() -> str:
    """Every button of the ribbon in its order."""
    rows: list[tuple[str, str, str, str]] = []
    for group in GROUPS:
        commands = [known for known in COMMANDS.values() if known.group == group]
        rows += [(group, known.label, known.key_tip, known.screen_tip) for known in commands if not known.menu]
        for menu in MENUS.values():
            inside = [known for known in commands if known.menu == menu.label]
            place = f"{group}, {menu.label}"
            rows += [(place, known.label, f"{menu.key_tip}, {known.key_tip}", known.screen_tip) for known in inside]
        rows += [(group, plain.label, plain.key_tip, plain.screen_tip) for plain in VBA_BUTTONS if plain.group == group]
    listed = [(place, label, f"Alt, Y, {keys}", tip) for place, label, keys, tip in rows]
    return _table(("group, menu", "button", "keys", "what it does"), listed)


def _function_row(known: WorksheetFunction) -> tuple[str, str, str]:
    names = [f"[{name}]" if name in known.optional else name for name in known.arguments]
    helps = "<br>".join(f"`{name}`: {argument.about}" for name, argument in known.arguments.items())
    return f"`{known.name}({', '.join(names)})`", known.about, helps


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    cells = [[" ".join(cell.replace("|", "\\|").split()) for cell in line] for line in lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(with_tables(target.read_text("utf-8")), "utf-8")
