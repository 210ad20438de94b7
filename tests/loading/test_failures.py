"""Bad, half and torn files, and imports that are killed or meet others: what was loaded before stays as it was."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addin.loading.loaded import OTHER_LAYOUT, loaded_registers, registers_for_check
from addin.loading.registers import database_path, import_registers
from ilr_core.errors import InputError
from ilr_core.registers import RegisterDatabase
from ilr_core.registers.database import layout
from ilr_core.registers.tables import OPTIONAL_TABLES
from tests.loading.downloads import AIM, LARS_COUNT, LARS_ROWS, lars_zip, postcodes_csv, postcodes_zip, zipped
from tests.loading.loads import NOW, loaded_postcodes, stored, versions_and_rows, written

BEFORE = {"LARS": ("V012 of 24 Sep 2026", LARS_COUNT), "postcodes": ("Aug 2026", 1)}
LONG_LIST = [f"{area}{n} {n % 10}AA" for area in ("AB", "B", "CV", "E", "N", "SW", "WV") for n in range(10_000)]


@pytest.fixture(autouse=True)
def _loaded_before(tmp_path: Path, data_folder: Path) -> Iterator[None]:
    import_registers([postcodes_zip(tmp_path, ["CV1 2WT"]), lars_zip(tmp_path)], NOW)
    yield
    if not database_path().read_bytes().startswith(b"SQLite format 3"):
        return
    connection = sqlite3.connect(database_path())
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def demand_as_before() -> None:
    assert versions_and_rows() == BEFORE
    assert stored("postcodes_Postcode") == [("CV12WT",)]
    assert loaded_postcodes().has("CV1 2WT")


def refused(*paths: Path, **options: bool) -> str:
    with pytest.raises(InputError) as failure:
        import_registers(list(paths), NOW, **options)
    demand_as_before()
    return str(failure.value)


def test_unknown_header_is_shown_with_the_way_to_map_it(tmp_path: Path):
    said = refused(written(tmp_path, "x.csv", "Colour,Size\nred,1\n"))
    assert "x.csv is no register" in said
    assert "Colour, Size" in said
    assert "ilr registers columns" in said


def test_zip_without_a_register_says_what_is_in_it(tmp_path: Path):
    said = refused(zipped(tmp_path / "x.zip", {"a.csv": "Colour\n", "b.csv": "Size\n"}))
    assert "x.zip holds no register that this tool knows, but a.csv in x.zip, b.csv in x.zip" in said


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\n\n", b"\xff\xfeP\x00"])
def test_file_without_a_table(tmp_path: Path, content: bytes):
    assert "is no register" in refused(written(tmp_path, "x.csv", content))


@pytest.mark.parametrize(
    "content", [b"<?xml version='1.0'?><Message><FamilyName>Notreal", b"\xef\xbb\xbf<!DOCTYPE html>"]
)
def test_xml_is_refused_without_showing_what_is_in_it(tmp_path: Path, content: bytes):
    said = refused(written(tmp_path, "x.csv", content))
    assert "x.csv is XML or a web page" in said
    assert "Notreal" not in said


@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
def test_zip_torn_anywhere(tmp_path: Path, share: float):
    whole = lars_zip(tmp_path / "new").read_bytes()
    assert "torn.zip is damaged" in refused(written(tmp_path, "torn.zip", whole[: int(len(whole) * share)]))


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_zip_with_damaged_contents(tmp_path: Path, share: float):
    path = postcodes_zip(tmp_path / "new", LONG_LIST[:9_000])
    whole = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("Data/ONSPD_AUG_2026_UK.csv")
    place = entry.header_offset + 60 + int((entry.compress_size - 120) * share)
    whole[place : place + 50] = bytes(50)
    assert "Download" in refused(written(tmp_path, "bad.zip", bytes(whole)))


def test_zip_without_tables_and_zip_with_a_password(tmp_path: Path):
    assert "holds no CSV file" in refused(zipped(tmp_path / "x.zip", {"a.txt": "x"}))
    locked = bytearray(zipped(tmp_path / "y.zip", {"a.csv": "ERN\n1\n"}).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    assert "asks for a password" in refused(written(tmp_path, "z.zip", bytes(locked)))


@pytest.mark.parametrize("cut", [30, 200, 395])
def test_file_cut_off_in_the_middle_of_a_row(tmp_path: Path, cut: int):
    whole = postcodes_csv(["B1 1AA", "B1 1AB", "B1 1AC"])
    rows = whole.splitlines(keepends=True)
    said = refused(written(tmp_path, "cut.csv", "".join(rows[:3]) + rows[3][: min(cut, len(rows[3]) - 8)]))
    assert "cut.csv, line 4, is cut off" in said


def test_last_row_without_a_line_end_is_whole_if_its_columns_are(tmp_path: Path):
    import_registers([written(tmp_path, "p.csv", postcodes_csv(["B1 1AA", "B1 1AB"]).rstrip("\r\n"))], NOW)
    assert versions_and_rows()["postcodes"][1] == 2


def test_short_row_in_the_middle_is_read_if_it_has_what_is_needed(tmp_path: Path):
    import_registers([written(tmp_path, "o.csv", "LegalOrgType,UKPRN,Note\nPLBG,10000001\nUHEO,10000002,x\n")], NOW)
    assert versions_and_rows()["organisations"][1] == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("UKPRN,LegalOrgType\n10000001,\nten million,\n", "line 3: UKPRN 'ten million' cannot be read as a number"),
        ("UKPRN,LegalOrgType\n10000001,\n,PLBG\n", "line 3, has no UKPRN"),
        ("Postcode,SOF,Effective from\n,110,2026-08-01\n", "line 2, has no Postcode"),
        ("Postcode,SOF,Effective from\nNULL,110,2026-08-01\n", "line 2, has no Postcode"),
        ("Postcode,SOF,Effective from\nB1 1AA,110,31/02/2026\n", "EffectiveFrom '31/02/2026' cannot be read as a date"),
        ("Postcode,SOF,Effective from\nB1 1AA,110\nB1 1AB,110,2026-08-01\n", "line 2, is cut off"),
        ("UKPRN,LegalOrgType,LongTermResid\n1,,perhaps\n", "LongTermResid 'perhaps' cannot be read as a flag"),
        ("ERN\n1e400\n", "cannot be read as a number"),
        ("ERN\n" + "\n".join(map(str, range(30_000))) + "\nnone\n", "line 30002"),
        ('ERN\n"1\n' + "2\n" * 100_000, "is no CSV file that can be read"),
    ],
)
def test_row_that_cannot_be_read_is_named(tmp_path: Path, text: str, said: str):
    assert said in refused(written(tmp_path, "x.csv", text))


def test_table_without_rows(tmp_path: Path):
    assert "postcodes has no rows" in refused(written(tmp_path, "p.csv", postcodes_csv([])))
    assert "LARS Validity has no rows" in refused(lars_zip(tmp_path / "new", {"Validity": []}))


@pytest.mark.parametrize("name", sorted(LARS_ROWS.keys() - set(OPTIONAL_TABLES)))
def test_lars_without_a_table_that_rules_ask(tmp_path: Path, name: str):
    assert f"LARS is not whole: {name} is missing" in refused(lars_zip(tmp_path / "new", without=name))


@pytest.mark.parametrize("name", OPTIONAL_TABLES)
def test_lars_without_a_table_of_money_says_so(tmp_path: Path, name: str):
    (done,) = import_registers([lars_zip(tmp_path / "new", without=name)], NOW)
    assert done.lacks == (name,)
    assert loaded_registers()[0]["LARS"] == done


def test_two_editions_of_lars_at_once(tmp_path: Path):
    said = refused(lars_zip(tmp_path / "a"), lars_zip(tmp_path / "b", name="LARS_V013_CSV.zip"))
    assert "LARS LearningDelivery comes twice" in said
    assert "V013" in said


def test_good_file_beside_a_bad_one_is_not_loaded_either(tmp_path: Path):
    good = written(tmp_path, "p.csv", postcodes_csv(["B1 1AA"]))
    refused(good, written(tmp_path, "x.csv", "Colour\nred\n"))
    refused(good, written(tmp_path, "o.csv", "UKPRN,LegalOrgType\n1,\nx,\n"))


def test_far_fewer_rows_than_before_are_asked_about(tmp_path: Path):
    fewer = lars_zip(tmp_path / "new", {"ApprenticeshipFunding": [], "StandardValidity": LARS_ROWS["StandardValidity"]})
    import_registers([fewer], NOW)
    import_registers([written(tmp_path, "p.csv", postcodes_csv(["B1 1AA", "B1 1AB", "B1 1AC", "B1 1AD"]))], NOW)
    half = written(tmp_path, "half.csv", postcodes_csv(["B1 1AA", "B1 1AB"]))
    import_registers([half], NOW)
    import_registers([written(tmp_path, "p.csv", postcodes_csv(["B1 1AA", "B1 1AB", "B1 1AC", "B1 1AD"]))], NOW)
    one = written(tmp_path, "one.csv", postcodes_csv(["B1 1AA"]))
    with pytest.raises(InputError, match="has 1 rows, the one loaded before 4: is the file whole"):
        import_registers([one], NOW)
    assert versions_and_rows()["postcodes"][1] == 4
    import_registers([one], NOW, fewer=True)
    assert versions_and_rows()["postcodes"][1] == 1


def test_folder_or_missing_file(tmp_path: Path):
    for path in (tmp_path, tmp_path / "none.zip"):
        with pytest.raises(OSError):
            import_registers([path], NOW)
    demand_as_before()


def started(path: Path, data_folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "addin.cli", "registers", "import", str(path)],
        env={**os.environ, "ILR_DATA": str(data_folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def is_being_written() -> bool:
    """Whether another process has the database for writing."""
    connection = sqlite3.connect(database_path(), timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False


def waited_for(happens: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while not happens():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, "it did not happen in a minute"
        time.sleep(0.002)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    process.communicate()
    assert process.returncode != 0, "the import ended before it could be killed"


def test_import_killed_while_it_reads(tmp_path: Path, data_folder: Path):
    path = written(tmp_path, "many.csv", postcodes_csv(LONG_LIST))
    process = started(path, data_folder)
    waited_for(is_being_written, process)
    demand_as_before()
    kill(process)
    demand_as_before()
    (done,) = import_registers([path], NOW)
    assert done.rows == len(LONG_LIST)


KILLED_WHILE_IT_WRITES = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 5")
connection.execute("BEGIN IMMEDIATE")
connection.execute("DELETE FROM postcodes_Postcode")
connection.executemany("INSERT INTO postcodes_Postcode VALUES (?)", ((f"X{n}",) for n in range(20_000)))
os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
"""


