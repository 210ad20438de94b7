"""``python -m benchmarks.registers [LEARNERS]``: loading large registers, and what they add to a check."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from benchmarks.made_registers import make_registers
from benchmarks.measured import measured
from benchmarks.returns import make_return
from benchmarks.steps import NOW, read_learners
from ilr_core import catalogue
from ilr_core.checking import check_return
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.registers import RegisterDatabase, Registers, registers_in
from ilr_core.rules import BATCH, Check, Context

LEARNERS, ROUNDS = 10_000, 3
LOOK_UPS = ("aim", "standard", "has", "pays", "organisation", "may_assess", "providers", "open_to")
Called = list[tuple[str, str, tuple[Any, ...]]]


def main(learners: int) -> None:
    """Prints time and peak memory of the load, then processor times without and with registers, best of some rounds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ILR_DATA"] = str(folder / "data")
        file = folder / "ILR-10000001-2627-20261123-120000-01.xml"
        aims = make_return(file, learners, NOW)
        make_registers(folder)
        seconds, megabytes = measured("load registers", folder)
        print(f"loaded in {seconds:.1f} s, at most {megabytes:.0f} MB")
        print(f"{learners:,} learners, {aims:,} aims, seconds without and with registers:")
        read = read_learners(file)
        with closing(RegisterDatabase.to_read(folder / "data" / "registers.sqlite")) as opened:
            _compare("rules alone", lambda registers: _rules(read, registers), opened)
            whole = _compare("whole check", lambda registers: _whole(file, registers), opened)
            called = _look_ups(file, registers_in(opened))
            alone = min(_replayed(called, registers_in(opened)) for _ in range(ROUNDS))
            print(f"{len(called):,} look-ups of the check alone: {alone:.2f} s, {alone / whole:.0%} of it without them")


def _compare(words: str, action: Callable[[Registers], None], opened: RegisterDatabase) -> float:
    # Alternately, so that what else the machine does weighs on both.
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for times, registers in zip(taken, (Registers(), registers_in(opened)), strict=True):
            begun = time.process_time()
            action(registers)
            times.append(time.process_time() - begun)
    without, with_them = map(min, taken)
    print(f"{words:14}{without:6.2f}{with_them:6.2f}  {with_them / without:.2f} times as long")
    return without


def _rules(learners: list[Learner], registers: Registers) -> None:
    run = Check(Context(catalogue.load(), NOW.date(), NOW, registers=registers))
    for first in range(0, len(learners), BATCH):
        run.learners(learners[first : first + BATCH])


def _whole(file: Path, registers: Registers) -> None:
    with file.open("rb") as stream:
        report = check_return(stream, file.name, now=NOW, knowledge=Knowledge(registers))
    assert not report.findings, report.findings[0]


def _look_ups(file: Path, registers: Registers) -> Called:
    """Every look-up that a check makes, in order: register, name of the look-up, its arguments."""
    called: Called = []
    with _recording(registers, called):
        _whole(file, registers)
    return called


@contextmanager
def _recording(registers: Registers, called: Called):
    kept = []
    for register in (field.name for field in fields(registers)):
        kind = type(getattr(registers, register))
        for name in (name for name in LOOK_UPS if name in vars(kind)):
            asked = getattr(kind, name)
            kept.append((kind, name, asked))

            def recorded(self, *given, asked=asked, register=register, name=name):
                called.append((register, name, given))
                return asked(self, *given)

            setattr(kind, name, recorded)
    try:
        yield
    finally:
        for kind, name, asked in kept:
            setattr(kind, name, asked)


def _replayed(called: Called, registers: Registers) -> float:
    """How long these look-ups take with nothing remembered."""
    asked = [(getattr(getattr(registers, register), name), given) for register, name, given in called]
    begun = time.process_time()
    for look_up, given in asked:
        look_up(*given)
    return time.process_time() - begun


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else LEARNERS)
