"""New workbooks, and returns that become workbooks and returns again."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from addin.commands.import_return import import_return
from addin.commands.new import filled_book, new_book
from addin.ooxml import read_workbook
from addin.sheets.source_files import read_source_files
from addin.sheets.writing import rows_for
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.model import Learner
from tests.cli.runs import Runner
from tests.commands.made import (
    UKPRN,
    YEARS,
    anyone_may_write_anywhere,
    assert_same,
    book,
    check,
    export,
    found,
    header_of,
    learners_of,
    official_name,
    records_in,
    return_xml,
    source_files,
)
from tests.sheets.books import learners as any_learners
from workbook_templates.layout import layout

SAMPLES = os.environ.get("ILR_SAMPLE_RETURNS", "")


@pytest.fixture
def xml(tmp_path: Path) -> Path:
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627"))
    return path


@pytest.mark.parametrize("year", YEARS)
def test_a_new_book_is_empty_and_of_its_year(ilr: Runner, tmp_path: Path, year: str) -> None:
    path = tmp_path / "below" / "My return.xlsx"
    done = ilr("new", "--out", path, "--year", year, "--ukprn", UKPRN)
    assert (done.code, done.err) == (0, "")
    assert f'ilr check "{path}"' in done.out
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    checked = check(path, year)
    assert (checked.report.year, checked.report.ukprn, checked.report.learners) == (year, UKPRN, 0)
    assert [one.rule for one in checked.report.findings if one.rule != "Schema"] == ["Entity_1"]
    assert checked.report.schema_valid is False


def test_a_new_book_without_a_provider_says_where_to_type_it(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ilr("new", "--out", path).code == 0
    assert ("Sheet", "Start!C5") in found(check(path))


@pytest.mark.parametrize("ukprn", ["123", "100000011", "0", "-10000001", "x"])
def test_a_provider_number_that_is_none(ilr: Runner, tmp_path: Path, ukprn: str) -> None:
    done = ilr("new", "--out", tmp_path / "book.xlsx", f"--ukprn={ukprn}")
    assert (done.code, done.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["book.xls", "book.csv", "book", "book.xlam", ".xlsx"])
@pytest.mark.parametrize("command", ["new", "import"])
def test_a_book_must_end_as_a_workbook_does(ilr: Runner, tmp_path: Path, xml: Path, command: str, name: str) -> None:
    done = ilr(command, *([xml] if command == "import" else []), "--out", tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert [one.name for one in tmp_path.iterdir()] == [xml.name]


@pytest.mark.parametrize("command", ["new", "import"])
def test_nothing_is_overwritten(ilr: Runner, tmp_path: Path, xml: Path, command: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"mine")
    done = ilr(command, *([xml] if command == "import" else []), "--out", path)
    assert done.code == 2
    assert "is there already" in done.err
    assert path.read_bytes() == b"mine"
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    assert ilr(command, *([xml] if command == "import" else []), "--out", folder).code == 2


@pytest.mark.parametrize("command", ["new", "import"])
def test_a_file_in_place_of_the_folder(ilr: Runner, tmp_path: Path, xml: Path, command: str) -> None:
    done = ilr(command, *([xml] if command == "import" else []), "--out", xml / "book.xlsx")
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert xml.name in done.err


@pytest.mark.skipif(anyone_may_write_anywhere(), reason="for this user every folder may be written")
def test_a_folder_that_may_not_be_written(ilr: Runner, tmp_path: Path, xml: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    for arguments in (("new",), ("import", xml), ("export", book(tmp_path / "book.xlsx"))):
        out = folder if arguments[0] == "export" else folder / "book.xlsx"
        done = ilr(*arguments, "--out", out)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert ".ilr-" not in done.err
        assert str(folder) in done.err or arguments[0] == "export"
        assert f"{folder}/tmp" not in done.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("ending", ["XML", "zip"])
def test_a_return_comes_back_from_its_workbook(ilr: Runner, tmp_path: Path, year: str, ending: str) -> None:
    given_learners = learners_of(year, 12)
    data = return_xml(year, given_learners, source_files())
    source = tmp_path / official_name(year, ending=ending)
    if ending == "zip":
        with zipfile.ZipFile(source, "w") as archive:
            archive.writestr(official_name(year), data)
    else:
        source.write_bytes(data)
    path = tmp_path / "book.xlsx"
    done = ilr("import", source, "--out", path)
    assert (done.code, done.err) == (0, "")
    assert "12 learners" in done.out
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([source.name, path.name])
    specification = catalogue.load(year)
    (files,) = read_source_files(read_workbook(path), specification)
    assert files.same_as(source_files()[0])
    written = export(path, tmp_path / "out", year)
    assert_same(given_learners, records_in(written.path))
    header = header_of(written.path)
    assert header.schema_valid
    assert header.message.SourceFiles[0].same_as(source_files()[0])
    assert header.message.Header[0].Source[0].SoftwarePackage == "ILR in Excel"
    assert header.message.LearningProvider[0].UKPRN == UKPRN


@settings(
    deadline=None, max_examples=2, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large,
    HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(any_learners())
def test_whatever_the_schema_allows_comes_back_through_files(tmp_path: Path, given_learners: list[Learner]) -> None:
    path = tmp_path / "book.xlsx"
    path.unlink(missing_ok=True)
    source = tmp_path / official_name("2627")
    source.write_bytes(return_xml("2627", given_learners))
    before = records_in(source)
    import_return(source, path)
    written = export(path, tmp_path / "out")
    assert_same(before, records_in(written.path))
    written.path.unlink()


@pytest.mark.official
@pytest.mark.skipif(not SAMPLES and not os.environ.get("CI"), reason="ILR_SAMPLE_RETURNS names no folder of samples")
def test_the_official_sample_comes_back(tmp_path: Path) -> None:
    samples = sorted(Path(SAMPLES).glob("ILR-*.[xX][mM][lL]"))
    assert samples, "ILR_SAMPLE_RETURNS names a folder without sample returns"
    for sample in samples:
        path = tmp_path / f"{sample.stem}.xlsx"
        done = import_return(sample, path)
        before = records_in(sample)
        assert done.learners == len(before)
        written = export(path, tmp_path / "out", done.year, serial=99)
        assert_same(before, records_in(written.path))


BROKEN = {
    "torn": lambda data: data[:3000],
    "not XML": lambda data: b"Dear Sir or Madam",
    "empty": lambda data: b"",
    "another kind": lambda data: b"<html><body/></html>",
    "unknown field": lambda data: data.replace(b"<ULN>", b"<Shoe>9</Shoe><ULN>", 1),
    "unknown record": lambda data: data.replace(b"</Message>", b"<LearnerDestinationandProgression/></Message>", 1),
    "unknown among source files": lambda data: data.replace(b"</SourceFile>", b"<Shoe>9</Shoe></SourceFile>", 1),
    "repeated field": lambda data: data.replace(b"<Sex>F</Sex>", b"<Sex>F</Sex><Sex>M</Sex>").replace(
        b"<Sex>M</Sex>", b"<Sex>M</Sex><Sex>F</Sex>", 1
    ),
    "stray text": lambda data: data.replace(b"<ULN>", b"please look<ULN>", 1),
    "entity bomb": lambda data: data.replace(b"<Message", b'<!DOCTYPE a [<!ENTITY b "c">]><Message', 1),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(ilr: Runner, tmp_path: Path, kind: str) -> None:
    source = tmp_path / official_name("2627")
    source.write_bytes(BROKEN[kind](return_xml("2627", files=source_files())))
    done = ilr("import", source, "--out", tmp_path / "below" / "book.xlsx")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert source.name in done.err
    assert list(tmp_path.iterdir()) == [source]


def test_missing_files_and_folders_are_named(ilr: Runner, tmp_path: Path) -> None:
    for source in (tmp_path / "gone.xml", tmp_path):
        done = ilr("import", source, "--out", tmp_path / "book.xlsx")
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert str(source) in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_value_that_cannot_be_read_comes_in_as_typed(ilr: Runner, tmp_path: Path) -> None:
    learners = learners_of("2627")
    learners[1].DateOfBirth = None
    learners[1].keep_text("DateOfBirth", "31/2/2006")
    source = tmp_path / official_name("2627")
    source.write_bytes(return_xml("2627", learners))
    path = tmp_path / "book.xlsx"
    done = ilr("import", source, "--out", path)
    assert done.code == 0
    assert "does not follow the schema" in done.out
    assert ("Schema", "Learners!F3") in found(check(path))


def test_the_year_asked_for_must_be_that_of_the_file(ilr: Runner, tmp_path: Path, xml: Path) -> None:
    done = ilr("import", xml, "--out", tmp_path / "book.xlsx", "--year", "2526")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert done.err.endswith("is a return of 2627, but 2526 was asked for. Leave --year out.\n")
    assert list(tmp_path.iterdir()) == [xml]


def test_two_learners_with_one_reference_stay_apart(tmp_path: Path) -> None:
    learners = learners_of("2627")
    for one in learners:
        one.LearnRefNumber = "SAME"
    source = tmp_path / official_name("2627")
    source.write_bytes(return_xml("2627", learners))
    path = tmp_path / "book.xlsx"
    import_return(source, path)
    checked = check(path)
    assert "Sheet" not in {one.rule for one in checked.report.findings}
    assert_same(learners, records_in(export(path, tmp_path / "out").path))


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    learners = learners_of("2627")
    learners[0].LearningDelivery[0].SWSupAimId = "=1+1"
    learners[1].AddLine2 = "@home"
    learners[2].AddLine2 = "+44"
    source = tmp_path / official_name("2627")
    source.write_bytes(return_xml("2627", learners))
    path = tmp_path / "book.xlsx"
    import_return(source, path)
    opened = openpyxl.load_workbook(path)
    cells = [c for name in ("Learners", "Aims") for row in opened[name].iter_rows(min_row=2) for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert "=1+1" in {c.value for c in cells}
    assert_same(learners, records_in(export(path, tmp_path / "out").path))


@pytest.mark.parametrize("year", YEARS)
def test_books_made_in_two_ways_hold_the_same(tmp_path: Path, year: str) -> None:
    """An empty book, filled by somebody's own program row by row, is the book that import makes."""
    specification = catalogue.load(year)
    learners = learners_of(year)
    typed, made = tmp_path / "typed.xlsx", tmp_path / "made.xlsx"
    new_book(typed, specification, ukprn=UKPRN)
    filled_book(made, specification, learners, ukprn=UKPRN)
    opened = openpyxl.load_workbook(typed)
    plan = layout(specification)
    for name, rows in rows_for(learners, plan).items():
        hidden = {n for n, c in enumerate(plan.sheets[name].columns, 1) if c.kind == "hidden"}
        for row, cells in enumerate(rows, 2):
            for number, cell in enumerate(cells, 1):
                if cell is not None and number not in hidden:
                    opened[name].cell(row, number, cell)
    opened.save(typed)
    one, other = check(typed, year), check(made, year)
    assert one.report.findings == other.report.findings == ()
    out = [export(path, tmp_path / path.stem, year).path for path in (typed, made)]
    assert_same(*map(records_in, out))


def test_an_import_can_be_refused_by_name(tmp_path: Path, xml: Path) -> None:
    with pytest.raises(InputError, match=r"must end in \.xlsx"):
        import_return(xml, tmp_path / "book.txt")