def test_import_killed_while_it_writes_is_undone_by_whoever_reads_first(data_folder: Path):
    subprocess.run([sys.executable, "-c", KILLED_WHILE_IT_WRITES, str(database_path())], check=False)
    assert (data_folder / "registers.sqlite-journal").stat().st_size > 0
    assert b"X19" in database_path().read_bytes()
    demand_as_before()


def test_readers_see_the_old_register_until_the_new_one_is_whole():
    seen: list[object] = []

    def rows() -> Iterator[tuple[str]]:
        for number in range(250_000):
            yield (f"AB{number:07}",)
            if number % 100_000 == 99_999:
                other = sqlite3.connect(database_path(), timeout=0)
                seen.append(other.execute("SELECT * FROM postcodes_Postcode").fetchall())
                other.close()

    database = RegisterDatabase.at(database_path())
    database.replace("postcodes", "new", NOW, {"Postcode": rows()})
    database.close()
    assert seen == [[("CV12WT",)]] * 2
    assert versions_and_rows()["postcodes"] == ("new", 250_000)


def test_second_import_at_the_same_time_is_told_so(tmp_path: Path):
    first = RegisterDatabase.at(database_path())
    path = written(tmp_path, "p.csv", postcodes_csv(["B1 1AA"]))
    with first.changes():
        assert refused(path).startswith("Another import is going on.")
    first.close()
    import_registers([path], NOW)


