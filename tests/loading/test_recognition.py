"""What a file is, by its header row alone, and how its values are written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from addin.loading.registers import COLUMNS_FILE, import_registers
from ilr_core.errors import InputError
from ilr_core.registers.recognition import day_of, recognise
from ilr_core.registers.tables import shipped_tables, shipped_text
from tests.loading.downloads import headers
from tests.loading.loads import NOW, stored, written

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.mark.parametrize("name", headers()["LARS"])
def test_table_of_lars_is_recognised_by_its_published_header_in_any_order(name: str):
    header = headers()["LARS"][name]
    for spelt in (header, header[::-1], [f" {text.upper()}" for text in header], [*header, "New_Column"]):
        found = recognise(spelt, shipped_tables())
        assert found is not None
        assert (found.table.register, found.table.name) == ("LARS", name)
        assert all(place is not None for place in found.places)


@pytest.mark.parametrize("name", headers()["LARS beside"])
def test_other_tables_of_lars_are_not_taken_for_one_of_these(name: str):
    assert recognise(headers()["LARS beside"][name], shipped_tables()) is None


@pytest.mark.parametrize("edition", headers()["postcodes"])
def test_single_spaced_postcode_is_the_column_taken_in_every_edition(edition: str):
    found = recognise(headers()["postcodes"][edition], shipped_tables())
    assert found is not None
    assert (found.table.register, found.places) == ("postcodes", (2,))


@pytest.mark.parametrize(
    ("header", "register"),
    [
        ("EPA_organisation_identifier,EPA_organisation,Standard_code,StandardName,Effective_from,Effective_to,Comments",
         "assessment_organisations"),
        ("UKPRN,Name,LegalOrgType,LongTermResid,PartnerUKPRN", "organisations"),
        ("UKPRN,LdmCode,Reason,EffectiveFrom,EffectiveTo", "initiatives"),
        ("UKPRN,CampusIdentifier,EffectiveFrom,EffectiveTo", "campuses"),
        ("MasterUKPRN,CampusIdentifier", "campuses"),
        ("Postcode,McaglaShortCode,SofCode,EffectiveFrom,EffectiveTo", "devolved_postcodes"),
        ("Postcode,Area,SourceOfFunding,EffectiveFrom,EffectiveTo", "devolved_postcodes"),
        ("ERN,Name", "employers"),
    ],
)  # fmt: skip
def test_header_as_the_services_own_data_spell_it(header: str, register: str):
    found = recognise(header.split(","), shipped_tables())
    assert found is not None
    assert found.table.register == register


@pytest.mark.parametrize("words", headers()["no register"])
def test_list_of_some_organisations_or_of_learners_is_refused_in_its_own_words(tmp_path: Path, words: str):
    text = ",".join(headers()["no register"][words])
    with pytest.raises(InputError, match=f"^some.csv (lists )?{words.partition(', so')[0]}"):
        import_registers([written(tmp_path, "some.csv", text)], NOW)


def test_places_with_postcodes_are_not_the_register_of_postcodes():
    assert recognise(["Postcode", "Name"], shipped_tables()) is None


def test_file_that_could_be_two_registers_is_refused(tmp_path: Path):
    columns = written(tmp_path, "c.csv", shipped_text().replace("number,yes,yes,EmpId|", "number,yes,yes,pcds|"))
    with pytest.raises(InputError, match=r"p\.csv could be postcodes or employers"):
        import_registers([written(tmp_path, "p.csv", "pcds\n1\n")], NOW, columns=columns)


@pytest.mark.parametrize(
    "text",
    ["2026-08-01", "01/08/2026", "1 Aug 2026", "01 AUG 2026", "01-Aug-2026", "20260801", "2026-08-01T00:00:00",
     "2026-08-01 10:09:08", "01/08/2026 00:00", "01-08-2026", "2026-08-01 00:00:00.000"],
)  # fmt: skip
def test_days_are_understood_in_every_form_that_exports_use(text: str):
    assert day_of(text) == date(2026, 8, 1).isoformat()


@pytest.mark.parametrize("text", ["31/02/2026", "soon", "2026", "08/2026", "1/13/2026", ""])
def test_what_is_no_day_is_none(text: str):
    assert day_of(text) is None


def test_byte_order_mark_spaces_and_case_of_headers_do_not_matter(tmp_path: Path):
    text = "\ufeffeffective from, SOF ,POSTCODE\r\n1/8/2026,110,cv1  2wt\r\n\r\n"
    import_registers([written(tmp_path, "d.csv", text)], NOW)
    assert stored("devolved_postcodes_DevolvedPostcode") == [("CV12WT", "110", "2026-08-01", None)]


EMPLOYERS = "Employer no.,Name\n999000001,Made Ltd\n"
OWN_HEADER = 'register,table,column,type,needed,key,headers\nemployers,Employer,EmpId,,,,"Employer no. | ERN"\n'


def test_columns_file_may_name_just_the_columns_that_differ(tmp_path: Path):
    employers, columns = written(tmp_path, "e.csv", EMPLOYERS), written(tmp_path, "columns.csv", OWN_HEADER)
    with pytest.raises(InputError, match="is no register"):
        import_registers([employers], NOW)
    (done,) = import_registers([employers], NOW, columns=columns)
    assert (done.register, done.rows) == ("employers", 1)


def test_columns_file_in_the_data_folder_is_always_used(tmp_path: Path, data_folder: Path):
    written(data_folder, COLUMNS_FILE, OWN_HEADER.encode("utf-8-sig"))
    (done,) = import_registers([written(tmp_path, "e.csv", EMPLOYERS)], NOW)
    assert done.register == "employers"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN_HEADER.replace("register,table", "a,b"), "begins with the line"),
        (OWN_HEADER.replace("EmpId", "Other"), r"Line 2 .* names no column .*employers, Employer, Other"),
        (OWN_HEADER.replace("Employer no. | ERN", " | "), "Line 2 .* has no header"),
        ("", "begins with the line"),
    ],
)
def test_columns_file_that_names_what_is_not_there_is_refused(tmp_path: Path, text: str, said: str):
    columns = written(tmp_path, "c.csv", text)
    with pytest.raises(InputError, match=rf"c\.csv: .*{said}"):
        import_registers([written(tmp_path, "e.csv", EMPLOYERS)], NOW, columns=columns)
