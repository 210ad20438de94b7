"""Returns in files and workbooks rolled over: a made return of 200 learners, DfE's sample, and what cannot be read."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from addin.commands.check import check_book
from addin.commands.export import export_book
from addin.commands.new import filled_book
from addin.demo.further_provision import EVERYTHING
from addin.demo.learners import USUAL, made_learners
from addin.hosts.excel_host import ExcelHost
from addin.hosts.file_host import FileHost
from addin.ooxml import column_letters
from addin.roll_over.rolled_book import RolledReturn, roll_over_book, roll_over_file
from ilr_core import catalogue
from ilr_core.checking import check_return
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.commands.made import UKPRN, assert_same, book, column, edited, records_in, return_xml, source_files, values
from tests.excel.engine import opened
from tests.libreoffice import Convert
from tests.registers.made import full_registers
from tests.roll_over.made import NEW, OLD, cases, learner_of
from vba_bridge.faults import faults_of
from workbook_templates.layout import layout
from workbook_templates.own_sheets import OWN_SHEETS
from workbook_templates.roll_over_sheet import KNOWN, ROLL_OVER, ROLL_OVER_COLUMNS, TO_DECIDE, TO_LOOK_AT

NOW = datetime(2026, 8, 20, 10)
SAMPLES = sorted(Path(os.environ.get("ILR_SAMPLE_RETURNS", "no-such-folder")).glob("ILR-*-2526-*.xml"))
STATUSES = {"decide": TO_DECIDE, "look": TO_LOOK_AT, "known": KNOWN}


def written(folder: Path, learners: list[Learner] | None = None) -> Path:
    path = folder / "ILR-10000001-2526-20260720-101530-01.XML"
    path.write_bytes(return_xml(OLD, learners))
    return path


def rolled(path: Path, new: Path) -> RolledReturn:
    if path.suffix.lower() == ".xml":
        return roll_over_file(path, new, now=NOW, knowledge=Knowledge())
    return roll_over_book(FileHost(path), new, now=NOW, knowledge=Knowledge())


def assert_every_error_is_listed(done: RolledReturn) -> None:
    """What a check of the new workbook finds stands on its list, at the same cell, and the schema takes it."""
    found = check_book(FileHost(done.book), now=NOW, mark=False, knowledge=Knowledge())
    listed = Counter((note.rule, note.learner, note.aim) for note in done.rolled.notes if note.rule)
    errors = {(one.rule, one.learner or "", one.aim) for one in found.report.findings}
    assert errors == set(listed)
    cells = {(note.rule, cell) for note, cell in zip(done.rolled.notes, done.cells, strict=True)}
    for one in found.report.findings:
        assert (one.rule, found.cells[one.spots[0]]) in cells
    explained = [note for note in done.rolled.notes if note.rule.startswith("FD_") and note.urgency == "decide"]
    assert found.report.schema_valid or explained
    assert found.report.year == NEW


@pytest.mark.parametrize("kind", ["workbook", "xml"])
def test_two_hundred_learners(tmp_path: Path, kind: str) -> None:
    year = catalogue.load(OLD)
    made = list(made_learners(year, 200, date(2026, 7, 20), mix=(*USUAL, *EVERYTHING)))
    for number, learner in enumerate(made):
        _lived(learner, number)
    old = tmp_path / "old.xlsx"
    if kind == "workbook":
        filled_book(old, year, made, ukprn=UKPRN)
    else:
        old = written(tmp_path, made)
    done = rolled(old, tmp_path / "new.xlsx")
    counts = done.rolled
    assert len(counts.pairs) + counts.left_out == 200
    assert counts.stopped == 0
    assert 100 < len(counts.pairs) < 200
    kinds = {note.kind for note in counts.notes}
    assert {"question", "rule", "kept", "converted", "left out"} <= kinds
    assert_every_error_is_listed(done)
    exported = export_book(FileHost(done.book), tmp_path / "out", now=NOW, knowledge=Knowledge())
    assert exported is not None
    assert_same(counts.learners, records_in(exported.path))
    with exported.path.open("rb") as stream:
        assert check_return(stream, exported.path.name, now=NOW).schema_valid


def _lived(learner: Learner, number: int) -> None:
    """A year's events for some: an end, a break, an assessment awaited, an achievement after the turn of the year."""
    ends = {0: (2, 1), 1: (6, 3), 2: (3, 3), 3: (1, 8), 4: (2, 1)}.get(number % 8)
    if ends is None or any(aim.LearnActEndDate for aim in learner.LearningDelivery):
        return
    for aim in learner.LearningDelivery:
        aim.CompStatus, aim.Outcome = ends
        aim.LearnActEndDate = max(date(2026, 7, 1), aim.LearnStartDate)
        if ends[0] == 3:
            aim.WithdrawReason = 3
        if ends == (1, 8) and aim.AimType != 1:
            aim.CompStatus, aim.Outcome = 2, 1
        if ends == (2, 1) and aim.AimType == 1 and number % 8 == 4:
            aim.AchDate = date(2026, 8, 5)