def test_import_that_cannot_be_written_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full_disk(path: Path) -> RegisterDatabase:
        connection = sqlite3.connect(path, isolation_level=None)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return RegisterDatabase(connection)

    monkeypatch.setattr(RegisterDatabase, "at", full_disk)
    said = refused(written(tmp_path, "p.csv", postcodes_csv(LONG_LIST)))
    assert "could not be written (database or disk is full)" in said


@pytest.mark.parametrize("step", [1, -1])
def test_database_of_another_version_of_the_tool_is_kept_until_registers_are_loaded_again(tmp_path: Path, step: int):
    connection = sqlite3.connect(database_path())
    connection.execute(f"PRAGMA user_version = {layout() + step}")
    connection.close()
    assert loaded_registers() == ({}, OTHER_LAYOUT)
    registers, names, trouble = registers_for_check()
    assert (registers.postcodes, names, trouble) == (None, (), OTHER_LAYOUT)
    with pytest.raises(InputError):
        import_registers([written(tmp_path, "o.csv", "UKPRN,LegalOrgType\nx,\n")], NOW)
    assert stored("postcodes_Postcode") == [("CV12WT",)]
    import_registers([postcodes_zip(tmp_path / "new", ["CV1 2WT"])], NOW)
    assert versions_and_rows() == {"postcodes": ("Aug 2026", 1)}
    assert registers_for_check()[2] == ""


def test_database_of_the_first_layout_is_no_trouble_to_read(tmp_path: Path):
    database_path().unlink()
    connection = sqlite3.connect(database_path())
    connection.execute("CREATE TABLE loaded_register (register TEXT, version TEXT, loaded TEXT, rows INTEGER)")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    assert loaded_registers() == ({}, OTHER_LAYOUT)
    import_registers([lars_zip(tmp_path / "new", {"LearningDelivery": [AIM]})], NOW)
    assert list(versions_and_rows()) == ["LARS"]


def test_database_that_was_opened_and_never_filled_counts_as_nothing_loaded():
    database_path().write_bytes(b"")
    assert loaded_registers() == ({}, "")
    assert registers_for_check()[1:] == ((), "")


def test_damaged_database_is_named_and_a_check_goes_on_without_it(tmp_path: Path):
    database_path().write_bytes(b"this is no database" * 500)
    for trouble in (registers_for_check()[2], loaded_registers()[1]):
        assert "registers.sqlite is damaged" in trouble
    with pytest.raises(InputError, match="is damaged"):
        import_registers([postcodes_zip(tmp_path / "new", ["CV1 2WT"])], NOW)


def test_zip_packed_in_a_way_that_python_does_not_know(tmp_path: Path):
    path = zipped(tmp_path / "x.zip", {"a.csv": "ERN\n1\n"})
    odd = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        odd[odd.index(mark) + at] = 9
    assert zipfile.is_zipfile(written(tmp_path, "odd.zip", bytes(odd)))
    assert "Unpack it" in refused(tmp_path / "odd.zip")
