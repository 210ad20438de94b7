"""What a check writes beside the data."""

from __future__ import annotations

from datetime import date

import pytest

from addin.ooxml import Formula, SheetData
from addin.sheets.addresses import address
from addin.sheets.marking import MOST_NOTES, marks_for, status_text, with_sheet_problems
from addin.sheets.reading import BookReading, read_records
from ilr_core.model import Finding, Record, Severity, Spot
from ilr_core.rules.field_definitions import field_findings
from tests.sheets.books import AIM, LEARNER, YEAR, book, sheet

LAYOUT_HEADERS = ["Status", "LearnRefNumber", "ULN", "FamilyName", "PriorLevel", "DateLevelApp", "RowId", "Marks"]


def reading_of(
    *rows: dict[str, object], headers: list[str] = LAYOUT_HEADERS, aims: SheetData | None = None
) -> BookReading:
    needed = [header for header in LEARNER if header not in headers]
    return read_records(book(sheet("Learners", *rows, headers=[*headers, *needed]), *([aims] if aims else [])), YEAR)


def finding(rule: str, *spots: Spot, severity: Severity = "error", message: str = "Mend it.") -> Finding:
    values = tuple((spot.field, "x") for spot in spots[:1] if spot.field)
    return Finding(rule, severity, "A1", None, spots[0].entity if spots else "File", values, message, spots)


def spot(record: Record, field: str = "") -> Spot:
    return Spot(record.place_of(field), record.ENTITY, field)


def schema_findings(reading: BookReading) -> list[Finding]:
    return [
        found for learner in reading.learners for record in learner.walk() for found in field_findings(record, YEAR)
    ]


def test_addresses() -> None:
    aims = sheet("Aims", {**AIM, "SOF": "105", "LDM": "034"}, headers=["Status", *AIM, "SOF", "LDM"])
    fams = sheet(
        "Aim FAMs", {"LearnRefNumber": "A1", "AimSeqNumber": 1, "LearnDelFAMType": "ACT", "LearnDelFAMCode": "1"}
    )
    data = sheet("Learners", LEARNER, headers=["Tutor", "Status", *LEARNER])
    data.rows.insert(0, [])
    reading = read_records([data, aims, fams], YEAR)
    learner = reading.learners[0]
    first, second, third = learner.LearningDelivery[0].LearningDeliveryFAM
    assert [
        address(spot(learner, "ULN"), reading),
        address(spot(learner), reading),
        address(spot(learner, "AddLine4"), reading),
        address(Spot(learner.place, "LearningDelivery"), reading),
        address(spot(first, "LearnDelFAMCode"), reading),
        address(spot(second, "LearnDelFAMCode"), reading),
        address(spot(second, "LearnDelFAMType"), reading),
        address(spot(third, "LearnDelFAMCode"), reading),
        address(Spot(None, "Header"), reading),
        address(Spot(("Start", 5), "Source", "UKPRN"), reading),
    ] == [
        "Learners!D3", "Learners!B3", "Learners!B3", "Learners!B3", "Aims!K2", "Aims!L2", "Aims!L2", "'Aim FAMs'!D2",
        None, "Start!A5",
    ]  # fmt: skip


def test_marks_and_status_of_rows() -> None:
    rows = [{**LEARNER, "LearnRefNumber": name, "RowId": f"L{name}"} for name in ("A1", "A2", "A3")]
    reading = reading_of(*rows)
    first, second, _ = reading.learners
    plan = marks_for(
        [
            finding("ULN_04", spot(first, "ULN")),
            finding("FamilyName_01", spot(first, "FamilyName")),
            finding("ULN_09", spot(first, "ULN"), severity="warning"),
            finding("R01", spot(first)),
            finding("FamilyName_02", spot(second, "FamilyName"), severity="warning"),
        ],
        reading,
    )
    marks = plan.sheets["Learners"]
    assert (marks.status_column, marks.marks_column) == (1, 8)
    assert marks.statuses == {2: "✖ 3 · ULN_04", 3: "▲ 1 · FamilyName_02", 4: "✔"}
    assert marks.marks == {2: "|ULN|FamilyName|", 3: "~FamilyName~", 4: ""}
    assert marks.notes == [
        (2, 3, "ULN_04: Mend it.\nULN_09: Mend it."),
        (2, 4, "FamilyName_01: Mend it."),
        (3, 4, "FamilyName_02: Mend it."),
    ]
    assert (plan.errors, plan.warnings, len(plan.problems)) == (3, 2, 5)
    aims = plan.sheets["Aims"]
    assert (aims.marks_column, aims.status_column, aims.statuses[2]) == (None, None, "✔")


def test_records_in_the_parents_row_light_up_their_own_columns() -> None:
    reading = reading_of({**LEARNER, "PriorLevel": "3", "DateLevelApp": "x"})
    record = reading.learners[0].PriorAttain[0]
    plan = marks_for([finding("PriorLevel_01", spot(record, "PriorLevel")), *schema_findings(reading)[:1]], reading)
    assert plan.sheets["Learners"].marks[2] == "|PriorLevel|DateLevelApp|"
    assert plan.sheets["Learners"].statuses[2] == "✖ 2 · PriorLevel_01"


