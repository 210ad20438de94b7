"""A step in a process of its own, so that its peak memory is its own; or in this one, timed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


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


def timed(words: str, work: Callable[[], T]) -> tuple[float, T]:
    """Prints the time that work takes; gives its seconds of processor and its result."""
    begun, worked = time.perf_counter(), time.process_time()
    result = work()
    seconds, used = time.perf_counter() - begun, time.process_time() - worked
    print(f"{words:24}{seconds:8.2f} s{used:8.2f} s of processor", flush=True)
    return used, result
