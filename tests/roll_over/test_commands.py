"""``ilr roll-over`` and the ribbon's Roll over."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from addin import ribbon
from addin.hosts.file_host import FileHost
from tests.cli.runs import Runner
from tests.commands.made import book, column, edited, learners_of, return_xml
from tests.excel.test_ribbon import RecordingHost
from tests.roll_over.made import NEW, OLD

NOW = datetime(2026, 8, 20, 10)


def test_as_text(ilr: Runner, tmp_path: Path) -> None:
    old, new = book(tmp_path / "old.xlsx", OLD), tmp_path / "new.xlsx"
    done = ilr("roll-over", old, "--out", new)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == f"old.xlsx (2025/26) is rolled over into {new} (2026/27)."
    assert lines[1].startswith("  6 learners carried, with ")
    assert any(line.startswith("  To look at: ") for line in lines)
    assert "The sheet Roll-over of the new workbook has every line" in lines[-1]
    assert ilr("check", new, "--no-mark").code == 0


def test_as_json(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / "ILR-10000001-2526-20251120-101530-01.XML"
    learners = learners_of(OLD)
    for aim in learners[0].LearningDelivery:
        aim.CompStatus, aim.Outcome, aim.LearnActEndDate = 2, 1, learners[0].LearningDelivery[0].LearnStartDate
    path.write_bytes(return_xml(OLD, learners))
    done = ilr("roll-over", path, "--out", tmp_path / "new.xlsx", "--format", "json")
    assert (done.code, done.err) == (0, "")
    data = json.loads(done.out)
    assert (data["version"], data["old"]["year"], data["new"]["year"]) == (1, OLD, NEW)
    assert data["learners"] == {"carried": 5, "left_out": 1, "not_read": 0}
    left = [note for note in data["notes"] if note["kind"] == "left out"]
    assert [(note["learner"], note["aim"], note["place"]) for note in left] == [("D00001", None, None)]
    moved = [note for note in data["notes"] if note["kind"] == "converted"]
    assert moved
    assert all(note["field"] == "PHours" and note["place"].startswith("Aims!") for note in moved)
    assert all(note["text"] and note["urgency"] in ("decide", "look", "known") for note in data["notes"])


def test_a_learner_who_is_not_read_is_an_exit_code_of_its_own(ilr: Runner, tmp_path: Path) -> None:
    old = book(tmp_path / "old.xlsx", OLD)
    with edited(old, "Learners") as page:
        page.cell(3, column("Learners", "DateOfBirth", OLD)).value = "yesterday"
    done = ilr("roll-over", old, "--out", tmp_path / "new.xlsx")
    assert done.code == 1
    assert "1 learner not rolled over" in done.out
    assert "(DateOfBirth) cannot be read" in done.out
    assert "yesterday" not in done.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("old.docx", "--out", "new.xlsx"), "is no return"),
        (("old.xlsx", "--out", "old.xlsx"), "is there already"),
        (("old.xlsx", "--out", "new.pdf"), "must end in"),
        (("old.xlsx", "--out", "new.xlsx", "--year", NEW), "was asked for"),
        (("old.xlsx", "--out", "new.xlsx", "--year", "1999"), "no collection year"),
        (("gone.xlsx", "--out", "new.xlsx"), "gone.xlsx"),
        (("gone.xml", "--out", "new.xlsx"), "is not there"),
    ],
)
def test_what_cannot_be_done(ilr: Runner, tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    book(tmp_path / "old.xlsx", OLD)
    placed = [str(tmp_path / one) if "." in one else one for one in arguments]
    done = ilr("roll-over", *placed)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert done.err.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["old.xlsx"]


def test_the_button(tmp_path: Path) -> None:
    host = RecordingHost(book(tmp_path / "Our return.xlsx", OLD))
    host.target = tmp_path / "new.xlsx"
    ribbon.run("roll_over", host, NOW)
    assert host.asked == ["Save the workbook of the next year as ILR return 2026-27"]
    assert host.opened == [tmp_path / "new.xlsx"]
    assert host.told == [
        "Made new.xlsx with 6 learners. Its sheet Roll-over lists what was done and has 0 lines for you to decide."
    ]
    assert FileHost(host.target).read_names()["ILR_Year"] is not None


def test_the_button_and_nowhere_to_save(tmp_path: Path) -> None:
    host = RecordingHost(book(tmp_path / "old.xlsx", OLD))
    ribbon.run("roll_over", host, NOW)
    assert (host.told, host.opened) == (["Nothing was rolled over."], [])


def test_the_button_in_a_workbook_of_the_newest_year(tmp_path: Path) -> None:
    host = RecordingHost(book(tmp_path / "old.xlsx", NEW))
    host.target = tmp_path / "new.xlsx"
    ribbon.run("roll_over", host, NOW)
    assert "knows no year after it" in host.told[0]
    assert host.asked == []
    assert not host.target.exists()
