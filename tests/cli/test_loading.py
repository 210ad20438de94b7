"""``ilr registers``, ``ilr lists`` and ``ilr rules import``, and what is loaded at work in ``ilr check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ilr_core.registers.tables import register_names
from tests.cli.runs import Runner
from tests.commands.made import return_xml
from tests.loading.downloads import lars_zip, postcodes_zip

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def xml(tmp_path: Path) -> Path:
    path = tmp_path / "r.xml"
    path.write_bytes(return_xml("2627").replace(b"<Postcode>ZZ99 9ZZ<", b"<Postcode>CV1 2WT<"))
    return path


def test_status_before_and_after_an_import(ilr: Runner, tmp_path: Path):
    before = json.loads(ilr("registers", "status", "--format", "json").out)
    assert [row["register"] for row in before] == list(register_names())
    assert {row["rows"] for row in before} == {0}
    said = ilr("registers", "import", lars_zip(tmp_path), postcodes_zip(tmp_path, ["CV1 2WT"]))
    assert said.code == 0
    assert said.out.splitlines() == ["Loaded LARS V012: 7 rows.", "Loaded postcodes Aug 2026: 1 row."]
    after = {row["register"]: row for row in json.loads(ilr("registers", "status", "--format", "json").out)}
    assert (after["LARS"]["version"], after["LARS"]["rows"]) == ("V012", 7)
    assert after["employers"]["version"] is None
    text = ilr("registers", "status").out
    assert "V012, 7 rows, loaded 0 days ago" in text
    assert "not loaded (employer numbers)" in text


def test_postcodes_that_are_not_in_the_register_are_found_once_it_is_loaded(ilr: Runner, xml: Path, tmp_path: Path):
    without = ilr("check", xml, "--format", "json").files[0]
    needs = {one["rule"]: one["needs"] for one in without["not_checked"]}
    assert needs["Postcode_14"] == ["postcodes"]
    ilr("registers", "import", postcodes_zip(tmp_path, ["CV1 2WT"]))
    clean = ilr("check", xml, "--format", "json").files[0]
    assert "Postcode_14" not in {one["rule"] for one in clean["not_checked"]}
    assert [one for one in clean["findings"] if "Postcode" in one["rule"]] == []
    ilr("registers", "import", postcodes_zip(tmp_path, ["ZZ1 1ZZ"]))
    found = ilr("check", xml, "--format", "json").files[0]["findings"]
    assert "Postcode_14" in {one["rule"] for one in found}
    again = ilr("check", xml, "--format", "json", "--no-registers").files[0]
    assert again["findings"] == without["findings"]
    assert "Checked with postcodes Aug 2026" in ilr("check", xml).out


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
    assert " incomplete " not in ilr("lists", "status").out
    after = ilr("check", xml, "--format", "json").files[0]
    assert not [one for one in after["not_checked"] if any(need.startswith("LIST:") for need in one["needs"])]


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
