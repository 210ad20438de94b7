"""Which version of the template a workbook was made from, and which sheets came with a later one.

A new sheet of ours is a new version: raise `VERSION` and add the sheet to `LATER_SHEETS`.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from workbook_templates.forms_sheet import FORMS
from workbook_templates.layout import (
    CHANGES,
    COUNTS,
    DASHBOARD,
    DASHBOARD_LISTS,
    EARNINGS,
    NEW_LEARNERS,
    OFF_THE_JOB,
    PROGRAMMES,
    SEALS,
)
from workbook_templates.names import TEMPLATE
from workbook_templates.rpl_columns import RPL

VERSION = 4
"""Workbooks of version 1 do not say their version."""

LATER_SHEETS = {
    CHANGES: "keeps what is changed, and lets a change be undone",
    COUNTS: "counts the findings by rule",
    DASHBOARD: "shows how the return stands, with charts",
    PROGRAMMES: "holds the templates that learners are added from",
    NEW_LEARNERS: "takes the list of learners to add",
    RPL: "works out price, hours and duration after prior learning",
    EARNINGS: "estimates what apprentices earn, by month",
    OFF_THE_JOB: "sets off-the-job hours against plan and rules",
    DASHBOARD_LISTS: "holds the lists behind the figures of the dashboard",
    SEALS: "keeps who verified which learner, and the level of the workbook",
    FORMS: "says whose form is whose, and what came back",
}
"""Sheets that workbooks of earlier versions may lack, with what each does."""


def add_version(book: Workbook) -> None:
    """Notes the version in the workbook, as a name without a cell."""
    book.defined_names[TEMPLATE] = DefinedName(TEMPLATE, attr_text=str(VERSION), hidden=True)