def test_the_same_field_of_other_records_lights_up_and_is_counted_once() -> None:
    reading = reading_of(LEARNER, {**LEARNER, "LearnRefNumber": "A2"})
    spots = [spot(learner, "ULN") for learner in reading.learners]
    name = spot(reading.learners[1], "FamilyName")
    both = [finding("ULN_99", spots[0], spots[1], name), finding("ULN_99", spots[1], spots[0])]
    plan = marks_for(both, reading)
    assert plan.sheets["Learners"].marks == {2: "|ULN|", 3: "|ULN|"}
    assert plan.sheets["Learners"].statuses == {2: "✖ 1 · ULN_99", 3: "✖ 1 · ULN_99"}
    plan = marks_for(both[:1], reading)
    assert plan.sheets["Learners"].statuses[3] == "✖ 1 · ULN_99"


def test_errors_get_their_notes_before_warnings() -> None:
    count = MOST_NOTES + 2
    reading = reading_of(*({**LEARNER, "LearnRefNumber": f"A{number}"} for number in range(count)))
    warnings = [finding("ULN_09", spot(learner, "ULN"), severity="warning") for learner in reading.learners]
    last = finding("ULN_04", spot(reading.learners[-1], "FamilyName"))
    notes = marks_for([*warnings, last], reading).sheets["Learners"].notes
    assert len(notes) == MOST_NOTES
    assert notes[-1] == (count + 1, 4, "ULN_04: Mend it.")
    assert notes[0] == (2, 3, "ULN_09: Mend it.")


def test_problems_link_to_the_row_by_its_id() -> None:
    reading = reading_of({**LEARNER, "RowId": "L1"}, {**LEARNER, "LearnRefNumber": "A2"})
    first, second = reading.learners
    rows = marks_for(
        [finding("ULN_04", spot(first, "ULN")), finding("X_1", spot(second), severity="warning")], reading
    ).problems
    assert rows[0] == [
        "✖", "ULN_04", "error", "A1", None, "Learners",
        Formula('HYPERLINK("#Learners!C"&IFERROR(MATCH("L1",Learners!$G:$G,0),2),"C2")', "C2"), "ULN", "x", "Mend it.",
    ]  # fmt: skip
    assert rows[1][5:9] == ["Learners", Formula('HYPERLINK("#Learners!A3","A3")', "A3"), None, None]
    assert marks_for([finding("Filename_1")], reading).problems[0][5:9] == [None, None, None, None]


def test_links_to_sheets_with_spaces_are_quoted() -> None:
    fams = sheet(
        "Aim FAMs",
        {"LearnRefNumber": "A1", "AimSeqNumber": 1, "LearnDelFAMType": "ACT", "LearnDelFAMCode": "1", "RowId": 'F"1'},
    )
    reading = read_records(book(fams), YEAR)
    fam = reading.learners[0].LearningDelivery[0].LearningDeliveryFAM[0]
    formula = marks_for([finding("X_1", spot(fam, "LearnDelFAMType"))], reading).problems[0][6]
    assert isinstance(formula, Formula)
    assert formula.text == ("""HYPERLINK("#'Aim FAMs'!C"&IFERROR(MATCH("F""1",'Aim FAMs'!$E:$E,0),2),"C2")""")


def test_nothing_is_said_twice() -> None:
    data = sheet("Learners", {**LEARNER, "FamilyName": "#N/A", "DateOfBirth": "31/2/2006"})
    data.error_cells = {(2, data.rows[0].index("FamilyName") + 1): "#N/A"}
    number = data.rows[0].index("Postcode")
    data.rows[0][number] = "Somewhere else"
    reading = read_records(book(data), YEAR)
    raw = schema_findings(reading)
    assert sorted((found.rule, found.spots[0].field) for found in raw) == [
        ("FD_Postcode_MA", "Postcode"), ("Schema", "DateOfBirth"), ("Schema", "FamilyName"),
    ]  # fmt: skip
    merged = with_sheet_problems(reading, raw)
    assert [(found.rule, found.spots[0].field) for found in merged] == [
        ("Sheet", ""), ("Sheet", "FamilyName"), ("Schema", "DateOfBirth"),
    ]  # fmt: skip
    plan = marks_for(merged, reading)
    assert plan.sheets["Learners"].marks[2] == "|FamilyName|DateOfBirth|"
    assert plan.sheets["Learners"].statuses == {2: "✖ 2 · Sheet"}
    assert 1 not in plan.sheets["Learners"].marks


def test_an_orphan_is_marked_in_its_own_row() -> None:
    aims = sheet("Aims", AIM, {**AIM, "LearnRefNumber": "A9"}, headers=["Status", *AIM, "Marks"])
    reading = read_records(book(aims), YEAR)
    plan = marks_for(with_sheet_problems(reading, []), reading)
    assert plan.sheets["Aims"].marks == {2: "", 3: "|LearnRefNumber|"}
    assert plan.sheets["Aims"].statuses == {2: "✔", 3: "✖ 1 · Sheet"}


@pytest.mark.parametrize(
    ("severities", "text"),
    [
        ([], "✔"),
        (["warning"], "▲ 1 · r0"),
        (["warning", "error", "error"], "✖ 2 · r1"),
        (["error", "warning"], "✖ 1 · r0"),
    ],
)
def test_status_text(severities: list[Severity], text: str) -> None:
    findings = [finding(f"r{number}", severity=severity) for number, severity in enumerate(severities)]
    assert status_text(findings) == text


def test_dates_before_1900_do_not_upset_marks() -> None:
    reading = reading_of({**LEARNER, "DateOfBirth": date(1000, 1, 1).isoformat()})
    assert reading.learners[0].DateOfBirth == date(1000, 1, 1)
    assert marks_for([], reading).sheets["Learners"].marks == {2: ""}
