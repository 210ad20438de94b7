"""Which learner, aim, price or employment of the workbook a row of an export is; what is not sure is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.mis_import.exports import KIT, PART, PROGRAMME, ROBIN, counts, export, refusals
from tests.mis_import.made import ULNS, all_of, csv_file, empty_book, imported, learners

pytestmark = pytest.mark.usefixtures("data_folder")


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
