"""The mapping: what the user decides of the columns, kept for next month, and what cannot be meant so."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from addin.mis_import.mapping import mapping_text
from ilr_core.errors import InputError
from tests.mis_import.exports import AIM, KIT, PEOPLE, PROGRAMME, ROBIN, counts, export
from tests.mis_import.made import ULNS, Seen, csv_file, empty_book, imported, learners

pytestmark = pytest.mark.usefixtures("data_folder")


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
