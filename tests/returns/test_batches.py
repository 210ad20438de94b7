"""Learners in batches: filters as data, parts that hold everybody once, clashes that are named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.model import Learner, LearningDelivery, built_learner, copied
from ilr_core.returns.batches import Combination, Filter, SharedUln, split_of
from tests.commands.made import learners_of

YEAR = catalogue.load("2627")


def aim(start: str = "2026-09-01", kind: int = 1, **more: Any) -> dict[str, Any]:
    return {"LearnAimRef": "ZPROG001", "AimType": kind, "LearnStartDate": start, **more}


def employed(day: str, employer: int | None) -> dict[str, Any]:
    return {"EmpStat": 10, "DateEmpStatApp": day, **({"EmpId": employer} if employer else {})}


def noted(text: str) -> dict[str, str]:
    return {"ProvSpecDelMonOccur": "B", "ProvSpecDelMon": text}


LEARNERS = {
    "plain": {"LearningDelivery": [aim(StdCode=105), aim("2026-10-05", 3, StdCode=105, LearnAimRef="60000001")]},
    "restarted": {"LearningDelivery": [aim("2026-10-01", StdCode=105, OrigLearnStartDate="2025-11-20")]},
    "two": {"LearningDelivery": [aim("2025-09-01", StdCode=91), aim("2026-09-30", StdCode=203)]},
    "alone": {"LearningDelivery": [aim("2026-09-15", 4, LearnAimRef="6030986X")]},
    "no aims": {},
    "moved": {"LearnerEmploymentStatus": [employed("2026-09-01", 222222222), employed("2025-09-01", 111111111)]},
    "left": {"LearnerEmploymentStatus": [employed("2025-09-01", 111111111), employed("2026-09-01", None)]},
    "noted": {
        "CampId": "Camp1",
        "ProviderSpecLearnerMonitoring": [{"ProvSpecLearnMonOccur": "A", "ProvSpecLearnMon": "GROUP 7"}],
        "LearningDelivery": [aim(StdCode=384, ProviderSpecDeliveryMonitoring=[noted("Evening")])],
    },
}  # fmt: skip


def made(name: str) -> Learner:
    return built_learner({"LearnRefNumber": name.replace(" ", "")[:12], **LEARNERS[name]}, YEAR)


def words(one: LearningDelivery) -> list[str]:
    return [f"Standard {one.StdCode}", str(one.StdCode)] if one.StdCode else [one.LearnAimRef]


@pytest.mark.parametrize(
    ("conditions", "taken"),
    [
        (["programme=105"], {"plain", "restarted"}),
        (["programme= standard 105 "], {"plain", "restarted"}),
        (["programme=60000001"], set()),
        (["programme=6030986x"], {"alone"}),
        (["programme=105", "programme=91"], {"plain", "restarted", "two"}),
        (["start=2026-09"], {"plain", "two", "alone", "noted"}),
        (["start=9/2026"], {"plain", "two", "alone", "noted"}),
        (["start=2025-11"], {"restarted"}),
        (["start=2026-10"], set()),
        (["programme=91", "start=2025-09"], {"two"}),
        (["programme=91", "start=2026-09"], set()),
        (["employer=222222222"], {"moved"}),
        (["employer=111111111"], set()),
        (["group=Group 7"], {"noted"}),
        (["group=evening"], {"noted"}),
        (["group=Group"], set()),
        (["campus=CAMP1", "programme=384"], {"noted"}),
        (["campus=CAMP1", "programme=105"], set()),
    ],
)
def test_who_is_wanted(conditions: list[str], taken: set[str]) -> None:
    wanted = Filter.of((name, value) for name, _, value in (one.partition("=") for one in conditions))
    assert {name for name in LEARNERS if wanted.takes(made(name), words)} == taken


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("colour", "red", "Learners cannot be chosen by colour. Choose by programme, start, employer, group, campus."),
        ("start", "September", "September is no month. Give year and month of the start, as in 2026-09."),
        ("start", "2026-13", "2026-13 is no month."),
        ("group", " ", 'Say which group is wanted, as in: group="Group 7"'),
    ],
)
def test_what_is_no_condition(name: str, value: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        Filter.of([(name, value)])
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("by", "parts"),
    [
        ("programme", {"6030986X": "alone", "Standard 105": "plain restarted", "Standard 203": "two",
                       "Standard 384": "noted", "no aim": "no aims moved left"}),
        ("start-month", {"2025-11": "restarted", "2026-09": "plain two alone noted",
                         "no start date": "no aims moved left"}),
        ("employer", {"employer 222222222": "moved",
                      "no employer": "plain restarted two alone no aims left noted"}),
        ("group", {"group GROUP 7": "noted", "no group": "plain restarted two alone no aims moved left"}),
        ("campus", {"campus Camp1": "noted", "no campus": "plain restarted two alone no aims moved left"}),
        ("3-learners", {"learners 1 to 3": "plain restarted two", "learners 4 to 6": "alone no aims moved",
                        "learners 7 to 8": "left noted"}),
        ("8-learners", {"learners 1 to 8": "plain restarted two alone no aims moved left noted"}),
    ],
)  # fmt: skip
def test_parts(by: str, parts: dict[str, str]) -> None:
    learners = {name: made(name) for name in LEARNERS}
    names = {learner: name for name, learner in learners.items()}
    found = split_of(by)(learners.values(), words)
    assert [(one.label, " ".join(names[learner] for learner in one.learners)) for one in found] == list(parts.items())


@pytest.mark.parametrize("by", ["0-learners", "learners", "month", "-5-learners", ""])
def test_no_way_to_split(by: str) -> None:
    with pytest.raises(InputError, match=r"Split by programme, start-month, employer, group, campus or a number like"):
        split_of(by)


def changed(learner: Learner, **fields: Any) -> Learner:
    twin = copied(learner)
    for name, value in fields.items():
        setattr(twin, name, value)
    return twin


def combined(*inputs: Sequence[Learner]) -> Combination:
    found = Combination()
    for number, learners in enumerate(inputs):
        found.begin("ABCD"[number])
        for learner in learners:
            found.add(learner)
    return found


def test_clashes_repetitions_and_ulns() -> None:
    one, two, three, four, five, six = learners_of("2627", 6)
    other_aim = copied(three)
    other_aim.LearningDelivery[0].LearnPlanEndDate = None
    found = combined(
        [one, two, three],
        [copied(one), changed(two, Postcode="AA1 1AA"), changed(four, ULN=one.ULN)],
        [other_aim, changed(four, LearnRefNumber=f" {four.LearnRefNumber.lower()}", ULN=one.ULN)],
        [changed(five, ULN=two.ULN), copied(five), changed(six, ULN=five.ULN)],
    )
    assert [(clash.reference, clash.inputs) for clash in found.clashes()] == [
        (two.LearnRefNumber, ("A", "B")), (three.LearnRefNumber, ("A", "C")), (four.LearnRefNumber, ("B", "C")),
    ]  # fmt: skip
    assert [(again.reference, again.inputs) for again in found.repeated()] == [(one.LearnRefNumber, ("A", "B"))]
    assert list(found.uln_clashes()) == [
        SharedUln(two.ULN, (two.LearnRefNumber, five.LearnRefNumber), ("A", "B", "D")),
    ]  # fmt: skip
    assert list(found.shared_ulns()) == [
        SharedUln(one.ULN, (one.LearnRefNumber, four.LearnRefNumber), ("A", "B", "C")),
        SharedUln(five.ULN, (five.LearnRefNumber, six.LearnRefNumber), ("D",)),
    ]


def test_what_was_added_is_known_of_its_input_alone() -> None:
    one, two = learners_of("2627", 2)
    found = combined([one], [two, copied(one)])
    assert [found.knows(0, learner) for learner in (one, two, changed(one, Postcode="AA1 1AA"))] == [True, False, False]
    assert found.knows(1, two)
    assert [found.count(number) for number in (0, 1)] == [1, 2]


def test_capitals_and_spaces_around_do_not_make_another_part() -> None:
    learners = [changed(made("plain"), CampId=campus) for campus in ("Camp1", "CAMP1", "Camp2")]
    assert [part.label for part in split_of("campus")(learners, words)] == ["campus Camp1", "campus Camp2"]


def test_temporary_ulns_are_shared_by_many() -> None:
    assert not list(combined([changed(one, ULN=9999999999) for one in learners_of("2627", 3)]).shared_ulns())


def test_a_reference_twice_in_one_return_is_no_clash_of_returns() -> None:
    one, two = learners_of("2627", 2)
    twice = [one, changed(two, LearnRefNumber=one.LearnRefNumber)]
    assert not list(combined(twice).clashes())
    assert list(combined(twice, [copied(one)]).clashes())