@pytest.mark.parametrize("kind", ["workbook", "xml"])
def test_rules_that_look_things_up_are_judged(tmp_path: Path, kind: str) -> None:
    """Also those that ask who the provider is."""
    year = catalogue.load(OLD)
    made = list(made_learners(year, 60, date(2026, 7, 20), mix=(*USUAL, *EVERYTHING)))
    old = tmp_path / "old.xlsx"
    if kind == "workbook":
        filled_book(old, year, made, ukprn=UKPRN)
    else:
        old = written(tmp_path, made)
    known = Knowledge(full_registers())
    roll = (
        roll_over_file if kind == "xml" else (lambda path, *rest, **more: roll_over_book(FileHost(path), *rest, **more))
    )
    done = roll(old, tmp_path / "new.xlsx", now=NOW, knowledge=known)
    assert not [note for note in done.rolled.notes if note.rule == "Defect"]
    assert len(done.not_checked) < 20
    assert {note.rule for note in done.rolled.notes} & {"LearnAimRef_01", "EPAOrgID_01", "UKPRN_03", "StdCode_02"}


@pytest.mark.official
@pytest.mark.skipif(not SAMPLES, reason="ILR_SAMPLE_RETURNS names no folder with the official 2025/26 sample file")
def test_the_official_sample(tmp_path: Path) -> None:
    done = rolled(SAMPLES[0], tmp_path / "new.xlsx")
    assert len(done.rolled.pairs) + done.rolled.left_out == len(records_in(SAMPLES[0], OLD))
    assert done.rolled.stopped == 0
    assert_every_error_is_listed(done)


def test_the_sheet_lists_every_note(tmp_path: Path) -> None:
    year = catalogue.load(OLD)
    old = [learner_of(case, year) for _, case in cases()]
    for number, learner in enumerate(old):
        learner.LearnRefNumber = f"A{number:04}"
    done = rolled(written(tmp_path, old), tmp_path / "new.xlsx")
    headers, *rows = values(done.book, ROLL_OVER).rows
    assert headers == [header for header, _ in ROLL_OVER_COLUMNS]
    assert len(rows) == len(done.rolled.notes)
    for row, note, cell in zip(rows, done.rolled.notes, done.cells, strict=True):
        said = dict(zip(headers, [*row, *[None] * len(headers)], strict=False))
        assert said["Status"] == STATUSES[note.urgency]
        assert (said["Learner"] or "", said["Aim"]) == (note.learner, note.aim)
        assert said["Field"] == (note.field or None)
        assert said[headers[-1]] == note.text
        if note.urgency != "known" and cell:
            assert said["Cell"] == cell.rpartition("!")[2]
            assert said["Sheet"] == cell.rpartition("!")[0].strip("'")
    order = [
        (note.position, note.kind) for note in done.rolled.notes if note.record is not None or note.spot is not None
    ]
    assert [position for position, _ in order] == sorted(position for position, _ in order)
    assert_every_error_is_listed(done)


