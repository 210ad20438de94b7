"""The time at which a command runs; the only place of the command line that reads the clock."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """This moment in local time, which returns, logs and people use."""
    return datetime.now()  # noqa: DTZ005 - returns carry local time
