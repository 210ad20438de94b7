"""The user's page on guided changes says what the registry says, and its examples work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from addin.changes.answers import read_answers
from addin.cli.guided_changes import parsed_change
from addin.reports.changes_page import PAGE, page
from ilr_core import catalogue
from ilr_core.events import EVENTS

ROOT = Path(__file__).parents[2]


def test_the_page_is_made_from_the_registry() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m addin.reports.changes_page"
    assert PAGE.is_relative_to(ROOT / "docs")


def test_every_link_of_the_page_leads_to_a_heading() -> None:
    text = page()
    headings = {
        re.sub(r"[^\w-]", "", line.removeprefix("## ").casefold().replace(" ", "-"))
        for line in text.splitlines()
        if line.startswith("## ")
    }
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert len(links) == len(EVENTS)
    assert set(links) <= headings


@pytest.mark.parametrize("name", EVENTS)
def test_example_of_each_is_understood(name: str) -> None:
    commands = page().replace(" \\\n", " ")
    (example,) = re.findall(
        rf"^ilr change {name} BOOK\.xlsx --learner A0001.*$", commands.partition("| what happened |")[2], re.MULTILINE
    )
    given = parsed_change(EVENTS[name], shlex.split(example)[3:])
    texts = {one.name: text for one in EVENTS[name].asks if (text := getattr(given, one.name)) is not None}
    answers = read_answers(EVENTS[name], texts, catalogue.load())
    assert {one.name for one in EVENTS[name].asks if one.required} <= set(answers)
