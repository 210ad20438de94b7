"""The tables of docs/excel.md are those of the registries."""

from __future__ import annotations

from pathlib import Path

from addin.functions import FUNCTIONS
from addin.ribbon import COMMANDS
from vba_bridge.manual import functions_table, with_tables

PAGE = Path(__file__).parent.parent.parent / "docs" / "excel.md"


def test_the_page_is_current() -> None:
    text = PAGE.read_text("utf-8")
    assert with_tables(text) == text, "Run: python -m vba_bridge.manual docs/excel.md"


def test_every_function_and_command_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    assert [name for name in FUNCTIONS if f"`{name}(" not in text] == []
    assert [known.label for known in COMMANDS.values() if f"| {known.label} |" not in text] == []


def test_a_stale_page_is_mended() -> None:
    stale = "a\n<!-- begin functions -->\nold\n<!-- end functions -->\nb\n"
    assert with_tables(stale) == f"a\n<!-- begin functions -->\n{functions_table()}<!-- end functions -->\nb\n"
