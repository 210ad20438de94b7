"""A return is written whole and valid, or the folder stays as it was."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from ilr_core import catalogue
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.model import Learner
from ilr_core.xml.export import write_checked
from ilr_core.xml.schema import schema_of, schema_text
from ilr_core.xml.schema_check import schema_problems
from tests.xml.test_writing import FACTS, learner, source_files, written

YEAR = catalogue.load("2627")
NAME = "ILR-10000001-2627-20260904-120304-07.xml"


def good(number: int) -> Learner:
    made = learner(YEAR)
    made.LearnRefNumber = f"A{number}"
    return made


def bad(number: int, name: str, value: object) -> Learner:
    made = good(number)
    setattr(made, name, value)
    return made


def test_good_return_is_written(tmp_path: Path) -> None:
    target = tmp_path / NAME
    assert write_checked(target, YEAR, FACTS, [source_files(YEAR)], map(good, range(300))) == 300
    assert schema_of(YEAR).validate(etree.parse(target))
    assert list(tmp_path.iterdir()) == [target]


def test_file_there_is_replaced_only_by_a_good_one(tmp_path: Path) -> None:
    target = tmp_path / NAME
    target.write_bytes(b"before")
    with pytest.raises(ExportBlocked):
        write_checked(target, YEAR, FACTS, [], [bad(1, "ULN", 3)])
    assert target.read_bytes() == b"before"
    write_checked(target, YEAR, FACTS, [], [good(1)])
    assert target.read_bytes() == written(YEAR, good(1))


def test_refusal_names_element_learner_and_line(tmp_path: Path) -> None:
    learners = [good(0), bad(1, "ULN", 3), *map(good, range(2, 400)), bad(400, "Sex", "FF"), bad(401, "Postcode", None)]
    with pytest.raises(ExportBlocked) as block:
        write_checked(tmp_path / NAME, YEAR, FACTS, [], learners)
    sentence = str(block.value)
    assert sentence.startswith(f"{NAME} was not written")
    assert "ULN is too small (learner A1, from line " in sentence
    assert "Sex has the wrong length (learner A400, from line " in sentence
    assert "learner A401" in sentence
    assert "learner A2," not in sentence
    assert list(tmp_path.iterdir()) == []


def test_no_learners_is_no_return(tmp_path: Path) -> None:
    with pytest.raises(ExportBlocked, match="Message is in a place, or occurs"):
        write_checked(tmp_path / NAME, YEAR, FACTS, [], [])


def test_more_problems_than_shown_are_said_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(ExportBlocked, match=r"learner A2.* There are more\."):
        write_checked(tmp_path / NAME, YEAR, FACTS, [], [bad(number, "ULN", 3) for number in range(5)])
    assert list(tmp_path.iterdir()) == []


def test_official_schema_decides_where_given(tmp_path: Path) -> None:
    stricter = schema_text(YEAR).replace(b'<xs:length value="1"/>', b'<xs:length value="2"/>')
    with pytest.raises(ExportBlocked, match="Sex has the wrong length"):
        write_checked(tmp_path / NAME, YEAR, FACTS, [], [good(1)], official=stricter)


class BrokenOffError(Exception):
    """Something goes wrong among the learners."""


@pytest.mark.parametrize("failure", [BrokenOffError, KeyboardInterrupt, InputError])
def test_nothing_is_left_when_the_learners_fail(tmp_path: Path, failure: type[BaseException]) -> None:
    def learners() -> Iterator[Learner]:
        yield good(1)
        raise failure("halfway")

    with pytest.raises(failure):
        write_checked(tmp_path / NAME, YEAR, FACTS, [], learners())
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"^{NAME} cannot be written. Check that the folder"):
        write_checked(tmp_path / "none" / NAME, YEAR, FACTS, [], [good(1)])


def test_target_that_cannot_be_replaced_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_checked(tmp_path / NAME, YEAR, FACTS, [], [good(1)])
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_read_only_folder_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(InputError, match="cannot be written"):
            write_checked(tmp_path / NAME, YEAR, FACTS, [], [good(1)])
    finally:
        tmp_path.chmod(0o700)


KILLED = """
import os, sys
from pathlib import Path
from tests.xml.test_export import FACTS, YEAR, good
from ilr_core.xml.export import write_checked
def learners():
    yield good(1)
    os._exit(9)
write_checked(Path(sys.argv[1]), YEAR, FACTS, [], learners())
"""


def test_process_killed_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / NAME
    target.write_bytes(b"before")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False, cwd=Path(__file__).parents[2])
    assert ended.returncode == 9
    assert target.read_bytes() == b"before"


@pytest.mark.parametrize("cut", [1, 2, 12, 14, 40, 200, 700])
@pytest.mark.parametrize("value", [1_000_000_001, 3])
def test_truncated_file_is_not_taken_for_a_return(cut: int, value: int, tmp_path: Path) -> None:
    """Valid up to the cut or not: lxml's own streaming check can take the former for a valid file."""
    path = tmp_path / NAME
    path.write_bytes(written(YEAR, good(1), bad(2, "ULN", value)).rstrip()[:-cut])
    with pytest.raises(InputError, match="cannot be read"), path.open("rb") as stream:
        schema_problems(stream, NAME, YEAR)
