"""``python -m benchmarks [SIZES...]``: every step at every size, as a table with ratios to lxml's own time."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.made_registers import make_registers
from benchmarks.measured import measured
from benchmarks.returns import make_return
from benchmarks.steps import NOW, STEPS

SIZES = (1_000, 10_000, 50_000)
LARGEST_WORKBOOK = 10_000
LOAD = "load registers"


def main(sizes: tuple[int, ...]) -> None:
    """Prints the table; every step runs in a fresh process, so that its peak memory is its own."""
    print(f"{'step':26}{'learners':>10}{'seconds':>10}{'learners/s':>12}{'x lxml':>8}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as registers:
        os.environ["ILR_DATA"] = str(Path(registers) / "data")
        make_registers(Path(registers))
        seconds, megabytes = measured(LOAD, Path(registers))
        print(f"{LOAD:26}{'':>10}{seconds:>10.2f}{'':>20}{megabytes:>9.0f}", flush=True)
        for size in sizes:
            _measure_all(size)
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "addin.cli", "--help"], check=True, capture_output=True)
    print(f"{'ilr --help':26}{'':>10}{time.perf_counter() - begun:>10.2f}")


def _measure_all(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ILR-10000001-2627-20261123-120000-01.xml"
        aims = make_return(file, size, NOW)
        print(f"-- {size:,} learners, {aims:,} aims, {file.stat().st_size / 1e6:.0f} MB of XML")
        measure = 0.0
        for name in STEPS:
            if name == LOAD or ("workbook" in name and size > LARGEST_WORKBOOK):
                continue
            seconds, megabytes = measured(name, file)
            measure = measure or seconds
            rate, ratio = size / seconds, seconds / measure
            print(f"{name:26}{size:>10,}{seconds:>10.2f}{rate:>12,.0f}{ratio:>8.1f}{megabytes:>9.0f}", flush=True)


if __name__ == "__main__":
    main(tuple(int(size.replace(",", "")) for size in sys.argv[1:]) or SIZES)
