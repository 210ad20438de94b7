"""Lines of the service's report land on their rows and fields, whatever has been sorted or renumbered since."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest

from addin.books.book import open_book
from addin.commands.check import check_book
from addin.hosts.file_host import FileHost
from addin.ooxml import read_workbook
from addin.violations.bring_back import Violations, bring_back
from addin.violations.report import FORMATS
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.commands.made import NOW, book, column, edited, made_book
from tests.recall.planted import planted
from tests.violations.reports import Line, line, line_of, written
from workbook_templates.layout import PROBLEMS, STATUS

NOTHING = Knowledge()
MANY = 300


def brought(path: Path, lines: list[Line], **options: object) -> Violations:
    report = written(path.with_suffix(".csv"), lines)
    return bring_back(FileHost(path), report, now=NOW, knowledge=NOTHING, **options)  # type: ignore[arg-type]


def learners_in(path: Path) -> dict[str, Learner]:
    return {one.text("LearnRefNumber") or "": one for one in open_book(FileHost(path)).reading.learners}


def places(done: Violations) -> set[str]:
    """Every cell of the spots of what only the report has."""
    return {done.cells[spot] for one, _ in done.compared.only_theirs for spot in one.spots}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return book(tmp_path / "Return.xlsx", count=8)


def set_cell(path: Path, sheet: str, row: int, header: str, value: object) -> None:
    with edited(path, sheet) as page:
        page.cell(row, column(sheet, header), value)


def test_what_our_check_finds_comes_back_as_found_by_both(tmp_path: Path) -> None:
    made = planted("2627", with_registers=False)
    faulty = {plant.reference for plant in made.plants}
    some = [one for one in made.learners if one.LearnRefNumber in faulty]
    path = made_book(tmp_path / "Return.xlsx", random.Random(5).sample(some, MANY))
    found = check_book(FileHost(path), now=NOW, mark=False, knowledge=NOTHING).report.findings
    of_learners = [one for one in found if one.learner and one.spots]
    learners = learners_in(path)
    assert len(of_learners) > MANY
    done = brought(path, [line_of(one, learners) for one in of_learners], mark=False)
    assert [(one.rule, one.learner, why) for one, why in done.compared.only_theirs] == []
    assert [(lost.violation.rule, lost.lost) for lost in done.compared.lost] == []
    assert {one.rule for one in done.compared.only_ours} <= {one.rule for one in found if not one.learner}


def test_a_line_lands_on_its_row_after_sorting_and_renumbering(path: Path) -> None:
    learners = list(learners_in(path).values())
    target, other = learners[2], learners[5]
    aim = target.LearningDelivery[1]
    lines = [
        line("DateOfBirth_99", target.LearnRefNumber or "", f"DateOfBirth={target.DateOfBirth:%d/%m/%Y}",
             uln=str(target.ULN)),
        line("LearnStartDate_99", target.LearnRefNumber or "", f"LearnStartDate={aim.LearnStartDate:%d/%m/%Y}",
             aim=str(aim.AimSeqNumber), reference=aim.LearnAimRef, uln=str(target.ULN)),
    ]  # fmt: skip
    before = places(brought(path, lines, mark=False))
    row, aim_row = target.place[1], aim.place[1]
    assert before == {
        f"Learners!{letter(column('Learners', 'DateOfBirth'))}{row}",
        f"Aims!{letter(column('Aims', 'LearnStartDate'))}{aim_row}",
    }
    # Somebody gives the learner another reference, and another learner the old one.
    reference = target.LearnRefNumber
    opened = openpyxl.load_workbook(path)
    for sheet in ("Learners", "Aims", "Employment", "Finance", "Aim FAMs", "Hours", "LLDD", "Prior attainment"):
        page = opened[sheet]
        for cells in page.iter_rows(min_row=2):
            cell = cells[column(sheet, "LearnRefNumber") - 1]
            swapped = {reference: "NEW1", other.LearnRefNumber: reference}
            cell.value = swapped.get(cell.value, cell.value)
    page = opened["Aims"]
    page.cell(aim_row, column("Aims", "AimSeqNumber"), 9)
    opened.save(path)
    assert places(brought(path, lines, mark=False)) == before


def letter(number: int) -> str:
    return openpyxl.utils.get_column_letter(number)


def test_fields_are_found_in_the_record_that_holds_most_of_them(path: Path) -> None:
    target = next(one for one in learners_in(path).values() if one.LearningDelivery[0].AppFinRecord)
    aim = target.LearningDelivery[0]
    last = aim.AppFinRecord[-1]
    said = f"AFinType={last.AFinType}|AFinCode={last.AFinCode}|AFinDate={last.AFinDate:%d/%m/%Y}|FundModel=36"
    lines = [line("AFinType_99", target.LearnRefNumber or "", said, aim="1", reference=aim.LearnAimRef)]
    done = brought(path, lines, mark=False)
    rows = {(cell.partition("!")[0], int("".join(filter(str.isdigit, cell)))) for cell in places(done)}
    assert rows == {("Finance", last.place[1]), ("Aims", aim.place[1])}


REASONS = [
    (line("ULN_04", "{ref}", "ULN=1061484935"), "ULN held something else then"),
    (line("Nonsense_01", "{ref}"), "Nonsense_01 is no rule of 2026/27"),
    (line("ULN_04", "{ref}", "ULN={uln}"), "this tool finds nothing wrong"),
    (line("LearnAimRef_88", "{ref}", "LearnAimRef=ZPROG001", aim="1", reference="ZPROG001"), "needs LARS"),
    (line("DLOCK_01", "{ref}"), "DLOCK_01 is no rule"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "why"), REASONS)
def test_the_reason_is_given_why_only_the_service_found_it(path: Path, one: Line, why: str) -> None:
    target = next(iter(learners_in(path).values()))
    filled = {name: text.format(ref=target.LearnRefNumber, uln=target.ULN) for name, text in one.items()}
    done = brought(path, [filled], mark=False)
    ((found, reason),) = done.compared.only_theirs
    assert why in reason
    assert found.spots


LOST = [
    (line("ULN_04", "nobody"), "there is no learner nobody in this workbook"),
    (line("LearnStartDate_06", "{ref}", aim="77", reference="60000000"), "has no aim 77 60000000 any more"),
    (line("Header_2", ""), "about the file as a whole"),
]


@pytest.mark.parametrize(("one", "why"), LOST)
def test_a_line_without_a_place_is_listed_with_the_reason(path: Path, one: Line, why: str) -> None:
    target = next(iter(learners_in(path).values()))
    filled = {name: text.format(ref=target.LearnRefNumber) for name, text in one.items()}
    done = brought(path, [filled])
    (lost,) = done.compared.lost
    assert why in lost.lost
    listed = next(sheet for sheet in read_workbook(path) if sheet.name == PROBLEMS).rows[1:]
    assert [row[1] for row in listed] == [one["Rule Name"]]
    assert "No cell, for" in str(listed[0][-1])


def test_cells_are_marked_and_problems_say_who_found_what(path: Path) -> None:
    target = list(learners_in(path).values())[1]
    set_cell(path, "Learners", 5, "ULN", "1061484935")
    lines = [
        line("DateOfBirth_99", target.LearnRefNumber or "", f"DateOfBirth={target.DateOfBirth:%d/%m/%Y}", kind="W")
    ]
    done = brought(path, lines)
    assert done.marked == path
    sheets = {sheet.name: sheet.rows for sheet in read_workbook(path)}
    status = sheets["Learners"][0].index(STATUS)
    row = target.place[1]
    assert str(sheets["Learners"][row - 1][status]).startswith("▲ 1 · DateOfBirth_99")
    words = {str(one[1]): str(one[-1]) for one in sheets[PROBLEMS][1:]}
    assert "DfE: Words of the service (Only in DfE's report:" in words["DateOfBirth_99"]
    assert "(DfE's report does not have this" in words["ULN_04"]
    before = read_workbook(path)
    check_book(FileHost(path), now=NOW, knowledge=NOTHING)
    assert {sheet.name for sheet in before} == {sheet.name for sheet in read_workbook(path)}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_every_group(path: Path, name: str) -> None:
    refs = list(learners_in(path))
    set_cell(path, "Learners", 5, "ULN", "1061484935")
    lines = [line("ULN_04", refs[3], "ULN=1061484935"), line("Nonsense_01", refs[0]), line("ULN_04", "nobody")]
    text = FORMATS[name](brought(path, lines, mark=False))
    assert "ULN_04" in text
    assert "Nonsense_01" in text
    assert "there is no learner nobody" in text


BAD = [
    ("report.csv", b"a,b\n1,2\n", "is no rule violation report"),
    ("report.csv", b"", "is no rule violation report"),
    ("report.csv", b"<html>", "is XML or a web page"),
    ("report.zip", b"PK\x03\x04", "damaged"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD)
def test_what_is_no_report_is_told_in_one_sentence(path: Path, name: str, content: bytes, sentence: str) -> None:
    report = path.with_name(name)
    report.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(InputError, match=sentence):
        bring_back(FileHost(path), report, now=NOW)
    assert path.read_bytes() == before


def test_titles_above_the_header_older_layouts_and_windows_letters_are_read(path: Path) -> None:
    ref = next(iter(learners_in(path)))
    text = f"Rule Violation Report\n\nLearner Ref,Rule Name,Field Values\n{ref},Café_01,FamilyName=Zoë\n\n"
    report = path.with_suffix(".csv")
    report.write_bytes(text.encode("cp1252"))
    done = bring_back(FileHost(path), report, now=NOW, knowledge=NOTHING, mark=False)
    ((found, why),) = done.compared.only_theirs
    assert (found.rule, found.severity) == ("Café_01", "error")
    assert "is no rule" in why