def test_days_are_written_as_people_do(tmp_path: Path) -> None:
    _, case = next(one for one in cases() if "open" in one[0])
    done = rolled(written(tmp_path, [learner_of(case, catalogue.load(OLD))]), tmp_path / "new.xlsx")
    old = {row[7] for row in values(done.book, ROLL_OVER).rows[1:] if len(row) > 7}
    assert "31/07/2026" in old


def test_a_workbook_keeps_what_it_read(tmp_path: Path) -> None:
    old = book(tmp_path / "old.xlsx", OLD)
    before = old.read_bytes()
    done = rolled(old, tmp_path / "new.xlsx")
    assert old.read_bytes() == before
    assert [new.LearnRefNumber for new in done.rolled.learners] == [one.LearnRefNumber for one, _ in done.rolled.pairs]
    assert (done.old.ukprn, done.rolled.stopped) == (UKPRN, 0)


def test_a_cell_that_cannot_be_read_stops_its_learner(tmp_path: Path) -> None:
    old = book(tmp_path / "old.xlsx", OLD)
    with edited(old, "Aims") as page:
        page.cell(2, column("Aims", "LearnStartDate", OLD)).value = "31/2/2026"
        reference = page.cell(2, column("Aims", "LearnRefNumber", OLD)).value
    done = rolled(old, tmp_path / "new.xlsx")
    stopped = [note for note in done.rolled.notes if note.kind == "stopped"]
    cell = f"Aims!{column_letters(column('Aims', 'LearnStartDate', OLD))}2"
    assert [(note.learner, note.urgency) for note in stopped] == [(reference, "decide")]
    assert stopped[0].text.startswith(f"{cell} (LearnStartDate) cannot be read.")
    assert done.rolled.stopped == 1
    assert reference not in {new.LearnRefNumber for new in done.rolled.learners}
    assert "31/2" not in stopped[0].text


def test_a_row_that_belongs_to_nobody_is_named(tmp_path: Path) -> None:
    old = book(tmp_path / "old.xlsx", OLD)
    with edited(old, "Finance") as page:
        row = page.max_row + 1
        for header, value in {
            "LearnRefNumber": "NOBODY", "AimSeqNumber": 1, "AFinType": "TNP", "AFinCode": 1,
            "AFinDate": date(2026, 1, 1), "AFinAmount": 100,
        }.items():  # fmt: skip
            page.cell(row, column("Finance", header, OLD)).value = value
    done = rolled(old, tmp_path / "new.xlsx")
    said = [note.text for note in done.rolled.notes if note.kind == "stopped"]
    assert len(said) == 1
    assert "Finance" in said[0]
    assert done.rolled.stopped == 0


def test_an_element_without_a_place_stops_its_learner(tmp_path: Path) -> None:
    path = tmp_path / "ILR-10000001-2526-20260720-101530-01.XML"
    path.write_bytes(return_xml(OLD).replace(b"<ULN>", b"<Shoe>9</Shoe><ULN>", 1))
    done = rolled(path, tmp_path / "new.xlsx")
    stopped = [note for note in done.rolled.notes if note.kind == "stopped"]
    assert [note.learner for note in stopped] == ["D00001"]
    assert "Learner.Shoe, line " in stopped[0].text


def test_a_record_without_a_value_stops_its_learner(tmp_path: Path) -> None:
    path = tmp_path / "ILR-10000001-2526-20260720-101530-01.XML"
    nobody = b"<Learner><LearningDelivery/></Learner></Message>"
    path.write_bytes(return_xml(OLD).replace(b"</Message>", nobody, 1))
    done = rolled(path, tmp_path / "new.xlsx")
    stopped = [note for note in done.rolled.notes if note.kind == "stopped"]
    assert [(note.position, "without any value" in note.text) for note in stopped] == [(6, True)]
    assert len(done.rolled.pairs) == 6


def test_what_is_the_users_own_is_named(tmp_path: Path) -> None:
    old = book(tmp_path / "old.xlsx", OLD)
    with edited(old, "Learners") as page:
        page.cell(1, page.max_column + 1).value = "Coach"
        page.parent.create_sheet("My notes")
    done = rolled(old, tmp_path / "new.xlsx")
    said = [note.text for note in done.rolled.notes if note.position < 0]
    assert said[0] == "Columns and sheets of your own are not carried: sheet My notes, Learners: Coach."
    assert [text.partition(" for want of ")[0].partition(" ")[2] for text in said[1:]] == [
        "rules of 2026/27 were not judged"
    ]


