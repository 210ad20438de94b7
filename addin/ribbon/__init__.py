"""The ribbon's commands: functions of a host that tell the user the outcome, and never fail with anything else."""

from addin.ribbon import (
    asking_learners,
    auditing,
    batching,
    checking,
    comparing,
    earning,
    exporting,
    fixing,
    guided_changes,
    helping,
    importing,
    making_reports,
    programmes,
    recognising,
    reporting,
    returning,
    rolling_over,
    verifying,
)
from addin.ribbon.registry import COMMANDS, GROUPS, MENUS, Command, run

__all__ = ["COMMANDS", "GROUPS", "MENUS", "Command", "run"]
