"""An export goes into a workbook: only what is sure, only what differs, refused with the row, and can be undone."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from addin.changes.log import read_log
from addin.commands.undo import undo_change
from addin.hosts.file_host import FileHost
from addin.mis_import.mapping import mapping_text
from ilr_core.errors import InputError
from tests.mis_import.made import NOW, ULNS, Seen, all_of, book_of, csv_file, empty_book, imported, learners

pytestmark = pytest.mark.usefixtures("data_folder")

PEOPLE = [
    "Learner Ref", "Unique Learner Number", "Surname", "Forename", "DOB", "Gender", "Ethnicity", "LLDD",
    "Postcode (prior)", "Postcode",
]  # fmt: skip
AIM = ["Aim Ref", "Aim Type", "Funding Model", "Prog Type", "Std Code", "Start Date", "Planned End", "Comp Status",
       "Delivery Postcode"]  # fmt: skip
ROBIN = ["R1", ULNS[0], "Sample", "Robin", "03/04/2001", "Female", "31", "No", "ZZ99 9ZZ", "ZZ99 9ZZ"]
KIT = ["K1", ULNS[1], "Pattern", "Kit", "23/04/2002", "M", "White - British", "No", "ZZ99 9ZZ", "ZZ99 9ZZ"]
PROGRAMME = ["ZPROG001", "1", "36", "25", "91", "01/09/2026", "13/12/2027", "Continuing", "ZZ99 9ZZ"]
PART = ["60000001", "3", "36", "25", "91", "01/09/2026", "13/12/2027", "1", "ZZ99 9ZZ"]


def refusals(done: object) -> list[str]:
    return [str(one) for one in done.comparison.notes.refusals]  # type: ignore[attr-defined]


def counts(done: object, what: str = "learners") -> tuple[int, int, int]:
    count = getattr(done.comparison, what)  # type: ignore[attr-defined]
    return count.new, count.changed, count.same


def export(folder: Path, *rows: Sequence[object], headers: Sequence[str] = (), name: str = "export.csv") -> Path:
    return csv_file(folder / name, [*PEOPLE, *AIM, *headers], *rows)


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


def test_a_blank_cell_keeps_what_the_workbook_has_unless_the_mapping_says_otherwise(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    headers = ["Email", "Telephone"]
    imported(book, export(tmp_path, [*ROBIN, *PROGRAMME, "r@example.org", "01632960001"], headers=headers))
    blank = export(tmp_path, [*ROBIN, *PROGRAMME, "", ""], headers=headers)
    assert imported(book, blank).cells == 0
    mapping = csv_file(
        tmp_path / "m.csv", ["Use", "Heading", "Field", "Blanks"], ["yes", "Email", "Email", "clear"],
        ["yes", "Surname", "FamilyName", "clear"],
    )  # fmt: skip
    assert imported(book, blank, mapping=mapping).cells == 1
    assert (learners(book)[0].Email, learners(book)[0].TelNo) == (None, "01632960001")


def test_learners_of_the_workbook_that_the_export_lacks_stay_and_are_counted(tmp_path: Path) -> None:
    book = book_of(tmp_path, 4)
    before = list(map(all_of, learners(book)))
    seen = Seen()
    done = imported(book, export(tmp_path, [*ROBIN, *PROGRAMME]), seen=seen)
    assert (counts(done), done.comparison.absent) == ((1, 0, 0), 4)
    assert "4 learners of the workbook not in the export: left as they are" in seen.lines
    assert list(map(all_of, learners(book)[:4])) == before


def test_a_learner_is_found_by_uln_and_keeps_the_workbooks_number(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    imported(book, export(tmp_path, [*ROBIN, *PROGRAMME]))
    other = ["MIS-77", ROBIN[1], "Newname", *ROBIN[3:]]
    done = imported(book, export(tmp_path, [*other, *PROGRAMME]))
    assert counts(done) == (0, 1, 0)
    assert [(one.LearnRefNumber, one.FamilyName) for one in learners(book)] == [("R1", "Newname")]


def test_zeros_lost_from_a_learner_number_are_seen(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    imported(book, export(tmp_path, [*["00123", "9999999999", *ROBIN[2:]], *PROGRAMME]))
    done = imported(book, export(tmp_path, [*["123", "9999999999", *ROBIN[2:]], *PROGRAMME]))
    assert (counts(done), done.comparison.notes.remarks) == (
        (0, 0, 1),
        {"LearnRefNumber has its leading zeros again": 1},
    )


CLASHES = {
    "R1 with the ULN of K1": ([["R1", KIT[1], *ROBIN[2:]]], "has the ULN that the workbook has for learner K1"),
    "R1 with another birthday": ([["R1", ULNS[2], *ROBIN[2:4], "04/04/2001", *ROBIN[5:]]], "is somebody else"),
    "two numbers, one ULN": (
        [["X1", ULNS[3], *ROBIN[2:]], ["X2", ULNS[3], *ROBIN[2:]]],
        "learner X2 has the ULN of learner X1",
    ),
    "neither number": ([["", "", *ROBIN[2:]]], "has no LearnRefNumber and no ULN"),
    "a temporary ULN alone": ([["", "9999999999", *ROBIN[2:]]], "only a temporary ULN"),
    "a new ULN alone": ([["", ULNS[4], *ROBIN[2:]]], "is not in the workbook and has no LearnRefNumber"),
}


@pytest.mark.parametrize("name", CLASHES)
def test_clashes_are_refused_by_row_and_name(tmp_path: Path, name: str) -> None:
    rows, sentence = CLASHES[name]
    book = empty_book(tmp_path)
    imported(book, export(tmp_path, [*ROBIN, *PROGRAMME], [*KIT, *PROGRAMME]))
    before = list(map(all_of, learners(book)))
    done = imported(book, export(tmp_path, *[[*row, *PROGRAMME] for row in rows]))
    (refused,) = refusals(done)
    assert sentence in refused
    assert refused.startswith(f"export.csv, row {len(rows) + 1}:")
    assert list(map(all_of, learners(book)))[:2] == before


def test_rows_that_say_different_things_of_one_learner(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    rows = [[*ROBIN, *PROGRAMME], [*ROBIN[:2], "Smapel", *ROBIN[3:], *PART], [*ROBIN, *PART[:1], *PART[1:]]]
    done = imported(book, export(tmp_path, *rows))
    assert refusals(done) == ["export.csv, row 3: FamilyName is not what row 2 says, so it is left out."]
    assert learners(book)[0].FamilyName is None
    assert learners(book)[0].GivenNames == "Robin"


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


def test_an_aim_with_another_start_is_not_guessed_to_be_the_same(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    imported(book, export(tmp_path, [*ROBIN, *PROGRAMME]))
    later = [*PROGRAMME[:5], "08/09/2026", *PROGRAMME[6:]]
    done = imported(book, export(tmp_path, [*ROBIN, *later]))
    assert refusals(done) == [
        (
            "export.csv, row 2: learner R1: aim ZPROG001 starts on 8 September 2026 here and on 1 September 2026 in "
            "the workbook. Give AimSeqNumber to say whether it is the same aim; until then it is left out."
        )
    ]
    same = imported(book, export(tmp_path, [*ROBIN, *later, 1], headers=["Aim Seq"]))
    assert (refusals(same), counts(same, "aims")) == ([], (0, 1, 0))
    both = imported(book, export(tmp_path, [*ROBIN, *later], [*ROBIN, *PROGRAMME]))
    assert (refusals(both), counts(both, "aims")) == ([], (1, 0, 1))


def test_aims_are_found_by_the_systems_own_id(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    imported(book, export(tmp_path, [*ROBIN, *PART, "guid-1"], headers=["Aim GUID"]))
    moved = ["60000002", *PART[1:5], "08/09/2026", *PART[6:]]
    done = imported(book, export(tmp_path, [*ROBIN, *moved, "guid-1"], headers=["Aim GUID"]))
    assert counts(done, "aims") == (0, 1, 0)


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


def test_a_new_price_with_its_own_date_stands_beside_the_old_one(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    headers = ["TNP1", "TNP1 date"]
    imported(book, export(tmp_path, [*ROBIN, *PROGRAMME, 9000, "01/09/2026"], headers=headers))
    imported(book, export(tmp_path, [*ROBIN, *PROGRAMME, 8000, "01/11/2026"], headers=headers))
    prices = learners(book)[0].LearningDelivery[0].AppFinRecord
    assert [(one.AFinDate, one.AFinAmount) for one in prices] == [(date(2026, 9, 1), 9000), (date(2026, 11, 1), 8000)]
    undated = imported(book, export(tmp_path, [*ROBIN, *PROGRAMME, 7000], headers=["TNP1"]))
    assert len(refusals(undated)) == 1
    assert "has no date, and there are several that it may be" in refusals(undated)[0]


def test_a_price_that_another_table_gives_with_its_date_counts_once(tmp_path: Path) -> None:
    main = export(tmp_path, [*ROBIN, *PROGRAMME, 9000], headers=["TNP1"])
    dated = ["R1", "ZPROG001", "TNP", 1, "15/09/2026", 9000]
    finance = csv_file(
        tmp_path / "finance.csv", ["Learner Ref", "Aim Ref", "AFinType", "AFinCode", "AFinDate", "AFinAmount"], dated
    )
    book = empty_book(tmp_path)
    assert refusals(imported(book, main, finance)) == []
    assert [one.AFinDate for one in learners(book)[0].LearningDelivery[0].AppFinRecord] == [date(2026, 9, 15)]
    assert imported(book, main, finance).cells == 0
    other = export(tmp_path, [*ROBIN, *PROGRAMME, 9500], headers=["TNP1"])
    assert "there are several that it may be" in refusals(imported(book, other, finance))[0]


def test_an_employment_without_its_date_is_refused_unless_there_is_just_one(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    headers = ["Employment Status", "ERN"]
    done = imported(book, export(tmp_path, [*ROBIN, *PROGRAMME, 10, 999999999], headers=headers))
    assert refusals(done) == [
        "export.csv, row 2: EmpStat 10; EmpId 999999999 has no DateEmpStatApp, and it is new; give its date."
    ]
    dated = [*headers, "Employment Status Date"]
    imported(book, export(tmp_path, [*ROBIN, *PROGRAMME, 10, 999999999, "01/05/2026"], headers=dated))
    done = imported(book, export(tmp_path, [*ROBIN, *PROGRAMME, 11, ""], headers=headers))
    assert refusals(done) == []
    assert [one.EmpStat for one in learners(book)[0].LearnerEmploymentStatus] == [11]


def test_uncertain_columns_wait_for_the_mapping_which_is_kept_for_next_month(tmp_path: Path, data_folder: Path) -> None:
    book = empty_book(tmp_path)
    headers = ["Status", "Tutor", "Employed?"]
    rows = [[*ROBIN, *PROGRAMME[:7], "", "ZZ99 9ZZ", "Continuing", "T. Eacher", "x"], [*KIT, *PROGRAMME[:7], "",
            "ZZ99 9ZZ", "On programme (ours)", "", ""]]  # fmt: skip
    file = csv_file(tmp_path / "Nov 2026.csv", [*PEOPLE, *AIM[:7], "Spare", "Delivery Postcode", *headers], *rows)
    seen = Seen()
    done = imported(book, file, seen=seen)
    assert [line for line in seen.lines if line.startswith("?")] == [
        (
            "? Nov 2026.csv T 'Status' -> Aims: CompStatus? It may be CompStatus, and may be something else (70%). "
            "Not imported yet."
        )
    ]
    assert learners(book)[0].LearningDelivery[0].CompStatus is None
    mapping = tmp_path / "mapping.csv"
    mapping.write_text(mapping_text(done.tables), "utf-8-sig", newline="")
    with mapping.open(encoding="utf-8-sig", newline="") as stream:
        corrected = list(csv.DictReader(stream))
    for row in corrected:
        row["Use"] = "yes" if row["Heading"] == "Status" else row["Use"]
    extra = dict.fromkeys(corrected[0], "") | {"Use": "yes", "Heading": "Status", "Value": "On programme (ours)",
                                               "Code": "1"}  # fmt: skip
    with mapping.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.DictWriter(stream, list(corrected[0]), delimiter=";")
        writer.writeheader()
        writer.writerows([*corrected, extra])
    assert counts(imported(book, file, mapping=mapping)) == (0, 2, 0)
    assert [one.LearningDelivery[0].CompStatus for one in learners(book)] == [1, 1]
    december = shutil.copy(file, tmp_path / "Dec 2026.csv")
    again = imported(book, Path(december))
    assert (again.cells, [one.use for one in again.tables[0].uses if one.column.header == "Status"]) == (0, ["yes"])
    kept = "".join(path.read_text("utf-8") for path in data_folder.rglob("*.csv"))
    assert "Status" in kept
    assert not any(word in kept for word in ("Sample", "Robin", ULNS[0], "Eacher", "2001"))


def test_what_was_kept_does_not_misread_dates_that_turn_out_otherwise(tmp_path: Path) -> None:
    book = empty_book(tmp_path)
    doubtful = [*ROBIN[:4], "03/04/2001", *ROBIN[5:]]
    first = [*PROGRAMME[:5], "01/09/2026", "12/12/2027", *PROGRAMME[7:]]
    imported(book, export(tmp_path, [*doubtful, *first]))
    american = [*KIT[:4], "4/23/2002", *KIT[5:]]
    done = imported(book, export(tmp_path, [*american, *first]))
    born = next(one for one in done.tables[0].uses if one.column.header == "DOB")
    assert born.use == "ask"
    assert "it was taken as day first, but row 2 can be nothing else" in born.why


BAD_MAPPINGS = [
    ([["Nothing"], ["x"]], "is no mapping"),
    ([["Use", "Heading", "Field"], ["maybe", "Surname", "FamilyName"]], "row 2: Use is 'maybe'"),
    ([["Use", "Heading", "Field"], ["yes", "Surname", "Family"]], "has no field 'Family'"),
    ([["Use", "Heading", "Field"], ["yes", "Surname", ""]], "Field is blank"),
    ([["Use", "Heading", "Field", "Dates"], ["yes", "DOB", "DateOfBirth", "us"]], "Dates is 'us'"),
    ([["Use", "Heading", "Field", "Blanks"], ["yes", "DOB", "DateOfBirth", "wipe"]], "Blanks is 'wipe'"),
    ([["Use", "Table", "Heading", "Field"], ["yes", "export.csv", "Nick", "FamilyName"]], "has no column 'Nick'"),
]


@pytest.mark.parametrize(("rows", "sentence"), BAD_MAPPINGS)
def test_a_mapping_that_cannot_be_meant_so(tmp_path: Path, rows: list[list[str]], sentence: str) -> None:
    book = empty_book(tmp_path)
    with pytest.raises(InputError, match=sentence):
        imported(book, export(tmp_path, [*ROBIN, *PROGRAMME]), mapping=csv_file(tmp_path / "m.csv", *rows))


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
def test_an_old_spreadsheet(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (soffice) to make an .xls")
    file = openpyxl.Workbook()
    sheet = file.active
    assert sheet is not None
    for row in ([*PEOPLE, *AIM], [*ROBIN[:4], date(2001, 4, 3), *ROBIN[5:], *PROGRAMME]):
        sheet.append(row)
    file.save(tmp_path / "export.xlsx")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xls"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "export.xlsx")], check=True, capture_output=True
    )
    book = empty_book(tmp_path)
    assert refusals(imported(book, tmp_path / "export.xls")) == []
    assert (learners(book)[0].DateOfBirth, learners(book)[0].ULN) == (date(2001, 4, 3), int(ROBIN[1]))
