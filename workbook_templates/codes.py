"""How a code stands in a cell: ``10 · In paid employment``, or the bare code of a list too long to read through."""

from __future__ import annotations

import re

from ilr_core.catalogue import Catalogue, CodeList

SEPARATOR = " · "
LONGEST_READABLE = 50
"""Lists with more codes than this are shown by bare code: nobody reads through 264 countries."""

_OTHER_FIELD = re.compile(r"\{(\w+)\}")
_ILLEGAL = re.compile(r"\W", re.ASCII)


def shown(codes: CodeList, code: str) -> str:
    """What a cell holds for a code: with its label in a list a person can read through, else the bare code."""
    return item(codes, code) if len(codes.codes) <= LONGEST_READABLE else code


def item(codes: CodeList, code: str) -> str:
    """The code as it stands in a dropdown; an unknown code and one without a label stay bare."""
    label = codes.label(code)
    return f"{code}{SEPARATOR}{label}" if label else code


def items(codes: CodeList, year: Catalogue) -> list[str]:
    """All items of a dropdown: codes in the catalogue's order, those that ended before the year behind the others."""
    ended = [code.valid_to is not None and code.valid_to < year.start for code in codes.codes.values()]
    names = list(codes.codes)
    order = sorted(range(len(names)), key=lambda position: ended[position])
    return [item(codes, names[position]) for position in order]


def code_of(cell_text: str) -> str:
    """The code in a cell's text: what stands before `` · ``, without the spaces around it."""
    return f"{cell_text} ".partition(SEPARATOR)[0].strip()


def list_name(name: str) -> str:
    """The defined name of a code list's items: ``LearnDelFAM:SOF`` is ``List_LearnDelFAM_SOF``."""
    return f"List_{_ILLEGAL.sub('_', name)}"


def deciding_field(name: str) -> str:
    """The field whose value chooses the list (``LearnDelFAM:{LearnDelFAMType}``), or an empty text."""
    found = _OTHER_FIELD.search(name)
    return found[1] if found else ""


def list_for(name: str, values: tuple[tuple[str, str], ...]) -> str:
    """The name of a list with other fields' values filled in; unchanged if none of them chooses it."""
    for field, value in values:
        name = name.replace(f"{{{field}}}", value)
    return name
