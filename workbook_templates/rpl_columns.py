"""The columns of the sheet ``RPL``: one row for each apprentice, what is typed and what is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ilr_core.catalogue import Catalogue, Field
from workbook_templates.formats import DATE, TEXT, WHOLE
from workbook_templates.layout import ROW_ID, Column, SheetLayout
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL

RPL, TABLE = "RPL", "PriorLearning"
BY_PERCENT_ROW, BY_AMOUNT_ROW, SET_ROW, NOW_ROW, THEN_ROW, HEADER_ROW = 2, 3, 4, 5, 6, 7
FIRST_ROW = HEADER_ROW + 1

VERDICT, NOTE, RESTART, TICK = "Verdict", "Note", "Restart", "What-if"
SYMBOLS = {
    "ok": CLEAN_SYMBOL,
    "notice": WARNING_SYMBOL,
    "missing": WARNING_SYMBOL,
    "refused": ERROR_SYMBOL,
    "none": "–",
}
"""What a verdict begins with, by the kind of judgement."""

MONEY, PERCENT = "#,##0", "0.0%"
Part = Literal["verdict", "known", "input", "result", "now", "tick", "if", "hidden"]


@dataclass(frozen=True)
class RplColumn:
    """One column: header, part, width in characters, number format, and what it says of itself beside a chosen cell.

    ``name`` is the attribute of `ilr_core.rpl.Entry` (inputs) or `ilr_core.rpl.Judgement` (results), else empty.
    """

    header: str
    part: Part
    width: float
    format: str
    about: str
    name: str = ""


_IDENTITY = (
    RplColumn("LearnRefNumber", "known", 14.0, TEXT, "From Learners. Fill writes it."),
    RplColumn("FamilyName", "known", 14.0, TEXT, "From Learners. Fill writes it."),
    RplColumn("GivenNames", "known", 12.0, TEXT, "From Learners. Fill writes it."),
    RplColumn("LearnStartDate", "known", 13.0, DATE, "From Aims. The rules of this day apply.", "start"),
    RplColumn("LearnPlanEndDate", "known", 15.0, DATE, "From Aims. Change it there, or take it over from a what-if.",
              "planned_end"),
    RplColumn("StdCode", "known", 8.0, TEXT, "From Aims: the apprenticeship standard."),
)  # fmt: skip
_INPUTS = (
    RplColumn("Funding band", "input", 8.5, MONEY,
              "Highest funding of the standard on the start date, pounds. Filled from LARS if it is loaded.", "band"),
    RplColumn("Hours before", "input", 8.0, MONEY,
              "Off-the-job hours planned for somebody without prior learning. Whole hours.", "hours_before"),
    RplColumn("Hours removed", "input", 8.5, MONEY,
              "Hours not delivered because the apprentice knows it already. Whole hours.", "hours_removed"),
    RplColumn("Price before", "input", 8.5, MONEY,
              "Training price agreed before recognition, without assessment. Whole pounds.", "price_before"),
    RplColumn("Assessment price", "input", 11.0, MONEY,
              "Price of the end-point assessment (TNP 2). It does not change. Whole pounds.", "assessment_price"),
    RplColumn("Reduction given", "input", 9.5, MONEY,
              "By how much the training price comes down for prior learning. Whole pounds.", "reduction_given"),
    RplColumn("Published minimum", "input", 10.0, MONEY,
              "Optional: the standard's published minimum of off-the-job hours. Starts from August 2025 only.",
              "published_minimum"),
)  # fmt: skip
_RESULTS = (
    RplColumn("Prior learning", "result", 8.0, PERCENT, "Hours removed / hours before.", "learned"),
    RplColumn("Least reduction", "result", 9.5, MONEY,
              "Half the share of prior learning, of the funding band; whole pounds, up.", "least_reduction"),
    RplColumn("Highest price", "result", 8.5, MONEY,
              "Funding band less the least reduction: the most that training and assessment may cost.",
              "highest_price"),
    RplColumn("New TNP1", "result", 8.5, MONEY, "Price before less reduction given. Apply writes it.",
              "new_training_price"),
    RplColumn("Total price", "result", 8.5, MONEY, "New TNP1 and assessment price; not above the highest price.",
              "total_price"),
    RplColumn("Hours left", "result", 7.0, MONEY, "Hours before less hours removed. Apply writes them.", "hours_left"),
    RplColumn("Least hours", "result", 7.0, MONEY,
              "What must be left: the published minimum less hours removed, never below the floor of the start date.",
              "least_hours"),
    RplColumn("Days", "result", 6.5, MONEY, "From start to planned end, both counted.", "days"),
)  # fmt: skip
_NOW = (
    RplColumn("TNP1 now", "now", 8.0, MONEY, "What Finance says now; for information."),
    RplColumn("Hours now", "now", 7.5, MONEY, "Planned hours that Aims has now (HRS1 or PHours); for information."),
    RplColumn("AimSeqNumber", "now", 12.0, WHOLE, "From Aims: the programme aim."),
)  # fmt: skip
_TICK = RplColumn(TICK, "tick", 8.0, TEXT, "Put an x here to try the what-if on this row only.")
IF = "If: "
_CHANGED = ("LearnPlanEndDate", "Hours removed", "Price before", "Reduction given")
_IF = (
    *(
        RplColumn(IF + column.header, "if", column.width + 2, column.format, f"{column.header} in the what-if.",
                  column.name)
        for column in (*_IDENTITY, *_INPUTS) if column.header in _CHANGED
    ),
    *(
        RplColumn(IF + column.header, "if", column.width + 2, column.format, f"{column.header} in the what-if.",
                  column.name)
        for column in _RESULTS
    ),
    RplColumn(IF + VERDICT, "if", 32.0, TEXT, "The verdict in the what-if."),
)  # fmt: skip
_HIDDEN = (
    RplColumn(NOTE, "hidden", 10.0, TEXT, "What Fill found out about the row. Leave it as it is."),
    RplColumn(RESTART, "hidden", 8.0, TEXT, "RES, if the aim goes on after a break. Leave it as it is."),
    RplColumn(ROW_ID, "hidden", 10.0, TEXT, "The row of Aims. Leave it as it is."),
)
COLUMNS = (
    RplColumn(VERDICT, "verdict", 40.0, TEXT, "What is to be said of the row. It follows what you type."),
    *_IDENTITY, *_INPUTS, *_RESULTS, *_NOW, _TICK, *_IF, *_HIDDEN,
)  # fmt: skip
"""Every column in the order of a new workbook."""

INPUTS = {column.name: column.header for column in _INPUTS}
"""Headers of what is typed, by the attribute of `ilr_core.rpl.Entry`."""

RESULTS = {column.name: column.header for column in _RESULTS}
"""Headers of what is worked out, by the attribute of `ilr_core.rpl.Judgement`."""

CHANGEABLE = {"planned_end": "LearnPlanEndDate", **{name: INPUTS[name] for name in INPUTS if INPUTS[name] in _CHANGED}}
"""Headers of what a what-if can change, by the attribute of `ilr_core.rpl.Entry`."""


@cache
def rpl_layout(year: Catalogue) -> SheetLayout:
    """The sheet as the commands that find and change cells know it; its rows are no records of the return."""
    amount = year.fields["AppFinRecord"]["AFinAmount"]
    day = year.fields["LearningDelivery"]["LearnPlanEndDate"]
    known = {"LearnRefNumber": year.fields["Learner"]["LearnRefNumber"]}

    def definition(column: RplColumn) -> Field | None:
        if column.format in (MONEY, WHOLE):
            return amount
        return day if column.format == DATE else known.get(column.header)

    # A definition says how a logged text becomes a number or a day again.
    columns = tuple(Column(column.header, "status", definition(column)) for column in COLUMNS)
    return SheetLayout(RPL, TABLE, "", columns, about="Prior learning of apprentices: price, hours, verdict.")
