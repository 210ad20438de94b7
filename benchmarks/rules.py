"""``python -m benchmarks.rules [LEARNERS]``: all rules over learners in memory, and the ten dearest rules."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.returns import make_return
from benchmarks.steps import NOW, lxml_parse_and_validate, read_learners
from ilr_core import catalogue
from ilr_core.model import Learner, Record
from ilr_core.rules import BATCH, Check, Context, rules_of

LEARNERS = 2_000
ROUNDS = 3
DEAREST = 10


def main(learners: int) -> None:
    """Prints processor times as ratios to lxml's own parse-and-validate of the same learners, best of some rounds."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ILR-10000001-2627-20261123-120000-01.xml"
        make_return(file, learners, NOW)
        read = read_learners(file)
        measure = _best(lambda: lxml_parse_and_validate(file))
    context = Context(catalogue.load(), NOW.date(), NOW)
    together = _best(lambda: _check(read, context))
    single = _best(lambda: _check(read, context, batch=1))
    print(f"{learners:,} learners; lxml's parse and validate takes {measure / learners * 1e6:.0f} µs each")
    print(f"all rules, {BATCH} learners at once {together / measure:6.2f} x lxml")
    print(f"all rules, one by one           {single / measure:6.2f} x lxml")
    times = _times_by_rule(read, context)
    whole = sum(times.values())
    print(f"sum of each rule by itself      {whole / measure:6.2f} x lxml, of which")
    for name, taken in sorted(times.items(), key=lambda item: -item[1])[:DEAREST]:
        print(f"    {name:26}{taken / whole:6.1%}")


def _check(learners: list[Learner], context: Context, batch: int = BATCH) -> None:
    run = Check(context)
    for first in range(0, len(learners), batch):
        run.learners(learners[first : first + batch])


def _times_by_rule(learners: list[Learner], context: Context) -> dict[str, float]:
    records: dict[str, list[Record]] = {}
    for learner in learners:
        for record in learner.walk():
            records.setdefault(record.ENTITY, []).append(record)
    rules = rules_of(context.catalogue.year)
    judged = {
        name: (rule.function, [record for record in records.get(rule.scope, []) if rule.is_asked_of(record)])
        for name, rule in rules.items()
    }
    return {
        name: _best(lambda function=function, own=own: [function(record, context) for record in own])
        for name, (function, own) in judged.items()
    }


def _best(action: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        action()
        taken.append(time.process_time() - begun)
    return min(taken)


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else LEARNERS)
