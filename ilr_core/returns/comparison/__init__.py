"""Comparison of two returns: who started and left, what changed, and which changes come after a hard close."""

from ilr_core.returns.comparison.closing import Closing, closing_at, first_day_of
from ilr_core.returns.comparison.comparing import ComparedLearner, Comparison, compare, has_open_aims
from ilr_core.returns.comparison.differences import Difference, differences, is_open_aim_gone

__all__ = [
    "Closing",
    "ComparedLearner",
    "Comparison",
    "Difference",
    "closing_at",
    "compare",
    "differences",
    "first_day_of",
    "has_open_aims",
    "is_open_aim_gone",
]
