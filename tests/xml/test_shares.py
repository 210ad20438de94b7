"""A return checked in shares gives the report of the whole, or is read whole."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilr_core import catalogue
from ilr_core.checking import ReturnReport
from ilr_core.checking_shares import check_share, check_shares
from ilr_core.errors import InputError
from ilr_core.xml import ReturnReader, shares_of
from tests.xml.made_returns import NOW, YEARS, checked, pretty, with_line, without_lines

NINE = pretty(learners=9)
SAME_ULN = re.sub("<ULN>[^<]*", "<ULN>1000000027", NINE)


def shared(path: Path, text: str | bytes, count: int) -> ReturnReport | None:
    """The report put together from shares; None where the file is to be read whole."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with path.open("rb") as file:
        shares = shares_of(file, count)
        if len(shares) < 2:
            return None
        others = (check_share(file, path.name, share, now=NOW) for share in shares[1:])
        return check_shares(file, path.name, shares[0], lambda: others, now=NOW)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("count", [2, 3, 9, 50])
def test_every_learner_is_in_one_share(tmp_path: Path, year: str, count: int) -> None:
    text = pretty(catalogue.load(year), learners=9)
    (tmp_path / "a.xml").write_text(text, "utf-8")
    whole = list(ReturnReader(io.BytesIO(text.encode()), "a.xml").learners())
    with (tmp_path / "a.xml").open("rb") as file:
        shares = shares_of(file, count)
        assert 1 < len(shares) <= min(count, 9)
        read = [one for s in shares for one in ReturnReader(s.opened(file), "a.xml", share=s).learners()]
    assert [one.position for one in read] == list(range(9))
    assert [[(r.ENTITY, r.place) for r in one.walk()] for one in read] == [
        [(r.ENTITY, r.place) for r in one.walk()] for one in whole
    ]
    assert all(one.same_as(other) for one, other in zip(read, whole, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        NINE,
        SAME_ULN,
        NINE.replace("\n", "\r\n"),
        "\ufeff" + NINE,
        f'<?xml version="1.0" encoding="UTF-8"?>\n{NINE}',
        with_line(NINE, "</Learner>", "<Odd>1</Odd>", 8),
        with_line(NINE, "<Accom>", "<Odd>1</Odd>", 2),
        without_lines(NINE, "<Ethnicity>", 5),
        NINE.replace("<FilePreparationDate>", "<FilePreparationDate>x"),
        NINE.replace("<LearnRefNumber>B3", "<LearnRefNumber>A0001"),
    ],
    ids=["clean", "one ULN", "CRLF", "mark", "declared", "stray", "unknown", "missing", "header", "one reference"],
)
def test_report_is_that_of_the_whole(tmp_path: Path, text: str) -> None:
    for count in (2, 4, 9):
        assert shared(tmp_path / "a.xml", text, count) == checked(text)


def test_lines_beyond_those_that_the_parser_keeps(tmp_path: Path) -> None:
    text = with_line(SAME_ULN, "<LearningProvider>", "\n" * 70_000)
    far = text.replace("</Learner>", "\n" * 70_000 + "</Learner>", 1)
    for one in (text, far):
        assert shared(tmp_path / "a.xml", one, 3) == checked(one)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: with_line(text, "<Learner>", "<!-- <Learner> -->", 5),
        lambda text: text.replace("<LearnRefNumber>B4<", "<LearnRefNumber><![CDATA[<Learner>]]><"),
        lambda text: with_line(text, "<Learner>", "<?note <Learner>?>", 5),
        lambda text: text.replace("<", "<a:").replace("<a:/", "</a:").replace("xmlns=", "xmlns:a="),
        lambda text: text.replace("</Message>", "<LearnerDestination/></Message>"),
        lambda text: text.replace("<Learner>", "<Learner >"),
        lambda text: text.replace("</Message>", ""),
        lambda text: text.encode("utf-16"),
        lambda text: re.sub("<Learner>.*</Learner>", "", text, flags=re.DOTALL),
        lambda text: "",
    ],
    ids=["comment", "CDATA", "instruction", "prefix", "part behind", "space", "cut", "UTF-16", "none", "empty"],
)
def test_is_read_whole(tmp_path: Path, change: Callable[[str], str | bytes]) -> None:
    assert shared(tmp_path / "a.xml", change(NINE), 4) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda text: with_line(text, "<Learner>", "stray", 6),
        lambda text: text.replace("</GivenNames>", "", 1),
        lambda text: text[::-1].replace(">semaNneviG/<", "", 1)[::-1],
        lambda text: with_line(text, "<Ethnicity>", "<Learner>", 6),
        lambda text: text.replace("<ULN>", "<ULN>\0", 1),
        lambda text: text.replace("<Message", "<Massage", 1),
        lambda text: text[::-1].replace(">renraeL<", "> renraeL<", 1)[::-1].replace("<Learner>", "<Learner >", 2),
        lambda text: with_line(text, "<Learner>", "<Learner/>", 2),
    ],
    ids=["stray text", "damaged first", "damaged last", "learner in a learner", "NUL", "other root", "spaces", "empty"],
)
def test_shares_give_up_where_only_the_whole_can_tell(tmp_path: Path, change: Callable[[str], str]) -> None:
    text = change(NINE)
    assert text != NINE
    assert shared(tmp_path / "a.xml", text, 4) is None


LINES = range(NINE.count("\n") + 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gone=st.lists(st.sampled_from(LINES), max_size=2),
    twice=st.lists(st.sampled_from(LINES), max_size=2),
    typed=st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["", "x", "999", "2027-01-01", " "])), max_size=3),
    count=st.integers(2, 9),
)
def test_whatever_is_wrong_with_it(
    tmp_path: Path, gone: list[int], twice: list[int], typed: list[tuple[int, str]], count: int
) -> None:
    """Lines taken away, doubled and retyped at random: shares say what the whole says, or leave it to the whole."""
    lines = NINE.split("\n")
    for number, words in typed:
        lines[number] = re.sub(r">[^<]+<", lambda _, words=words: f">{words}<", lines[number])
    for number in twice:
        lines[number] += "\n" + lines[number]
    for number in gone:
        lines[number] = ""
    text = "\n".join(lines)
    found = shared(tmp_path / "a.xml", text, count)
    try:
        whole = checked(text)
    except InputError:
        assert found is None
    else:
        assert found in (None, whole)
