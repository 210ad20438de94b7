"""An export goes into a workbook: what comes in, only what differs, undone as one change, or refused as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from addin.change_log import read_log
from addin.hosts.file_host import FileHost
from addin.undo import undo_change
from ilr_core.errors import InputError
from tests.libreoffice import Convert
from tests.mis_import.exports import AIM, KIT, PART, PEOPLE, PROGRAMME, ROBIN, counts, export, refusals
from tests.mis_import.made import NOW, Seen, all_of, book_of, csv_file, empty_book, imported, learners

pytestmark = pytest.mark.usefixtures("data_folder")


def test_learners_with_prices_contract_and_entries(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    headers = ["TNP1", "TNP2", "TNP2 date", "ACT", "ACT to", "SOF", "LDM1", "LDM2", "HRS1"]
    rows = [
        [*ROBIN, *PROGRAMME, "£9,000", "500", "02/09/2026", "1", "", "105", "34", "378", "400"],
        [*ROBIN, *PART, "£9,000", "500", "02/09/2026", "", "", "105 - DfE", "", "", ""],
    ]
    done = imported(book, export(tmp_path, *rows, headers=headers))
    assert refusals(done) == []
    assert (counts(done), counts(done, "aims")) == ((1, 0, 0), (2, 0, 0))
    (robin,) = learners(book)
    assert (robin.DateOfBirth, robin.Sex, robin.Ethnicity, robin.LLDDHealthProb) == (date(2001, 4, 3), "F", 31, 2)
    first, second = robin.LearningDelivery
    assert [(one.AFinType, one.AFinCode, one.AFinDate, one.AFinAmount) for one in first.AppFinRecord] == [
        ("TNP", 1, date(2026, 9, 1), 9000),
        ("TNP", 2, date(2026, 9, 2), 500),
    ]
    entries = {(one.LearnDelFAMType, one.LearnDelFAMCode, one.LearnDelFAMDateFrom) for one in first.LearningDeliveryFAM}
    assert entries == {
        ("ACT", "1", date(2026, 9, 1)), ("SOF", "105", None), ("LDM", "034", None), ("LDM", "378", None)
    }  # fmt: skip
    assert [one.HRSAmount for one in first.HRSRecord] == [400]
    assert second.AppFinRecord == []  # a price repeated in the row of every aim is that of the programme
    assert (first.AimSeqNumber, second.AimSeqNumber) == (1, 2)


def test_only_what_differs_is_changed_as_one_change_that_can_be_undone(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    imported(book, export(tmp_path, [*ROBIN, *PROGRAMME, 9000], [*KIT, *PROGRAMME, 8000], headers=["TNP1"]))
    before = list(map(all_of, learners(book)))
    changed = [*ROBIN[:2], "Samplesson", *ROBIN[3:]]
    done = imported(book, export(tmp_path, [*changed, *PROGRAMME, 9500], [*KIT, *PROGRAMME, 8000], headers=["TNP1"]))
    assert counts(done) == (0, 1, 1)
    entries = [(one.field, one.old, one.new, one.reason) for one in read_log(FileHost(book)) if one.change == 2]
    assert entries == [
        ("FamilyName", "Sample", "Samplesson", "from export.csv"),
        ("AFinAmount", "9000", "9500", "from export.csv"),
    ]
    assert undo_change(FileHost(book, answer=Seen()), who="A. Tester", now=NOW) is not None
    assert list(map(all_of, learners(book))) == before


def test_nothing_happens_without_a_yes(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    before = book.read_bytes()
    seen = Seen(says_yes=False)
    done = imported(book, export(tmp_path, [*ROBIN, *PROGRAMME]), seen=seen)
    assert done.change is None
    assert book.read_bytes() == before
    assert seen.lines[:2] == ["Learners: 1 new, 0 changed, 0 the same", "Aims: 1 new, 0 changed, 0 the same"]


def test_learners_of_the_workbook_that_the_export_lacks_stay_and_are_counted(tmp_path: Path) -> None:
    book = book_of(tmp_path, 4)
    before = list(map(all_of, learners(book)))
    seen = Seen()
    done = imported(book, export(tmp_path, [*ROBIN, *PROGRAMME]), seen=seen)
    assert (counts(done), done.comparison.absent) == ((1, 0, 0), 4)
    assert "4 learners of the workbook not in the export: left as they are" in seen.lines
    assert list(map(all_of, learners(book)[:4])) == before


def test_a_cell_that_cannot_be_read_is_left_out_and_the_row_comes_in(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    rows = [[*ROBIN[:4], "31/02/2001", *ROBIN[5:], *PROGRAMME], [*KIT, *PROGRAMME]]
    done = imported(book, export(tmp_path, *rows))
    assert refusals(done) == ["export.csv, row 2: DateOfBirth '31/02/2001' is no date, so it is left out."]
    assert [one.DateOfBirth for one in learners(book)] == [None, date(2002, 4, 23)]


def test_a_uln_that_lost_its_digits_is_refused_and_the_learner_number_still_counts(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    done = imported(book, export(tmp_path, [ROBIN[0], "1.06148E+09", *ROBIN[2:], *PROGRAMME], [*KIT, *PROGRAMME]))
    assert refusals(done) == [
        (
            "export.csv, row 2: ULN '1.06148E+09' has lost its digits to a spreadsheet (export it again as text), so "
            "it is left out."
        )
    ]
    assert [one.ULN for one in learners(book)] == [None, int(KIT[1])]


def test_tables_of_several_sheets_belong_together(tmp_path: Path) -> None:
    file = openpyxl.Workbook()
    sheets: dict[str, list[list[object]]] = {
        "Learners": [list(PEOPLE), list(ROBIN), list(KIT)],
        "Learner Aims": [["ULN", *AIM, "Aim Seq"], [ROBIN[1], *PROGRAMME, 1], [KIT[1], *PROGRAMME, 1]],
        "Employment": [["ULN", "Status", "Date", "Employer"], [ROBIN[1], "10 - Employed", date(2026, 1, 5), 999999999]],
        "Finance": [["ULN", "Type", "Code", "Date", "Amount"], [ROBIN[1], "TNP", 1, date(2026, 9, 1), 9000],
                    [ROBIN[1], "PMR", "1 - Paid for training", date(2026, 10, 1), 100]],
        "Notes": [["Nothing here but words."]],
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = file.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file.save(tmp_path / "export.xlsx")
    book = empty_book(tmp_path)
    done = imported(book, tmp_path / "export.xlsx")
    assert refusals(done) == []
    robin, kit = learners(book)
    assert [(one.EmpStat, one.EmpId) for one in robin.LearnerEmploymentStatus] == [(10, 999999999)]
    assert [(one.AFinType, one.AFinCode, one.AFinAmount) for one in robin.LearningDelivery[0].AppFinRecord] == [
        ("TNP", 1, 9000),
        ("PMR", 1, 100),
    ]
    assert kit.LearningDelivery[0].LearnAimRef == "ZPROG001"
    assert imported(book, tmp_path / "export.xlsx").cells == 0


def test_an_export_without_learners_names_the_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"export\.csv: no column is surely LearnRefNumber or ULN"):
        imported(empty_book(tmp_path), csv_file(tmp_path / "export.csv", ["Surname", "Forename"], ["Sample", "Robin"]))


def test_a_protected_workbook_is_left_as_it_is(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    file = openpyxl.load_workbook(book)
    file["Learners"].protection.enable()
    file.save(book)
    before = book.read_bytes()
    with pytest.raises(InputError, match="nothing was changed"):
        imported(book, export(tmp_path, [*ROBIN, *PROGRAMME]))
    assert book.read_bytes() == before


def test_more_cells_than_the_log_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("addin.commands.import_export.MOST_LOGGED", 20)
    with pytest.raises(InputError, match="more than the log of one workbook holds"):
        imported(empty_book(tmp_path), export(tmp_path, [*ROBIN, *PROGRAMME]))


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    imported(book, export(tmp_path, [*ROBIN[:2], "=1+1", *ROBIN[3:], *PROGRAMME], [*KIT, *PROGRAMME]))
    assert learners(book)[0].FamilyName == "=1+1"
    cell = next(one for one in openpyxl.load_workbook(book)["Learners"][2] if one.value == "=1+1")
    assert cell.data_type != "f"


@pytest.mark.libreoffice
def test_an_old_spreadsheet(convert: Convert, tmp_path: Path) -> None:
    file = openpyxl.Workbook()
    sheet = file.active
    assert sheet is not None
    for row in ([*PEOPLE, *AIM], [*ROBIN[:4], date(2001, 4, 3), *ROBIN[5:], *PROGRAMME]):
        sheet.append(row)
    file.save(tmp_path / "export.xlsx")
    (old,) = convert("xls", tmp_path / "export.xlsx")
    book = empty_book(tmp_path)
    assert refusals(imported(book, old)) == []
    assert (learners(book)[0].DateOfBirth, learners(book)[0].ULN) == (date(2001, 4, 3), int(ROBIN[1]))
