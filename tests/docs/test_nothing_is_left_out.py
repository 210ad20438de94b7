"""Every button, function and command of the line is in the documentation, and the drawing of the ribbon is true."""

from __future__ import annotations

import argparse
import re
import runpy

import pytest
from lxml import etree

from addin.cli import arguments
from addin.functions import FUNCTIONS
from addin.ribbon import COMMANDS, GROUPS, MENUS
from tests.docs.pages import DOCS, texts
from vba_bridge.ribbon_xml import VBA_BUTTONS

ALL = "\n".join(texts().values())
GUIDE = "\n".join(text for name, text in texts().items() if name.startswith("docs/guide/"))


def commands_of_the_line() -> list[str]:
    """Every command with its actions: ``check``, ``registers import``."""
    caught: list[argparse.ArgumentParser] = []

    class Stop(Exception):
        pass

    def parse(parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        caught.append(parser)
        raise Stop

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argparse.ArgumentParser, "parse_args", parse)
        with pytest.raises(Stop):
            arguments.parsed([])
    return sorted(_below(caught[0], ""))


def _below(parser: argparse.ArgumentParser, before: str) -> set[str]:
    names: set[str] = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                names |= {f"{before}{name}", *_below(inner, f"{before}{name} ")}
        elif action.dest == "action" and action.choices:
            names |= {f"{before}{choice}" for choice in action.choices}
    return names


def test_the_line_has_commands_with_actions() -> None:
    assert {"demo", "check", "registers", "registers import", "excel doctor"} <= set(commands_of_the_line())


@pytest.mark.parametrize("command", commands_of_the_line())
def test_every_command_of_the_line_is_mentioned(command: str) -> None:
    assert re.search(rf"\bilr {command}\b", ALL), f"No page says what ilr {command} is for."


@pytest.mark.parametrize("label", [*(known.label for known in COMMANDS.values()), *(one.label for one in VBA_BUTTONS)])
def test_every_button_is_in_the_guide(label: str) -> None:
    # A label of one word is an ordinary word as well: it counts where it stands as a button.
    words = re.escape(label)
    pattern = rf"\b{words}\b" if " " in label else rf"\*\*{words}\*\*|\| \[?{words}\b"
    assert re.search(pattern, GUIDE), f"The guide does not mention the button {label}."


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_mentioned(name: str) -> None:
    assert re.search(rf"\b{name}\b", ALL), f"No page mentions {name}."


def test_key_tips_in_the_guide_are_those_of_the_buttons() -> None:
    tips = {
        known.label: known.key_tip
        for known in (*COMMANDS.values(), *VBA_BUTTONS, *MENUS.values())
        if not getattr(known, "menu", "")
    }
    said = re.findall(r"\*\*([^*]+)\*\*\s+\(Alt, Y, (\w+)\)", GUIDE)
    assert len(said) > 8
    assert [(label, key) for label, key in said if tips.get(label) != key] == []


def test_the_drawing_shows_every_button() -> None:
    drawn = runpy.run_path(str(DOCS / "pictures" / "ribbon.py"))["drawing"]()
    stored = (DOCS / "pictures" / "ribbon.svg").read_text("utf-8")
    assert stored == drawn, "Run: python docs/pictures/ribbon.py"
    words = " ".join(etree.fromstring(stored.encode()).itertext()).split()
    shown = " ".join(words)
    labels = [known.label for known in COMMANDS.values()] + [one.label for one in VBA_BUTTONS]
    labels += [f"{menu} ▾" for menu in {known.menu for known in COMMANDS.values()} if menu]
    groups = [group for group in GROUPS if any(known.group == group for known in COMMANDS.values())]
    assert [label for label in (*labels, *groups) if label not in shown] == []
    assert "drawing" in shown
