"""The JSON object of a check, as other programs rely on it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ilr_core import catalogue
from tests.cli.runs import Runner
from tests.commands.made import UKPRN, YEARS, book, column, edited, learners_of, official_name, return_xml

FILE_KEYS = ["path", "year", "ukprn", "learners", "aims", "schema_valid", "findings", "not_checked"]
FINDING_KEYS = ["rule", "severity", "learner", "aim", "entity", "fields", "message", "place", "places"]
REGISTERS = {
    "LARS", "postcodes", "organisations", "assessment_organisations", "employers", "campuses", "devolved_postcodes",
    "initiatives", "earlier_return",
}  # fmt: skip


def demand_contract(file: dict[str, Any]) -> None:
    assert list(file) == FILE_KEYS
    assert isinstance(file["path"], str)
    assert file["year"] in catalogue.years()
    assert file["ukprn"] is None or isinstance(file["ukprn"], int)
    assert type(file["learners"]) is type(file["aims"]) is int
    assert type(file["schema_valid"]) is bool
    for found in file["findings"]:
        assert list(found) == FINDING_KEYS
        assert found["severity"] in ("error", "warning")
        for name in ("rule", "entity", "message"):
            assert isinstance(found[name], str)
            assert found[name]
        assert found["learner"] is None or isinstance(found["learner"], str)
        assert found["aim"] is None or type(found["aim"]) is int
        for name, shown in found["fields"].items():
            assert name.isidentifier()
            assert isinstance(shown, str) or all(isinstance(one, str) for one in shown)
        assert all(isinstance(place, str) and place for place in found["places"])
        assert found["place"] == (found["places"][0] if found["places"] else None)
    for skipped in file["not_checked"]:
        assert list(skipped) == ["rule", "needs"]
        assert skipped["needs"]
        assert all(need in REGISTERS or need.startswith("LIST:") for need in skipped["needs"])
    if not file["schema_valid"]:
        assert file["findings"]


def faulty_xml(year: str) -> bytes:
    """A return with a wrong ULN, a date that does not exist, and one ULN twice."""
    learners = learners_of(year)
    learners[1].ULN = learners[0].ULN
    learners[2].ULN = 1061484017
    learners[3].DateOfBirth = None
    learners[3].keep_text("DateOfBirth", "31/2/2006")
    return return_xml(year, learners)


def of_rule(file: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    return [found for found in file["findings"] if found["rule"] == rule]


@pytest.mark.parametrize("year", YEARS)
def test_an_xml_return(ilr: Runner, tmp_path: Path, year: str) -> None:
    path = tmp_path / official_name(year)
    path.write_bytes(faulty_xml(year))
    (file,) = ilr.check(path)
    demand_contract(file)
    lines = path.read_text("utf-8").splitlines()
    assert (file["path"], file["year"], file["ukprn"], file["learners"]) == (str(path), year, UKPRN, 6)
    assert file["aims"] == sum("<LearningDelivery>" in line for line in lines)
    assert file["schema_valid"] is False
    (wrong,) = of_rule(file, "ULN_04")
    assert wrong["fields"]["ULN"] == "1061484017"
    assert (wrong["learner"], wrong["aim"], wrong["entity"]) == ("D00003", None, "Learner")
    assert "<ULN>1061484017</ULN>" in lines[int(wrong["place"].removeprefix("line ")) - 1]
    (unreadable,) = of_rule(file, "Schema")
    assert unreadable["fields"] == {"DateOfBirth": "31/2/2006"}
    assert "31/2/2006" in lines[int(unreadable["place"].removeprefix("line ")) - 1]
    twice = of_rule(file, "R_59")
    assert [found["learner"] for found in twice] == ["D00001", "D00002"]
    assert twice[0]["places"] == twice[1]["places"][::-1]
    assert len(twice[0]["places"]) == 2


def test_a_valid_return_without_findings(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627"))
    done = ilr("check", path, "--format", "json")
    demand_contract(done.files[0])
    assert (done.code, done.files[0]["findings"], done.files[0]["schema_valid"]) == (0, [], True)
    assert done.err == ""


def test_a_zip_gives_what_its_xml_gives(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / official_name("2627")
    path.write_bytes(faulty_xml("2627"))
    packed = tmp_path / official_name("2627", ending="zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    plain, zipped = ilr.check(path, packed)
    demand_contract(zipped)
    assert plain | {"path": ""} == zipped | {"path": ""}


def test_a_workbook(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "My return.xlsx")
    with edited(path, "Learners") as sheet:
        sheet.cell(4, column("Learners", "ULN"), "1061484017")
    with edited(path, "Aims") as sheet:
        sheet.cell(2, column("Aims", "FundModel"), "34")
        sheet.cell(3, column("Aims", "LearnStartDate"), "31/2/2026")
    before = path.read_bytes()
    (file,) = ilr.check(path)
    demand_contract(file)
    assert (file["path"], file["year"], file["ukprn"], file["learners"]) == (str(path), "2627", UKPRN, 6)
    assert file["schema_valid"] is False
    (wrong,) = of_rule(file, "ULN_04")
    assert (wrong["place"], wrong["learner"], wrong["aim"]) == ("Learners!E4", "D00003", None)
    (model,) = of_rule(file, "FundModel_01")
    assert (model["place"], model["aim"], model["fields"]["FundModel"]) == ("Aims!F2", 1, "34")
    (unreadable,) = of_rule(file, "Schema")
    assert (unreadable["place"], unreadable["fields"]) == ("Aims!I3", {"LearnStartDate": "31/2/2026"})
    assert path.read_bytes() == before


def test_a_rule_over_several_records_gives_lists_in_file_order(ilr: Runner, tmp_path: Path) -> None:
    learners = learners_of("2627")
    aim = learners[0].LearningDelivery[0]
    extra = aim.LearningDeliveryFAM[0]
    copy = type(extra)(aim, len(aim.LearningDeliveryFAM))
    copy.LearnDelFAMType, copy.LearnDelFAMCode = "SOF", "1"
    aim.LearningDeliveryFAM.append(copy)
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627", learners))
    (file,) = ilr.check(path)
    demand_contract(file)
    lists = [shown for found in file["findings"] for shown in found["fields"].values() if isinstance(shown, list)]
    assert any(one[0] == "105" and one[-1] == "1" for one in lists)


def test_a_missing_record_is_placed_on_its_parents_status_cell(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Aims") as sheet:
        sof = column("Aims", "SOF")
        sheet.cell(2, sof).value = None
    (file,) = ilr.check(path)
    places = {found["place"] for found in file["findings"] if "LearnDelFAMType" in found["rule"]}
    assert "Aims!A2" in places


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({}, "ZIP_EMPTY"),
        ({"a.xml": b"<a/>", "b.xml": b"<b/>"}, "ZIP_EMPTY"),
        ({"a.txt": b"x"}, "ZIP_EMPTY"),
        (None, "ZIP_CORRUPT"),
    ],
)
def test_a_zip_that_cannot_be_used_names_the_official_rule(
    ilr: Runner, tmp_path: Path, members: dict[str, bytes] | None, rule: str
) -> None:
    path = tmp_path / "return.zip"
    if members is None:
        path.write_bytes(b"PK\x03\x04 and then nothing")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
    done = ilr("check", path, "--format", "json")
    (file,) = done.files
    assert done.code == 2
    assert list(file) == ["path", "error", "findings", "not_checked"]
    assert file["error"]
    (found,) = file["findings"]
    assert list(found) == FINDING_KEYS
    assert (found["rule"], found["severity"], found["message"]) == (rule, "error", file["error"])
    assert (found["place"], found["places"], found["learner"], found["aim"]) == (None, [], None, None)


def test_a_file_with_a_wrong_name_has_the_finding_of_its_name(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / "my return.xml"
    path.write_bytes(return_xml("2627"))
    (file,) = ilr.check(path)
    demand_contract(file)
    assert [found["rule"] for found in file["findings"]] == ["Filename_1"]


def test_a_process_of_its_own_writes_json_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / official_name("2627")
    path.write_bytes(faulty_xml("2627"))
    gone = tmp_path / "gone.xml"
    done = subprocess.run(
        [sys.executable, "-m", "addin.cli", "check", str(path), str(gone), "--format", "json", "--year", "2627"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    data = json.loads(done.stdout.decode("utf-8"))
    assert done.stdout.startswith(b"{")
    demand_contract(data["files"][0])
    assert data["files"][1]["error"]
    assert (done.returncode, done.stderr) == (2, b"")


def test_text_beyond_ascii_and_beyond_the_basic_plane_stays(ilr: Runner, tmp_path: Path) -> None:
    learners = learners_of("2627")
    learners[0].LearnRefNumber = "Zoë😀"
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627", learners))
    (file,) = ilr.check(path)
    assert any(found["learner"] == "Zoë😀" for found in file["findings"])
