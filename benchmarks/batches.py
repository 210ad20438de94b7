"""``python -m benchmarks.batches [FILES] [LEARNERS]``: returns combined, split and checked, beside reading them."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import time
from pathlib import Path

from addin.batches.combine import combine
from addin.batches.inputs import input_at, inputs_at
from addin.batches.split import split
from addin.cli import main as ilr
from benchmarks.measured import timed
from benchmarks.returns import make_return
from benchmarks.steps import NOW, read_records
from ilr_core.knowledge import Knowledge
from ilr_core.returns.batches import split_of

FILES, LEARNERS = 10, 1_000
JOBS = 2


def main(files: int, learners: int) -> None:
    """Prints the time of each step, and their ratios: to reading all learners once, and of processes to one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ILR_DATA"] = str(folder / "data")
        whole, parts = folder / "whole.xml", folder / "parts"
        aims = make_return(whole, files * learners, NOW)
        print(
            f"-- {files:,} returns of {learners:,} learners, {aims:,} aims, {whole.stat().st_size / 1e6:.0f} MB of XML"
        )
        reading, _ = timed("read the whole", lambda: read_records(whole))
        splitting, pieces = timed("split", lambda: _split(whole, parts, learners))
        assert pieces == files
        combining, done = timed("combine", lambda: combine(inputs_at([parts]), folder / "out", now=NOW))
        assert done.learners == files * learners
        booking, _ = timed("combine as workbook", lambda: combine(inputs_at([parts]), folder / "new.xlsx", now=NOW))
        checking, _ = timed("check the whole", lambda: _check(whole))
        begun = time.perf_counter()
        alone, _ = timed("check a folder", lambda: _check(parts))
        middle = time.perf_counter()
        timed(f"the same, --jobs {JOBS}", lambda: _check(parts, "--jobs", str(JOBS)))
        end = time.perf_counter()
        kept, _ = timed("the same, --findings", lambda: _check(parts, "--findings", str(folder / "findings.csv")))
    for words, used in {"splitting": splitting, "combining": combining, "combining as a workbook": booking}.items():
        print(f"{words}: {used / reading:.2f} x reading")
    print(f"a folder: {alone / checking:.2f} x the whole; with its findings {kept / checking:.2f} x")
    print(f"{JOBS} processes: {(end - middle) / (middle - begun):.2f} x the seconds of one")


def _split(whole: Path, parts: Path, learners: int) -> int:
    by = split_of(f"{learners}-learners")
    return len(split(input_at(whole), by, parts, now=NOW, knowledge=Knowledge()))


def _check(path: Path, *options: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        ilr(["check", str(path), "--summary", "--no-registers", *options])


if __name__ == "__main__":
    given = [int(number.replace(",", "")) for number in sys.argv[1:]]
    main(*(given + [FILES, LEARNERS][len(given) :]))
