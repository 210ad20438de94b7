"""Every guided change on a real workbook: records, rules, log, and undo to the very cells there were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from addin.books.book import open_book
from addin.change_log import read_log
from addin.changes.answers import read_answers
from addin.changes.commit import Change
from addin.demo.people import made_up_uln
from addin.guided_changes.change import change_learner, event_named
from addin.hosts.file_host import FileHost
from addin.ooxml import read_workbook
from addin.undo import undo_change
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.events import EVENTS, Changed, Scene, changed_by
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.commands.made import YEARS, book, check, column, edited, now_of
from tests.events.case_files import facts
from tests.registers.made import made_registers

WHO, COUNT = "A. Tester", 12
Step = tuple[str, str, Mapping[str, str]]
"""Learner, event, answers; ``Y`` stands for the year in which the collection year begins, ``Z`` for the next."""

FINISHED = (
    ("D00009", "aim-finished", {"aim": "2", "date": "1/10/Y", "outcome": "1"}),
    ("D00009", "aim-finished", {"aim": "3", "date": "2/10/Y", "outcome": "1"}),
)
TRAINED = (*FINISHED, ("D00009", "training-finished", {"date": "5 Nov Y", "actual_hours": "470"}))
ON_BREAK = (("D00001", "break", {"date": "02/11/Y"}),)
EVERY_EVENT: list[list[Step]] = [
    [*ON_BREAK],
    [*ON_BREAK, ("D00001", "return", {"date": "16/11/Y", "planned_end": "31/10/Z"})],
    [("D00001", "withdraw", {"date": "02/11/Y", "withdraw_reason": "3", "actual_hours": "120"})],
    [*ON_BREAK, ("D00001", "withdraw", {"withdraw_reason": "Other", "actual_hours": "120"})],
    [("D00001", "transfer-out", {"date": "02/11/Y", "actual_hours": "120"})],
    [("D00001", "price", {"date": "02/11/Y", "training_price": "£9,000", "assessment_price": "1000"})],
    [("D00001", "employer", {"date": "02/11/Y", "employer": "999999999", "hours": "8"})],
    [("D00001", "redundancy", {"date": "02/11/Y", "status": "11"})],
    [FINISHED[0]],
    [*TRAINED],
    [*TRAINED, ("D00009", "result", {"date": "10-11-Y", "outcome": "Achieved"})],
    [("D00001", "support-on", {"date": "02/11/Y"})],
    [("D00001", "support-on", {"date": "02/11/Y"}), ("D00001", "support-off", {"date": "10/11/Y"})],
    [("D00005", "uln", {"uln": str(made_up_uln(500))})],
    [("D00001", "detail", {"field": "FamilyName", "value": "Patternham"})],
    [("D00008", "transfer-in", {})],
    [("D00001", "change-programme",
      {"date": "02/11/Y", "start": "03/11/Y", "planned_end": "30/11/Z", "standard": "105", "components": "60342843",
       "planned_hours": "300", "training_price": "6000", "assessment_price": "900", "actual_hours": "120"})],
]  # fmt: skip


def answers_in(year: str, answers: Mapping[str, str]) -> dict[str, str]:
    begins = 2000 + int(year[:2])
    return {name: text.replace("Y", str(begins)).replace("Z", str(begins + 1)) for name, text in answers.items()}


def made(path: Path, year: str) -> Path:
    """A workbook of twelve learners, one of them with the temporary ULN."""
    book(path, year, COUNT)
    with edited(path, "Learners") as page:
        page.cell(6, column("Learners", "ULN", year)).value = "9999999999"
    return path


def changed(path: Path, year: str, step: Step, why: str = "it happened") -> Change | None:
    learner, event, answers = step
    return change_learner(
        FileHost(path, answer=lambda question, lines: True),
        event_named(event),
        answers_in(year, answers),
        learner=learner,
        who=WHO,
        now=now_of(year),
        why=why,
        knowledge=Knowledge(),
    )


def learners_in(path: Path) -> dict[str, Learner]:
    return {one.LearnRefNumber: one for one in open_book(FileHost(path)).reading.learners}


def all_facts(path: Path, year: str) -> dict[str, set[str]]:
    return {name: facts(one, catalogue.load(year)) for name, one in learners_in(path).items()}


def cells(path: Path) -> dict[str, dict[tuple[int, int], object]]:
    """Every cell that holds something, but those of the log."""
    return {
        sheet.name: {
            (row, number): value
            for row, values in enumerate(sheet.rows)
            for number, value in enumerate(values)
            if value not in (None, "")
        }
        for sheet in read_workbook(path)
        if sheet.name != "Changes"
    }


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("steps", EVERY_EVENT, ids=lambda steps: "-".join(event for _, event, _ in steps))
def test_event_reaches_the_workbook_and_is_taken_back(tmp_path: Path, steps: Sequence[Step], year: str) -> None:
    path = made(tmp_path / "book.xlsx", year)
    for step in steps[:-1]:
        assert changed(path, year, step)
    learner, name, answers = steps[-1]
    before, cells_before = all_facts(path, year), cells(path)
    specification = catalogue.load(year)
    texts = answers_in(year, answers)
    wanted = changed_by(
        EVENTS[name], learners_in(path)[learner], read_answers(EVENTS[name], texts, specification), Scene(specification)
    )
    assert isinstance(wanted, Changed)
    done = changed(path, year, steps[-1])
    assert done is not None
    assert done.number == len(steps)
    after = all_facts(path, year)
    assert after == {**before, learner: facts(wanted.learner, specification)}
    report = check(path, year, mark=False, knowledge=Knowledge()).report
    assert report.schema_valid
    assert {found.learner for found in report.findings if found.severity == "error"} <= {"D00005"}
    entries = [entry for entry in read_log(FileHost(path)) if entry.change == done.number]
    assert {(entry.who, entry.command, entry.learner, entry.reason) for entry in entries} == {
        (WHO, f"change {name}", learner, f"{EVENTS[name].title}: it happened")
    }
    kept = path.read_bytes()
    with pytest.raises(InputError, match=r"Nothing was changed|nothing was changed"):
        changed(path, year, steps[-1])
    assert path.read_bytes() == kept
    assert undo_change(FileHost(path, answer=lambda question, lines: True), who=WHO, now=now_of(year))
    assert cells(path) == cells_before
    assert all_facts(path, year) == before


def test_every_event_is_tried_on_a_workbook() -> None:
    assert {steps[-1][1] for steps in EVERY_EVENT} == set(EVENTS)


class Shown:
    """An answer that keeps what it was shown."""

    def __init__(self, answer: bool = False):
        self.lines: list[str] = []
        self.question = ""
        self._answer = answer

    def __call__(self, question: str, lines: Sequence[str]) -> bool:
        self.question, self.lines = question, list(lines)
        return self._answer


def shown(path: Path, learner: str, event: str, **answers: str) -> Shown:
    said = Shown()
    kept = path.read_bytes()
    done = change_learner(
        FileHost(path, answer=said), event_named(event), answers, learner=learner, who=WHO, now=now_of("2627"),
        knowledge=Knowledge(),
    )  # fmt: skip
    assert done is None
    assert path.read_bytes() == kept
    return said


def test_preview_shows_old_beside_new_and_how_figures_came_about(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", "2627")
    said = shown(path, "D00001", "employer", date="2/11/2026", employer="999999999", hours="8")
    assert said.question == "New employer, learner D00001: change the records so?"
    there = "(beside TNP 1 £10,800 from 26/11/2025, TNP 2 £1,200 from 26/11/2025)"
    assert said.lines[1:4] == [
        f"aim 1 ZPROG001: new TNP 3 £5,314 from 02/11/2026 {there}",
        f"aim 1 ZPROG001: new TNP 4 £1,200 from 02/11/2026 {there}",
        "note: Earned before the month of the change, as estimated: £5,485.71.",
    ]
    # 21 month ends from November 2025 to July 2027, twelve of them before November: 12 x 9,600 / 21.
    assert said.lines[0].startswith("learner: new EmpStat 10 · In paid employment from 02/11/2026, EmpId 999999999")
    assert "(beside EmpStat 10" in said.lines[0]


def test_a_loaded_band_caps_what_was_earned(tmp_path: Path) -> None:
    """Of a band of 9,600 twelve of 21 instalments of 365.71 were earned by November."""
    path = made(tmp_path / "book.xlsx", "2627")
    funding = {"ApprenticeshipCode": 203, "ApprenticeshipType": "STD", "MaxEmployerLevyCap": 9600}
    standard = {"StandardCode": 203, "StandardName": "Made", "NotionalEndLevel": "3", "EffectiveFrom": "2016-05-01"}
    lars = {"Standard": [standard], "ApprenticeshipFunding": [{**funding, "EffectiveFrom": "2016-05-01"}]}
    said = Shown()
    change_learner(
        FileHost(path, answer=said), event_named("employer"),
        {"date": "2/11/2026", "employer": "999999999", "hours": "8"}, learner="D00001", who=WHO, now=now_of("2627"),
        knowledge=Knowledge(made_registers({"LARS": lars})),
    )  # fmt: skip
    assert any("new TNP 3 £6,411 from 02/11/2026" in line for line in said.lines), said.lines
    assert not any("band is not known" in line for line in said.lines)


def test_preview_of_a_field_says_what_codes_mean(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", "2627")
    assert (
        "aim 1 ZPROG001: CompStatus 1 · Continuing -> 6 · On an agreed break; LearnActEndDate (blank) -> 02/11/2026; "
        "Outcome (blank) -> 3 · Not achieved"
    ) in shown(path, "D00001", "break", date="2/11/2026").lines
    assert "aim 1 ZPROG001 ACT 1 from 26/11/2025: LearnDelFAMDateTo (blank) -> 02/11/2026" in shown(
        path, "D00001", "break", date="2/11/2026"
    ).lines  # fmt: skip


def test_a_new_warning_comes_first(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", "2627")
    said = shown(path, "D00001", "support-on", date="2/11/2026", until="10/8/2027")
    assert said.lines[0].startswith("warning LearnDelFAMDateTo_02, aim 1: ")


@pytest.mark.parametrize(
    ("learner", "event", "answers", "words"),
    [
        ("D09999", "break", {"date": "2/11/2026"}, "There is no learner D09999"),
        ("D00001", "break", {"date": "2/11/2099"}, "LearnActEndDate_04"),
        ("D00001", "withdraw", {"date": "2/11/2026", "withdraw_reason": "3"}, "HRSType_09, aim 1: "),
        ("D00001", "break", {"date": "25/11/2025"}, r"\(Rule LearnActEndDate_01.\)"),
        ("D00001", "break", {"date": "soon"}, "'soon' is not a date"),
        ("D00001", "break", {}, "needs date"),
        ("D00002", "break", {"date": "1/10/2026"}, "aim 1 .*, aim 2 "),
        ("D00001", "detail", {"field": "ULN", "value": "1000000051"}, "R_59"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    tmp_path: Path, learner: str, event: str, answers: Mapping[str, str], words: str
) -> None:
    path = made(tmp_path / "book.xlsx", "2627")
    if event == "detail":
        answers = {**answers, "value": str(learners_in(path)["D00002"].ULN)}
    kept = path.read_bytes()
    with pytest.raises(InputError, match=words):
        changed(path, "2627", (learner, event, answers))
    assert path.read_bytes() == kept


def test_an_error_that_was_there_before_does_not_stop_a_change(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", "2627")
    with edited(path, "Learners") as page:
        page.cell(2, column("Learners", "Ethnicity")).value = "30"
        page.cell(3, column("Learners", "ULN")).value = page.cell(4, column("Learners", "ULN")).value
    assert changed(path, "2627", ("D00001", "break", {"date": "2/11/Y"}))
    assert changed(path, "2627", ("D00003", "price", {"date": "2/11/Y", "training_price": "4600"}))


def test_a_learner_with_an_unreadable_day_is_mended_first(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", "2627")
    with edited(path, "Aims") as page:
        page.cell(2, column("Aims", "LearnStartDate")).value = "31/2/2026"
    with pytest.raises(InputError, match="LearnStartDate of this learner is missing or cannot be read"):
        changed(path, "2627", ("D00001", "break", {"date": "2/11/Y"}))
    assert changed(path, "2627", ("D00001", "detail", {"field": "FamilyName", "value": "Patternham"}))


def test_two_learners_of_one_number_are_not_guessed_between(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", "2627")
    with edited(path, "Learners") as page:
        page.cell(3, column("Learners", "LearnRefNumber")).value = "D00001"
    with pytest.raises(InputError, match="There are 2 learners D00001"):
        changed(path, "2627", ("D00001", "break", {"date": "2/11/Y"}))


def test_undo_after_typing_into_a_changed_cell_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", "2627")
    assert changed(path, "2627", ("D00001", "break", {"date": "2/11/Y"}))
    with edited(path, "Aims") as page:
        page.cell(3, column("Aims", "Outcome")).value = "1"
    with pytest.raises(InputError, match="somebody has typed since"):
        undo_change(FileHost(path, answer=lambda question, lines: True), who=WHO, now=now_of("2627"))


def test_rows_typed_by_hand_without_ids_or_numbers(tmp_path: Path) -> None:
    """As in a workbook that nobody has checked yet: no hidden ids, aims of one learner without numbers."""
    path = made(tmp_path / "book.xlsx", "2627")
    for sheet in ("Learners", "Aims", "Finance", "Aim FAMs", "Employment"):
        with edited(path, sheet) as page:
            for header in ("RowId", "ParentId"):
                if header in [cell.value for cell in page[1]]:
                    for row in range(2, page.max_row + 1):
                        page.cell(row, column(sheet, header)).value = None
    before, cells_before = all_facts(path, "2627"), cells(path)
    step: Step = ("D00001", "return", {"date": "16/11/Y", "planned_end": "31/10/Z"})
    assert changed(path, "2627", ON_BREAK[0])
    assert changed(path, "2627", step)
    after = all_facts(path, "2627")
    assert {"4 RES 1", "4 TNP1 10800 start+107", "6 LearnAimRef 60348614"} <= after["D00001"]
    assert {**after, "D00001": before["D00001"]} == before
    for _ in range(2):
        assert undo_change(FileHost(path, answer=lambda question, lines: True), who=WHO, now=now_of("2627"))
    assert all_facts(path, "2627") == before
    ids = {"RowId", "ParentId"}
    for sheet, held in cells_before.items():
        headers = {number: value for (row, number), value in held.items() if row == 0}
        now = {
            cell: value for cell, value in cells(path)[sheet].items() if not cell[0] or headers.get(cell[1]) not in ids
        }
        assert now == held


def test_an_aim_without_a_number_gets_its_new_records(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", "2627")
    with edited(path, "Aims") as page:
        row = next(one for one in range(2, page.max_row + 1) if page.cell(one, column("Aims", "LearnRefNumber")).value
                   == "D00005")  # fmt: skip
        for header in ("AimSeqNumber", "RowId"):
            page.cell(row, column("Aims", header)).value = None
    assert changed(path, "2627", ("D00005", "support-on", {"date": "2/11/Y", "until": "10/11/Y"}))
    assert "1 LSF 1 start+93 start+101" in all_facts(path, "2627")["D00005"]
