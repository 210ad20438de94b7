"""Workbooks that have been through LibreOffice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.runs import Runner
from tests.commands.made import assert_same, book, check, column, edited, export, found, messages, records_in, value
from tests.libreoffice import Convert

pytestmark = [pytest.mark.libreoffice, pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = book(tmp_path_factory.mktemp("book") / "book.xlsx")
    with edited(path, "Learners") as sheet:
        sheet.cell(4, column("Learners", "ULN"), "1061484017")
        sheet.cell(5, column("Learners", "DateOfBirth"), "31/2/2006")
    return path


@pytest.fixture(scope="module")
def saved(faulty: Path, tmp_path_factory: pytest.TempPathFactory, convert: Convert) -> tuple[Path, Path, Path]:
    """The faulty book, a marked copy of it, and one with formulas, each opened and saved by LibreOffice."""
    marked = tmp_path_factory.mktemp("marked") / "marked.xlsx"
    marked.write_bytes(faulty.read_bytes())
    check(marked)
    formulas = book(marked.with_name("formulas.xlsx"))
    with edited(formulas, "Learners") as sheet:
        sheet.cell(3, column("Learners", "DateOfBirth"), "=DATE(1999,3,5)")
        sheet.cell(4, column("Learners", "FamilyName"), "=1/0")
        sheet.cell(5, column("Learners", "GivenNames"), '="Jo"&"anna"')
    one, other, last = convert("xlsx", faulty, marked, formulas)
    return one, other, last


@pytest.mark.parametrize("number", [0, 1], ids=["unmarked", "marked"])
def test_a_book_saved_by_libreoffice_checks_and_exports_the_same(
    faulty: Path, saved: tuple[Path, Path, Path], tmp_path: Path, number: int
) -> None:
    before = check(faulty, mark=False)
    for _ in range(2):
        after = check(saved[number])
        assert found(after) == found(before)
        assert after.report == before.report
    assert value(saved[number], "Learners", 4, "Status") == "✖ 1 · ULN_04"
    assert value(saved[number], "Learners", 2, "Status") == "✔"
    out = [
        export(path, tmp_path / path.stem / str(path == faulty), only_clean=True) for path in (faulty, saved[number])
    ]
    assert out[0].learners == 4
    assert_same(*(records_in(one.path) for one in out))


def test_formulas_that_have_been_calculated(saved: tuple[Path, Path, Path], tmp_path: Path) -> None:
    path = saved[2]
    done = check(path)
    (told,) = messages(done)
    assert "C4 (FamilyName) shows #DIV/0!" in told
    assert ("Sheet", "Learners!C4") in found(done)
    written = records_in(export(path, tmp_path, only_clean=True).path)
    assert len(written) == 5
    assert (written[1].DateOfBirth, written[2].GivenNames) == (date(1999, 3, 5), "Joanna")


def test_an_opendocument_book_is_checked_but_not_marked(
    faulty: Path, tmp_path: Path, convert: Convert, ilr: Runner
) -> None:
    (path,) = convert("ods", faulty)
    before = path.read_bytes()
    done = ilr("check", path)
    assert (done.code, done.err) == (1, "")
    assert "  ✖ ULN_04 · D00003 Learners!E4: " in done.out
    assert "is checked but not marked. Save it as .xlsx" in done.out
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    here, there = ilr.check(faulty)[0], ilr.check(path)[0]
    assert here | {"path": ""} == there | {"path": ""}
    assert "not marked" not in ilr("check", path, "--no-mark").out
    out = [export(one, tmp_path / one.suffix[1:], only_clean=True).path for one in (faulty, path)]
    assert_same(*map(records_in, out))
