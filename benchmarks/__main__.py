"""``python -m benchmarks [SIZES...]``: every step at every size, as a table with ratios to lxml's own time."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.returns import make_return
from benchmarks.steps import NOW, STEPS

SIZES = (1_000, 10_000, 50_000)
LARGEST_WORKBOOK = 10_000


def main(sizes: tuple[int, ...]) -> None:
    """Prints the table; every step runs in a fresh process, so that its peak memory is its own."""
    print(f"{'step':26}{'learners':>10}{'seconds':>10}{'learners/s':>12}{'x lxml':>8}{'peak MB':>9}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "ILR-10000001-2627-20261123-120000-01.xml"
            aims = make_return(file, size, NOW)
            print(f"-- {size:,} learners, {aims:,} aims, {file.stat().st_size / 1e6:.0f} MB of XML")
            measure = 0.0
            for name in STEPS:
                if "workbook" in name and size > LARGEST_WORKBOOK:
                    continue
                seconds, megabytes = _measured(name, file)
                measure = measure or seconds
                rate, ratio = size / seconds, seconds / measure
                print(f"{name:26}{size:>10,}{seconds:>10.2f}{rate:>12,.0f}{ratio:>8.1f}{megabytes:>9.0f}", flush=True)
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "addin.cli", "--help"], check=True, capture_output=True)
    print(f"{'ilr --help':26}{'':>10}{time.perf_counter() - begun:>10.2f}")


def _measured(step: str, file: Path) -> tuple[float, float]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.steps", step, str(file)], stdout=subprocess.PIPE, text=True
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


if __name__ == "__main__":
    main(tuple(int(size.replace(",", "")) for size in sys.argv[1:]) or SIZES)
