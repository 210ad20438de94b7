"""Registers from files as they are published, through the loader into a real database."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from addin.loading.loaded import loaded_registers, registers_for_check
from addin.loading.registers import database_path, import_registers
from ilr_core.registers import Validity
from tests.loading.downloads import (
    AIM,
    LARS_COUNT,
    headers,
    lars_tables,
    lars_zip,
    postcodes_csv,
    postcodes_zip,
    zipped,
)
from tests.loading.loads import NOW, loaded_lars, loaded_postcodes, stored, versions_and_rows, written

pytestmark = pytest.mark.usefixtures("data_folder")


def test_nothing_is_loaded_at_first():
    assert loaded_registers() == ({}, "")
    registers, names, trouble = registers_for_check()
    assert registers.LARS is None
    assert (names, trouble) == ((), "")
    assert not database_path().exists()


def test_lars_download_is_loaded_with_its_version_day_and_row_count(tmp_path: Path):
    (done,) = import_registers([lars_zip(tmp_path)], NOW)
    assert (done.register, done.version, done.rows, done.loaded) == ("LARS", "V012 of 24 Sep 2026", LARS_COUNT, NOW)
    assert (done.dated, done.lacks) == (date(2026, 9, 24), ())
    assert loaded_registers() == ({"LARS": done}, "")
    assert registers_for_check()[1] == ("LARS V012 of 24 Sep 2026",)


def test_lars_is_read_as_the_download_writes_it(tmp_path: Path):
    import_registers([lars_zip(tmp_path)], NOW)
    quoted, aim = loaded_lars().aim("5008684x"), loaded_lars().aim("50086832")
    assert quoted is not None
    assert quoted.LearnAimRefTitle == 'Made, with a comma and "so"'
    assert aim is not None
    assert aim.validities == (Validity("ADULT_SKILLS", date(2008, 9, 1), date(2027, 7, 31), date(2026, 12, 31)),)
    assert (aim.LearnAimRefType, aim.EnglPrscID, aim.FrameworkCommonComponent) == ("0006", -1, -2)
    assert aim.SectorSubjectAreaTier2 == Decimal("1.3")
    assert aim.basic_skills == ()
    assert aim.in_category_or_child(30, on=date(2026, 8, 1))
    assert aim.pathways == {(403, 1)}
    days = (date(2023, 7, 31), date(2023, 8, 1), date(2023, 12, 31), date(2024, 1, 1))
    assert [aim.rate_on(day) for day in days] == [None, Decimal(471), Decimal(471), Decimal(724)]
    assert quoted.rate_on(date(2024, 1, 1)) is None


def test_standard_in_several_versions_is_one_with_the_bands_of_standards_only(tmp_path: Path):
    import_registers([lars_zip(tmp_path)], NOW)
    standard = loaded_lars().standard(91)
    assert standard is not None
    assert (standard.EffectiveFrom, standard.EffectiveTo, standard.LastDateStarts) == (date(2015, 9, 1), None, None)
    assert standard.validities == (Validity("APPRENTICESHIPS", date(2015, 9, 1)),)
    bands = {day: standard.band_on(day) for day in (date(2017, 4, 30), date(2023, 7, 31), date(2023, 8, 1))}
    caps = [None if band is None else (band.MaxEmployerLevyCap, band.Duration) for band in bands.values()]
    assert caps == [None, (Decimal(9000), Decimal(18)), (Decimal(12000), Decimal(15))]
    assert standard.cap_on(date(2017, 4, 30)) == Decimal(2300)
    assert standard.cap_on(date(2017, 5, 1)) is None


def test_postcode_directory_is_read_once_although_the_zip_holds_it_twice(tmp_path: Path):
    heard: list[int] = []
    codes = [f"AB{n // 1000 + 10} {n % 10}{'ABDE'[n % 4]}{'ABDEFGHJLN'[n // 100 % 10]}" for n in range(19_000)]
    (done,) = import_registers([postcodes_zip(tmp_path, [*codes, "CV1 2WT"])], NOW, told=heard.append)
    assert (done.register, done.version, done.dated) == ("postcodes", "Aug 2026", date(2026, 8, 1))
    assert done.rows == len({*codes, "CV1 2WT"})
    assert heard == []


@pytest.mark.parametrize("edition", headers()["postcodes"])
def test_postcodes_of_every_edition_ended_ones_included(tmp_path: Path, edition: str):
    text = postcodes_csv(["CV1 2WT", "E1W 3SS", "B1 1AA"], edition)
    (done,) = import_registers([written(tmp_path, "x.csv", text)], NOW)
    assert (done.register, done.rows) == ("postcodes", 3)
    found = [loaded_postcodes().has(code) for code in ("CV1 2WT", "e1w3ss", "B1 1AA", "ZZ1 1ZZ")]
    assert found == [True, True, True, False]
    assert stored("postcodes_Postcode") == [("B11AA",), ("CV12WT",), ("E1W3SS",)]


def test_parts_of_the_postcode_directory_are_read_where_the_whole_is_not_there(tmp_path: Path):
    parts = {f"multi_csv/{area}.csv": postcodes_csv([f"{area}1 1AA"]) for area in ("AB", "CV")}
    (done,) = import_registers([zipped(tmp_path / "x.zip", parts)], NOW)
    assert done.rows == 2


def test_several_registers_come_in_one_go(tmp_path: Path):
    organisations = written(tmp_path, "orgs.csv", "UKPRN,LegalOrgType\n10000001,PLBG\n")
    devolved = [written(tmp_path, f"{n}.csv", f"Postcode,SOF,Effective from\n{n}1 1AA,110,2019-08-01\n") for n in "BE"]
    import_registers([postcodes_zip(tmp_path, ["CV1 2WT"]), lars_zip(tmp_path), organisations, *devolved], NOW)
    rows = {name: rows for name, (_, rows) in versions_and_rows().items()}
    assert rows == {"LARS": LARS_COUNT, "postcodes": 1, "organisations": 1, "devolved_postcodes": 2}


def test_tables_of_lars_may_come_unpacked(tmp_path: Path):
    files = [written(tmp_path, name, text) for name, text in lars_tables().items() if "LearningDelivery" in name]
    zips = zipped(tmp_path / "rest.zip", {n: t for n, t in lars_tables().items() if "LearningDelivery" not in n})
    assert [done.rows for done in import_registers([zips, *files], NOW)] == [LARS_COUNT]


def test_new_file_replaces_the_old_rows_also_for_a_check_that_has_looked_before(tmp_path: Path):
    import_registers([written(tmp_path, "a.csv", postcodes_csv(["CV1 2WT", "B1 1AA"]))], NOW)
    assert loaded_postcodes().has("CV1 2WT")
    import_registers([written(tmp_path, "b.csv", postcodes_csv(["B1 1AB"]))], NOW)
    assert [loaded_postcodes().has(code) for code in ("CV1 2WT", "B1 1AB")] == [False, True]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", ""), ("utf-8", "\ufeff"), ("cp1252", "")])
def test_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str, mark: str):
    title = "Café – Bar"
    tables = lars_tables({"LearningDelivery": [{**AIM, "LearnAimRefTitle": title}]})
    path = zipped(tmp_path / "lars.zip", {name: mark + text for name, text in tables.items()}, encoding)
    import_registers([path], NOW)
    aim = loaded_lars().aim("50086832")
    assert aim is not None
    assert aim.LearnAimRefTitle == title


def test_keys_are_text_with_leading_zeros_or_numbers_as_their_column_says(tmp_path: Path):
    campuses = written(tmp_path, "c.csv", "CampusIdentifier,UKPRN\n00012345,10000001\nab01,10000002\n")
    initiatives = written(tmp_path, "i.csv", "UKPRN,LdmCode,Reason,EffectiveFrom,EffectiveTo\n10000001,034,x,,NULL\n")
    employers = written(tmp_path, "e.csv", "ERN\n0100000001\n")
    import_registers([campuses, initiatives, employers], NOW)
    assert stored("campuses_Campus") == [("00012345", 10000001), ("AB01", 10000002)]
    assert stored("initiatives_Initiative") == [("034", 10000001, None, None)]
    assert stored("employers_Employer") == [(100000001,)]


def test_progress_hears_of_the_rows_of_all_files(tmp_path: Path):
    heard: list[int] = []
    one, other = (
        written(tmp_path, f"{name}.csv", f"{name}\n" + "\n".join(map(str, range(45_000)))) for name in ("ERN", "pcds")
    )
    import_registers([one, other], NOW, told=heard.append)
    assert heard == [20_000, 40_000, 60_000, 80_000]


def test_data_folder_is_made_when_it_is_needed(tmp_path: Path, data_folder: Path):
    shutil.rmtree(data_folder, ignore_errors=True)
    import_registers([postcodes_zip(tmp_path, ["CV1 2WT"])], NOW)
    assert [path.name for path in data_folder.iterdir()] == ["registers.sqlite"]


def test_space_of_replaced_rows_is_used_again(tmp_path: Path):
    path = written(tmp_path, "e.csv", "ERN\n" + "\n".join(map(str, range(100_000_000, 100_050_000))))
    sizes = []
    for _ in range(3):
        import_registers([path], NOW)
        sizes.append(database_path().stat().st_size)
    assert sizes[2] < sizes[0] * 1.2


def test_registers_can_be_looked_up_from_another_thread(tmp_path: Path):
    from threading import Thread

    import_registers([written(tmp_path, "a.csv", postcodes_csv(["CV1 2WT"]))], NOW)
    postcodes, found = loaded_postcodes(), []
    thread = Thread(target=lambda: found.append(postcodes.has("CV1 2WT")))
    thread.start()
    thread.join()
    assert found == [True]


def test_opened_database_cannot_be_written(tmp_path: Path):
    from ilr_core.registers import RegisterDatabase

    import_registers([written(tmp_path, "a.csv", postcodes_csv(["CV1 2WT"]))], NOW)
    opened = RegisterDatabase.to_read(database_path())
    with pytest.raises(sqlite3.OperationalError):
        opened.connection.execute("DELETE FROM postcodes_Postcode")
    opened.close()
