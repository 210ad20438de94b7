"""The steps that are measured, each a function of a file made by ``returns.py``, run in a process of its own."""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from lxml import etree

from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.xml import HeaderFacts, ReturnReader, schema_of, schema_problems, write_checked

NOW = datetime(2026, 11, 23, 12)  # noqa: DTZ001 - returns carry local time


def lxml_parse_and_validate(file: Path) -> None:
    """The measure of the others: lxml's own tree and verdict."""
    tree = etree.parse(file)
    assert schema_of(catalogue.load()).validate(tree)


def schema_check(file: Path) -> None:
    """The schema's verdict, streaming."""
    with file.open("rb") as stream:
        assert not schema_problems(stream, file.name, catalogue.load())


def read_records(file: Path) -> None:
    """XML to records, streaming, schema verdict included."""
    with file.open("rb") as stream:
        assert sum(1 for _ in ReturnReader(stream, file.name).learners())


def check(file: Path) -> None:
    """The whole check of a file: read, schema, rules."""
    from ilr_core.checking import check_return

    with file.open("rb") as stream:
        assert check_return(stream, file.name, now=NOW).learners


def check_by_two(file: Path) -> None:
    """The same by two processes, each with a share of the learners."""
    from addin.cli.shares import check_with

    known = Knowledge()
    report = check_with(2, file, now=NOW, year=None, schema=None, knowledge=known, loaded=False)
    assert report.learners


def check_with_registers(file: Path) -> None:
    """The same with the registers in the data folder, opened for it as by a command."""
    from addin.loading.knowledge import loaded_knowledge
    from ilr_core.checking import check_return

    with file.open("rb") as stream:
        report = check_return(stream, file.name, now=NOW, knowledge=loaded_knowledge())
    assert report.learners
    assert not report.not_checked


def load_registers(folder: Path) -> None:
    """The downloads of a folder into the data folder."""
    from addin.loading.registers import import_registers

    downloads = [path for path in sorted(folder.iterdir()) if path.suffix in (".csv", ".zip")]
    assert len(import_registers(downloads, NOW)) == len(downloads)


def export(file: Path) -> None:
    """Records to a checked XML file (reading them is not counted)."""
    learners = read_learners(file)
    header = HeaderFacts(10000001, NOW.date(), NOW, 1, "benchmark", "benchmark", "1")
    with tempfile.TemporaryDirectory() as folder:
        _begin()
        write_checked(Path(folder) / "out.xml", catalogue.load(), header, [], learners)


def make_workbook(file: Path) -> None:
    """Records to a workbook (reading them is not counted)."""
    from addin.commands.new import filled_book

    learners = read_learners(file)
    with tempfile.TemporaryDirectory() as folder:
        _begin()
        filled_book(Path(folder) / "book.xlsx", catalogue.load(), learners, ukprn=10000001)


def read_workbook(file: Path) -> None:
    """A workbook to records (making it is not counted)."""
    from addin.books.book import open_book
    from addin.hosts.file_host import FileHost

    with tempfile.TemporaryDirectory() as folder:
        book = _book(file, Path(folder))
        _begin()
        assert open_book(FileHost(book)).reading.learners


def check_workbook(file: Path) -> None:
    """The check of a closed workbook, marks included (making it is not counted)."""
    from addin.commands.check import check_book
    from addin.hosts.file_host import FileHost

    with tempfile.TemporaryDirectory() as folder:
        book = _book(file, Path(folder))
        _begin()
        assert check_book(FileHost(book), now=NOW, knowledge=Knowledge()).marked


def dashboard_page(file: Path) -> None:
    """A file to the page of its dashboard: read, checked, counted, written."""
    from addin.commands.dashboard import dashboard_of_return
    from addin.dashboard.page import as_page

    assert as_page(dashboard_of_return(file, now=NOW, knowledge=Knowledge()))


def dashboard_alone(file: Path) -> None:
    """Figures, lists and page alone, of a return in which one learner in five has an error (check not counted)."""
    from addin.dashboard.board import dashboard_of
    from addin.dashboard.facts import Facts
    from addin.dashboard.page import as_page
    from addin.sheets.marking import one_per_cell
    from ilr_core.checking import context_for
    from ilr_core.model import Message
    from ilr_core.rules import Check

    year = catalogue.load()
    learners = read_learners(file)
    for learner in learners[::5]:
        learner.ULN = 1000000087
    findings = Check(context_for(year, Message(), NOW)).learners(learners)
    _begin()
    facts = Facts(year, learners, one_per_cell(findings), NOW)
    assert as_page(dashboard_of(facts, title=file.name, ukprn=10000001))


def check_workbook_again(file: Path) -> None:
    """The same where its state is known, so that what was typed is looked for (the first check is not counted)."""
    from addin.commands.check import check_book
    from addin.hosts.file_host import FileHost

    with tempfile.TemporaryDirectory() as folder:
        book = _book(file, Path(folder))
        check_book(FileHost(book), now=NOW, knowledge=Knowledge())
        _begin()
        assert not check_book(FileHost(book), now=NOW, knowledge=Knowledge()).typed


def change_workbook(file: Path) -> None:
    """One cell of a closed workbook changed and logged (making and checking it is not counted)."""
    from addin.books.book import open_book
    from addin.changes.commit import commit
    from addin.changes.edits import edits_for
    from addin.commands.check import check_book
    from addin.hosts.file_host import FileHost
    from ilr_core.model import copied

    with tempfile.TemporaryDirectory() as folder:
        book = _book(file, Path(folder))
        check_book(FileHost(book), now=NOW, knowledge=Knowledge())
        _begin()
        host = FileHost(book)
        reading = open_book(host).reading
        new = copied(reading.learners[0])
        new.Email = "new@example.org"
        edits = edits_for(reading, [(reading.learners[0], new)])
        assert commit(host, reading, edits, command="benchmark", who="benchmark", now=NOW).edits


STEPS: dict[str, Callable[[Path], None]] = {
    "lxml parse and validate": lxml_parse_and_validate,
    "schema check": schema_check,
    "read records": read_records,
    "check XML": check,
    "check XML, two processes": check_by_two,
    "check XML with registers": check_with_registers,
    "export XML": export,
    "make workbook": make_workbook,
    "read workbook": read_workbook,
    "check workbook": check_workbook,
    "dashboard page of XML": dashboard_page,
    "dashboard page alone": dashboard_alone,
    "check workbook again": check_workbook_again,
    "change workbook": change_workbook,
    "load registers": load_registers,
}
_begun = [0.0]


def _begin() -> None:
    _begun[0] = time.perf_counter()


def read_learners(file: Path) -> list[Learner]:
    """Every learner of a file, in memory."""
    return list(ReturnReader(io.BytesIO(file.read_bytes()), file.name).learners())


def _book(file: Path, folder: Path) -> Path:
    from addin.commands.new import filled_book

    book = folder / "book.xlsx"
    filled_book(book, catalogue.load(), read_learners(file), ukprn=10000001)
    return book


if __name__ == "__main__":
    step, path = STEPS[sys.argv[1]], Path(sys.argv[2])
    _begin()
    step(path)
    print(time.perf_counter() - _begun[0])
