"""Which line of the service's list is whose: several records, several apprenticeships, lists that are cut or joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.apprenticeship_service.compared import ServiceComparison, compare_listed
from addin.apprenticeship_service.data_locks import DATA_LOCKS, NOT_SEEN, SEEN
from addin.apprenticeship_service.export_file import Listed, When
from addin.apprenticeship_service.new_apprentices import agreed_price, service_start
from ilr_core.funding.programmes import programmes_of
from ilr_core.model import Learner, copied
from tests.commands.made import learners_of

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "apprenticeship-service.md"
STATUS = {1: "Live", 2: "Completed", 3: "Stopped", 6: "Paused"}
Lines = list[Listed]


def learners() -> list[Learner]:
    return [one for one in learners_of("2627", 12) if programmes_of(one)][:3]


def line_of(learner: Learner, number: int = 2, programme: int = -1) -> Listed:
    spell = programmes_of(learner)[programme]
    price = agreed_price(spell)
    return Listed(
        number, str(learner.ULN), f"{learner.GivenNames} {learner.FamilyName}", "An Employer", "", spell.last.StdCode,
        When(service_start(spell), True), When(spell.last.LearnPlanEndDate, True),
        None if price is None else Decimal(price), When(learner.DateOfBirth, True), learner.LearnRefNumber,
        STATUS[spell.last.CompStatus],
    )  # fmt: skip


def lines_of(ones: list[Learner]) -> Lines:
    return [line_of(one, number) for number, one in enumerate(ones, 2)]


def rules(found: ServiceComparison) -> list[str]:
    return [one.rule for one in found.findings]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Live", ["Service"]), ("Paused", ["Service"]), ("Waiting to start", ["Service"]), ("Completed", []),
     ("Stopped", [])],
)  # fmt: skip
def test_a_second_record_is_no_data_lock_that_is_known(status: str, expected: list[str]) -> None:
    ones = learners()
    lines = [*lines_of(ones), replace(line_of(ones[0], 9), status=status, employer="Another", start=None)]
    found = compare_listed(lines, ones)
    assert rules(found) == expected
    assert found.earlier == (not expected)
    assert found.same == len(ones)
    assert all("DLOCK_08" in one.message for one in found.findings)


def test_a_list_that_was_joined_from_two() -> None:
    ones = learners()
    lines = lines_of(ones)
    found = compare_listed([*lines, *(replace(one, line=one.line + 10) for one in lines)], ones)
    assert (found.findings, found.only_there, found.same) == ((), (), len(ones))
    assert "Lines that are in the list twice, counted once: 3." in found.unread


def with_second(learner: Learner) -> Learner:
    """The first apprenticeship is over, and another one has begun."""
    first = learner.LearningDelivery[0]
    second = copied(learner).LearningDelivery[0]
    first.CompStatus, first.LearnActEndDate, first.Outcome = 3, date(2026, 10, 2), 3
    second.AimSeqNumber, second.StdCode = 9, first.StdCode + 1
    second.LearnStartDate, second.LearnPlanEndDate = date(2026, 11, 2), date(2028, 3, 2)
    learner.LearningDelivery.append(second)
    assert len(programmes_of(learner)) == 2
    return learner


@pytest.mark.parametrize(("listed", "expected"), [((0, 1), []), ((1, 0), []), ((1,), []), ((0,), ["DLOCK_02"])])
def test_two_apprenticeships_of_one_learner(listed: tuple[int, ...], expected: list[str]) -> None:
    one = with_second(learners()[0])
    lines = [line_of(one, number, programme) for number, programme in enumerate(listed, 2)]
    assert rules(compare_listed(lines, [one])) == expected


@pytest.mark.parametrize(("contract", "expected"), [("1", ["DLOCK_02"]), ("2", [])])
def test_an_apprentice_outside_the_service_is_not_missed(contract: str, expected: list[str]) -> None:
    ones = learners()
    for fam in ones[0].LearningDelivery[0].LearningDeliveryFAM:
        if fam.LearnDelFAMType == "ACT":
            fam.LearnDelFAMCode = contract
    assert rules(compare_listed(lines_of(ones[1:]), ones)) == expected


@pytest.mark.parametrize(
    ("uln", "expected"),
    [("1.00E+09", []), ("100000030", []), ("", ["DLOCK_02"]), ("1000000914", ["DLOCK_02"])],
)
def test_a_uln_that_a_spreadsheet_cut_is_no_other_uln(uln: str, expected: list[str]) -> None:
    ones = learners()
    lines = lines_of(ones)
    lines[0] = replace(lines[0], uln=uln)
    found = compare_listed(lines, ones)
    assert rules(found) == expected
    assert any("no number of ten digits" in one for one in found.unread) is (not expected)


def test_a_status_that_is_not_known_is_said_without_its_words() -> None:
    ones = learners()
    found = compare_listed([replace(one, status=f"Anna {one.line}") for one in lines_of(ones)], ones)
    assert [one for one in found.unread if "status" in one] == [
        "A status that is none of the service's (Waiting to start, Live, Paused, Stopped, Completed) is not compared."
    ]


@pytest.mark.parametrize(
    ("status", "comp_status", "rule", "words"),
    [
        ("Live", 2, "Service", "The service says Completed once"),
        ("Live", 3, "Service", "still has to pause or stop"),
        ("Live", 6, "Service", "still has to pause or stop"),
        ("Paused", 1, "DLOCK_12", "until the employer resumes"),
        ("Paused", 2, "DLOCK_12", "has completed"),
        ("Stopped", 1, "DLOCK_10", "Nothing is paid after the stop"),
        ("Waiting to start", 1, "", ""),
        ("Completed", 2, "", ""),
        ("Stopped", 3, "", ""),
        ("Paused", 6, "", ""),
    ],
)
def test_status_beside_completion_status(status: str, comp_status: int, rule: str, words: str) -> None:
    ones = learners()[:1]
    line = replace(line_of(ones[0]), status=status)
    aim = programmes_of(ones[0])[0].last
    aim.CompStatus, aim.LearnActEndDate = comp_status, None if comp_status == 1 else date(2026, 11, 2)
    found = compare_listed([line], ones).findings
    assert [one.rule for one in found] == ([rule] if rule else [])
    assert all(words in one.message for one in found)


change: st.SearchStrategy[Callable[[Listed], Listed]] = st.sampled_from(
    [
        lambda one: one,
        lambda one: replace(one, status="Stopped"),
        lambda one: replace(one, uln="1000000914"),
        lambda one: replace(one, price=None, start=None, end=None),
        lambda one: replace(one, employer="Another"),
        lambda one: replace(one, uln="", reference="", name=""),
    ]
)


@given(st.lists(st.tuples(st.integers(0, 2), change), max_size=7))
def test_every_line_is_somebodys_or_nobodys_once(drawn: list[tuple[int, Callable[[Listed], Listed]]]) -> None:
    ones = learners()
    lines = [alter(line_of(ones[who], number)) for number, (who, alter) in enumerate(drawn, 2)]
    found = compare_listed(lines, ones)
    once = {replace(one, line=0) for one in lines}
    second = sum("another record" in one.message for one in found.findings)
    matched = len(once) - len(found.only_there) - found.earlier - second
    assert 0 <= matched <= len(ones)
    missing = sum("does not have this apprentice" in one.message for one in found.findings)
    assert matched + missing == len(ones)


def test_the_guide_says_of_every_data_lock_what_the_code_does() -> None:
    rows = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("| `DLOCK")]
    said = {code: row for row in rows for code in (f"DLOCK_{n:02}" for n in range(1, 13)) if f"`{code}`" in row}
    assert sorted(said) == [one.code for one in DATA_LOCKS] == sorted({*SEEN, *NOT_SEEN})
    for one in DATA_LOCKS:
        assert said[one.code].endswith("| yes |") is one.is_seen
        assert bool(one.why) is not one.is_seen
