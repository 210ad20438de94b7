"""The sheets Programmes of workbooks that are put together: the same once, others with a name that says whence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from addin.batches.combine import Combined, combine
from addin.batches.inputs import inputs_at
from addin.hosts.file_host import FileHost
from addin.programmes.sheet import read_programmes
from ilr_core import catalogue
from tests.commands.made import NOW, edited, learners_of, made_book, return_xml
from tests.programmes.made import ADULT_COURSE, TEAM_LEADER, put_rows

YEAR = catalogue.load("2627")
Cells = Mapping[str, Any]


def with_programmes(path: Path, first: int, *programmes: Cells) -> Path:
    """A workbook with one learner, and these programmes."""
    made_book(path, learners_of("2627", 4)[first : first + 1])
    put_rows(path, "Programmes", programmes)
    return path


def together(tmp_path: Path, *paths: Path) -> tuple[Combined, dict[str, Mapping[str, tuple[str, ...]]]]:
    """What was told, and the programmes of the new workbook."""
    done = combine(inputs_at(paths), tmp_path / "new.xlsx", now=NOW)
    sheet = read_programmes(FileHost(done.path).read_sheets(), YEAR, "new.xlsx")
    assert not sheet.faults
    return done, {one.name: one.texts for one in sheet.programmes}


def test_programmes_come_along_and_the_same_one_once(tmp_path: Path) -> None:
    a = with_programmes(tmp_path / "a.xlsx", 0, TEAM_LEADER)
    b = with_programmes(tmp_path / "b.xlsx", 1, {**TEAM_LEADER, "Programme": " team  LEADER"}, ADULT_COURSE)
    c = tmp_path / "c.xml"
    c.write_bytes(return_xml("2627", learners_of("2627", 4)[2:3]))
    done, found = together(tmp_path, a, b, c)
    assert list(found) == ["Team leader", "Adult course"]
    own = read_programmes(FileHost(b).read_sheets(), YEAR, "b").programmes
    assert list(found.values()) == [one.texts for one in own]
    assert done.remarks == ("Its sheet Programmes has 2 programmes.",)


def test_one_with_other_values_is_called_after_its_workbook_and_told(tmp_path: Path) -> None:
    changed = {**TEAM_LEADER, "Months": 20, "TNP1": 7000}
    taken = {**TEAM_LEADER, "Programme": "Team leader (b.xlsx)", "Months": 30}
    paths = [
        with_programmes(tmp_path / f"{name}.xlsx", number, *programmes)
        for number, (name, programmes) in enumerate({"a": [TEAM_LEADER, taken], "b": [changed], "c": [changed]}.items())
    ]
    done, found = together(tmp_path, *paths)
    assert {name: texts["Months"] for name, texts in found.items()} == {
        "Team leader": ("14",), "Team leader (b.xlsx)": ("30",), "Team leader (b.xlsx, 2)": ("20",),
        "Team leader (c.xlsx)": ("20",),
    }  # fmt: skip
    renamed = "The programme Team leader of b.xlsx has another Months, TNP1 than the one before, so it is called "
    told = f"{renamed}Team leader (b.xlsx, 2). Keep the one that is right."
    assert done.remarks[:2] == ("Its sheet Programmes has 4 programmes.", told)


def test_long_names_stay_different(tmp_path: Path) -> None:
    name = "N" * 60
    paths = [
        with_programmes(
            tmp_path / f"{letter * 70}.xlsx", number, {**TEAM_LEADER, "Programme": name, "Months": 12 + number}
        )
        for number, letter in enumerate("abc")
    ]
    _, found = together(tmp_path, *paths)
    assert len(found) == 3
    assert max(map(len, found)) <= 60


def test_what_cannot_be_used_is_told_and_left_out(tmp_path: Path) -> None:
    a = with_programmes(tmp_path / "a.xlsx", 0, {**TEAM_LEADER, "Months": "long"}, ADULT_COURSE)
    b = with_programmes(tmp_path / "b.xlsx", 1, TEAM_LEADER)
    with edited(b, "Programmes") as page:
        page["A1"] = "Course"
    c = made_book(tmp_path / "c.xlsx", learners_of("2627", 4)[2:3])
    with edited(c, "Programmes") as page:
        page.title = "Courses"
    done, found = together(tmp_path, a, b, c)
    assert list(found) == ["Adult course"]
    assert [remark.partition(":")[0] for remark in done.remarks] == [
        "Its sheet Programmes has 1 programme.",
        "A programme of a.xlsx was left out",
        "The programmes of b.xlsx were left out",
    ]
    assert "Programmes!" in done.remarks[1]


def test_a_return_as_xml_has_no_programmes(tmp_path: Path) -> None:
    a = with_programmes(tmp_path / "a.xlsx", 0, TEAM_LEADER)
    assert combine(inputs_at([a]), tmp_path / "out", now=NOW).remarks == ()
