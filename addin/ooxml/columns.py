"""Hiding columns of a worksheet; widths and styles stay."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.sheet import SheetEditor

_USUAL_WIDTH = "9.140625"


def hide_columns(editor: SheetEditor, columns: Collection[int]) -> None:
    """Hides columns (1-based) of a sheet that is open for editing."""
    root = editor.skeleton()
    group = safe_xml.child(root, "cols")
    if group is None:
        group = etree.Element(f"{{{safe_xml.namespace(root)}}}cols")
        place = next(number for number, inner in enumerate(root) if safe_xml.local_name(inner) == "sheetData")
        root.insert(place, group)
    pieces: list[tuple[int, int, etree._Element]] = []
    said: set[int] = set()
    for element in safe_xml.children(group, "col"):
        first, last = int(element.get("min", "1")), int(element.get("max", "1"))
        within = sorted(number for number in columns if first <= number <= last)
        said.update(within)
        start = first
        for number in within:
            if start < number:
                pieces.append((start, number - 1, deepcopy(element)))
            pieces.append((number, number, _hidden(deepcopy(element))))
            start = number + 1
        if start <= last:
            pieces.append((start, last, deepcopy(element)))
    blank = etree.Element(f"{{{safe_xml.namespace(root)}}}col", width=_USUAL_WIDTH)
    pieces += [(number, number, _hidden(deepcopy(blank))) for number in columns if number not in said]
    for first, last, element in pieces:
        element.set("min", str(first))
        element.set("max", str(last))
    group[:] = [element for _, _, element in sorted(pieces, key=lambda piece: piece[0])]
    editor.replace_skeleton(root)


def _hidden(element: etree._Element) -> etree._Element:
    element.set("hidden", "1")
    return element