def test_no_sheet_of_a_new_workbook_is_called_the_users_own(tmp_path: Path) -> None:
    made = rolled(book(tmp_path / "old.xlsx", OLD), tmp_path / "new.xlsx").book
    sheets = {one.name for one in FileHost(made).read_sheets()}
    assert sheets - layout(catalogue.load(NEW)).sheets.keys() <= OWN_SHEETS


def test_source_files_are_those_of_the_old_return(tmp_path: Path) -> None:
    path = tmp_path / "ILR-10000001-2526-20260720-101530-01.XML"
    path.write_bytes(return_xml(OLD, files=source_files()))
    done = rolled(path, tmp_path / "new.xlsx")
    assert [note.text for note in done.rolled.notes if note.position < 0 and "source files" in note.text]
    assert len(values(done.book, "Source files").rows) == 1


REFUSED = {
    "no year after": (lambda folder: book(folder / "old.xlsx", NEW), "knows no year after it"),
    "no learner": (lambda folder: book(folder / "old.xlsx", OLD, 0), "has no learners"),
    "a broken sheet": (lambda folder: _without_column(book(folder / "old.xlsx", OLD)), "nothing can be rolled over"),
    "torn": (lambda folder: _torn(written(folder)), "xport it again|download it again"),
}


def _without_column(path: Path) -> Path:
    with edited(path, "Aims") as page:
        page.delete_cols(column("Aims", "LearnAimRef", OLD))
    return path


def _torn(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-200])
    return path


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_makes_nothing(tmp_path: Path, what: str) -> None:
    make, sentence = REFUSED[what]
    old = make(tmp_path)
    with pytest.raises(InputError, match=sentence):
        rolled(old, tmp_path / "new.xlsx")
    assert sorted(one.name for one in tmp_path.iterdir()) == [old.name]


@pytest.mark.parametrize("name", ["old.xlsx", "new.docx"])
def test_the_new_name_must_be_free_and_that_of_a_workbook(tmp_path: Path, name: str) -> None:
    old = book(tmp_path / "old.xlsx", OLD)
    before = old.read_bytes()
    with pytest.raises(InputError):
        rolled(old, tmp_path / name)
    assert old.read_bytes() == before


def test_a_workbook_with_macros(tmp_path: Path) -> None:
    done = rolled(book(tmp_path / "old.xlsx", OLD), tmp_path / "new.xlsm")
    with ZipFile(done.book) as archive:
        assert faults_of({name: archive.read(name) for name in archive.namelist()}, "xlsm") == []
    assert len(values(done.book, ROLL_OVER).rows) == len(done.rolled.notes) + 1


def test_a_workbook_open_in_excel(tmp_path: Path) -> None:
    old = book(tmp_path / "old.xlsx", OLD)
    from_file = rolled(old, tmp_path / "new.xlsx")
    from_excel = roll_over_book(ExcelHost(opened(old)), tmp_path / "other.xlsx", now=NOW, knowledge=Knowledge())
    assert_same(from_file.rolled.learners, from_excel.rolled.learners)
    assert [note.text for note in from_file.rolled.notes] == [note.text for note in from_excel.rolled.notes]


@pytest.mark.libreoffice
def test_the_sheet_opens_elsewhere_and_its_links_are_calculated(tmp_path: Path, convert: Convert) -> None:
    done = rolled(book(tmp_path / "old.xlsx", OLD), tmp_path / "new.xlsx")
    (again,) = convert("ods", done.book)
    rows = values(again, ROLL_OVER).rows[1:]
    linked = [cell.rpartition("!")[2] for note, cell in zip(done.rolled.notes, done.cells, strict=True)
              if note.urgency != "known" and cell]  # fmt: skip
    assert linked
    assert [row[5] for row in rows if len(row) > 5 and row[5]] == linked
