"""The sheets of a workbook that hold no records of the return, by what they are for."""

from __future__ import annotations

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
    START,
)
from workbook_templates.roll_over_sheet import ROLL_OVER
from workbook_templates.rpl_columns import RPL

WRITTEN_BY_COMMANDS = (PROBLEMS, COUNTS, DASHBOARD, DASHBOARD_LISTS, CHANGES, SEALS, LISTS, SOURCE_FILES)
BEGINNINGS = (PROGRAMMES, NEW_LEARNERS)
CALCULATIONS = (RPL, EARNINGS, OFF_THE_JOB)
ASIDE = (ROLL_OVER, FORMS)
OWN_SHEETS = frozenset({START, *WRITTEN_BY_COMMANDS, *BEGINNINGS, *CALCULATIONS, *ASIDE})
