"""DfE's rule texts beside ours, from workbooks and CSV files as they are published (the texts here are made up)."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from addin.loading.rule_texts import import_rule_texts, official_text
from addin.reports.explanation import explanation
from ilr_core import catalogue
from ilr_core.errors import InputError

YEAR = catalogue.load("2627")
HEADER = ["Rule Name", "Error Message", "Severity", "Detailed description", "Exclusions"]
pytestmark = pytest.mark.usefixtures("data_folder")


def workbook(folder: Path, *rows: list[str]) -> Path:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Cover", "made"])
    sheet = book.create_sheet("Rules")
    sheet.append(["Validation rules, made"])
    sheet.append([])
    for row in (HEADER, *rows):
        sheet.append(row)
    path = folder / "rules.xlsx"
    book.save(path)
    return path


def test_workbook_with_headings_above_its_table_is_read(tmp_path: Path):
    path = workbook(tmp_path, ["ULN_04", "Made message", "E", "Made\n  condition", ""], ["NoRule_1", "x", "E", "", ""])
    assert import_rule_texts([path], YEAR) == 1
    assert official_text("ULN_04", YEAR) == {"Message": "Made message", "Condition": "Made condition"}
    assert official_text("ULN_03", YEAR) == {}


@pytest.mark.parametrize("place", [0, 2])
def test_list_of_changes_in_the_workbook_does_not_hide_the_rules_own_text(tmp_path: Path, place: int):
    path = workbook(tmp_path, ["ULN_04", "Made message", "E", "Made condition", ""])
    book = load_workbook(path)
    changes = book.create_sheet("Changes", place)
    changes.append(["Rule Name", "Description"])
    changes.append(["ULN_04", "Made change"])
    book.save(path)
    import_rule_texts([path], YEAR)
    assert official_text("ULN_04", YEAR) == {"Message": "Made message", "Condition": "Made condition"}


def test_csv_is_read_and_names_need_not_be_spelt_as_the_years_list(tmp_path: Path):
    path = tmp_path / "rules.csv"
    path.write_bytes("rule_id,error_message\r\nuln04,Made – message\r\n".encode("cp1252"))
    assert import_rule_texts([path], YEAR) == 1
    assert official_text("ULN_04", YEAR) == {"Message": "Made – message"}


def test_explanation_shows_it_beside_ours(tmp_path: Path):
    before = explanation("ULN_04", YEAR)
    assert "DfE" not in before
    import_rule_texts([workbook(tmp_path, ["ULN_04", "Made message", "E", "", "Made exclusion"])], YEAR)
    after = explanation("ULN_04", YEAR)
    assert after.startswith(before)
    assert "Made message" in after
    assert "Made exclusion" in after
    assert "DfE" not in explanation("ULN_04", catalogue.load("2526"))


def test_file_that_is_no_rule_list_is_refused_and_the_old_texts_stay(tmp_path: Path):
    import_rule_texts([workbook(tmp_path, ["ULN_04", "Made message", "E", "", ""])], YEAR)
    other = tmp_path / "other.csv"
    other.write_text("Rule Name,Error Message\nNoRule_1,x\n")
    with pytest.raises(InputError, match="is no list of the rules"):
        import_rule_texts([other], YEAR)
    assert official_text("ULN_04", YEAR)["Message"] == "Made message"


@pytest.mark.parametrize("content", [b"", b'{"ULN_04": {"Mess', b"[]", b"\xff"])
def test_damaged_texts_leave_ours_and_say_how_to_load_them_again(tmp_path: Path, data_folder: Path, content: bytes):
    ours = explanation("ULN_04", YEAR)
    path = workbook(tmp_path, ["ULN_04", "Made message", "E", "", ""])
    import_rule_texts([path], YEAR)
    next((data_folder / "rule-texts").iterdir()).write_bytes(content)
    said = explanation("ULN_04", YEAR)
    assert said.startswith(ours)
    assert "Load them again with: ilr rules import" in " ".join(said.split())
    import_rule_texts([path], YEAR)
    assert "Made message" in explanation("ULN_04", YEAR)
