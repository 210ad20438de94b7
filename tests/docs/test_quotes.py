"""What the guide quotes under "what it says" is what the tool says: each quote fits a text in the source."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, texts

SAID = ("what it says", "the export says")
QUOTED = re.compile(r"`([^`]+)`")
PACKAGES = ("addin", "ilr_core", "vba_bridge", "workbook_templates")
OF_OTHERS = ("'py' is not recognized",)
SHORTEST = 12  # characters that tell one sentence from the others


def quotes() -> list[tuple[str, str]]:
    """The page and each text quoted in the first column of a table of messages."""
    found = []
    for name, text in texts().items():
        is_said = False
        for line in text.splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")] if line.startswith("|") else []
            is_said = bool(cells) and (is_said or cells[0].strip("| ") in SAID)
            if is_said and not cells[0].startswith("---"):
                found += [(name, quote) for quote in QUOTED.findall(cells[0])]
    return found


@cache
def said() -> tuple[tuple[str, ...], ...]:
    """The plain stretches, in order, of every text in the source; what is filled in stands between them."""
    found = {_stretches(node) for path in _sources() for node in ast.walk(ast.parse(path.read_text("utf-8")))}
    macros = [path.read_text("utf-8", "replace") for path in (ROOT / "vba_bridge" / "sources").rglob("*.bas")]
    found |= {(text,) for macro in macros for text in re.findall(r'"([^"\n]{12,})"', macro)}
    messages = [path.read_text("utf-8") for path in (ROOT / "ilr_core").rglob("*.csv")]
    return tuple(one for one in found | {(text,) for text in messages} if one)


def _sources() -> list[Path]:
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def _stretches(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return tuple(part for part in re.split(r"\{[^{}]*\}", node.value) if part.strip())
    if isinstance(node, ast.JoinedStr):
        return tuple(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return ()


def fits(quote: str) -> bool:
    """Whether each piece of a quote, between its dots, is part of some text of the source with its gaps filled in."""
    pieces = [piece.strip() for piece in quote.split("...")]
    return all(any(_is_made_of(piece, text) for text in said()) for piece in pieces if len(piece) >= SHORTEST)


def _is_made_of(piece: str, stretches: tuple[str, ...]) -> bool:
    """Whether the plain stretches of a text make up two fifths of a piece; what they leave is what was filled in."""
    if any(piece in stretch for stretch in stretches):
        return True
    covered = [_covered(piece, stretch) for stretch in stretches]
    return max(covered, default=0) >= SHORTEST and sum(covered) * 5 >= len(piece) * 2


def _covered(piece: str, stretch: str) -> int:
    """How many characters of a piece are this stretch, of which the piece may have the end or the beginning alone."""
    if stretch in piece:
        return len(stretch)
    longest = min(len(piece), len(stretch))
    return next(
        (n for n in range(longest, SHORTEST - 1, -1) if piece.endswith(stretch[:n]) or piece.startswith(stretch[-n:])),
        0,
    )


@pytest.mark.parametrize(("page", "quote"), quotes())
def test_the_tool_says_what_the_guide_quotes(page: str, quote: str) -> None:
    assert quote.startswith(OF_OTHERS) or fits(quote), f"{page} quotes what the tool does not say: {quote}"


def test_there_are_quotes_and_a_made_up_one_is_refused() -> None:
    assert len(quotes()) > 50
    assert fits("No cell is marked. Check the workbook to see what is wrong with it.")
    assert not fits("Your workbook has caught fire. Fetch some water.")
    assert not fits("... is open in another programme. Shut it there, then go on.")
