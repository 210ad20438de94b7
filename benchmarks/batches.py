"""``python -m benchmarks.batches [FILES] [LEARNERS]``: returns combined, split and checked, beside reading them."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from addin.batches.combine import combine
from addin.batches.inputs import input_at, inputs_at
from addin.batches.split import split
from addin.cli import main as ilr
from benchmarks.returns import make_return
from benchmarks.steps import NOW, read_records
from ilr_core.knowledge import Knowledge
from ilr_core.returns.batches import split_of

FILES, LEARNERS = 10, 1_000
JOBS = 2
T = TypeVar("T")


def main(files: int, learners: int) -> None:
    """Prints the processor time of each step, that of other processes too, and its ratio to reading all learners once.

    What several processes gain is told in seconds, which other work on the machine changes.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ILR_DATA"] = str(folder / "data")
        whole = folder / "whole.xml"
        aims = make_return(whole, files * learners, NOW)
        print(
            f"-- {files:,} returns of {learners:,} learners, {aims:,} aims, {whole.stat().st_size / 1e6:.0f} MB of XML"
        )
        base = _timed("read the whole", lambda: read_records(whole))[1]
        parts = folder / "parts"

        def split_up() -> int:
            by = split_of(f"{learners}-learners")
            return len(split(input_at(whole), by, parts, now=NOW, knowledge=Knowledge()))

        assert _timed("split", split_up, base)[0] == files
        done, combining = _timed("combine", lambda: combine(inputs_at([parts]), folder / "out", now=NOW), base)
        assert done.learners == files * learners
        _timed("combine into a workbook", lambda: combine(inputs_at([parts]), folder / "new.xlsx", now=NOW), base)
        checking = _timed("check the whole", lambda: _check(whole), base)[1]
        alone = time.perf_counter()
        folder_checking = _timed("check a folder", lambda: _check(parts), base)[1]
        together = time.perf_counter()
        _timed(f"check a folder, --jobs {JOBS}", lambda: _check(parts, "--jobs", str(JOBS)), base)
        end = time.perf_counter()
        findings = ("--findings", str(folder / "findings.csv"))
        _timed("check a folder, --findings", lambda: _check(parts, *findings), base)
    print(f"a folder takes {folder_checking / checking:.2f} x the whole; combining {combining / base:.2f} x reading")
    print(f"{JOBS} processes need {(end - together) / (together - alone):.2f} x the seconds of one")


def _check(path: Path, *options: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        ilr(["check", str(path), "--summary", "--no-registers", *options])


def _timed(words: str, work: Callable[[], T], base: float | None = None) -> tuple[T, float]:
    begun = _processor_time()
    result = work()
    used = _processor_time() - begun
    print(f"{words:30}{used:8.2f} s of processor{used / (base or used):8.2f} x reading", flush=True)
    return result, used


def _processor_time() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    given = [int(number.replace(",", "")) for number in sys.argv[1:]]
    main(*(given + [FILES, LEARNERS][len(given) :]))
