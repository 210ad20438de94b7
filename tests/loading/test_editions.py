"""The version and the day of a register: what its files say, else their names, else when they were changed."""

from __future__ import annotations

import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from addin.loading.age import age, is_old, warnings
from addin.loading.registers import import_registers
from ilr_core.registers import LoadedRegister
from tests.loading.downloads import csv_text, headers, lars_tables, lars_zip, postcodes_csv, zipped
from tests.loading.loads import NOW, written

pytestmark = pytest.mark.usefixtures("data_folder")
CHANGED = datetime(2026, 10, 5, 12)


def edition(path: Path, *more: Path) -> tuple[str, date | None]:
    for one in (path, *more):
        os.utime(one, (CHANGED.timestamp(), CHANGED.timestamp()))
    (done,) = import_registers([path, *more], NOW)
    return done.version, done.dated


@pytest.mark.parametrize(
    ("name", "version", "dated"),
    [
        ("ONSPD_AUG_2026_UK.csv", "Aug 2026", date(2026, 8, 1)),
        ("onspd_may_2026.csv", "May 2026", date(2026, 5, 1)),
        ("NSPL_February_2026_UK.csv", "Feb 2026", date(2026, 2, 1)),
        ("postcodes-2026-09-24.csv", "24 Sep 2026", date(2026, 9, 24)),
        ("postcodes20260924.csv", "24 Sep 2026", date(2026, 9, 24)),
        ("postcodes_V3.csv", "V3 of 05 Oct 2026", date(2026, 10, 5)),
        ("postcodes_20261399.csv", "file of 05 Oct 2026", date(2026, 10, 5)),
        ("summary_2026.csv", "file of 05 Oct 2026", date(2026, 10, 5)),
        ("postcodes.csv", "file of 05 Oct 2026", date(2026, 10, 5)),
    ],
)
def test_name_of_the_file(tmp_path: Path, name: str, version: str, dated: date):
    assert edition(written(tmp_path, name, postcodes_csv(["B1 1AA"]))) == (version, dated)


def test_day_on_which_lars_was_put_together_comes_before_any_name(tmp_path: Path):
    assert edition(lars_zip(tmp_path, name="LARS_V013_20200101.zip")) == ("V013 of 24 Sep 2026", date(2026, 9, 24))
    generated = {"DataGeneration": [{"DataGeneratedOn": day} for day in ("2026-09-01 10:00:00", "02 Oct 2026", "")]}
    assert edition(lars_zip(tmp_path, generated, name="x.zip")) == ("02 Oct 2026", date(2026, 10, 2))


def test_number_of_lars_from_its_own_table_where_no_name_has_it(tmp_path: Path):
    numbers = {"Version": [{"MajorNumber": "12", "MinorNumber": "0", "MaintenanceNumber": "3"}]}
    assert edition(lars_zip(tmp_path, numbers, name="x.zip"))[0] == "12.0.3 of 24 Sep 2026"
    unpacked = [written(tmp_path, name, text) for name, text in lars_tables().items() if name != "DataGeneration.csv"]
    known = [path for path in unpacked if path.stem in headers()["LARS"]]
    assert edition(*known) == ("file of 05 Oct 2026", date(2026, 10, 5))


def test_member_of_a_zip_has_its_own_day(tmp_path: Path):
    path = zipped(tmp_path / "x.zip", {})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.csv", (2026, 7, 9, 1, 2, 4)), csv_text(["ERN"], [{"ERN": "1"}]))
    assert edition(path) == ("file of 09 Jul 2026", date(2026, 7, 9))


def test_version_can_be_given_and_the_day_stays_that_of_the_source(tmp_path: Path):
    path = written(tmp_path, "ONSPD_AUG_2026.csv", postcodes_csv(["CV1 2WT"]))
    (done,) = import_registers([path], NOW, version="August")
    assert (done.version, done.dated) == ("August", date(2026, 8, 1))


def entry(register: str, dated: date | None, rows: int = 5_000_000, lacks: tuple[str, ...] = ()) -> LoadedRegister:
    return LoadedRegister(register, "made", datetime(2026, 8, 1, 23, 59), rows, dated, lacks)


@pytest.mark.parametrize(
    ("register", "today", "old"),
    [
        ("LARS", date(2026, 9, 30), False),
        ("LARS", date(2026, 10, 1), True),
        ("postcodes", date(2026, 12, 29), False),
        ("postcodes", date(2026, 12, 30), True),
        ("employers", date(2026, 11, 29), False),
        ("employers", date(2026, 11, 30), True),
    ],
)
def test_register_is_old_when_a_newer_one_is_likely_to_be_out(register: str, today: date, old: bool):
    assert is_old(entry(register, date(2026, 8, 1)), today) is old
    assert is_old(entry(register, None), today) is old
    assert any("days old" in sentence for sentence in warnings(entry(register, None), today)) is old


def test_age_counts_from_the_day_of_the_content():
    assert age(entry("LARS", date(2026, 7, 31)), date(2026, 8, 2)) == 2
    assert age(entry("LARS", None), date(2026, 8, 2)) == 1
    assert age(entry("LARS", date(2027, 1, 1)), date(2026, 8, 2)) == 0


@pytest.mark.parametrize(("rows", "few"), [(1_499_999, True), (1_500_000, False)])
def test_register_much_smaller_than_the_published_one_is_doubted(rows: int, few: bool):
    found = warnings(entry("postcodes", None, rows), date(2026, 8, 2))
    assert any("Check that you imported the whole" in sentence for sentence in found) is few
    assert warnings(entry("employers", None, 1), date(2026, 8, 2)) == []


def test_what_a_register_lacks_is_named():
    (sentence,) = warnings(entry("organisations", None, lacks=("LongTermResid",)), date(2026, 8, 2))
    assert "without LongTermResid" in sentence
