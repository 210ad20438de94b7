"""A step in a process of its own, so that its peak memory is its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def measured(step: str, path: Path) -> tuple[float, float]:
    """Seconds and peak megabytes (nan where the system does not say) of a step of ``steps.py``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.steps", step, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    printed = process.stdout.read()
    if not hasattr(os, "wait4"):
        process.wait()
        return float(printed), float("nan")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"The step {step} failed.")
    unit = 1 if sys.platform == "darwin" else 1024
    return float(printed), usage.ru_maxrss * unit / 1e6
