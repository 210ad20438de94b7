"""The worksheet functions. Each module registers its own; a new one needs its line here and nothing else."""

from addin.functions import (
    check,  # noqa: F401 - registers its functions
    earnings,  # noqa: F401
    learner,  # noqa: F401
    prior_learning,  # noqa: F401
    specification,  # noqa: F401
)
from addin.functions.registry import FUNCTIONS, Answers, Argument, WorksheetFunction

__all__ = ["FUNCTIONS", "Answers", "Argument", "WorksheetFunction"]
