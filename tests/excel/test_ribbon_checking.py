"""The ribbon's commands of the group Check on real books."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin import ribbon
from addin.hosts.file_host import FileHost
from addin.hosts.own_notes import AUTHOR
from addin.hosts.port import Host
from addin.ooxml import Package, SheetEditor, read_names, read_notes
from ilr_core import catalogue
from tests.commands.made import edited
from tests.excel.ribbon_books import NOW, RecordingHost, cells, type_into
from workbook_templates.layout import COUNTS, MARKS, PROBLEMS, STATUS, layout


def test_check_of_a_clean_book(book: Path) -> None:
    host = RecordingHost(book)
    ribbon.run("check", host, NOW)
    assert host.told == ["All 12 learners are clean."]
    assert {row[STATUS] for row in cells(book, "Learners")} == {"✔"}


def test_check_marks_and_changes_no_data(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    type_into(book, year, "Aims", "CompStatus", 2, "9")
    before = {sheet: cells(book, sheet) for sheet in ("Learners", "Aims")}
    host = RecordingHost(book)
    ribbon.run("check", host, NOW)
    (sentence,) = host.told
    assert sentence.endswith("in 12 learners. They are marked in the sheets and listed in Problems.")
    learner = cells(book, "Learners")[2]
    assert (learner[STATUS], learner[MARKS]) == ("✖ 1 · ULN_04", "|ULN|")
    assert sentence.startswith(f"{len([row for row in cells(book, PROBLEMS) if row['Rule']])} errors and 0 warnings")
    ours = {STATUS, MARKS}
    for sheet, rows in before.items():
        kept = [{key: value for key, value in row.items() if key not in ours} for row in rows]
        assert kept == [{k: v for k, v in row.items() if k not in ours} for row in cells(book, sheet)]


def test_last_check_is_noted(book: Path) -> None:
    host: Host = RecordingHost(book)
    ribbon.run("check", host, NOW)
    assert FileHost(book).read_names()["ILR_LastCheck"] == NOW
    assert "ILR_LastCheck" in read_names(book)


def header_of(year: str, sheet: str, column: int) -> str:
    return layout(catalogue.load(year)).sheets[sheet].columns[column - 1].header


def test_next_problem_goes_through_all_marked_cells_and_round(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    type_into(book, year, "Learners", "Sex", 4, "X")
    type_into(book, year, "Aims", "CompStatus", 2, "9")
    ribbon.run("check", RecordingHost(book), NOW)
    host = RecordingHost(book)
    marked = {
        (sheet, number, name)
        for sheet in ("Learners", "Aims")
        for number, row in enumerate(cells(book, sheet), 2)
        for name in str(row[MARKS] or "").strip("|").split("|")
        if name
    }
    assert len(marked) > 2
    seen = []
    for _ in range(len(marked) + 1):
        ribbon.run("next_problem", host, NOW)
        assert host.cursor
        seen.append((*host.cursor[:2], header_of(year, host.cursor[0], host.cursor[2])))
    assert set(seen) == marked
    assert seen[-1] == seen[0] == ("Learners", 4, "ULN")
    assert host.told == []


def test_next_problem_begins_behind_the_selected_cell(book: Path, year: str) -> None:
    for row in (3, 5):
        type_into(book, year, "Learners", "ULN", row, "1000000087")
    ribbon.run("check", RecordingHost(book), NOW)
    host = RecordingHost(book)
    host.cursor = ("Learners", 3, 30)
    ribbon.run("next_problem", host, NOW)
    assert host.cursor[:2] == ("Learners", 5)


def test_next_problem_without_marks(book: Path) -> None:
    host = RecordingHost(book)
    ribbon.run("next_problem", host, NOW)
    assert host.told == ["No cell is marked. Check the workbook to see what is wrong with it."]
    assert host.cursor is None


def test_clear_takes_all_away_that_a_check_wrote(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    ribbon.run("check", RecordingHost(book), NOW)
    type_into(book, year, "Learners", STATUS, 3, "my own word")
    assert cells(book, "Learners")[2][MARKS] == "|ULN|"
    host = RecordingHost(book)
    ribbon.run("clear", host, NOW)
    assert host.told == ["The marks of the last check are gone."]
    assert {(row[STATUS], row[MARKS]) for row in cells(book, "Aims")} == {(None, None)}
    assert {(row[STATUS], row[MARKS]) for row in cells(book, "Learners")} == {(None, None), ("my own word", None)}
    assert cells(book, PROBLEMS) == [] or {row["Rule"] for row in cells(book, PROBLEMS)} == {None}
    assert AUTHOR not in {note[3] for note in read_notes(SheetEditor(Package.open(book), "Learners"))}
    names = FileHost(book).read_names()
    assert [names[name] for name in ("ILR_LastCheck", "ILR_Errors", "ILR_LearnersClean")] == [None] * 3
    assert cells(book, "Learners")[2]["ULN"] == "1000000087"


def test_explain_from_the_row_and_from_problems(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    ribbon.run("check", RecordingHost(book), NOW)
    for cursor in (("Learners", 4, 7), (PROBLEMS, 2, 1)):
        host = RecordingHost(book)
        host.cursor = cursor
        ribbon.run("explain", host, NOW)
        here, values = host.told[0].splitlines()[:2]
        assert here.startswith("Learners!")
        assert "learner " in here
        assert "1000000087" in values
        assert "\nULN_04 · error · " in host.told[0]
        assert "What to do:" in host.told[0]


def test_explain_of_what_is_mended_by_now_says_so(book: Path, year: str) -> None:
    before = cells(book, "Learners")[2]["ULN"]
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    ribbon.run("check", RecordingHost(book), NOW)
    type_into(book, year, "Learners", "ULN", 4, before)
    for cursor in (("Learners", 4, 7), (PROBLEMS, 2, 1)):
        host = RecordingHost(book)
        host.cursor = cursor
        ribbon.run("explain", host, NOW)
        assert host.told[0].startswith("ULN_04 is not found there any more; check the workbook.")


def test_explain_prefers_the_selected_cell_and_reads_problems_after_sorting(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    type_into(book, year, "Learners", "Sex", 4, "X")
    ribbon.run("check", RecordingHost(book), NOW)
    columns = layout(catalogue.load(year)).sheets["Learners"]
    for header, rule in (("ULN", "ULN_04"), ("Sex", "Sex_01")):
        host = RecordingHost(book)
        host.cursor = ("Learners", 4, columns.number(header))
        ribbon.run("explain", host, NOW)
        assert f"\n{rule} · " in host.told[0]
    rules = {row["Rule"]: number for number, row in enumerate(cells(book, PROBLEMS), 2)}
    for rule in ("ULN_04", "Sex_01"):
        host = RecordingHost(book)
        host.cursor = (PROBLEMS, rules[rule], 1)
        ribbon.run("explain", host, NOW)
        assert f"\n{rule} · " in host.told[0]


def test_the_next_of_the_same_rule_goes_round(book: Path, year: str) -> None:
    for row in (3, 5, 9):
        type_into(book, year, "Learners", "ULN", row, "1000000087")
    type_into(book, year, "Learners", "Sex", 4, "X")
    ribbon.run("check", RecordingHost(book), NOW)
    host = RecordingHost(book)
    host.cursor = ("Learners", 3, 1)
    seen = []
    for _ in range(3):
        ribbon.run("next_of_rule", host, NOW)
        seen.append(host.cursor[1])
    assert seen == [5, 9, 3]
    assert [told.partition(":")[0] for told in host.told] == ["2 of 3", "3 of 3", "1 of 3"]
    host.cursor = ("Learners", 4, 1)
    ribbon.run("next_of_rule", host, NOW)
    assert host.told[-1] == "There is no other problem of Sex_01."


def test_one_problem_is_mended_alone(book: Path, year: str) -> None:
    for row in (3, 5):
        type_into(book, year, "Learners", "Postcode", row, "cv12wt")
    ribbon.run("check", RecordingHost(book), NOW)
    host = RecordingHost(book)
    host.cursor = ("Learners", 5, layout(catalogue.load(year)).sheets["Learners"].number("Postcode"))
    ribbon.run("fix_this", host, NOW)
    assert [cells(book, "Learners")[row - 2]["Postcode"] for row in (3, 5)] == ["cv12wt", "CV1 2WT"]
    ribbon.run("undo", RecordingHost(book), NOW)
    assert cells(book, "Learners")[3]["Postcode"] == "cv12wt"


def test_what_can_be_mended_in_several_ways_is_left(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 3, "1000000087")
    host = RecordingHost(book)
    host.cursor = ("Learners", 3, layout(catalogue.load(year)).sheets["Learners"].number("ULN"))
    ribbon.run("fix_this", host, NOW)
    assert host.told == [
        "There is more than one way to mend this, so it is yours to do. Explain says what usually helps."
    ]
    host.cursor = ("Learners", 4, 1)
    ribbon.run("fix_this", host, NOW)
    assert host.told[-1].startswith("Select a row of")


@pytest.mark.parametrize("cursor", [None, ("Learners", 1, 1), ("Learners", 3, 1), ("Start", 5, 3), ("Lists", 900, 1)])
def test_explain_asks_for_a_row_with_a_rule(cursor: tuple[str, int, int] | None, book: Path) -> None:
    host = RecordingHost(book)
    host.cursor = cursor
    ribbon.run("explain", host, NOW)
    assert host.told == [f"Select a row of {PROBLEMS}, or a row of a sheet whose {STATUS} names a rule."]


def test_explain_of_what_is_no_official_rule(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "DateOfBirth", 3, "31/2/2001")
    ribbon.run("check", RecordingHost(book), NOW)
    host = RecordingHost(book)
    host.cursor = ("Learners", 3, 1)
    ribbon.run("explain", host, NOW)
    assert "\nSchema · error · a finding of this tool" in host.told[0]


def rows_with(book: Path, sheet: str, header: str) -> dict[int, object]:
    return {number: row[header] for number, row in enumerate(cells(book, sheet), 2)}


def test_check_of_rows_marks_them_and_no_others(book: Path, year: str) -> None:
    for row in (3, 6):
        type_into(book, year, "Learners", "Sex", row, "X")
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    host = RecordingHost(book)
    host.rows = ("Learners", (1, 4, 5, 900))
    ribbon.run("check_rows", host, NOW)
    first, second = host.told[0].splitlines()
    assert first == "Learners, 2 rows: 1 error and 0 warnings."
    assert second.startswith("Row 4: ULN_04: ")
    statuses = rows_with(book, "Learners", STATUS)
    assert [statuses[row] for row in (3, 4, 5, 6)] == [None, "✖ 1 · ULN_04", "✔", None]
    assert rows_with(book, "Learners", MARKS)[4] == "|ULN|"
    assert FileHost(book).read_names()["ILR_LastCheck"] != NOW
    assert not any(row["Rule"] for row in cells(book, PROBLEMS))


def test_check_of_rows_leaves_what_the_last_check_said_of_others(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "Sex", 3, "X")
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    ribbon.run("check", RecordingHost(book), NOW)
    before = rows_with(book, "Learners", STATUS)
    assert before[4] == "✖ 1 · ULN_04"
    type_into(book, year, "Learners", "ULN", 4, "12")
    problems = cells(book, PROBLEMS)
    host = RecordingHost(book)
    host.rows = ("Learners", (4,))
    ribbon.run("check_rows", host, NOW)
    statuses = rows_with(book, "Learners", STATUS)
    assert statuses.pop(4) not in (before.pop(4), "✔")
    assert statuses == before
    assert [row["Rule"] for row in cells(book, PROBLEMS)] == [row["Rule"] for row in problems]
    notes = read_notes(SheetEditor(Package.open(book), "Learners"))
    ours = {row: text for row, _, text, author in notes if author == AUTHOR}
    assert ours.keys() == {3, 4}
    assert "Sex" in ours[3]
    assert "ULN_04" not in ours[4]


def test_check_of_clean_rows_says_so(book: Path) -> None:
    host = RecordingHost(book)
    host.rows = ("Aims", (2, 3, 4))
    ribbon.run("check_rows", host, NOW)
    host.rows = ("Learners", (5,))
    ribbon.run("check_rows", host, NOW)
    assert host.told == ["Aims, 3 rows: nothing is wrong.", "Learners, row 5: nothing is wrong."]


def test_check_of_rows_tells_no_more_than_a_few(book: Path, year: str) -> None:
    for header in ("LearnRefNumber", "ULN", "FamilyName", "GivenNames", "DateOfBirth", "Sex", "Ethnicity", "Postcode"):
        type_into(book, year, "Learners", header, 4, "~" * 101)
    host = RecordingHost(book)
    host.rows = ("Learners", (4,))
    ribbon.run("check_rows", host, NOW)
    first, *findings, last = host.told[0].splitlines()
    count = int(first.split(": ")[1].split()[0])
    assert 1 <= len(findings) <= 5
    assert last == f"There are {count - len(findings)} more; the rows are marked."
    assert len(host.told[0]) < 1000  # a message box of a macro shows some 1,024


@pytest.mark.parametrize("rows", [None, ("Learners", (1,)), ("Learners", (900, 901)), ("Start", (2, 3))])
def test_check_of_rows_asks_for_some(rows: tuple[str, tuple[int, ...]] | None, book: Path) -> None:
    host = RecordingHost(book)
    host.rows = rows
    before = book.read_bytes()
    ribbon.run("check_rows", host, NOW)
    assert host.told[0].startswith("Select filled rows of one of the sheets Learners, Aims, ")
    assert book.read_bytes() == before


def test_a_book_from_before_the_sheet_counts_is_checked_without_a_word(book: Path) -> None:
    with edited(book, COUNTS) as page:
        page.parent.remove(page)
    host = RecordingHost(book)
    ribbon.run("check", host, NOW)
    ribbon.run("clear", host, NOW)
    assert host.told == ["All 12 learners are clean.", "The marks of the last check are gone."]


def test_a_sheet_of_the_users_by_the_name_of_counts_is_left_alone(book: Path) -> None:
    with edited(book, COUNTS) as page:
        page["A1"], page["A2"], page["C2"] = "Heads", "mine", 7
    for command in ("check", "clear"):
        ribbon.run(command, RecordingHost(book), NOW)
        assert (cells(book, COUNTS)[0]["Heads"], cells(book, COUNTS)[0]["Findings"]) == ("mine", 7)


def test_counts_by_rule_and_by_learner(book: Path, year: str) -> None:
    for row in (3, 4):
        type_into(book, year, "Learners", "Sex", row, "X")
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    ribbon.run("check", RecordingHost(book), NOW)
    listed = [(row["Severity"], row["Rule"], row["Learner"]) for row in cells(book, PROBLEMS)]
    counted = cells(book, COUNTS)
    for severity, rule in {(severity, rule) for severity, rule, _ in listed}:
        (line,) = [row for row in counted if (row["Severity"], row["Rule"]) == (severity, rule)]
        of_rule = [learner for one, name, learner in listed if (one, name) == (severity, rule)]
        assert (line["Findings"], line["Learners"]) == (len(of_rule), len(set(of_rule) - {None}))
    for learner in {learner for _, _, learner in listed if learner}:
        (line,) = [row for row in counted if row["Learner"] == learner]
        errors = sum(one == "error" and name == learner for one, _, name in listed)
        warnings = sum(one == "warning" and name == learner for one, _, name in listed)
        assert (line["Errors"], line["Warnings"]) == (errors or None, warnings or None)
    ribbon.run("clear", RecordingHost(book), NOW)
    assert not any(value for row in cells(book, COUNTS) for value in row.values())
