"""Codes of an export, however it writes them: the code, its meaning, or both in one cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ilr_core.catalogue import Catalogue, CodeList
from workbook_templates.codes import SEPARATOR, code_of

_CODE_FIRST = re.compile(r"([A-Za-z0-9]{1,8})\s*(?:[-–—:=]\s*|\.\s+|\s\|\s)(\D.*|\d.*\D.*)")
_CODE_LAST = re.compile(r"(.*\S)\s*[(\[]\s*([A-Za-z0-9]{1,8})\s*[)\]]")
_YES, _NO = frozenset({"yes", "y", "true", "x", "on"}), frozenset({"no", "n", "false", "off", "0"})


def code_in(text: str, codes: CodeList, own: Mapping[str, str]) -> str | None:
    """The code that a cell means; an empty text if it says that there is none; None if it is not plain.

    ``own`` are the meanings that the user has given to texts of their system. A code that an incomplete list does not
    have is taken as it stands. Leading zeros that a spreadsheet took away come back where only one code fits.
    """
    plain = _plain(text)
    if plain in own:
        return own[plain]
    direct = _code(text, codes)
    if direct is not None:
        return direct
    meant = _meanings(codes).get(plain)
    if meant is not None:
        return meant
    if len(codes.codes) == 1 and plain in _YES | _NO:
        return next(iter(codes.codes)) if plain in _YES else ""
    for code, _ in _parts(text):
        known = _code(code, codes, listed_only=True)
        if known is not None:
            return known
    return None


def _code(text: str, codes: CodeList, listed_only: bool = False) -> str | None:
    code = code_of(text) if SEPARATOR in text else text.strip()
    code = code.removesuffix(".0") if code.endswith(".0") and code[:-2].isdigit() else code
    folded = {known.casefold(): known for known in codes.codes}
    if code.casefold() in folded:
        return folded[code.casefold()]
    if code.isascii() and code.isdigit():
        same = [known for known in codes.codes if known.isdigit() and int(known) == int(code)]
        if len(same) == 1:
            return same[0]
    is_code = not codes.complete and not listed_only and code.isascii() and code.isalnum() and len(code) <= _LONGEST
    return code if is_code and any(letter.isdigit() for letter in code) else None


_LONGEST = 8


def _parts(text: str) -> list[tuple[str, str]]:
    """Code and meaning of a cell that holds both."""
    found = []
    if first := _CODE_FIRST.fullmatch(text.strip()):
        found.append((first[1], first[2]))
    if last := _CODE_LAST.fullmatch(text.strip()):
        found.append((last[2], last[1]))
    return found


def plain_meaning(text: str) -> str:
    """A text of another system as texts are compared: letters and digits in lower case."""
    return _plain(text)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _meanings(codes: CodeList) -> Mapping[str, str]:
    return _known_meanings(codes.name, tuple((code, item.label) for code, item in codes.codes.items()))


@cache
def _known_meanings(name: str, labels: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Codes by their meaning, from the year's labels and ``data/meanings.csv``; what names two codes is left out."""
    found: dict[str, set[str]] = {}
    for code, label in labels:
        if label:
            found.setdefault(_plain(label), set()).add(code)
    codes = {code for code, _ in labels}
    for row in _rows().get(name, ()):
        if row[0] in codes:
            found.setdefault(_plain(row[1]), set()).add(row[0])
    return {meaning: next(iter(known)) for meaning, known in found.items() if len(known) == 1}


@cache
def _rows() -> dict[str, list[tuple[str, str]]]:
    text = files("addin.mis_import").joinpath("data", "meanings.csv").read_text("utf-8")
    found: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["list"], []).append((row["code"], row["meaning"]))
    return found


def year_list(year: Catalogue, name: str) -> CodeList | None:
    """A code list of a year that has any codes; None if there is none."""
    found = year.lists.get(name)
    return found if found is not None and found.codes else None
