"""``python -m benchmarks.reports [LEARNERS]``: the reports of a return, beside the time it takes to read it."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from addin.standing_reports import REPORTS, Table
from addin.standing_reports.facts import ReturnFacts
from addin.standing_reports.page import as_page
from addin.standing_reports.returns import facts_at
from addin.standing_reports.saving import save_reports
from addin.standing_reports.text import as_csv
from benchmarks.returns import make_return
from benchmarks.steps import NOW, read_records
from ilr_core.knowledge import Knowledge

LEARNERS = 10_000
T = TypeVar("T")


def main(count: int) -> None:
    """Prints the processor time of reading a return, of each report of it, and of all in each format, as ratios."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "return.xml"
        aims = make_return(file, count, NOW)
        print(f"-- {count:,} learners, {aims:,} aims")
        reading, _ = _timed("read records", lambda: read_records(file))
        whole, facts = _timed("read for reports", lambda: facts_at(file, now=NOW, knowledge=Knowledge()), reading)
        made, tables = _each(facts, reading)
        writing = sum(
            _timed(words, work, reading)[0]
            for words, work in (
                ("CSV", lambda: [as_csv(table) for table in tables]),
                ("web page", lambda: as_page(tables)),
                ("workbook", lambda: save_reports(Path(folder) / "out.xlsx", tables)),
            )
        )
    everything = (whole + made + writing) / reading
    print(f"all reports {made / reading:.2f} x reading; read, made and in every format {everything:.2f} x")


def _each(facts: ReturnFacts, reading: float) -> tuple[float, Sequence[Table]]:
    seconds, tables = 0.0, []
    for report in REPORTS.values():
        used, table = _timed(report.name, lambda report=report: report.of(facts, names=True), reading)
        seconds += used
        tables.append(table)
    return seconds, tables


def _timed(words: str, work: Callable[[], T], measure: float = 0.0) -> tuple[float, T]:
    worked = time.process_time()
    result = work()
    used = time.process_time() - worked
    print(f"{words:24}{used:8.2f} s of processor{used / (measure or used or 1):8.2f} x reading", flush=True)
    return used, result


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else LEARNERS)
