"""The ribbon's commands: functions of a host that tell the user the outcome, and never fail with anything else."""

from addin.ribbon import (
    asking_learners,  # noqa: F401 - registers its commands
    auditing,  # noqa: F401
    batching,  # noqa: F401
    checking,  # noqa: F401
    comparing,  # noqa: F401
    earning,  # noqa: F401
    exporting,  # noqa: F401
    fixing,  # noqa: F401
    guided_changes,  # noqa: F401
    helping,  # noqa: F401
    importing,  # noqa: F401
    making_reports,  # noqa: F401
    programmes,  # noqa: F401
    recognising,  # noqa: F401
    reporting,  # noqa: F401
    returning,  # noqa: F401
    rolling_over,  # noqa: F401
    verifying,  # noqa: F401
)
from addin.ribbon.registry import COMMANDS, GROUPS, MENUS, Command, run

__all__ = ["COMMANDS", "GROUPS", "MENUS", "Command", "run"]
