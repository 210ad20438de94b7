"""The levels of a workbook: which of our sheets each locks, and which columns stay open on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from workbook_templates.forms_sheet import FORMS
from workbook_templates.layout import (
    CHANGES,
    COUNTS,
    DASHBOARD,
    DASHBOARD_LISTS,
    EARNINGS,
    LISTS,
    NEW_LEARNERS,
    OFF_THE_JOB,
    PROBLEMS,
    PROGRAMMES,
    SEALS,
    SOURCE_FILES,
)
from workbook_templates.roll_over_sheet import ROLL_OVER
from workbook_templates.rpl_columns import RPL
from workbook_templates.seals_sheet import COMMENT

LevelName: TypeAlias = Literal["entry", "verify", "return"]


@dataclass(frozen=True)
class Level:
    """One level. ``locked`` are the sheets besides those of data; ``opens_data``: data may be typed.

    ``typed`` are columns that stay open on a locked sheet, by sheet; ``strict`` locks notes and colours as well.
    """

    name: LevelName
    about: str
    locked: tuple[str, ...]
    opens_data: bool = False
    typed: tuple[tuple[str, str], ...] = ((SEALS, COMMENT),)
    strict: bool = False


_WRITTEN_BY_COMMANDS = (PROBLEMS, COUNTS, DASHBOARD, DASHBOARD_LISTS, CHANGES, SEALS, LISTS, SOURCE_FILES)
_BEGINNINGS = (PROGRAMMES, NEW_LEARNERS)
_CALCULATIONS = (RPL, EARNINGS, OFF_THE_JOB)
LEVELS: dict[LevelName, Level] = {
    level.name: level
    for level in (
        Level("entry", "data may be typed; what commands write is locked", _WRITTEN_BY_COMMANDS, opens_data=True),
        Level("verify", "data is locked; seals can be made, comments and notes written", (
            *_WRITTEN_BY_COMMANDS, *_CALCULATIONS, *_BEGINNINGS,
        )),
        Level("return", "everything but Start is locked", (
            *_WRITTEN_BY_COMMANDS, *_CALCULATIONS, *_BEGINNINGS, ROLL_OVER, FORMS,
        ), typed=(), strict=True),
    )
}  # fmt: skip
"""By name, in the order of the work."""
assert tuple(LEVELS) == get_args(LevelName)
