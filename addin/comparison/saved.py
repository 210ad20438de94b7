"""A comparison saved as a file: a workbook, or a web page."""

from __future__ import annotations

from pathlib import Path

from addin.commands.new import draft_of
from addin.comparison.book import KIND, comparison_book, refuse_name
from addin.comparison.compared import ComparedReturns
from addin.comparison.page import as_page

PAGE = ".html"
KINDS = (KIND, PAGE)


def refuse_target(path: Path) -> None:
    """Raises InputError for a name that neither can have, or that something has already."""
    refuse_name(path, KINDS)


def save_comparison(path: Path, found: ComparedReturns) -> None:
    """Saves it as the name's ending says. Raises InputError, and makes nothing, for a name that cannot be used."""
    refuse_target(path)
    if path.suffix.lower() == KIND:
        comparison_book(path, found)
        return
    with draft_of(path) as draft:
        draft.write_text(as_page(found), "utf-8")
        draft.replace(path)
