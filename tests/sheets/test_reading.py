"""Rows become learners, whatever people have done to them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from addin.ooxml import Area, SheetData
from addin.sheets.reading import read_records, year_of_book
from ilr_core.model import Finding, Learner
from tests.sheets.books import AIM, LEARNER, YEAR, book, column_of, sheet

TNP = {
    "LearnRefNumber": "A1",
    "AimSeqNumber": 1,
    "AFinType": "TNP",
    "AFinCode": "1",
    "AFinDate": date(2026, 9, 1),
    "AFinAmount": 8000,
}


def learner(reference: object, **more: object) -> dict[str, object]:
    return {**LEARNER, "LearnRefNumber": reference, **more}


def aim(reference: object, number: object = 1, **more: object) -> dict[str, object]:
    return {**AIM, "LearnRefNumber": reference, "AimSeqNumber": number, **more}


def finance(reference: object, number: object = 1, **more: object) -> dict[str, object]:
    return {**TNP, "LearnRefNumber": reference, "AimSeqNumber": number, **more}


def prices(learners: list[Learner]) -> list[list[list[int]]]:
    """Amounts by learner and aim."""
    return [[[price.AFinAmount for price in one.AppFinRecord] for one in each.LearningDelivery] for each in learners]


def told(problems: list[Finding]) -> list[str]:
    return [found.message for found in problems]


def test_a_whole_learner() -> None:
    sheets = book(
        sheet(
            "Learners", learner("A1", PriorLevel="3", DateLevelApp="1/9/2026", HNS="1", **{"ProvSpecLearnMon B": "x"})
        ),
        sheet("Aims", aim("A1", 1, SOF="105 · ESFA", LDM=34, HRS1=300, HRS3="1,000")),
        sheet("Employment", {"LearnRefNumber": "A1", "EmpStat": "10", "DateEmpStatApp": date(2026, 8, 1), "SEM": 1}),
        sheet(
            "Job monitoring", {"LearnRefNumber": "A1", "DateEmpStatApp": "1 Aug 2026", "ESMType": "LOE", "ESMCode": "2"}
        ),
        sheet(
            "Aim FAMs", {"LearnRefNumber": "A1", "AimSeqNumber": "1", "LearnDelFAMType": "DAM", "LearnDelFAMCode": 1}
        ),
        sheet("Finance", finance("A1")),
        sheet("HE learners", {"LearnRefNumber": "A1"}),
        sheet("HE support", {"LearnRefNumber": "A1", "FINTYPE": "1", "FINAMOUNT": 5}),
    )
    reading = read_records(sheets, YEAR)
    assert told(reading.problems) == []
    (found,) = reading.learners
    assert (found.place, found.position, found.PriorAttain[0].DateLevelApp) == (("Learners", 2), 0, date(2026, 9, 1))
    assert [(one.LearnFAMType, one.LearnFAMCode) for one in found.LearnerFAM] == [("HNS", 1)]
    assert [(n.ProvSpecLearnMonOccur, n.ProvSpecLearnMon) for n in found.ProviderSpecLearnerMonitoring] == [("B", "x")]
    (one,) = found.LearningDelivery
    fams = [(fam.LearnDelFAMType, fam.LearnDelFAMCode, fam.position) for fam in one.LearningDeliveryFAM]
    assert fams == [("SOF", "105", 0), ("LDM", "034", 1), ("DAM", "001", 2)]
    assert [(h.HRSType, h.HRSCode, h.HRSAmount) for h in one.HRSRecord] == [("HRS", 1, 300), ("HRS", 3, 1000)]
    (status,) = found.LearnerEmploymentStatus
    assert [(m.ESMType, m.ESMCode) for m in status.EmploymentStatusMonitoring] == [("SEM", 1), ("LOE", 2)]
    assert found.LearnerHE[0].LearnerHEFinancialSupport[0].FINAMOUNT == 5
    assert found.LearnerHE[0].place == ("HE learners", 2)
    assert prices(reading.learners) == [[[8000]]]
    assert not reading.blocked
    assert reading.may_export


def test_slot_records_know_their_column() -> None:
    reading = read_records(book(sheet("Aims", aim("A1", SOF="105", LDM=34))), YEAR)
    first, second = reading.learners[0].LearningDelivery[0].LearningDeliveryFAM
    assert (first.place, second.place) == (("Aims", 2), ("Aims", 2))
    assert first.place_of("LearnDelFAMCode") != second.place_of("LearnDelFAMCode")


def test_aims_come_in_row_order_and_blank_rows_do_not_count() -> None:
    rows = [aim("A2", 2), {"Status": "✖ 1", "RowId": "A9.9"}, aim("A1", 3), {"LearnRefNumber": " "}, aim("A2", 1)]
    reading = read_records(book(sheet("Learners", learner("A1"), learner("A2")), sheet("Aims", *rows)), YEAR)
    numbers = [[one.AimSeqNumber for one in each.LearningDelivery] for each in reading.learners]
    assert numbers == [[3], [2, 1]]
    assert [one.position for one in reading.learners[1].LearningDelivery] == [0, 1]
    assert reading.rows["Aims"] == [2, 4, 6]
    assert not reading.problems


@pytest.mark.parametrize("key", ["A1", " A1 ", "a1", "A1\u00a0"])
def test_keys_are_found_without_case_and_outer_spaces(key: str) -> None:
    reading = read_records(book(sheet("Finance", finance(key, " 1 "))), YEAR)
    assert prices(reading.learners) == [[[8000]]]


def test_numbers_and_texts_are_the_same_key() -> None:
    sheets = [sheet("Learners", learner(123.0)), sheet("Aims", aim("123", "1")), sheet("Finance", finance(123, 1.0))]
    assert prices(read_records(sheets, YEAR).learners) == [[[8000]]]


def test_exact_keys_come_before_loose_ones() -> None:
    sheets = [
        sheet("Learners", learner("A1"), learner("a1")),
        sheet("Aims", aim("a1"), aim("A1", 2)),
    ]
    reading = read_records(sheets, YEAR)
    assert [[one.AimSeqNumber for one in each.LearningDelivery] for each in reading.learners] == [[2], [1]]
    assert not reading.problems


def test_a_visible_key_decides_against_a_copied_parent_id() -> None:
    sheets = [
        sheet("Learners", learner("A1", RowId="L1"), learner("A2", RowId="L2")),
        sheet("Aims", aim("A1", RowId="A1.1", ParentId="L1"), aim("A2", RowId="A1.1", ParentId="L1")),
    ]
    reading = read_records(sheets, YEAR)
    assert [[one.place for one in each.LearningDelivery] for each in reading.learners] == [[("Aims", 2)], [("Aims", 3)]]
    assert not reading.problems


def test_parent_id_chooses_among_learners_with_one_reference() -> None:
    sheets = [
        sheet("Learners", learner("A1", RowId="L1"), learner("A1", RowId="L2")),
        sheet("Aims", aim("A1", ParentId="L2"), aim("A1", ParentId="L1")),
        sheet("Finance", finance("A1", ParentId="A9")),
    ]
    reading = read_records(sheets, YEAR)
    assert [[one.place for one in each.LearningDelivery] for each in reading.learners] == [[("Aims", 3)], [("Aims", 2)]]
    assert told(reading.problems) == [
        (
            "Finance: row 2 (cell B2) fits several rows of Aims alike (rows 2, 3): "
            "each has LearnRefNumber A1 and AimSeqNumber 1. "
            "Give each its own AimSeqNumber, there and in this row."
        )
    ]
    assert reading.blocked == set(reading.learners)


def test_a_learner_renamed_on_the_main_sheet_only_keeps_everything() -> None:
    sheets = [
        sheet("Learners", learner("B7", RowId="L1")),
        sheet("Aims", aim("A1", RowId="A1.1", ParentId="L1")),
        sheet("Finance", finance("A1", ParentId="A1.1"), finance("B7", AFinAmount=1), finance("A1", AFinAmount=2)),
    ]
    reading = read_records(sheets, YEAR)
    assert prices(reading.learners) == [[[8000, 1, 2]]]
    assert not reading.problems


def test_the_first_of_two_rows_with_one_id_keeps_it() -> None:
    sheets = [
        sheet("Learners", learner("A1", RowId="L1"), learner("A1", RowId="L1")),
        sheet("Aims", aim("A1", RowId="A1.1", ParentId="L1")),
    ]
    reading = read_records(sheets, YEAR)
    assert [len(each.LearningDelivery) for each in reading.learners] == [1, 0]
    assert reading.row_ids == {("Learners", 2): "L1", ("Aims", 2): "A1.1"}
    assert list(reading.new_ids) == [("Learners", 3)]
    assert reading.new_ids["Learners", 3].startswith("T")


def test_orphans_are_named_and_their_own_rows_are_not() -> None:
    sheets = book(
        sheet("Learners", learner("A1"), learner("A2")),
        sheet("Aims", aim("A1"), aim("A9", ParentId="L7"), aim(None)),
        sheet("Finance", finance("A9"), finance("A2", 1)),
    )
    reading = read_records(sheets, YEAR)
    assert told(reading.problems) == [
        (
            "Aims: row 3 (cell A3) belongs to no row of Learners; none has LearnRefNumber A9. "
            "Correct LearnRefNumber or delete the row."
        ),
        "Aims: row 4 (cell A4) does not say which row of Learners it belongs to. Fill in LearnRefNumber.",
        (
            "Finance: row 3 (cell A3) belongs to no row of Aims; none has LearnRefNumber A2 and AimSeqNumber 1. "
            "Correct LearnRefNumber and AimSeqNumber or delete the row."
        ),
    ]
    assert [(p.learner, p.aim, p.spots[0].place, p.spots[0].field) for p in reading.problems][2] == (
        "A2", 1, ("Finance", 3), "LearnRefNumber",
    )  # fmt: skip
    assert reading.blocked == {reading.learners[1]}
    assert not reading.may_export


def test_typed_aims_without_a_number_are_numbered() -> None:
    rows = [aim("A1", None), aim("A1", 4), aim("A1", " "), aim("A2", None), aim("A2", None, RowId="A2.1")]
    reading = read_records(book(sheet("Learners", learner("A1"), learner("A2")), sheet("Aims", *rows)), YEAR)
    assert reading.numbered == [(("Aims", 2), 5), (("Aims", 4), 6), (("Aims", 5), 1)]
    assert [[one.AimSeqNumber for one in each.LearningDelivery] for each in reading.learners] == [[5, 4, 6], [1, None]]
    assert reading.learners[1].LearningDelivery[1].faults == {"AimSeqNumber": ("MA",)}


def test_numbers_above_the_highest_are_not_given() -> None:
    reading = read_records(book(sheet("Aims", aim("A1", 98), aim("A1", 1), aim("A1", None))), YEAR)
    assert reading.numbered == [(("Aims", 4), 2)]


def test_a_number_that_cannot_be_read_is_not_replaced() -> None:
    reading = read_records(book(sheet("Aims", aim("A1", "one"))), YEAR)
    assert reading.numbered == []
    assert reading.learners[0].LearningDelivery[0].faults == {"AimSeqNumber": ("unreadable",)}
    assert reading.blocked == set(reading.learners)


@pytest.mark.parametrize(
    ("name", "row", "sheet_name"),
    [
        ("DateOfBirth", learner("A1", DateOfBirth="31/2/2006"), "Learners"),
        ("HRSAmount", aim("A1", HRS1="many"), "Aims"),
        ("LearnStartDate", aim("A1", LearnStartDate="08/31/2026"), "Aims"),
        ("ULN", learner("A1", ULN=True), "Learners"),
    ],
)
def test_a_value_that_cannot_be_read_blocks_its_learner_only(
    name: str, row: dict[str, object], sheet_name: str
) -> None:
    other = learner("A2") if sheet_name == "Learners" else aim("A2")
    sheets = book(sheet(sheet_name, row, other))
    if sheet_name == "Aims":
        sheets[1] = sheet("Learners", learner("A1"), learner("A2"))
    else:
        sheets[1] = sheet("Aims", aim("A1"), aim("A2"))
    reading = read_records(sheets, YEAR)
    assert [each.LearnRefNumber for each in reading.blocked] == ["A1"]
    assert [inner.faults for inner in reading.learners[0].walk() if inner.faults] == [{name: ("unreadable",)}]
    kept = next(inner for inner in reading.learners[0].walk() if inner.faults)
    assert kept.value(name) is None
    assert kept.text(name)


def test_values_out_of_range_are_kept_and_do_not_block() -> None:
    reading = read_records(book(sheet("Learners", learner("A1", ULN=12, Email="a@" + "b" * 99))), YEAR)
    assert reading.learners[0].faults == {"ULN": ("AR",), "Email": ("AL",)}
    assert reading.learners[0].ULN == 12
    assert not reading.blocked


def test_missing_values_and_missing_aims_are_faults() -> None:
    reading = read_records([sheet("Learners", learner("A1", Postcode=None)), sheet("Aims")], YEAR)
    assert reading.learners[0].faults == {"Postcode": ("MA",), "LearningDelivery": ("EO",)}


def test_a_detail_row_with_keys_only_is_an_empty_record() -> None:
    keys = {"LearnRefNumber": "A1", "AimSeqNumber": 1}
    reading = read_records(book(sheet("HE aims", keys), sheet("HE learners", {"LearnRefNumber": "A1"})), YEAR)
    assert len(reading.learners[0].LearnerHE) == 1
    assert len(reading.learners[0].LearningDelivery[0].LearningDeliveryHE) == 1


def test_a_formula_without_a_value_is_named() -> None:
    data = sheet("Aims", aim("A1", CompStatus=None), aim("A2"))
    data.formulas_without_value = {(2, column_of(data, "CompStatus")), (9, 40)}
    reading = read_records([sheet("Learners", learner("A1"), learner("A2")), data], YEAR)
    assert told(reading.problems) == [
        "Aims: cell H2 (CompStatus) has a formula without a value. Let Excel calculate it, or type the value."
    ]
    assert [each.LearnRefNumber for each in reading.blocked] == ["A1"]
    assert reading.problems[0].learner == "A1"


def test_a_formula_without_a_value_makes_a_row() -> None:
    data = sheet("Learners", learner("A1"))
    data.formulas_without_value = {(4, 1), (6, 60)}
    reading = read_records(book(data), YEAR)
    assert [each.place for each in reading.learners] == [("Learners", 2), ("Learners", 4)]


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#ODD!"])
def test_an_error_cell_is_named(text: str) -> None:
    data = sheet("Learners", learner("A1", FamilyName=text))
    data.error_cells = {(2, column_of(data, "FamilyName")): text}
    reading = read_records(book(data), YEAR)
    assert told(reading.problems) == [
        f"Learners: cell B2 (FamilyName) shows {text}. Mend its formula or type the value."
    ]
    assert reading.learners[0].FamilyName is None
    assert reading.learners[0].text("FamilyName") == text
    assert reading.blocked == set(reading.learners)


def test_errors_in_the_users_own_columns_are_theirs() -> None:
    data = sheet("Learners", {**LEARNER, "Tutor": "#N/A"}, headers=[*LEARNER, "Tutor"])
    data.error_cells = {(2, len(LEARNER) + 1): "#N/A"}
    data.formulas_without_value = {(2, len(LEARNER) + 1)}
    data.merged = [Area(2, len(LEARNER) + 1, 3, len(LEARNER) + 1)]
    assert not read_records(book(data), YEAR).problems


@pytest.mark.parametrize(
    ("area", "blocked"),
    [
        (Area(2, 2, 3, 2), ["A1", "A2"]),
        (Area(3, 1, 3, 3), ["A2"]),
        (Area(1, 1, 1, 4), []),
        (Area(1, 2, 2, 2), ["A1"]),
        (Area(5, 1, 6, 2), []),
    ],
)
def test_merged_cells_over_data_are_named(area: Area, blocked: list[str]) -> None:
    data = sheet("Learners", learner("A1"), learner("A2"))
    data.merged = [area]
    reading = read_records([data, sheet("Aims", aim("A1"), aim("A2"))], YEAR)
    assert sorted(each.LearnRefNumber for each in reading.blocked) == blocked
    assert [f"the cells {area} are merged" in message for message in told(reading.problems)] == [True] * bool(blocked)


def test_real_mess() -> None:
    """Sorted, pasted, renamed and copied in one book."""
    learners = SheetData("learners ", "visible", [
        ["Our list of learners"],
        ["Tutor", "U L N", "Learn Ref Number", "family name", "DateOfBirth", "sex", "Ethnicity", "LLDDHealthProb",
         "PostcodePrior", "Postcode", "RowId"],
        ["Kim", 1061484016.0, "A2 ", "O'Dea\u00a0", "3.2.06", "M · Male", 31.0, "2", "CV1 2WT ", "CV1 2WT", "L2"],
        [None, None, " ", "", None, None, None, None, None, None, None],
        ["Jo", "1061484016", "A1", "Ode", datetime(2006, 2, 3), "F", "31", "2", "CV1 2WT", "CV1 2WT", "L1"],
        ["Jo", "1061484016", "A3", "Ode", 38751, "F", "31", "2", "CV1 2WT", "CV1 2WT", "L1"],
    ])  # fmt: skip
    aims = sheet("Aims", aim("A1", 1, ParentId="L1"), aim("a2", "1", ParentId="L1"), aim("A3", None, ParentId="L1"))
    reading = read_records([learners, aims], YEAR)
    assert told(reading.problems) == []
    assert [(each.LearnRefNumber, each.FamilyName, each.DateOfBirth) for each in reading.learners] == [
        ("A2", "O'Dea", date(2006, 2, 3)), ("A1", "Ode", date(2006, 2, 3)), ("A3", "Ode", date(2006, 2, 3)),
    ]  # fmt: skip
    assert [len(each.LearningDelivery) for each in reading.learners] == [1, 1, 1]
    assert reading.numbered == [(("Aims", 4), 1)]
    assert reading.may_export


@pytest.mark.parametrize(
    ("value", "year"),
    [
        ("2627", "2627"), (2627, "2627"), (2627.0, "2627"), ("2026/27", "2627"), ("2026-27", "2627"),
        (" 2526 ", "2526"), ('"2627"', "2627"), ("2025/2026", "2526"), ("1999", None),
        ("", None), (None, None), ("next", None),
    ],
)  # fmt: skip
def test_the_year_of_a_book(value: object, year: str | None) -> None:
    assert year_of_book({"ILR_Year": value}) == year
    assert year_of_book({}) is None
