"""A check of a workbook: what it writes, where, and what it leaves alone."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from addin.ooxml import Package
from ilr_core import catalogue
from ilr_core.checking import check_return
from ilr_core.knowledge import Knowledge
from ilr_core.model import built_learner
from ilr_core.rules.engine import DEFECT
from tests.cli.runs import Runner
from tests.commands.made import (
    NOW,
    YEARS,
    anyone_may_write_anywhere,
    book,
    check,
    column,
    edited,
    learners_of,
    made_book,
    now_of,
    official_name,
    return_xml,
    value,
    values,
)
from tests.registers.made import full_registers
from tests.rules.case_files import base_data
from workbook_templates.layout import CHANGES, COUNTS, DASHBOARD, DASHBOARD_LISTS, PROBLEMS

WRONG_ULN = "1061484017"


@pytest.fixture(scope="module")
def faulty_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Learner 3 with a wrong ULN (row 4), learners 1 and 2 with one ULN, learner 4 with a date that does not exist."""
    path = book(tmp_path_factory.mktemp("book") / "book.xlsx")
    with edited(path, "Learners") as sheet:
        uln = column("Learners", "ULN")
        sheet.cell(4, uln, WRONG_ULN)
        sheet.cell(3, uln, sheet.cell(2, uln).value)
        sheet.cell(5, column("Learners", "DateOfBirth"), "31/2/2006")
        sheet.cell(7, column("Learners", "PlanLearnHours"), 2000)
    return path.read_bytes()


@pytest.fixture
def faulty(tmp_path: Path, faulty_bytes: bytes) -> Path:
    path = tmp_path / "My return.xlsx"
    path.write_bytes(faulty_bytes)
    return path


def mend(path: Path) -> None:
    good = openpyxl.load_workbook(book(path.with_name("good.xlsx")))["Learners"]
    with edited(path, "Learners") as sheet:
        for row in range(2, 8):
            for header in ("ULN", "DateOfBirth", "PlanLearnHours"):
                number = column("Learners", header)
                sheet.cell(row, number).value = good.cell(row, number).value


