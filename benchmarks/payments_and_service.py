"""``python -m benchmarks.payments_and_service [LEARNERS]``: both, beside the time it takes to read the return."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from addin.apprenticeship_service.bring_back import compare_with_service
from addin.apprenticeship_service.compared import compare_listed
from addin.apprenticeship_service.export_file import read_listed
from addin.apprenticeship_service.new_apprentices import agreed_price, service_start
from addin.commands.new import filled_book
from addin.hosts.file_host import FileHost
from addin.payments.book import payments_book
from addin.payments.reconciled import Reconciliation, reconciled
from addin.payments.report_file import read_payments
from addin.payments.returns import beside, known_file
from benchmarks.measured import timed
from benchmarks.returns import make_return
from benchmarks.steps import NOW, read_learners, read_records
from ilr_core import catalogue
from ilr_core.checking import check_return
from ilr_core.funding.programmes import programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner

LEARNERS = 5_000
MONTHS = ("August (R01)", "September (R02)", "October (R03)", "November (R04)")
KINDS = ("levy", "co-investment", "provider additional", "English and maths", "total")


def main(count: int) -> None:
    """Prints the processor time of each command's parts, and both commands as a multiple of reading the return."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, book = folder / "ILR-10000001-2627-20261123-120000-01.xml", folder / "book.xlsx"
        aims = make_return(file, count, NOW)
        learners = read_learners(file)
        filled_book(book, catalogue.load(), learners, ukprn=10000001)
        apprentices = [one for one in learners if programmes_of(one)]
        report, listed = _report(folder, apprentices), _list(folder, apprentices)
        print(f"-- {count:,} learners, {aims:,} aims, {len(apprentices):,} apprentices")
        reading, _ = timed("read the return", lambda: read_records(file))
        checking, _ = timed("read and check it", lambda: _check(file))
        timed("payment report alone", lambda: read_payments(report, catalogue.load().year))
        paying, found = timed("payments", lambda: _payments(file, report))
        making, _ = timed("payments: workbook", lambda: payments_book(folder / "payments.xlsx", found))
        timed("service list alone", lambda: compare_listed(read_listed(listed), learners))
        comparing, _ = timed("service compare", lambda: _compare(book, listed, mark=False))
        marking, _ = timed("service compare, marked", lambda: _compare(book, listed, mark=True))
    print(f"payments: {paying / reading:.2f} x reading, {paying / checking:.2f} x checking; with its workbook "
          f"{(paying + making) / reading:.2f} x reading")  # fmt: skip
    print(f"service compare: {comparing / reading:.2f} x reading; with marks {marking / reading:.2f} x")


def _check(file: Path) -> None:
    with file.open("rb") as stream:
        assert check_return(stream, file.name, now=NOW, knowledge=Knowledge()).learners


def _payments(file: Path, report: Path) -> Reconciliation:
    known = known_file(file, beside(Knowledge()), now=NOW)
    return reconciled(read_payments(report, known.year.year), known)


def _compare(book: Path, listed: Path, *, mark: bool) -> None:
    assert compare_with_service(FileHost(book), listed, now=NOW, mark=mark, knowledge=Knowledge()).lines


def _report(folder: Path, apprentices: Iterable[Learner]) -> Path:
    """A monthly report: every apprentice paid something in each month, one in ten not at all."""
    head = ["Learner reference number", "Unique learner number", "Learning aim reference"]
    columns = [f"{month} {kind} payments" for month in MONTHS for kind in KINDS]
    paid = ["400.00000", "0.00000", "0.00000", "0.00000", "400.00000"] * len(MONTHS)
    rows = ([one.LearnRefNumber, one.ULN, "ZPROG001", *paid] for n, one in enumerate(apprentices) if n % 10)
    return _written(folder / "report.csv", [[*head, *columns], *rows])


def _list(folder: Path, apprentices: Iterable[Learner]) -> Path:
    """The service's list: one in ten with another price, one in ten missing."""
    head = ["ULN", "Planned start date", "Total agreed apprenticeship price", "Your reference", "Status"]
    rows = []
    for number, one in enumerate(apprentices):
        spell = programmes_of(one)[-1]
        price = (agreed_price(spell) or 0) + (100 if number % 10 == 1 else 0)
        if number % 10:
            rows.append([one.ULN, f"{service_start(spell):%b %Y}", f"{price:,}", one.LearnRefNumber, "Live"])
    return _written(folder / "list.csv", [head, *rows])


def _written(path: Path, rows: Iterable[list[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else LEARNERS)
