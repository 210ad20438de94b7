"""The worksheet functions. Each module registers its own; a new one needs its line here and nothing else."""

from addin.functions import (
    check,
    earnings,
    learner,
    prior_learning,
    specification,
)
from addin.functions.registry import FUNCTIONS, Answers, Argument, WorksheetFunction

__all__ = ["FUNCTIONS", "Answers", "Argument", "WorksheetFunction"]
