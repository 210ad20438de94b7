"""Merged ranges in the part of a sheet around its rows."""

from collections.abc import Iterable

from lxml import etree

from addin.ooxml import safe_xml
from addin.ooxml.references import Area, parse_area


def merged_areas(skeleton: etree._Element) -> list[Area]:
    """The merged ranges of a sheet."""
    group = safe_xml.child(skeleton, "mergeCells")
    return [] if group is None else listed_areas(group)


def listed_areas(group: etree._Element) -> list[Area]:
    """The ranges in a `mergeCells` element."""
    return [parse_area(element.get("ref", "A1")) for element in safe_xml.children(group, "mergeCell")]


def covered_cells(areas: Iterable[Area], wanted: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the wanted cells that a merged range covers and that are not its top left cell."""
    by_row: dict[int, list[int]] = {}
    for row, column in wanted:
        by_row.setdefault(row, []).append(column)
    covered = set()
    for area in areas:
        rows: Iterable[int] = range(area.first_row, area.last_row + 1)
        if len(by_row) < area.last_row - area.first_row:
            rows = [row for row in by_row if area.first_row <= row <= area.last_row]
        for row in rows:
            for column in by_row.get(row, ()):
                if area.contains(row, column) and (row, column) != area[:2]:
                    covered.add((row, column))
    return covered


def unmerge_below(skeleton: etree._Element, first_row: int) -> bool:
    """Drop the merged ranges from a row down; a range that begins above ends above. Whether anything changed."""
    group = safe_xml.child(skeleton, "mergeCells")
    changed = False
    for element in safe_xml.children(group, "mergeCell") if group is not None else ():
        area = parse_area(element.get("ref", "A1"))
        if area.last_row < first_row or group is None:
            continue
        changed = True
        kept = area._replace(last_row=first_row - 1)
        if area.first_row >= first_row or kept.is_single:
            group.remove(element)
        else:
            element.set("ref", str(kept))
    if changed and group is not None:
        if len(group):
            group.set("count", str(len(group)))
        else:
            skeleton.remove(group)
    return changed
