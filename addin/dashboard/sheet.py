"""The cells of the sheets ``Dashboard`` and ``Dashboard lists``: every number a link to the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from addin.dashboard.board import Dashboard, family_list, programme_list
from addin.dashboard.breakdowns import Group
from addin.dashboard.entries import Entry
from addin.dashboard.registry import Counted
from addin.hosts.port import Host
from addin.ooxml import CellValue, Formula, SheetData
from addin.sheets.addresses import quoted
from addin.wording import counted
from ilr_core.model import Spot
from workbook_templates import dashboard_sheet as sheet
from workbook_templates import names
from workbook_templates.layout import DASHBOARD, DASHBOARD_LISTS
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL

Link = Callable[[Spot], CellValue]
Cells = dict[tuple[int, int], CellValue]
SYMBOLS = {"clean": CLEAN_SYMBOL, "warnings": WARNING_SYMBOL, "errors": ERROR_SYMBOL}
_HEADERS = [column.header for column in sheet.LIST_COLUMNS]
_LISTS = quoted(DASHBOARD_LISTS)
_LEARNERS = "Learners"


def has_dashboard(sheets: Sequence[SheetData]) -> bool:
    """Whether a workbook has both sheets, and the second is ours; older workbooks have neither."""
    lists = next((one for one in sheets if one.name == DASHBOARD_LISTS), None)
    return (
        any(one.name == DASHBOARD for one in sheets)
        and lists is not None
        and bool(lists.rows)
        and lists.rows[0][: len(_HEADERS)] == _HEADERS
    )


def fill_dashboard(host: Host, found: Dashboard, link: Link) -> None:
    """Writes figures and lists; ``link`` gives the cell that leads to a spot."""
    host.fill_rows(DASHBOARD_LISTS, 2, list_rows(found, link))
    host.write_cells(DASHBOARD, figure_cells(found, _places(host)))


def empty_dashboard(host: Host) -> None:
    """Takes every figure and list away, as before the first check."""
    host.fill_rows(DASHBOARD_LISTS, 2, ())
    places = _places(host)
    cells: Cells = {cell: None for one in _blank_cells(places) for cell in one}
    if names.DASHBOARD in places:
        cells[places[names.DASHBOARD]] = sheet.NOT_YET
    host.write_cells(DASHBOARD, cells)


def list_rows(found: Dashboard, link: Link) -> list[list[CellValue]]:
    """One row for each line of each list, list after list."""
    in_pounds = {one.figure.title for one in found.work if one.figure.in_pounds}
    counted_only = {one.figure.title for one in found.work if not one.figure.in_pounds}
    return [
        [name, entry.learner, entry.aim, entry.what or None, _amount(entry, name in in_pounds, name in counted_only),
         link(entry.spot) if entry.spot else None]
        for name, entries in found.lists()
        for entry in entries
    ]  # fmt: skip


def figure_cells(found: Dashboard, places: Mapping[str, tuple[int, int]]) -> Cells:
    """Every cell of ``Dashboard``, blank where a block has fewer lines than room; a block without its name is left."""
    cells: Cells = {cell: None for one in _blank_cells(places) for cell in one}
    if names.DASHBOARD in places:
        cells[places[names.DASHBOARD]] = _status(found)
    for name, filled in (
        (names.DASHBOARD_TILES, _tiles(found)),
        (names.DASHBOARD_WORK, _work(found)),
        (names.DASHBOARD_STATES, _states(found)),
        (names.DASHBOARD_FAMILIES, _groups(found.families, family_list)),
        (names.DASHBOARD_PROGRAMMES, _groups(found.programmes, programme_list)),
    ):
        if name in places:
            row, column = places[name]
            cells |= {(row + down, column + right): value for (down, right), value in filled.items()}
    return cells


def _places(host: Host) -> dict[str, tuple[int, int]]:
    found = host.find_names()
    return {name: found[name][1:] for name in sheet.BLOCKS if name in found and found[name][0] == DASHBOARD}


def _blank_cells(places: Mapping[str, tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    rooms = {
        names.DASHBOARD_TILES: (range(3), range(0, sheet.TILES * sheet.TILE_STEP, sheet.TILE_STEP)),
        names.DASHBOARD_WORK: (range(sheet.WORK_ROWS), sheet.WORK_COLUMNS.values()),
        names.DASHBOARD_STATES: (range(3), (0, 3)),
        names.DASHBOARD_FAMILIES: (range(sheet.GROUP_ROWS), sheet.GROUP_COLUMNS.values()),
        names.DASHBOARD_PROGRAMMES: (range(sheet.GROUP_ROWS), sheet.GROUP_COLUMNS.values()),
    }
    for name, (down, right) in rooms.items():
        if name in places:
            row, column = places[name]
            yield [(row + one, column + other) for one in down for other in right]


def _status(found: Dashboard) -> str:
    provider = f"provider {found.ukprn}" if found.ukprn else "no provider number"
    unjudged = f" · {found.not_checked:,} rules not judged: registers are missing" if found.not_checked else ""
    return f"Checked {found.now:%d/%m/%Y %H:%M} · {found.calendar.title} · {provider}{unjudged}"


def _tiles(found: Dashboard) -> Cells:
    """Learners, the three states, money at risk: label, number and note. The deadline counts down by itself."""
    tiles: list[tuple[CellValue, CellValue, CellValue]] = [(_LEARNERS, _to_learners(found.total), "in this return")]
    for one in found.states:
        name = one.figure.name
        tiles.append((f"{SYMBOLS[name]} {one.figure.title}", _to_list(one.figure.title, one.count), _share(one, found)))
    money = found.figure("money-at-risk")
    if money is not None:
        whole = int(money.total.to_integral_value())
        note = f"estimate, {counted(money.count, 'learner')}"
        tiles.append(("£ At risk this year", _to_list(money.figure.title, whole), note))
    return {(down, place * sheet.TILE_STEP): text for place, tile in enumerate(tiles) for down, text in enumerate(tile)}


def _work(found: Dashboard) -> Cells:
    cells: Cells = {}
    for row, one in enumerate(found.work[: sheet.WORK_ROWS]):
        figure = one.figure
        values: dict[str, CellValue] = {
            "Figure": figure.title,
            "Count": _to_list(figure.title, one.count),
            "Counts": figure.counts,
            "Next": f"{figure.matters} {figure.next_step}" if one.count else "Nothing to do.",
        }
        cells |= {(row, sheet.WORK_COLUMNS[name]): value for name, value in values.items()}
    return cells


def _states(found: Dashboard) -> Cells:
    cells: Cells = {}
    for row, one in enumerate(found.states):
        cells[row, 0] = f"{SYMBOLS[one.figure.name]} {one.figure.title}"
        cells[row, 3] = _to_list(one.figure.title, one.count)
    return cells


def _groups(groups: Sequence[Group], list_name: Callable[[Group], str]) -> Cells:
    cells: Cells = {}
    for row, group in enumerate(groups[: sheet.GROUP_ROWS]):
        cells[row, sheet.GROUP_COLUMNS["Name"]] = group.name
        cells[row, sheet.GROUP_COLUMNS["Errors"]] = _to_list(list_name(group), group.errors)
        cells[row, sheet.GROUP_COLUMNS["Learners"]] = _to_list(list_name(group), group.count)
    return cells


def _to_learners(total: int) -> CellValue:
    """The number of learners, which leads to the sheet that has a row for each of them."""
    return Formula(f'HYPERLINK("#{quoted(_LEARNERS)}!A2",{total})', total) if total else total


def _to_list(name: str, shown: int) -> CellValue:
    """A number that leads to the first line of a list, wherever sorting has put it; 0 leads nowhere."""
    if not shown:
        return shown
    sought = name.replace("~", "~~").replace("*", "~*").replace("?", "~?").replace('"', '""')
    row = f'IFERROR(MATCH("{sought}",{_LISTS}!$A:$A,0),1)'
    return Formula(f'HYPERLINK("#{_LISTS}!A"&{row},{shown})', shown)


def _amount(entry: Entry, in_pounds: bool, counted_only: bool) -> CellValue:
    if in_pounds:
        return float(entry.number)
    return None if counted_only or (entry.number == Decimal(1) and not entry.what) else int(entry.number)


def _share(one: Counted, found: Dashboard) -> str:
    return f"{one.count / found.total:.0%} of learners" if found.total else "no learners yet"
