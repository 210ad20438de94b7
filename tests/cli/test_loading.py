"""``ilr registers``, ``ilr lists`` and ``ilr rules import``, and what is loaded at work in ``ilr check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from addin.commands.check import check_book
from addin.hosts.file_host import FileHost
from ilr_core.registers.tables import register_names
from tests.cli.runs import Runner
from tests.commands.made import NOW, learners_of, return_xml
from tests.loading.downloads import LARS_COUNT, lars_zip, postcodes_zip

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def xml(tmp_path: Path) -> Path:
    path = tmp_path / "r.xml"
    path.write_bytes(return_xml("2627").replace(b"<Postcode>ZZ99 9ZZ<", b"<Postcode>CV1 2WT<"))
    return path


def needs_of(file: dict[str, Any]) -> dict[str, list[str]]:
    return {one["rule"]: one["needs"] for one in file["not_checked"]}


def test_status_before_and_after_an_import(ilr: Runner, tmp_path: Path, data_folder: Path):
    before = json.loads(ilr("registers", "status", "--format", "json").out)
    assert [row["register"] for row in before] == list(register_names())
    assert {row["rows"] for row in before} == {0}
    said = ilr("registers", "import", lars_zip(tmp_path), postcodes_zip(tmp_path, ["CV1 2WT"]))
    assert said.code == 0
    assert f"Loaded LARS, V012 of 24 Sep 2026: {LARS_COUNT} rows." in said.out
    assert "Loaded postcodes, Aug 2026: 1 row." in said.out
    after = {row["register"]: row for row in json.loads(ilr("registers", "status", "--format", "json").out)}
    assert after["LARS"] == {
        "register": "LARS", "version": "V012 of 24 Sep 2026", "dated": "2026-09-24", "loaded": f"{NOW.isoformat()}",
        "rows": LARS_COUNT, "age_in_days": 57, "old": False, "lacks": [],
    }  # fmt: skip
    assert after["employers"]["version"] is None
    text = ilr("registers", "status").out
    assert f"V012 of 24 Sep 2026, {LARS_COUNT} rows, 57 days old" in text
    assert "postcodes has only 1 row" in text
    assert "not loaded (employer numbers)" in text
    assert f"Kept in {data_folder / 'registers.sqlite'}" in text


def test_old_register_is_called_old(ilr: Runner, tmp_path: Path):
    path = tmp_path / "ONSPD_MAY_2026.csv"
    path.write_text("pcds\nCV1 2WT\n")
    ilr("registers", "import", path)
    status = json.loads(ilr("registers", "status", "--format", "json").out)
    assert [row["old"] for row in status if row["rows"]] == [True]
    assert "postcodes is 203 days old. Download a newer one and import it." in ilr("registers", "status").out


def test_version_of_the_register_is_not_the_question_for_the_tools_own(ilr: Runner, tmp_path: Path):
    said = ilr("registers", "import", postcodes_zip(tmp_path, ["CV1 2WT"]), "--version", "August")
    assert said.out.startswith("Loaded postcodes, August: 1 row.")
    assert ilr("--version").out.startswith("ilr-excel ")


def test_smaller_register_is_loaded_when_told_so(ilr: Runner, tmp_path: Path):
    ilr("registers", "import", postcodes_zip(tmp_path, ["CV1 2WT", "B1 1AA", "B1 1AB"]))
    path = postcodes_zip(tmp_path, ["CV1 2WT"])
    assert "is the file whole?" in ilr("registers", "import", path).err
    assert ilr("registers", "import", path, "--fewer").code == 0


def test_postcodes_that_are_not_in_the_register_are_found_once_it_is_loaded(ilr: Runner, xml: Path, tmp_path: Path):
    without = ilr("check", xml, "--format", "json").files[0]
    assert needs_of(without)["Postcode_14"] == ["postcodes"]
    ilr("registers", "import", postcodes_zip(tmp_path, ["CV1 2WT"]))
    clean = ilr("check", xml, "--format", "json").files[0]
    assert "Postcode_14" not in needs_of(clean)
    assert [one for one in clean["findings"] if "Postcode" in one["rule"]] == []
    ilr("registers", "import", postcodes_zip(tmp_path, ["ZZ1 1ZZ"]))
    found = ilr("check", xml, "--format", "json").files[0]["findings"]
    assert "Postcode_14" in {one["rule"] for one in found}
    again = ilr("check", xml, "--format", "json", "--no-registers").files[0]
    assert again["findings"] == without["findings"]
    assert "Checked with postcodes Aug 2026." in ilr("check", xml).out
    assert "Checked with" not in ilr("check", xml, "--no-registers").out


def test_every_process_of_a_check_opens_the_registers(ilr: Runner, xml: Path, tmp_path: Path):
    ilr("registers", "import", postcodes_zip(tmp_path, ["ZZ1 1ZZ"]))
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.xml").write_bytes(xml.read_bytes())
    one, two = (ilr("check", folder, "--format", "json", "--jobs", jobs).files for jobs in (1, 2))
    assert one == two
    assert all("Postcode_14" in {found["rule"] for found in file["findings"]} for file in two)


def test_commands_on_a_workbook_use_what_is_loaded_and_the_demo_does_not(ilr: Runner, xml: Path, tmp_path: Path):
    book = tmp_path / "book.xlsx"
    ilr("import", xml, "--out", book)
    ilr("registers", "import", postcodes_zip(tmp_path, ["ZZ1 1ZZ"]))
    said = ilr("check", book)
    assert "Postcode_14" in said.out
    assert "Checked with postcodes Aug 2026." in said.out
    assert "Postcode_14" in {found.rule for found in check_book(FileHost(book), now=NOW, mark=False).report.findings}
    exported = ilr("export", book, "--out", tmp_path / "out")
    assert "0 errors and 6 warnings" in exported.out
    assert ilr("demo", "--out", tmp_path / "demo").code == 0


@pytest.mark.parametrize("shape", ["text", "json"])
def test_registers_that_cannot_be_used_are_said_once_and_the_check_goes_on(
    ilr: Runner, xml: Path, data_folder: Path, shape: str
):
    whole = ilr("check", xml, "--format", "json").files
    data_folder.mkdir()
    (data_folder / "registers.sqlite").write_bytes(b"no database" * 200)
    again = xml.with_name("again.xml")
    again.write_bytes(xml.read_bytes())
    said = ilr("check", xml, again, "--format", shape)
    assert said.code == ilr("check", xml).code
    assert said.err.count("registers.sqlite is damaged") == 1
    assert shape == "text" or [one | {"path": str(xml)} for one in said.files] == whole * 2
    status = ilr("registers", "status")
    assert (status.code, status.err.count("is damaged")) == (0, 1)
    assert ilr("check", xml, "--no-registers").err == ""


def test_registers_that_cannot_be_read_are_one_sentence(ilr: Runner, tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("Colour\nred\n")
    for paths in ([path], [tmp_path / "none.csv"], [tmp_path]):
        said = ilr("registers", "import", *paths)
        assert said.code == 2
        assert len(said.err.strip().splitlines()) == 1, said.err


def test_columns_file_is_made_once_and_can_be_used(ilr: Runner, tmp_path: Path):
    columns = tmp_path / "columns.csv"
    assert ilr("registers", "columns", "--out", columns).code == 0
    assert ilr("registers", "columns", "--out", columns).code == 2
    assert ilr("registers", "columns").out == columns.read_text("utf-8")
    employers = tmp_path / "e.csv"
    employers.write_text("Number of the employer\n999000001\n")
    columns.write_text(columns.read_text("utf-8").replace("EmpId|", "Number of the employer|EmpId|"), "utf-8")
    assert ilr("registers", "import", employers).code == 2
    assert "employers" in ilr("registers", "import", employers, "--columns", columns).out


def test_loaded_list_decides_where_the_tools_own_is_not_complete(ilr: Runner, xml: Path, tmp_path: Path):
    status = ilr("lists", "status").out
    incomplete = [line.split()[0] for line in status.splitlines() if " incomplete " in line]
    assert incomplete
    path = tmp_path / "list.csv"
    path.write_text("list,code\n" + "".join(f"{name},0\n" for name in incomplete))
    said = ilr("lists", "import", path)
    assert said.code == 0
    assert "Loaded the list OutGrade for 2026/27: 1 code." in said.out
    assert "511 codes of ours are not in it and count as wrong now: 01, 1, " in said.out
    assert " incomplete " not in ilr("lists", "status").out
    after = ilr("check", xml, "--format", "json").files[0]
    assert not [one for one in after["not_checked"] if any(need.startswith("LIST:") for need in one["needs"])]
    assert "list OutGrade" in ilr("check", xml).out
    assert "list OutGrade" not in ilr("check", xml, "--no-registers").out


def test_list_in_a_file_of_its_own_judges_a_check(ilr: Runner, tmp_path: Path):
    learners = learners_of("2627")
    aim = learners[0].LearningDelivery[-1]
    aim.CompStatus, aim.Outcome, aim.OutGrade, aim.LearnActEndDate = 2, 1, "Q7", aim.LearnStartDate
    book, path = tmp_path / "r.xml", tmp_path / "grades.csv"
    book.write_bytes(return_xml("2627", learners))
    path.write_text("code,label\nPA,Pass\n")
    before = ilr("check", book, "--format", "json").files[0]
    assert "LIST:OutGrade" in {need for needs in needs_of(before).values() for need in needs}
    assert ilr("lists", "import", path, "--list", "OutGrade").code == 0
    after = ilr("check", book, "--format", "json").files[0]
    judged = {found["rule"] for found in after["findings"]} - {found["rule"] for found in before["findings"]}
    assert judged == {"OutGrade_01"}


def test_official_texts_are_kept_and_shown(ilr: Runner, tmp_path: Path):
    path = tmp_path / "rules.csv"
    path.write_text("Rule Name,Error Message\nULN_04,Made message\n")
    assert ilr("rules", "import", path).out == "Kept 1 official text of 2026/27; ilr explain shows them beside ours.\n"
    assert "Made message" in ilr("explain", "ULN_04").out
    assert "Made message" not in ilr("explain", "ULN_03").out


def test_no_rule_is_missing_in_the_list(ilr: Runner):
    for year, number in (("2526", 807), ("2627", 843)):
        rows = json.loads(ilr("rules", "--format", "json", "--year", year).out)
        assert len(rows) == number
        assert {row["status"] for row in rows} == {"implemented", "needs_register", "online_only"}
