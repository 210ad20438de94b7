"""The level of a workbook: entry, verify or return, and the locks of the sheets that go with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from addin.hosts.port import Host
from addin.hosts.sheet_lock import LEVEL_NAME, SheetLock
from addin.ooxml import MAX_COLUMN, MAX_ROW, Area, SheetData
from addin.sealing.sheet import seals_table
from addin.sheets.columns import FoundSheet, find_sheets, plain_header
from addin.sheets.reading import year_of_book
from ilr_core import catalogue
from ilr_core.errors import InputError
from workbook_templates.layout import SEALS, layout
from workbook_templates.levels import LEVELS, Level, LevelName

HEADER_ROWS = 10


@dataclass(frozen=True, slots=True)
class LevelSet:
    """A level that was set: its name (empty: none), the sheets that users have protected themselves, and the place."""

    level: str
    left: tuple[str, ...]
    saved: Path | None

    def sentence(self) -> str:
        """What became of it."""
        about = f"{self.level}: {LEVELS[self.level].about}" if self.level in LEVELS else "none: no sheet is locked"
        left = ", ".join(self.left)
        kept = f" Protected by somebody else and left as it is: {left}." if left else ""
        return f"The level of the workbook is {about}.{kept}"


def level_of(host: Host) -> str:
    """The level that a workbook says it has; empty for none."""
    return str(host.read_names().get(LEVEL_NAME) or "").strip().casefold()


def set_level(host: Host, name: LevelName | None) -> LevelSet | None:
    """Locks the sheets as a level wants it; None takes all locks of levels away. None if the user would rather not.

    Sheets that their user has protected stay as they are, and sheets that are not ours. Raises InputError for a
    workbook without the sheet of seals, where the level is kept.
    """
    refusal = host.refusal()
    if refusal:
        raise InputError(refusal)
    seals_table(host)
    if LEVEL_NAME not in host.find_names():
        raise InputError(
            f"{host.title} has no cell with the name {LEVEL_NAME} to keep its level. Give that name to a free cell of "
            f"the sheet {SEALS} (Formulas, Define Name)."
        )
    level = LEVELS[name] if name else None
    sheets = host.read_sheets()
    found = find_sheets(sheets, layout(catalogue.load(year_of_book(host.read_names())))).by_name
    data = {sheet.name: sheet for sheet in found.values()}
    before = level_of(host) or "none"
    about = level.about if level else "no sheet is locked"
    if not host.ask_yes(f"Set the level {name or 'none'}?", [f"Level: {before} -> {name or 'none'} ({about})"]):
        return None
    ours = [sheet for sheet in sheets if sheet.name in data or sheet.name in LEVELS["return"].locked]
    # First everything is unlocked and the level noted: by the note commands know later which locks they may lift.
    left = [sheet.name for sheet in ours if not host.lock_sheet(sheet.name, None)]
    host.write_names({LEVEL_NAME: name})
    for sheet in ours if level else ():
        if sheet.name not in left and (wanted := _lock(level, sheet, data.get(sheet.name))) is not None:
            host.lock_sheet(sheet.name, wanted)
    return LevelSet(name or "", tuple(left), host.save())


def _lock(level: Level | None, sheet: SheetData, data: FoundSheet | None) -> SheetLock | None:
    """How a level locks a sheet; None if it stays open."""
    assert level is not None
    if data is not None:
        return SheetLock(tuple(_data_areas(data)) if level.opens_data else (), level.strict)
    if sheet.name not in level.locked:
        return None
    typed = [header for name, header in level.typed if name == sheet.name]
    return SheetLock(tuple(_column_areas(sheet, typed)), level.strict)


def _data_areas(data: FoundSheet) -> Iterator[Area]:
    """Every column below the headers but those that commands write, wherever they were moved; the user's own too."""
    closed = sorted(
        number
        for header, number in data.numbers.items()
        if data.layout.by_header[header].kind in ("status", "hidden")
    )  # fmt: skip
    first = 1
    for number in (*closed, MAX_COLUMN + 1):
        if number > first:
            yield Area(data.header_row + 1, first, MAX_ROW, number - 1)
        first = number + 1


def _column_areas(sheet: SheetData, headers: list[str]) -> Iterator[Area]:
    wanted = {plain_header(header) for header in headers}
    for number, row in enumerate(sheet.rows[:HEADER_ROWS], 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, str) and plain_header(value) in wanted:
                yield Area(number + 1, column, MAX_ROW, column)
