"""``python -m benchmarks.registers [LEARNERS]``: loading large registers, and what they add to all rules."""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import product
from pathlib import Path

from benchmarks.returns import make_return
from benchmarks.steps import NOW, read_learners
from ilr_core import catalogue
from ilr_core.checking import check_return
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.registers import RegisterDatabase, Registers, registers_in
from ilr_core.registers.tables import Table, shipped_tables
from ilr_core.rules import BATCH, Check, Context

LEARNERS, AIMS, POSTCODES, ROUNDS = 10_000, 20_000, 1_800_000, 3
APPRENTICESHIP = 36
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
VALIDITIES = ("ANY", "ADULT_SKILLS", "1619_EFA", "Tailored_Learning", "GROWTH_SKILLS_SHORT_COURSES")
USUAL = {"LearnAimRefType": "0006", "NotionalNVQLevelv2": "2", "CategoryRef": "3", "BasicSkillsType": "1"}


def main(learners: int) -> None:
    """Prints the load's time and peak memory, then the rules' processor time without and with registers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ILR_DATA"] = str(folder / "data")
        file = folder / "ILR-10000001-2627-20261123-120000-01.xml"
        make_return(file, learners, NOW)
        read = read_learners(file)
        files = [*lars_files(folder, read), postcode_file(folder)]
        _load(files)
        database = folder / "data" / "registers.sqlite"
        with closing(RegisterDatabase.to_read(database)) as opened:
            for words, action in {"all rules": partial(_rules, read), "whole check": partial(_whole, file)}.items():
                without, with_them = _best(action, Registers), _best(action, lambda: registers_in(opened))
                print(
                    f"{words} over {learners:,} learners: {without:.2f} s without registers, {with_them:.2f} s with, "
                    f"{with_them / without:.2f} times as long"
                )


def lars_files(folder: Path, learners: list[Learner]) -> Iterator[Path]:
    """LARS with every aim and standard of the learners, and made ones up to its real size."""
    aims = {aim.LearnAimRef for learner in learners for aim in learner.LearningDelivery}
    # An apprenticeship's aim that is English or maths would ask for a contract type that the learners have not.
    plain = {a.LearnAimRef for learner in learners for a in learner.LearningDelivery if a.FundModel == APPRENTICESHIP}
    aims |= {f"M{number:07}" for number in range(AIMS - len(aims))}
    standards = [str(number) for number in range(1, 900)]
    for table in (table for table in shipped_tables() if table.register == "LARS"):
        keys = standards if table.key in ("StandardCode", "ApprenticeshipCode") else sorted(aims)
        keys = sorted(aims - plain) if table.name == "AnnualValue" else keys
        yield _written(folder / f"{table.name}.csv", table, ["3"] if table.name == "Category" else keys)


def postcode_file(folder: Path) -> Path:
    """A postcode directory of the real one's size."""
    table = next(table for table in shipped_tables() if table.register == "postcodes")
    places = product(LETTERS, LETTERS, range(1, 100), range(10), LETTERS, LETTERS)
    codes = (f"{a}{b}{district} {sector}{c}{d}" for a, b, district, sector, c, d in places)
    return _written(folder / "ONSPD_AUG_2026_UK.csv", table, (code for code, _ in zip(codes, range(POSTCODES))))  # noqa: B905


def _written(path: Path, table: Table, keys: Iterable[str]) -> Path:
    kinds = [name for name in VALIDITIES if any(column.name == "ValidityCategory" for column in table.columns)] or [""]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.headers[0] for column in table.columns])
        for key, kind in product(keys, kinds) if len(kinds) > 1 else ((key, "") for key in keys):
            writer.writerow([key if column.key else _cell(column.name, column.type, kind) for column in table.columns])
    return path


def _cell(name: str, kind: str, validity: str) -> str:
    if name == "ValidityCategory":
        return validity
    if kind == "date":
        return "2000-08-01" if name in ("StartDate", "EffectiveFrom") else ""
    return USUAL.get(name, "1" if kind == "number" else "")


def _load(files: list[Path]) -> None:
    begun = time.perf_counter()
    child = os.fork() if hasattr(os, "fork") else 0
    if not child:
        from addin.loading.registers import import_registers

        done = import_registers(files, NOW)
        print(*(f"loaded {entry.register}: {entry.rows:,} rows" for entry in done), sep="\n", flush=True)
        if hasattr(os, "fork"):
            os._exit(0)
        return
    _, _, usage = os.wait4(child, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    print(f"in {time.perf_counter() - begun:.1f} s, at most {usage.ru_maxrss * unit / 1e6:.0f} MB")


def _rules(learners: list[Learner], registers: Registers) -> None:
    run = Check(Context(catalogue.load(), NOW.date(), NOW, registers=registers))
    for first in range(0, len(learners), BATCH):
        run.learners(learners[first : first + BATCH])


def _whole(file: Path, registers: Registers) -> None:
    with file.open("rb") as stream:
        check_return(stream, file.name, now=NOW, knowledge=Knowledge(registers))


def _best(action: Callable[[Registers], None], registers: Callable[[], Registers]) -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        action(registers())
        taken.append(time.process_time() - begun)
    return min(taken)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LEARNERS)
