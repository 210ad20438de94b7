"""Workbooks that have been through LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runs import Runner
from tests.commands.made import assert_same, book, check, column, edited, export, found, records_in, value
from tests.ooxml.conftest import Convert

pytestmark = [pytest.mark.libreoffice, pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = book(tmp_path_factory.mktemp("book") / "book.xlsx")
    with edited(path, "Learners") as sheet:
        sheet.cell(4, column("Learners", "ULN"), "1061484017")
        sheet.cell(5, column("Learners", "DateOfBirth"), "31/2/2006")
    return path


def test_a_book_saved_by_libreoffice_checks_and_exports_the_same(
    faulty: Path, tmp_path: Path, convert: Convert, ilr: Runner
) -> None:
    (saved,) = convert("xlsx", faulty)
    before = check(faulty, mark=False)
    for _ in range(2):
        after = check(saved)
        assert found(after) == found(before)
        assert after.report == before.report
    assert value(saved, "Learners", 4, "Status") == "✖ 1 · ULN_04"
    assert value(saved, "Learners", 2, "Status") == "✔"
    out = [export(path, tmp_path / path.parent.name, only_clean=True).path for path in (faulty, saved)]
    assert_same(*map(records_in, out))
    (again,) = convert("xlsx", saved)
    assert found(check(again)) == found(before)


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
