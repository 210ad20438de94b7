"""What paths may be given to a check, and what happens with those that cannot be used."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from addin.cli import shares
from addin.demo.learners import made_learners
from ilr_core import catalogue
from ilr_core.checking_shares import check_shares
from ilr_core.xml import schema_text
from tests.cli.runs import Runner
from tests.commands.made import NOW, book, edited, learners_of, official_name, return_xml


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627"))
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    learners = learners_of("2627")
    learners[0].ULN = 1061484017
    path = tmp_path / official_name("2627", serial="02")
    path.write_bytes(return_xml("2627", learners))
    return path


def only_warnings(path: Path) -> Path:
    learners = learners_of("2627")
    learners[0].PlanLearnHours = 2000
    path.write_bytes(return_xml("2627", learners))
    return path


@pytest.mark.parametrize("kind", ["text", "json", "csv", "html"])
def test_exit_codes(ilr: Runner, clean: Path, faulty: Path, tmp_path: Path, kind: str) -> None:
    gone = tmp_path / "gone.xml"
    cases = [((clean,), 0), ((faulty,), 1), ((clean, faulty), 1), ((faulty, gone), 2), ((gone, clean), 2)]
    for paths, code in cases:
        done = ilr("check", *paths, "--format", kind, "--no-mark")
        assert done.code == code, paths
        assert done.err == ""
        # A table of findings has no line for a file without any.
        assert all(path.name in done.out for path in paths if kind != "csv" or path != clean)


def test_warnings_count_only_if_asked_for(ilr: Runner, tmp_path: Path) -> None:
    path = only_warnings(tmp_path / official_name("2627"))
    done = ilr("check", path, "--format", "json")
    assert {found["severity"] for found in done.files[0]["findings"]} == {"warning"}
    assert done.code == 0
    assert ilr("check", path, "--fail-on", "error").code == 0
    assert ilr("check", path, "--fail-on", "warning").code == 1


def test_the_others_are_checked_when_one_is_broken(ilr: Runner, clean: Path, faulty: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.xml"
    torn.write_bytes(clean.read_bytes()[:2000])
    noise = tmp_path / "noise.xlsx"
    noise.write_bytes(b"this is no workbook")
    empty = tmp_path / "empty.xml"
    empty.write_bytes(b"")
    page = tmp_path / "page.xml"
    page.write_bytes(b"<html><body>Log in</body></html>")
    word = tmp_path / "letter.docx"
    word.write_bytes(b"PK")
    paths = [torn, clean, noise, tmp_path / "gone.xlsx", tmp_path / "gone.txt", empty, faulty, page, word]
    files = ilr.check(*paths)
    assert [file["path"] for file in files] == [str(path) for path in paths]
    assert [file["path"] for file in files if "error" not in file] == [str(clean), str(faulty)]
    for file in files:
        if "error" in file:
            assert Path(file["path"]).name in file["error"]
            assert file["error"].endswith(".")
            assert "\n" not in file["error"]


def test_a_folder_is_searched_to_the_bottom_and_never_marked(ilr: Runner, tmp_path: Path, clean: Path) -> None:
    below = tmp_path / "partner" / "november"
    below.mkdir(parents=True)
    inner = book(below / "book.xlsx")
    shutil.copy(inner, below / "~$book.xlsx")
    (below / ".~lock.book.xlsx#").write_bytes(b",me;")
    (below / ".~lock.other.xlsx").write_bytes(b",me;")
    (below / "notes.txt").write_text("x", "utf-8")
    (below / "folder.xml").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = ilr("check", tmp_path)
    files = ilr.check(tmp_path)
    assert [file["path"] for file in files] == sorted([str(clean), str(inner)])
    assert done.code == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_folder_without_anything_to_check(ilr: Runner, tmp_path: Path, clean: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "notes.txt").write_text("x", "utf-8")
    done = ilr("check", empty, clean, "--format", "json")
    assert done.code == 2
    assert {file["path"]: "error" in file for file in done.files} == {str(empty): True, str(clean): False}


def test_reports_come_in_the_order_of_the_paths(ilr: Runner, tmp_path: Path, clean: Path, faulty: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    files = ilr.check(faulty, empty, clean)
    assert [file["path"] for file in files] == [str(faulty), str(empty), str(clean)]


@pytest.mark.parametrize("jobs", ["2", "1000"])
def test_several_at_a_time_give_what_one_at_a_time_gives(ilr: Runner, tmp_path: Path, jobs: str) -> None:
    for number in range(3):
        (tmp_path / official_name("2627", serial=f"{number:02}")).write_bytes(return_xml("2627"))
    (tmp_path / "torn.xml").write_bytes(b"<Message")
    book(tmp_path / "book.xlsx")
    arguments = ("check", tmp_path, tmp_path / "gone.xml", "--format", "json")
    one, several = ilr(*arguments), ilr(*arguments, "--jobs", jobs)
    assert one.code == several.code == 2

    def lasting(files):
        return [(file["path"], file.get("error"), [found["rule"] for found in file["findings"]]) for file in files]

    assert lasting(one.files) == lasting(several.files)


def test_one_large_return_is_shared_out(ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "LEAST_BYTES", 20_000)
    combined = []
    monkeypatch.setattr(shares, "check_shares", lambda *a, **b: combined.append(check_shares(*a, **b)) or combined[-1])
    learners = list(made_learners(catalogue.load("2627"), 60, NOW.date()))
    learners[-1].ULN = learners[5].ULN
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627", learners))
    one, several = (ilr("check", path, "--format", "json", "--jobs", jobs) for jobs in (1, 3))
    assert [report.learners for report in combined] == [60]
    assert len([found for found in one.files[0]["findings"] if found["rule"] == "R_59"]) == 2
    assert one.files == several.files
    whole = path.read_bytes()
    for damaged in (whole[:-20], whole[:-200] + whole[-199:], whole[:50_000] + b"<" + whole[50_000:]):
        path.write_bytes(damaged)
        one, several = (ilr("check", path, "--format", "json", "--jobs", jobs) for jobs in (1, 3))
        assert one.files[0].get("error") == several.files[0].get("error")
        assert one.files == several.files


@pytest.mark.parametrize("jobs", ["0", "-1", "x"])
def test_a_number_of_jobs_that_makes_no_sense(ilr: Runner, clean: Path, jobs: str) -> None:
    done = ilr("check", clean, "--jobs", jobs)
    assert done.code == 2
    assert "--jobs" in done.err


def test_the_year_asked_for_and_the_year_of_the_file(ilr: Runner, tmp_path: Path, clean: Path) -> None:
    path = book(tmp_path / "book.xlsx", "2526")
    own, other = ilr.check(path)[0], ilr.check(path, "--year", "2627")[0]
    assert own["year"] == "2526"
    assert "Sheet" not in {found["rule"] for found in own["findings"]}
    (said,) = [found for found in other["findings"] if "ILR_Year" in found["fields"]]
    assert (other["year"], said["severity"], said["place"]) == ("2627", "error", "Start!C6")
    file = ilr.check(clean, "--year", "2526")[0]
    assert file["year"] == "2526"
    assert file["schema_valid"] is False
    assert "Namespace Mismatch" in {found["rule"] for found in file["findings"]}


@pytest.mark.parametrize("command", ["check", "new", "import", "export", "rules", "explain", "demo"])
def test_a_year_nobody_knows(ilr: Runner, tmp_path: Path, clean: Path, command: str) -> None:
    arguments = {
        "check": (clean,),
        "new": ("--out", tmp_path / "new.xlsx"),
        "import": (clean, "--out", tmp_path / "new.xlsx"),
        "export": (tmp_path / "book.xlsx", "--out", tmp_path / "out"),
        "rules": (),
        "explain": ("ULN_04",),
        "demo": ("--out", tmp_path / "demo"),
    }
    before = sorted(tmp_path.iterdir())
    done = ilr(command, *arguments[command], "--year", "2425")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == ["There is no collection year 2425. Use one of 2526, 2627."]
    assert sorted(tmp_path.iterdir()) == before


def test_a_book_whose_start_sheet_names_a_year_nobody_knows(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Start") as sheet:
        sheet["C6"] = "2728"
    done = ilr("check", path, "--format", "json")
    assert done.code == 2
    assert "2728" in done.files[0]["error"]
    assert "Start" in done.files[0]["error"]


def test_the_official_schema_takes_the_place_of_ours(ilr: Runner, tmp_path: Path, clean: Path) -> None:
    text = schema_text(catalogue.load("2627"))
    same, stricter, broken = tmp_path / "same.xsd", tmp_path / "stricter.xsd", tmp_path / "broken.xsd"
    same.write_bytes(text)
    optional = b'<xs:element name="NINumber" minOccurs="0"'
    assert text.count(optional) == 1
    stricter.write_bytes(text.replace(optional, optional + b' maxOccurs="0"'))
    broken.write_bytes(text[:3000])
    path = book(tmp_path / "book.xlsx")
    for file in (clean, path):
        assert ilr.check(file, "--official-schema", same)[0]["schema_valid"] is True
        verdict = ilr.check(file, "--official-schema", stricter)[0]
        assert verdict["schema_valid"] is False
        assert verdict["findings"]
        done = ilr("check", file, "--official-schema", broken, "--format", "json")
        assert done.code == 2
        assert done.files[0]["error"].startswith("The official schema of 2026/27 cannot be read")
    done = ilr("check", clean, "--official-schema", tmp_path / "gone.xsd")
    assert (done.code, done.out) == (2, "")
    assert "gone.xsd" in done.err
    other = tmp_path / "other.xsd"
    other.write_bytes(schema_text(catalogue.load("2526")))
    assert "another year" in ilr.check(clean, "--official-schema", other)[0]["error"]


def test_the_text_of_a_check_is_for_people(ilr: Runner, faulty: Path, tmp_path: Path) -> None:
    done = ilr("check", faulty, tmp_path / "gone.xml")
    lines = done.out.splitlines()
    assert lines[0] == str(faulty)
    assert "provider 10000001 · follows the schema" in lines[1]
    assert any(line.startswith("  ✖ ULN_04 · D00001 line ") for line in lines)
    assert f"  {tmp_path / 'gone.xml'} is not there. Check the name and the folder." in lines


@pytest.mark.skipif(os.name == "nt", reason="file names of Windows are not bytes")
def test_a_name_that_is_no_text_is_still_reported(ilr: Runner, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xe9.xml"))
    path.write_bytes(return_xml("2627"))
    for kind in ("text", "json", "csv", "html"):
        assert ilr("check", path, "--format", kind).code in (0, 1)
