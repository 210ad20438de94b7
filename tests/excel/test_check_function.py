"""ILR_CHECK, called with what xlwings hands over: lists of lists, numbers as float, dates as datetime, blanks None."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.commands.new import filled_book
from addin.demo.faults import slips
from addin.demo.learners import made_learners
from addin.functions import FUNCTIONS
from addin.functions.check import CLEAN, LONGEST_ANSWER
from addin.ooxml import read_workbook
from addin.sheets.writing import rows_for
from ilr_core import catalogue
from ilr_core.rules import Check, Context
from tests.rules.case_files import all_cases, context_of, learners_of
from workbook_templates.layout import layout

YEARS = catalogue.years()
SHEETS = ("Learners", "Aims", "Employment", "Finance")
TODAY = date(2026, 11, 23)
# What a row cannot show: one rule compares learners, the other had until 2025/26 an exclusion that looks at the aims.
BEYOND_A_ROW = {"2627": {"R_59"}, "2526": {"R_59", "GivenNames_01"}}
Table = list[list[object]]
Answers = list[list[str]]


def day(year: int, month: int, number: int) -> datetime:
    return datetime.combine(date(year, month, number), time())


def checked(row: object, headers: object = None, year: object = None) -> Answers:
    return FUNCTIONS["ILR_CHECK"].answer(row, headers, year, today=TODAY)


def as_excel(value: object) -> object:
    if isinstance(value, bool | str | None):
        return value
    if isinstance(value, date):
        return day(value.year, value.month, value.day)
    return float(value)  # type: ignore[arg-type] - a number


@pytest.fixture(scope="module", params=YEARS)
def year(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def book(year: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Table]:
    """The sheets of a real workbook of made-up learners, header row first."""
    path: Path = tmp_path_factory.mktemp("books") / "book.xlsx"
    specification = catalogue.load(year)
    filled_book(path, specification, list(made_learners(specification, 24, TODAY)), ukprn=10000001)
    return {
        sheet.name: [[as_excel(value) for value in row] for row in sheet.rows]
        for sheet in read_workbook(path)
        if sheet.name in SHEETS
    }


@pytest.mark.parametrize("sheet", SHEETS)
def test_clean_rows_are_ok(sheet: str, book: dict[str, Table], year: str) -> None:
    headers, *rows = book[sheet]
    assert checked(rows, [headers], float(year)) == [[CLEAN]] * len(rows)
    assert checked([rows[0]], [headers], year) == [[CLEAN]]


@pytest.mark.parametrize("hidden", [True, False])
@pytest.mark.parametrize("sheet", ["Learners", "Aims"])
def test_whole_rows_need_no_header(sheet: str, hidden: bool, book: dict[str, Table], year: str) -> None:
    sheets = layout(catalogue.load(year)).sheets
    shown = [i for i, column in enumerate(sheets[sheet].columns) if hidden or column.kind != "hidden"]
    rows = [[row[i] for i in shown] for row in book[sheet][1:]]
    rows[1][sheets[sheet].number("LearnRefNumber") - 1] = None
    texts = [text for (text,) in checked(rows, None, year)]
    widths = [
        len(one.columns) - cut * sum(c.kind == "hidden" for c in one.columns)
        for one in sheets.values()
        for cut in (0, 1)
    ]
    if widths.count(len(shown)) > 1:
        assert texts == [f"A row of {len(shown)} cells fits Learners, Aims. Give the header row as well."]
        return
    assert "LearnRefNumber" in texts[1] or sheet == "Aims"
    assert set(texts[:1] + texts[2:]) == {CLEAN}


def test_demo_faults_name_their_rule(book: dict[str, Table], year: str) -> None:
    specification = catalogue.load(year)
    made = rows_for(list(made_learners(specification, 24, TODAY)), layout(specification))
    named = {}
    for slip in slips(made, specification):
        headers, row = book[slip.fault.sheet][0], [*book[slip.fault.sheet][slip.row - 1]]
        row[slip.column - 1] = as_excel(slip.wrong)
        ((answer,),) = checked([row], [headers], year)
        named[slip.fault.rule] = answer
    assert {rule for rule, answer in named.items() if answer == CLEAN} == BEYOND_A_ROW[year]
    first = {rule: answer.split(":")[0] for rule, answer in named.items() if "more)" not in answer}
    assert {f"✖ {rule}" for rule in first.keys() - BEYOND_A_ROW[year]} == set(first.values()) - {CLEAN}
    assert named["FD_AFinAmount_AR"].startswith("✖ FD_AFinAmount_A")
    assert named["FD_AFinAmount_AR"].endswith("(+1 more)")
    assert named["Schema"] == "✖ Schema: DateOfBirth '31/2/2001' cannot be read as a date. Retype it."


LEARNER = [["LearnRefNumber", "ULN", "DateOfBirth", "Sex"]]


@pytest.mark.parametrize(
    ("row", "headers", "answer"),
    [
        (["A1", 1000000087.0, day(2006, 2, 3), "F"], LEARNER, "✖ ULN_04"),
        (["A1", 1000000027.0, day(2006, 2, 3), "X"], LEARNER, "✖ Sex_01"),
        (["A1", "#N/A", day(2006, 2, 3), "F"], LEARNER, "✖ Schema: ULN '#N/A' cannot be read as a number"),
        (["A1", 1000000027.0, day(2006, 2, 3), "F · Female"], LEARNER, "OK"),
        # The same wrong ULN without its column, and a planned end without the start it is compared with.
        (["A1", "F"], [["LearnRefNumber", "Sex"]], "OK"),
        ([day(2026, 1, 1), 4.0], [["LearnPlanEndDate", "AimType"]], "OK"),
        (
            [day(2026, 9, 1), day(2026, 1, 1), 4.0],
            [["LearnStartDate", "LearnPlanEndDate", "AimType"]],
            "✖ LearnPlanEndDate_02",
        ),
        # A programme aim, an employment status and an entry of funding may stand in other rows.
        (["A1", 2.0, 3.0], [["LearnRefNumber", "AimSeqNumber", "AimType"]], "OK"),
        (["A1", day(2026, 9, 1), 10.0], [["LearnRefNumber", "DateEmpStatApp", "EmpStat"]], "OK"),
    ],
)
def test_rules_judge_what_is_in_the_row(row: list[object], headers: Table, answer: str) -> None:
    assert checked([row], headers, "2627")[0][0].startswith(answer)


def test_a_blank_row_has_an_empty_answer() -> None:
    assert checked([[None] * 4, ["A1", None, None, "F"], [" ", None, "", None]], LEARNER)[0::2] == [[""], [""]]


@pytest.mark.parametrize("year", [2627.0, "2627", "2026/27", None, ""])
def test_the_year_decides_which_columns_there_are(year: object) -> None:
    """Planned hours are a field of the aim until 2025/26, and records of their own after it."""
    headers = [["AimSeqNumber", "AimType", "PHours"]]
    assert checked([[1.0, 4.0, "x"]], headers, year) == [[CLEAN]]
    assert "PHours 'x' cannot be read" in checked([[1.0, 4.0, "x"]], headers, 2526.0)[0][0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([["A1", 1.0]],), "A row of 2 cells is no row of a data sheet"),
        (("Aims",), "A row of 1 cell is no row of a data sheet"),
        ((None,), "Give ILR_CHECK its row."),
        (([],), "A row of 1 cell"),
        (([[None] * 7],), "fits Finance, Aim FAMs"),
        (([["A1", 1.0]], [["Town", "Street"]]), "not the column names of a data sheet"),
        (([["A1", 1.0]], "LearnRefNumber"), "differ in width (1 and 2)"),
        (([["A1"]], [["LearnRefNumber"], ["A1"]]), "The header row is one row, but 2 were given"),
        (([["A1", 1.0], ["A2"]],), "Give ILR_CHECK one range of cells as its row"),
        (([["A1", 1.0]], None, "1999"), "There is no collection year 1999. Give 2526 or 2627"),
        (([["A1", 1.0]], None, [[1.0, 2.0]]), "Give ILR_CHECK one cell as its year"),
    ],
)
def test_wrong_arguments_are_told_in_the_cell(arguments: tuple[object, ...], words: str) -> None:
    ((answer,),) = checked(*arguments)
    assert words in answer
    assert answer.endswith(".")


def test_a_table_may_begin_with_its_header_row() -> None:
    rows = [["A1", 1000000087.0, None, "F"], [None] * 4, ["A2", 1000000027.0, None, "F"]]
    (first, *others) = checked([*LEARNER, *rows])
    assert first == [""]
    assert others == checked(rows, LEARNER)
    lines = FUNCTIONS["ILR_PROBLEMS"].answer([*LEARNER, *rows], today=TODAY)
    assert [2, "✖", "ULN_04", "ULN"] in [line[:4] for line in lines]
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)  # type: ignore[type-var]


def test_a_row_of_kinds_is_no_header_row() -> None:
    """SOF and LDM are columns of Aims and codes in Aim FAMs."""
    headers = [["LearnRefNumber", "AimSeqNumber", "LearnDelFAMType", "LearnDelFAMCode"]]
    rows: Table = [["A1", 1.0, "SOF", "105"], ["A1", 1.0, "LDM", "034"]]
    assert checked(rows, headers) == [[CLEAN], [CLEAN]]
    assert "A row of 4 cells" in checked(rows)[0][0]


def test_problems_lists_each_finding_of_each_row(year: str) -> None:
    headers = [["LearnRefNumber", "AimSeqNumber", "SOF", "AimType"]]
    rows: Table = [["A1", 1.0, "105", 4.0], ["A1", 2.0, "zzz", 77.0], [None] * 4, ["A1", 3.0, None, 9.0]]
    lines = FUNCTIONS["ILR_PROBLEMS"].answer(rows, headers, year, today=TODAY)
    assert {line[0] for line in lines} == {2, 4}
    assert {(line[0], line[3]) for line in lines} == {(2, "SOF"), (2, "AimType"), (4, "AimType")}
    firsts = {number: next(line for line in lines if line[0] == number) for number in (2, 4)}
    for (text,), line in zip(checked([rows[1], rows[3]], headers, year), firsts.values(), strict=True):
        assert text.startswith(f"{line[1]} {line[2]}: {line[4]}")
    clean = FUNCTIONS["ILR_PROBLEMS"].answer(rows[:1], headers, year, today=TODAY)
    assert clean == [[CLEAN]]


def test_a_single_row_may_come_flat() -> None:
    assert checked(["A1", 1000000027.0, None, "F"], LEARNER[0]) == checked([["A1", 1000000027.0, None, "F"]], LEARNER)


def test_ten_thousand_rows_in_one_call() -> None:
    year = catalogue.load()
    row = [as_excel(value) for value in rows_for(list(made_learners(year, 1, TODAY)), layout(year))["Learners"][0]]
    headers = [column.header for column in layout(year).sheets["Learners"].columns]
    uln = headers.index("ULN")
    wrong = [*row[:uln], 1000000087.0, *row[uln + 1 :]]
    answers = checked([wrong if number % 100 == 7 else row for number in range(10_000)], [headers])
    assert len(answers) == 10_000
    assert [number for number, (text,) in enumerate(answers) if text != CLEAN] == list(range(7, 10_000, 100))


@pytest.mark.parametrize("kind", ["breaks", "passes", "excused"])
def test_what_a_row_shows_the_whole_check_shows(kind: str) -> None:
    """No false alarm on any learner of the rule cases: what an answer names, the check of the whole learner finds."""
    named = 0
    for case in [one for one in all_cases() if one.kind == kind and not one.data.keys() & OTHERWISE][::6]:
        year = catalogue.load(case.year)
        prepared = context_of(case).file_prepared
        whole = Check(Context(year, prepared, datetime.combine(prepared, time())))
        learners = learners_of(case)
        found = {finding.rule for learner in learners for finding in whole.learner(learner)} | {CLEAN}
        for sheet, rows in rows_for(learners, layout(year)).items():
            headers = [column.header for column in layout(year).sheets[sheet].columns]
            table = [[as_excel(value) for value in row] for row in rows]
            check = FUNCTIONS["ILR_CHECK"].answer
            texts = check(table, [headers], case.year, today=prepared) if table else []
            for (text,) in texts:
                assert text.split(":")[0].removeprefix("✖ ").removeprefix("▲ ") in found, (case.id, sheet, text)
                named += text != CLEAN
    assert named > 20 or kind != "breaks"


OTHERWISE = {"others", "file", "complete", "ended", "registers"}
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=12), st.dates(), st.datetimes(), st.times(),
    st.decimals(), st.complex_numbers(), st.binary(max_size=4), st.sampled_from(["#N/A", "10 · x", "31/2/2001", 1e300]),
)  # fmt: skip
HEADERS = sorted({column.header for sheet in layout(catalogue.load()).sheets.values() for column in sheet.columns})


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_never_raises(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=12))
    rows = data.draw(st.lists(st.lists(ANYTHING, min_size=len(names), max_size=len(names)), min_size=1, max_size=3))
    answers = checked(rows, [names])
    assert len(answers) in (1, len(rows))
    for (text,) in answers:
        assert isinstance(text, str)
        assert len(text) <= LONGEST_ANSWER + 20
        assert "failed" not in text


@settings(deadline=None, max_examples=100)
@given(*[st.recursive(ANYTHING, lambda inner: st.lists(inner, max_size=4), max_leaves=8)] * 3)
def test_never_raises_for_any_arguments(row: object, headers: object, year: object) -> None:
    for (text,) in checked(row, headers, year):
        assert isinstance(text, str)


def test_long_values_are_cut() -> None:
    ((answer,),) = checked([["A1", "x" * 30_000]], [["LearnRefNumber", "FamilyName"]])
    assert len(answer) <= LONGEST_ANSWER + len(" (+99 more)")
    assert "…" in answer
