"""Registers from files: what is recognised, what is refused, and that a failure leaves the old one whole."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from addin.loading.registers import database_path, import_registers, loaded_registers, registers_for_check
from ilr_core.errors import InputError
from ilr_core.registers import Validity
from ilr_core.registers.database import LAYOUT
from ilr_core.registers.recognition import day_of
from tests.loading.downloads import LARS_ROWS, lars_tables, lars_zip, postcodes_csv, postcodes_zip

NOW = datetime(2026, 11, 26, 9)  # noqa: DTZ001 - local time
pytestmark = pytest.mark.usefixtures("data_folder")


def loaded() -> dict[str, tuple[str, int]]:
    return {name: (entry.version, entry.rows) for name, entry in loaded_registers()[0].items()}


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_nothing_is_loaded_at_first():
    assert loaded_registers() == ({}, True)
    registers, names = registers_for_check()
    assert registers.LARS is None
    assert names == ()


def test_lars_zip_is_loaded_with_its_version_and_row_count(tmp_path: Path):
    (done,) = import_registers([lars_zip(tmp_path)], NOW)
    assert (done.register, done.version, done.rows, done.loaded) == ("LARS", "V012", 7, NOW)
    registers, names = registers_for_check()
    assert names == ("LARS V012",)
    assert registers.LARS is not None
    comma, valid = registers.LARS.aim("5008684x"), registers.LARS.aim("50086832")
    assert comma is not None
    assert comma.LearnAimRefTitle == "Made, with a comma"
    assert valid is not None
    assert valid.validities == (Validity("ADULT_SKILLS", date(2008, 9, 1), date(2027, 7, 31), date(2026, 12, 31)),)
    assert valid.basic_skills == ()


def test_postcode_directory_is_read_once_although_the_zip_holds_it_twice(tmp_path: Path):
    (done,) = import_registers([postcodes_zip(tmp_path, ["CV1 2WT", "E1W 3SS", "B1 1AA"])], NOW)
    assert (done.register, done.version, done.rows) == ("postcodes", "Aug 2026", 3)
    registers, _ = registers_for_check()
    assert registers.postcodes is not None
    assert [registers.postcodes.has(code) for code in ("CV1 2WT", "B1 1AA", "ZZ1 1ZZ")] == [True, True, False]


def test_several_registers_come_in_one_go(tmp_path: Path):
    organisations = written(tmp_path, "orgs.csv", "UKPRN,LegalOrgType\n10000001,PLBG\n")
    import_registers([postcodes_zip(tmp_path, ["CV1 2WT"]), lars_zip(tmp_path), organisations], NOW)
    assert set(loaded()) == {"LARS", "postcodes", "organisations"}


@pytest.mark.parametrize(
    "text",
    ["2026-08-01", "01/08/2026", "1 Aug 2026", "01-Aug-2026", "20260801", "2026-08-01T00:00:00", "2026-08-01 00:00:00",
     "01/08/2026 00:00:00", "01-08-2026", "2026-08-01 00:00:00.000"],
)  # fmt: skip
def test_days_are_understood_in_every_form_that_exports_use(text: str):
    assert day_of(text) == date(2026, 8, 1).isoformat()


@pytest.mark.parametrize("text", ["31/02/2026", "soon", "2026", "08/2026", "1/13/2026"])
def test_what_is_no_day_is_none(text: str):
    assert day_of(text) is None


def test_headers_are_found_in_any_order_case_and_with_a_byte_order_mark(tmp_path: Path):
    path = written(tmp_path, "d.csv", "\ufeffeffective from, SOF ,POSTCODE\r\n1/8/2026,110,cv1  2wt\r\n".encode())
    import_registers([path], NOW)
    with sqlite3.connect(database_path()) as connection:
        rows = connection.execute("SELECT * FROM devolved_postcodes_DevolvedPostcode").fetchall()
    assert rows == [("CV12WT", "110", "2026-08-01", None)]


def test_headers_with_underscores_and_spaces_are_found(tmp_path: Path):
    path = written(
        tmp_path, "r.csv", "EPA_organisation_identifier,Standard_code,Effective from\nEPA0001,91,2020-01-01\n"
    )
    (done,) = import_registers([path], NOW)
    assert (done.register, done.rows) == ("assessment_organisations", 1)


def test_older_windows_text_is_read(tmp_path: Path):
    title = "Café and Bar"
    reference, begins, ends, _, *more = LARS_ROWS["LearningDelivery"][0]
    tables = {"LearningDelivery": [[reference, begins, ends, title, *more]]}
    path = tmp_path / "lars.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in lars_tables(tables).items():
            archive.writestr(name, text.encode("cp1252"))
    import_registers([path], NOW)
    registers, _ = registers_for_check()
    assert registers.LARS is not None
    aim = registers.LARS.aim("50086832")
    assert aim is not None
    assert aim.LearnAimRefTitle == title


def test_version_can_be_given(tmp_path: Path):
    path = written(tmp_path, "p.csv", postcodes_csv(["CV1 2WT"]))
    (done,) = import_registers([path], NOW, version="August")
    assert done.version == "August"


class TestRefused:
    """A file that cannot be used is one sentence, and what was loaded before stays as it was."""

    @pytest.fixture(autouse=True)
    def _loaded_before(self, tmp_path: Path, data_folder: Path) -> None:
        import_registers([postcodes_zip(tmp_path, ["CV1 2WT"]), lars_zip(tmp_path)], NOW)

    def refused(self, *paths: Path) -> str:
        before = loaded()
        with pytest.raises(InputError) as failure:
            import_registers(list(paths), NOW)
        assert loaded() == before
        registers, _ = registers_for_check()
        assert registers.postcodes is not None
        assert registers.postcodes.has("CV1 2WT")
        return str(failure.value)

    def test_unknown_header_is_named(self, tmp_path: Path):
        said = self.refused(written(tmp_path, "x.csv", "Colour,Size\nred,1\n"))
        assert "x.csv is no register" in said
        assert "Colour, Size" in said
        assert "ilr registers columns" in said

    @pytest.mark.parametrize(
        "header",
        ["URN,EstablishmentName,UKPRN,Postcode", "Ukprn,Name,ApplicationType,StartDate,Status", "Postcode,Name"],
    )
    def test_lists_of_some_providers_or_places_are_not_taken_for_the_whole_register(self, tmp_path: Path, header: str):
        assert "is no register" in self.refused(written(tmp_path, "x.csv", f"{header}\n" + ",".join("1" * 5)))

    @pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\n\n"])
    def test_file_without_a_table(self, tmp_path: Path, content: bytes):
        assert "is no register" in self.refused(written(tmp_path, "x.csv", content))

    def test_torn_zip(self, tmp_path: Path):
        whole = postcodes_zip(tmp_path / "new", [f"AB{n % 90 + 10} 1AA" for n in range(2000)]).read_bytes()
        said = self.refused(written(tmp_path, "torn.zip", whole[: len(whole) // 2]))
        assert "torn.zip is damaged" in said

    def test_zip_with_damaged_contents(self, tmp_path: Path):
        path = postcodes_zip(tmp_path / "new", [f"AB{n % 90 + 10} {n % 9}AA" for n in range(3000)])
        whole = bytearray(path.read_bytes())
        whole[2000:2050] = bytes(50)
        assert "Download" in self.refused(written(tmp_path, "bad.zip", bytes(whole)))

    def test_row_cut_off_in_the_middle(self, tmp_path: Path):
        text = postcodes_csv(["B1 1AA", "B1 1AB"])
        said = self.refused(written(tmp_path, "cut.csv", text + '"B1 1AC","B1'))
        assert "cut.csv, line 4, is cut off" in said

    def test_value_of_another_kind_is_named_with_its_line(self, tmp_path: Path):
        said = self.refused(written(tmp_path, "orgs.csv", "UKPRN,LegalOrgType\n10000001,\nten million,\n"))
        assert "orgs.csv, line 3: UKPRN 'ten million' cannot be read as a number" in said

    def test_row_without_its_key(self, tmp_path: Path):
        said = self.refused(written(tmp_path, "d.csv", "Postcode,SOF,Effective from\n,110,2026-08-01\n"))
        assert "d.csv, line 2, has no Postcode" in said

    def test_header_without_rows(self, tmp_path: Path):
        assert "postcodes has no rows" in self.refused(written(tmp_path, "p.csv", postcodes_csv([])))

    def test_lars_without_one_of_its_tables(self, tmp_path: Path):
        said = self.refused(lars_zip(tmp_path / "new", without="Validity"))
        assert "LARS is not whole: Validity is missing" in said

    def test_folder_or_missing_file(self, tmp_path: Path):
        for path in (tmp_path, tmp_path / "none.zip"):
            with pytest.raises(OSError):
                import_registers([path], NOW)

    def test_good_file_beside_a_bad_one_is_not_half_loaded(self, tmp_path: Path):
        good = written(tmp_path, "p.csv", postcodes_csv(["B1 1AA"]))
        self.refused(good, written(tmp_path, "x.csv", "Colour\nred\n"))


def test_new_file_replaces_the_old_rows(tmp_path: Path):
    import_registers([written(tmp_path, "a.csv", postcodes_csv(["CV1 2WT", "B1 1AA"]))], NOW)
    import_registers([written(tmp_path, "b.csv", postcodes_csv(["B1 1AB"]))], NOW)
    registers, _ = registers_for_check()
    assert registers.postcodes is not None
    assert [registers.postcodes.has(code) for code in ("CV1 2WT", "B1 1AB")] == [False, True]


def test_users_own_headers_are_read_through_a_columns_file(tmp_path: Path):
    text = (files("ilr_core.registers") / "columns.csv").read_text("utf-8")
    assert "EmpId|" in text
    columns = written(tmp_path, "columns.csv", text.replace("EmpId|", "Employer no.|EmpId|"))
    employers = written(tmp_path, "e.csv", "Employer no.,Name\n999000001,Made Ltd\n")
    with pytest.raises(InputError):
        import_registers([employers], NOW)
    (done,) = import_registers([employers], NOW, columns=columns)
    assert (done.register, done.rows) == ("employers", 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("register,table", "a,b"), "begins with the line"),
        (lambda text: text.replace("EmpId,number", "EmpId,colour"), "needs a column, a type"),
        (lambda text: text.replace("employers,Employer,EmpId", "employers,Employer,Other"), "other tables or columns"),
        (lambda text: "\n".join(text.splitlines()[:-4]), "other tables or columns"),
    ],
)
def test_columns_file_that_changes_more_than_headers_is_refused(tmp_path: Path, change, said):
    columns = written(tmp_path, "c.csv", change((files("ilr_core.registers") / "columns.csv").read_text("utf-8")))
    with pytest.raises(InputError, match=said):
        import_registers([written(tmp_path, "p.csv", postcodes_csv(["B1 1AA"]))], NOW, columns=columns)


def test_file_that_could_be_two_registers_is_refused(tmp_path: Path):
    text = (files("ilr_core.registers") / "columns.csv").read_text("utf-8")
    columns = written(tmp_path, "c.csv", text.replace("number,yes,yes,EmpId|", "number,yes,yes,pcds|"))
    with pytest.raises(InputError, match="could be postcodes or employers"):
        import_registers([written(tmp_path, "p.csv", "pcds\n1\n")], NOW, columns=columns)


def test_check_goes_on_while_another_process_imports_and_reads_the_old_register(tmp_path: Path):
    import_registers([written(tmp_path, "a.csv", postcodes_csv(["CV1 2WT"]))], NOW)
    with sqlite3.connect(database_path(), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM postcodes_Postcode")
        registers, _ = registers_for_check()
        assert registers.postcodes is not None
        assert registers.postcodes.has("CV1 2WT")
        other.execute("ROLLBACK")


def test_import_killed_on_its_way_leaves_the_old_register(tmp_path: Path, data_folder: Path):
    import_registers([written(tmp_path, "a.csv", postcodes_csv(["CV1 2WT"]))], NOW)
    districts = [f"{area}{number}" for area in ("AB", "B", "CV", "E", "N") for number in range(1, 90)]
    inward = [f"{number}{letters}" for number in range(10) for letters in ("AA", "AB", "AD", "AE", "AF", "AG")]
    many = [f"{district} {end}" for district in districts for end in inward]
    path = written(tmp_path, "many.csv", postcodes_csv(many * 8))
    process = subprocess.Popen(
        [sys.executable, "-m", "addin.cli", "registers", "import", str(path)],
        env={**os.environ, "ILR_DATA": str(data_folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    journal = data_folder / "registers.sqlite-journal"
    waited = time.monotonic() + 60
    while not journal.exists() and process.poll() is None and time.monotonic() < waited:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    process.communicate()
    assert process.returncode != 0, "the import ended before it could be killed"
    assert loaded()["postcodes"][1] == 1
    registers, _ = registers_for_check()
    assert registers.postcodes is not None
    assert registers.postcodes.has("CV1 2WT")
    (done,) = import_registers([path], NOW)
    assert done.rows == len(many)


def test_database_of_another_version_of_the_tool_is_named_and_can_be_loaded_again(tmp_path: Path):
    import_registers([postcodes_zip(tmp_path, ["CV1 2WT"])], NOW)
    with sqlite3.connect(database_path()) as connection:
        connection.execute(f"PRAGMA user_version = {LAYOUT + 1}")
    assert loaded_registers() == ({}, False)
    registers, names = registers_for_check()
    assert registers.postcodes is None
    assert names == ()
    import_registers([postcodes_zip(tmp_path, ["CV1 2WT"])], NOW)
    assert set(loaded()) == {"postcodes"}


def test_damaged_database_is_named_and_a_check_goes_on_without_it(tmp_path: Path, data_folder: Path):
    data_folder.mkdir()
    database_path().write_bytes(b"this is no database" * 500)
    assert registers_for_check()[1] == ()
    assert loaded_registers() == ({}, False)
    with pytest.raises(InputError, match="is damaged"):
        import_registers([postcodes_zip(tmp_path, ["CV1 2WT"])], NOW)


def test_progress_hears_of_the_rows(tmp_path: Path):
    heard: list[int] = []
    path = written(tmp_path, "p.csv", postcodes_csv(["CV1 2WT"] * 45_000))
    import_registers([path], NOW, told=heard.append)
    assert heard == [20_000, 40_000]


def test_data_folder_is_made_when_it_is_needed(tmp_path: Path, data_folder: Path):
    shutil.rmtree(data_folder, ignore_errors=True)
    import_registers([postcodes_zip(tmp_path, ["CV1 2WT"])], NOW)
    assert (data_folder / "registers.sqlite").exists()
