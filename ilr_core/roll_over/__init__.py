"""From one collection year's return to the next year's: what goes on, in what form, and what a person must decide."""

from ilr_core.roll_over.carried import Reason, reasons_to_carry, why_left_out
from ilr_core.roll_over.notes import Kind, Note, Urgency
from ilr_core.roll_over.rolling import RollOver, roll_over, unreadable
from ilr_core.roll_over.rules_ahead import rules_ahead
from ilr_core.roll_over.year_step import YearStep, year_step

__all__ = [
    "Kind",
    "Note",
    "Reason",
    "RollOver",
    "Urgency",
    "YearStep",
    "reasons_to_carry",
    "roll_over",
    "rules_ahead",
    "unreadable",
    "why_left_out",
    "year_step",
]
