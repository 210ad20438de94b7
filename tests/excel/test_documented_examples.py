"""The formulas on the page on prior learning and earnings answer what it says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from addin.functions import FUNCTIONS

PAGE = Path(__file__).parents[2] / "docs" / "rpl-and-earnings.md"
EXAMPLES = re.findall(r"^\| `=(ILR_\w+)\((.*)\)` \| (.*?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
ARGUMENT = re.compile(r'DATE\((\d+),(\d+),(\d+)\)|"([^"]*)"|([\d.]+)|(?=,|$)')


def arguments(text: str) -> list[object]:
    """What stands between the brackets of a formula: days, texts, numbers, and nothing."""
    found: list[object] = []
    place = 0
    while place <= len(text):
        one = ARGUMENT.match(text, place)
        assert one, text[place:]
        year, month, number, words, figure = one.groups()
        day = date(int(year), int(month), int(number)) if year else None
        found.append(day or words or (float(figure) if figure else None))
        place = one.end() + 1
    return found


@pytest.mark.parametrize(("name", "given", "expected"), EXAMPLES)
def test_the_page_is_right(name: str, given: str, expected: str) -> None:
    ((answer,),) = FUNCTIONS[name].answer(*arguments(given))
    assert str(answer).removesuffix(".0") == expected


def test_every_function_has_an_example() -> None:
    wanted = {name for name in FUNCTIONS if name.startswith(("ILR_RPL_", "ILR_OTJ_", "ILR_EARNINGS"))}
    assert {name for name, _, _ in EXAMPLES} == wanted
