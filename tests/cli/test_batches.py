"""``ilr export --where``, ``ilr combine`` and ``ilr split`` on real files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from addin.demo.learners import made_learners
from ilr_core import catalogue
from ilr_core.model import Learner
from tests.cli.runs import Runner
from tests.commands.made import (
    NOW,
    UKPRN,
    assert_same,
    book,
    header_of,
    learners_of,
    made_book,
    now_of,
    official_name,
    records_in,
    return_xml,
    source_files,
)  # fmt: skip
from tests.excel.ribbon_books import type_into


def by_reference(learners: list[Learner]) -> list[Learner]:
    return sorted(learners, key=lambda one: one.LearnRefNumber)


def xml(path: Path, learners: list[Learner], year: str = "2627", **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(return_xml(year, learners, **options))
    return path


@pytest.mark.parametrize("year", ["2526", "2627"])
@pytest.mark.parametrize("as_book", [False, True])
def test_split_then_combined_is_the_same(ilr: Runner, tmp_path: Path, year: str, as_book: bool) -> None:
    learners = learners_of(year, 9)
    whole = tmp_path / "whole.xlsx"
    if as_book:
        made_book(whole, learners, year)
    else:
        whole = xml(tmp_path / official_name(year), learners, year, files=source_files())
    done = ilr("split", whole, "--by", "programme", "--out", tmp_path / "parts", "--serial", 7)
    assert done.code == 0
    (listing,) = (tmp_path / "parts").glob("*.csv")
    rows = list(csv.DictReader(listing.read_text("utf-8-sig").splitlines()))
    parts = sorted((tmp_path / "parts").glob("*.XML"))
    assert [row["file"] for row in rows] == [part.name for part in parts]
    assert [part.name[-6:-4] for part in parts] == [f"{number:02}" for number in range(7, 7 + len(parts))]
    assert [int(row["learners"]) for row in rows] == [len(records_in(part)) for part in parts]
    for part in parts:
        assert header_of(part).schema_valid
    assert ilr("combine", *reversed(parts), "--out", tmp_path / "xml").code == 0
    (together,) = (tmp_path / "xml").iterdir()
    assert_same(by_reference(learners), by_reference(records_in(together)))
    read = header_of(together)
    assert read.schema_valid
    named = [one.SourceFileName for files in read.message.SourceFiles for one in files.SourceFile]
    inner = [] if as_book else ["=A1.xml", "part two.xml"]
    assert named == [name for part in reversed(parts) for name in (part.name, *inner)]
    new = tmp_path / "together.xlsx"
    assert ilr("combine", tmp_path / "parts", "--out", new).code == 0
    assert ilr("export", new, "--out", tmp_path / "again").code == 0
    (again,) = (tmp_path / "again").iterdir()
    assert_same(by_reference(learners), by_reference(records_in(again)))


def test_workbooks_and_files_with_what_both_have(ilr: Runner, tmp_path: Path) -> None:
    one, two, three, four = learners_of("2627", 4)
    four.ULN = three.ULN
    (tmp_path / "a").mkdir()
    a = made_book(tmp_path / "a" / "Return.xlsx", [one, two])
    (tmp_path / "b").mkdir()
    b = made_book(tmp_path / "b" / "Return.xlsx", [two, three])
    c = xml(tmp_path / "c.xml", [three, four])
    done = ilr("combine", a, b, c, "--out", tmp_path / "out")
    assert done.code == 0
    (written,) = (tmp_path / "out").iterdir()
    assert_same(learners_of("2627", 4)[:3], records_in(written)[:3])
    assert f"{written}: 4 learners of 3 returns." in done.out
    assert f"2 learners in several returns with the same records, taken once: {two.LearnRefNumber}, " in done.out
    assert f"ULN {three.ULN} is shared by the learners {three.LearnRefNumber}, {four.LearnRefNumber}." in done.out
    files = header_of(written).message.SourceFiles[0].SourceFile
    assert [(one.SourceFileName, one.FilePreparationDate, one.SerialNo) for one in files] == [
        ("Return.xlsx", NOW.date(), "01"), ("Return.xlsx", NOW.date(), "01"), ("c.xml", NOW.date(), "01"),
    ]  # fmt: skip


def faulty(path: Path) -> Path:
    learners = learners_of("2627", 2)
    learners[1].LearningDelivery[0].LearnStartDate = None
    return xml(path, learners)


def clashing(path: Path) -> Path:
    learners = learners_of("2627", 2)
    learners[0].Postcode = "AA1 1AA"
    return xml(path, learners)


def unreadable(path: Path) -> Path:
    made = book(path.with_suffix(".xlsx"), count=2)
    type_into(made, "2627", "Learners", "DateOfBirth", 3, "31/2/2001")
    return made


def strange(path: Path) -> Path:
    path.write_bytes(return_xml("2627", learners_of("2627", 1)).replace(str(UKPRN).encode(), b"10000002"))
    return path


def older(path: Path) -> Path:
    learners = list(made_learners(catalogue.load("2526"), 1, now_of("2526").date(), seed=9))
    return xml(path, learners, "2526")


def noise(path: Path) -> Path:
    path.write_bytes(b"<html/>")
    return path


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (faulty, ["b.xml does not follow the schema, so nothing was written. ", "(learner D00002, from line"]),
        (
            clashing,
            ["Nothing was written: 1 learner in several", "D00001 (a.xml, b.xml). Take each out of all but one"],
        ),
        (unreadable, ["b.xlsx cannot be read whole", "Learners!", "DateOfBirth 31/2/2001 cannot be read."]),
        (strange, ["b.xml is a return of provider 10000002, a.xml of 10000001."]),
        (older, ["b.xml is a return of 2526, a.xml of 2627."]),
        (noise, ["b.xml"]),
        (lambda path: path, ["b.xml is not there"]),
        (lambda path: path.with_name("a.xml"), ["a.xml is named twice. Name each return once"]),
    ],
)
@pytest.mark.parametrize("out", ["folder", "new.xlsx"])
def test_what_cannot_be_put_together(ilr: Runner, tmp_path: Path, other, words: list[str], out: str) -> None:
    first = xml(tmp_path / "a.xml", learners_of("2627", 2))
    done = ilr("combine", first, other(tmp_path / "b.xml"), "--out", tmp_path / out)
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert all(word in done.err for word in words), done.err
    assert not (tmp_path / out).exists() or not list((tmp_path / out).iterdir())


def test_more_parts_than_serial_numbers(ilr: Runner, tmp_path: Path) -> None:
    whole = xml(tmp_path / "a.xml", learners_of("2627", 4))
    assert ilr("split", whole, "--by", "1-learners", "--serial", "96", "--out", tmp_path / "out").code == 0
    done = ilr("split", whole, "--by", "1-learners", "--serial", "97", "--out", tmp_path / "no")
    assert done.code == 2
    assert "a.xml would be 4 parts, but serial numbers from 97 end at 99." in done.err
    assert not (tmp_path / "no").exists()
    assert ilr("split", whole, "--by", "colour", "--out", tmp_path / "no").code == 2
    assert (
        "is there already" in ilr("split", whole, "--by", "1-learners", "--serial", "96", "--out", tmp_path / "out").err
    )
    assert len(list((tmp_path / "out").iterdir())) == 5


def test_an_export_by_filter(ilr: Runner, tmp_path: Path) -> None:
    learners = learners_of("2627", 12)
    path = made_book(tmp_path / "book.xlsx", learners)
    apprentices = [one for one in learners if any(aim.AimType == 1 for aim in one.LearningDelivery)]
    code = apprentices[0].LearningDelivery[0].StdCode
    wanted = [one for one in apprentices if one.LearningDelivery[0].StdCode == code]
    done = ilr("export", path, "--out", tmp_path / "out", "--where", f"programme=standard {code}", "--only", "clean")
    (written,) = (tmp_path / "out").iterdir()
    assert_same(wanted, records_in(written))
    assert f"Left out because not selected: {12 - len(wanted)} learners" in done.out
    named = ["--learners", wanted[0].LearnRefNumber, "--where", f"programme={code}", "--serial", "2"]
    assert ilr("export", path, "--out", tmp_path / "out", *named).code == 0
    assert [len(records_in(one)) for one in sorted((tmp_path / "out").iterdir())] == [len(wanted), 1]


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        (["programme=Carpentry"], "book.xlsx: no learner has the programme Carpentry. There are: "),
        (["group=7"], "book.xlsx: no learner has the group 7. No learner has any group."),
        (["group"], "group is no condition. Write it as NAME=VALUE, where NAME is programme, start, employer"),
        (["age=7"], "Learners cannot be chosen by age."),
    ],
)
def test_a_filter_that_takes_nobody(ilr: Runner, tmp_path: Path, conditions: list[str], words: str) -> None:
    path = book(tmp_path / "book.xlsx")
    options = [part for condition in conditions for part in ("--where", condition)]
    done = ilr("export", path, "--out", tmp_path / "out", *options)
    assert done.code == 2
    assert done.err.startswith(words)
    assert not (tmp_path / "out").exists()