def notes(path: Path, sheet: str) -> dict[str, str]:
    opened = openpyxl.load_workbook(path)[sheet]
    cells = (cell for row in opened.iter_rows(min_row=2) for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def problems(path: Path) -> list[list[object]]:
    return [row for row in values(path, PROBLEMS).rows[1:] if any(cell is not None for cell in row)]


def start(path: Path) -> list[object]:
    opened = openpyxl.load_workbook(path)
    return [opened["Start"][opened.defined_names[f"ILR_{name}"].attr_text.split("!")[1]].value for name in
            ("LastCheck", "Errors", "Warnings", "LearnersClean")]  # fmt: skip


def data_cells(path: Path, year: str = "2627") -> dict[str, list[list[object]]]:
    """All cells but those of status and marks, and of the sheets that a check fills."""
    found = {}
    opened = openpyxl.load_workbook(path)
    for sheet in opened:
        if sheet.title not in (PROBLEMS, COUNTS, DASHBOARD, DASHBOARD_LISTS, CHANGES, "Start"):
            ours = {cell.column for cell in sheet[1] if cell.value in ("Status", "Marks")}
            found[sheet.title] = [
                [(cell.value, cell.data_type, cell.number_format) for cell in row if cell.column not in ours]
                for row in sheet.iter_rows()
            ]
    return found


def test_marks_stand_where_they_should(faulty: Path) -> None:
    before = data_cells(faulty)
    done = check(faulty)
    assert done.marked == faulty
    assert data_cells(faulty) == before
    statuses = [value(faulty, "Learners", row, "Status") for row in range(2, 9)]
    assert statuses == [
        "✖ 1 · R_59",
        "✖ 1 · R_59",
        "✖ 1 · ULN_04",
        "✖ 1 · Schema",
        "✔",
        "▲ 1 · PlanLearnHours_04",
        None,
    ]
    marks = [value(faulty, "Learners", row, "Marks") for row in range(2, 9)]
    assert marks[:5] == ["|ULN|", "|ULN|", "|ULN|", "|DateOfBirth|", None]
    assert marks[5].startswith("~")
    assert "~PlanLearnHours~" in marks[5]
    assert marks[6] is None
    told = notes(faulty, "Learners")
    assert {"E2", "E3", "E4", "F5"} <= told.keys()
    assert told["E4"].startswith("ILR check:\nULN_04: ")
    assert "31/2/2006" in told["F5"]
    assert all(value(faulty, "Aims", row, "Status") == "✔" for row in range(2, 16))
    assert notes(faulty, "Aims") == {}


def test_problems_and_start_tell_the_same(faulty: Path) -> None:
    report = check(faulty).report
    rows = problems(faulty)
    assert [row[1] for row in rows] == [one.rule for one in report.findings]
    assert [row[9] for row in rows] == [one.message for one in report.findings]
    (wrong,) = [row for row in rows if row[1] == "ULN_04"]
    assert wrong[:9] == ["✖", "ULN_04", "error", "D00003", None, "Learners", "E4", "ULN", WRONG_ULN]
    opened = openpyxl.load_workbook(faulty)[PROBLEMS]
    row = 2 + rows.index(wrong)
    assert opened.cell(
        row, 7
    ).value == '=HYPERLINK("#Learners!E"&IFERROR(MATCH("L3",Learners!$AR:$AR,0),4),"E4")'.replace(
        "$AR:$AR", "${0}:${0}".format(openpyxl.utils.get_column_letter(column("Learners", "RowId")))
    )
    assert opened.tables[PROBLEMS].ref == f"A1:J{1 + len(rows)}"
    assert start(faulty) == [NOW, 4, 1, 2]


@pytest.mark.parametrize("year", YEARS)
def test_a_workbook_is_judged_as_its_xml_with_every_register_loaded(tmp_path: Path, year: str) -> None:
    student = built_learner(base_data("he_student", catalogue.load(year)), catalogue.load(year), 60)
    student.LearningDelivery[0].LearningDeliveryHE = []  # is the provider excused? asks the register of organisations
    learners = [*learners_of(year, 60), student]
    known = Knowledge(full_registers())
    report = check(made_book(tmp_path / "book.xlsx", learners, year), year, mark=False, knowledge=known).report
    xml = return_xml(year, learners)
    alike = check_return(io.BytesIO(xml), official_name(year), now=now_of(year), knowledge=known)
    assert all(found.rule != DEFECT for found in report.findings)
    assert [(one.rule, one.learner, one.aim, one.message) for one in report.findings] == [
        (one.rule, one.learner, one.aim, one.message) for one in alike.findings
    ]
    assert report.not_checked == alike.not_checked


def test_a_second_check_replaces_the_first(faulty: Path) -> None:
    check(faulty)
    first = [notes(faulty, "Learners"), problems(faulty), values(faulty, "Learners").rows]
    parts = Package.open(faulty).part_names
    check(faulty)
    assert [notes(faulty, "Learners"), problems(faulty), values(faulty, "Learners").rows] == first
    assert Package.open(faulty).part_names == parts


@pytest.mark.parametrize("year", YEARS)
def test_a_clean_book_is_ticked(tmp_path: Path, year: str) -> None:
    path = book(tmp_path / "book.xlsx", year)
    assert check(path, year).report.findings == ()
    for sheet in ("Learners", "Aims", "Employment"):
        statuses = [row[0] for row in values(path, sheet).rows[1:] if len(row) > 1 and row[1] is not None]
        assert statuses
        assert set(statuses) == {"✔"}
    assert problems(path) == []
    assert start(path)[1:] == [0, 0, 6]


def test_a_mended_book_is_ticked_and_its_notes_vanish(faulty: Path) -> None:
    check(faulty)
    mend(faulty)
    assert check(faulty).report.findings == ()
    rows = values(faulty, "Learners").rows
    assert [row[0] for row in rows[1:7]] == ["✔"] * 6
    assert not any(value(faulty, "Learners", row, "Marks") for row in range(2, 8))
    assert notes(faulty, "Learners") == {}
    assert problems(faulty) == []
    assert start(faulty) == [NOW, 0, 0, 6]


def test_a_row_that_has_been_emptied_loses_its_marks(faulty: Path) -> None:
    check(faulty)
    with edited(faulty, "Learners") as sheet:
        for number in range(1, sheet.max_column + 1):
            if sheet.cell(1, number).value not in ("Status", "Marks", "RowId"):
                sheet.cell(4, number).value = None
        sheet["A20"] = "Total"
    check(faulty)
    assert value(faulty, "Learners", 4, "Status") is None
    assert value(faulty, "Learners", 4, "Marks") is None
    assert value(faulty, "Learners", 20, "Status") == "Total"


@pytest.mark.parametrize("options", [("--no-mark",), ("--format", "json"), ("--format", "csv"), ("--format", "html")])
def test_the_file_stays_as_it_is(ilr: Runner, faulty: Path, options: tuple[str, ...]) -> None:
    before, when = faulty.read_bytes(), faulty.stat().st_mtime_ns
    done = ilr("check", faulty, *options)
    assert done.code == 1
    assert "ULN_04" in done.out
    assert (faulty.read_bytes(), faulty.stat().st_mtime_ns) == (before, when)
    assert list(faulty.parent.iterdir()) == [faulty]


@pytest.mark.parametrize("sign", ["~${}", ".~lock.{}#", ""])
def test_a_book_that_is_open_or_read_only_is_marked_in_a_copy(ilr: Runner, faulty: Path, sign: str) -> None:
    lock = faulty.with_name(sign.format(faulty.name)) if sign else faulty
    if sign:
        lock.write_bytes(b"me")
    else:
        faulty.chmod(0o444)
    before = faulty.read_bytes()
    for _ in range(2):
        done = ilr("check", faulty)
        copy = faulty.with_name("My return (checked).xlsx")
        assert (done.code, done.err) == (1, "")
        assert f"The marked workbook is {copy}." in done.out
        assert faulty.read_bytes() == before
        assert value(copy, "Learners", 4, "Status") == "✖ 1 · ULN_04"
    assert {one.name for one in faulty.parent.iterdir()} == {faulty.name, copy.name, lock.name}


@pytest.mark.skipif(anyone_may_write_anywhere(), reason="for this user every folder may be written")
def test_a_book_in_a_folder_that_may_not_be_written(ilr: Runner, faulty: Path) -> None:
    faulty.parent.chmod(0o555)
    try:
        done = ilr("check", faulty)
        assert done.code == 2
        assert ".ilr-" not in done.out + done.err
        assert f"{faulty} cannot be saved" in done.out
        assert ilr("check", faulty, "--no-mark").code == 1
    finally:
        faulty.parent.chmod(0o755)


def test_the_users_own_things_stay(faulty: Path) -> None:
    opened = openpyxl.load_workbook(faulty)
    learners = opened["Learners"]
    own = learners.max_column + 2
    learners.cell(1, own, "My remarks")
    learners.cell(4, own, "rang her on Monday")
    learners.cell(5, own, "=1+1")
    learners["E4"].fill = PatternFill("solid", fgColor="00FF00")
    learners["C2"].comment = Comment("Mine", "A user")
    learners["E4"].comment = Comment("Also mine", "A user")
    learners.row_dimensions[6].hidden = True
    extra = opened.create_sheet("My sheet")
    extra["A1"], extra["B2"] = "Mine", 7
    opened.save(faulty)
    before = data_cells(faulty)
    for _ in range(2):
        check(faulty)
    after = openpyxl.load_workbook(faulty)
    assert data_cells(faulty) == before
    assert after["My sheet"]["B2"].value == 7
    assert after["Learners"]["E4"].fill.fgColor.rgb == "0000FF00"
    assert after["Learners"].row_dimensions[6].hidden
    told = notes(faulty, "Learners")
    assert told["C2"] == "Mine"
    assert "Also mine" in told["E4"]


def test_a_note_is_signed_so_that_the_next_check_knows_it(faulty: Path) -> None:
    check(faulty)
    opened = openpyxl.load_workbook(faulty)["Learners"]
    assert opened["E4"].comment.author == "ILR check"
    assert opened["E1"].comment.author != "ILR check"


@pytest.mark.parametrize("sheet", ["Problems", "Start"])
def test_without_one_of_our_sheets_the_cells_are_marked_all_the_same(ilr: Runner, faulty: Path, sheet: str) -> None:
    opened = openpyxl.load_workbook(faulty)
    del opened[sheet]
    opened.save(faulty)
    done = ilr("check", faulty)
    assert done.code == 1
    assert value(faulty, "Learners", 4, "Status") == "✖ 1 · ULN_04"
    assert (sheet in done.err) is (sheet == "Problems")
    assert ("provider number" in done.out) is (sheet == "Start")


def test_problems_that_is_no_table_any_more(faulty: Path) -> None:
    with edited(faulty, PROBLEMS) as sheet:
        del sheet.tables[PROBLEMS]
        sheet["L1"], sheet["M1"] = "Mine", "Too"
    check(faulty)
    assert len(problems(faulty)) == 5


def test_a_table_of_the_users_beside_the_problems_keeps_its_size(faulty: Path) -> None:
    with edited(faulty, PROBLEMS) as sheet:
        sheet["L1"], sheet["M1"], sheet["L2"] = "Who", "When", "me"
        sheet.add_table(openpyxl.worksheet.table.Table(displayName="Mine", ref="L1:M9"))
    check(faulty)
    assert openpyxl.load_workbook(faulty)[PROBLEMS].tables["Mine"].ref == "L1:M9"


@pytest.mark.parametrize("content", ["empty", "other"])
def test_a_workbook_that_is_not_ours(ilr: Runner, tmp_path: Path, content: str) -> None:
    path = tmp_path / "Budget.xlsx"
    other = openpyxl.Workbook()
    if content == "other":
        other.active.append(["Month", "Pounds"])
        other.active.append([datetime(2026, 9, 1), 12])
    other.save(path)
    before = path.read_bytes()
    for arguments in (
        ("check", path),
        ("check", path, "--format", "json"),
        ("export", path, "--out", tmp_path / "out"),
    ):
        done = ilr(*arguments)
        assert done.code == 2
        assert "Budget.xlsx is no ILR workbook" in done.out + done.err
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_text_of_a_check_names_the_cells(ilr: Runner, faulty: Path) -> None:
    done = ilr("check", faulty)
    assert (done.code, done.err) == (1, "")
    assert "  2 of 6 learners without errors" in done.out
    assert any(line.startswith("  ✖ ULN_04 · D00003 Learners!E4: ") for line in done.out.splitlines())
    assert f"The marked workbook is {faulty}." in done.out
