"""Every derived item on its official definition, with the values on both sides of each condition."""

from __future__ import annotations

import inspect
import re
from datetime import date
from typing import Any

import pytest

from ilr_core import catalogue
from ilr_core.model import Learner, LearningDelivery, Message, built, built_learner
from ilr_core.registers import Registers
from ilr_core.rules import Context, Needs, derived
from tests.registers.made import made_registers

YEAR = catalogue.load("2627")
DAY = date(2020, 9, 1)
LIVE = {
    f"DD{number:02}"
    for number in (1, 4, 5, 6, 7, 12, 13, 14, 17, 18, 21, 27, 28, 29, 31, 32, 33, 34, 35, 36, 37, 38, 40)
}


def test_every_live_item_is_a_function() -> None:
    numbers: set[str] = set()
    for name in derived.__all__:
        found = getattr(derived, name)
        if inspect.isfunction(found):
            numbers |= set(re.findall(r"DD\d\d", (found.__doc__ or "").partition(":")[0]))
    assert numbers == LIVE


def context(registers: dict[str, Any] | None = None) -> Context:
    found = made_registers(registers) if registers else Registers()
    return Context(YEAR, date(2026, 11, 1), catalogue.load("2627").returns[0].closes, found)


def learner(*aims: dict[str, Any], **fields: Any) -> Learner:
    made = built_learner({"LearningDelivery": list(aims), **fields}, YEAR)
    message = built("Message", {"LearningProvider": [{"UKPRN": 10000001}]}, YEAR)
    assert isinstance(message, Message)
    made.message = message
    return made


def aim(**fields: Any) -> dict[str, Any]:
    return {"LearnAimRef": "60000001", "LearnStartDate": DAY, **fields}


def fams(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"LearningDeliveryFAM": [{"LearnDelFAMType": kind, "LearnDelFAMCode": code} for kind, code in pairs]}


def first(*aims: dict[str, Any], **fields: Any) -> LearningDelivery:
    return learner(*aims, **fields).LearningDelivery[0]


@pytest.mark.parametrize(
    ("uln", "digit"),
    [(9999999999, "Y"), (1000000027, "7"), (1000000035, "5"), (100000002, "N"), (10000000270, "N"), (1234500000, "N"),
     (2000000002, "1"), (1100000000, "2")],
)  # fmt: skip
def test_dd01_check_digit_of_a_uln(uln: int, digit: str) -> None:
    """10 - (10*d1 + 9*d2 + ... + 2*d9) mod 11; N where the remainder is 0 or there are not ten digits."""
    digits = str(uln)
    if digit.isdigit():
        weighted = sum(weight * int(d) for weight, d in zip(range(10, 1, -1), digits[:9], strict=True))
        assert digit == str(10 - weighted % 11)
    assert derived.uln_check_digit(uln) == digit


@pytest.mark.parametrize(
    ("number", "digit"), [(123456789, "9"), (100000000, "2"), (12345678, "X"), (1234567890, "X"), (200000000, "4")]
)
def test_dd05_and_dd14_check_digit_of_an_employer(number: int, digit: str) -> None:
    """11 - (9*d1 + ... + 2*d8) mod 11; 11 gives 0, 10 gives X."""
    digits = str(number)
    if len(digits) == 9:
        result = 11 - sum(weight * int(d) for weight, d in zip(range(9, 1, -1), digits[:8], strict=True)) % 11
        assert digit == {11: "0", 10: "X"}.get(result, str(result))
    assert derived.employer_check_digit(number) == digit


@pytest.mark.parametrize("rest", range(11))
def test_dd05_knows_every_remainder(rest: int) -> None:
    number = next(n for n in range(100000000, 100000999, 10) if _weighted(n) % 11 == rest)
    assert derived.employer_check_digit(number) == {11: "0", 10: "X"}.get(11 - rest, str(11 - rest))


def _weighted(number: int) -> int:
    return sum(weight * int(d) for weight, d in zip(range(9, 1, -1), str(number)[:8], strict=True))


def test_dd04_start_of_the_programme() -> None:
    component = aim(AimType=3, ProgType=25, StdCode=91)
    assert derived.programme_start(first(component, aim(AimType=1, ProgType=25, StdCode=92))) is None
    assert derived.programme_start(first(component, aim(AimType=3, ProgType=25, StdCode=91))) is None
    both = (aim(AimType=1, ProgType=25, StdCode=91, LearnStartDate=date(2021, 1, d)) for d in (9, 8))
    assert derived.programme_start(first(component, *both)) == date(2021, 1, 8)
    assert derived.programme_start(first(aim(AimType=1))) is None


def test_dd06_earliest_start() -> None:
    assert derived.earliest_start(learner(aim(), aim(LearnStartDate=date(2020, 8, 31)))) == date(2020, 8, 31)
    assert derived.earliest_start(learner()) is None


@pytest.mark.parametrize("kind", range(40))
def test_dd07_apprenticeship(kind: int) -> None:
    assert derived.is_apprenticeship(first(aim(ProgType=kind))) == (kind in (2, 3, 20, 21, 22, 23, 25))


def on_benefits(status: int, *facts: tuple[str, int], model: int = 35, ldm: str = "") -> LearningDelivery:
    monitoring = [{"ESMType": kind, "ESMCode": code} for kind, code in facts]
    record = {"EmpStat": status, "DateEmpStatApp": DAY, "EmploymentStatusMonitoring": monitoring}
    return first(
        aim(FundModel=model, **(fams(("LDM", ldm)) if ldm else {})),
        LearnerEmploymentStatus=[record],
    )


@pytest.mark.parametrize(
    ("status", "facts", "ldm", "wanted"),
    [
        (10, [("BSI", 1)], "", {"DD12", "DD28", "DD38"}),
        (98, [("BSI", 2)], "", {"DD12", "DD28"}),
        (11, [("BSI", 3)], "", {"DD21", "DD28"}),
        (12, [("BSI", 4)], "", {"DD21", "DD28", "DD37", "DD38"}),
        (12, [("BSI", 4)], "318", {"DD12", "DD28", "DD38"}),
        (12, [("BSI", 4)], "300", {"DD21", "DD28", "DD37", "DD38"}),
        (11, [("BSI", 5)], "", {"DD38"}),
        (11, [("BSI", 6)], "", {"DD37", "DD38"}),
        (10, [("BSI", 3)], "", set()),
        (10, [("BSI", 4)], "318", {"DD12"}),
        (10, [("BSI", 3), ("EII", 2)], "", {"DD28"}),
        (10, [("BSI", 4), ("EII", 5)], "", {"DD28", "DD38"}),
        (10, [("BSI", 6), ("EII", 6)], "", {"DD38"}),
        (10, [("BSI", 4), ("EII", 8)], "", set()),
        (98, [("BSI", 4)], "", set()),
        (11, [("EII", 2)], "", set()),
        (11, [], "", set()),
    ],
)
def test_benefits_on_the_start_date(status: int, facts: list[tuple[str, int]], ldm: str, wanted: set[str]) -> None:
    """DD12, DD21, DD28, DD37 and DD38, and none of them under another funding model."""
    items = {
        "DD12": derived.active_benefits,
        "DD21": derived.out_of_work_on_other_benefits_2017,
        "DD28": derived.out_of_work_on_benefits,
        "DD37": derived.out_of_work_on_other_benefits,
        "DD38": derived.unemployed_on_benefits,
    }
    assert {name for name, holds in items.items() if holds(on_benefits(status, *facts, ldm=ldm))} == wanted
    assert not any(holds(on_benefits(status, *facts, model=38, ldm=ldm)) for holds in items.values())


@pytest.mark.parametrize(("dated", "counts"), [(DAY, True), (date(2020, 9, 2), False)])
def test_benefits_are_those_of_the_status_on_the_start_date(dated: date, counts: bool) -> None:
    record = {"EmpStat": 11, "DateEmpStatApp": dated, "EmploymentStatusMonitoring": [{"ESMType": "BSI", "ESMCode": 1}]}
    assert derived.unemployed_on_benefits(first(aim(FundModel=35), LearnerEmploymentStatus=[record])) is counts


def test_dd13_end_of_the_framework() -> None:
    ended = (aim(AimType=1, ProgType=2, LearnActEndDate=date(2021, 1, d)) for d in (8, 9))
    assert derived.framework_end(first(aim(AimType=3, ProgType=2), *ended)) == date(2021, 1, 9)
    assert derived.framework_end(first(aim(AimType=3, ProgType=2), aim(AimType=1, ProgType=3))) is None
    assert derived.framework_end(first(aim(AimType=1, ProgType=25, LearnActEndDate=DAY))) is None


def price(code: int, day: date, amount: int) -> dict[str, Any]:
    return {"AFinType": "TNP", "AFinCode": code, "AFinDate": day, "AFinAmount": amount}


@pytest.mark.parametrize(
    ("cap", "changes", "above"),
    [
        (5999, {}, True),
        (6000, {}, False),
        (5999, {"FundModel": 36}, False),
        (5999, {"ProgType": 24}, False),
        (5999, {"OrigLearnStartDate": date(2020, 7, 31)}, False),
    ],
)
def test_dd17_price_above_the_government_cap(cap: int, changes: dict[str, Any], above: bool) -> None:
    prices = [price(1, date(2020, 9, 1), 1), price(1, date(2020, 9, 2), 7000), price(2, date(2020, 9, 1), 2000)]
    made = first(aim(AimType=1, FundModel=81, ProgType=25, StdCode=91, AppFinRecord=prices) | changes)
    lars = {
        "Standard": [{"StandardCode": 91}],
        "StandardFunding": [
            {"StandardCode": 91, "EffectiveFrom": date(2020, 8, 1), "CoreGovContributionCap": cap},
            {"StandardCode": 91, "EffectiveTo": date(2020, 7, 31), "CoreGovContributionCap": 9999},
        ],
    }
    assert derived.price_above_government_cap(made, context({"LARS": lars})) is above
    assert derived.price_above_government_cap(made, context()) is False


def test_dd18_start_of_the_standard() -> None:
    programme = aim(AimType=1, ProgType=25, StdCode=91)
    assert derived.standard_start(first(aim(AimType=3, ProgType=25, StdCode=91), programme)) == DAY
    assert derived.standard_start(first(aim(AimType=3, ProgType=2), aim(AimType=1, ProgType=2))) is None


@pytest.mark.parametrize(("kind", "college"), [("UGFE", True), ("SSPS", True), ("PLBG", False), (None, False)])
def test_dd27_college(kind: str | None, college: bool) -> None:
    row = {"UKPRN": 10000001, "LegalOrgType": kind}
    assert derived.is_college(first(aim()), context({"organisations": {"Organisation": [row]}})) is college


def test_dd27_needs_its_register() -> None:
    assert derived.is_college(first(aim()), context()) == Needs(("organisations",))


def lars(**tables: Any) -> Context:
    return context({"LARS": {"LearningDelivery": [{"LearnAimRef": "60000001"}], **tables}})


@pytest.mark.parametrize(("kind", "category", "wanted"), [(24, 2, True), (24, 4, True), (24, 3, False), (25, 2, False)])
def test_dd29_fixed_part_of_a_traineeship(kind: int, category: int, wanted: bool) -> None:
    ctx = lars(LearningDeliveryCategory=[{"LearnAimRef": "60000001", "CategoryRef": category}])
    assert derived.fixed_traineeship_aim(first(aim(ProgType=kind)), ctx) is wanted


ENGLISH_AND_MATHS = {1, 11, 13, 20, 23, 24, 29, 31, 2, 12, 14, 19, 21, 25, 30, 32, 33, 34, 35}


@pytest.mark.parametrize("kind", range(1, 46))
def test_dd31_and_dd40_english_or_maths(kind: int) -> None:
    ctx = lars(AnnualValue=[{"LearnAimRef": "60000001", "BasicSkillsType": kind}])
    wanted = kind in ENGLISH_AND_MATHS
    assert derived.is_english_or_maths_of_35(first(aim(FundModel=35)), ctx) is wanted
    assert derived.is_english_or_maths_of_38(first(aim(FundModel=38)), ctx) is wanted
    assert not derived.is_english_or_maths_of_35(first(aim(FundModel=38)), ctx)
    assert not derived.is_english_or_maths_of_38(first(aim(FundModel=35)), ctx)


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [(DAY, DAY, True), (date(2020, 9, 2), None, False), (None, date(2020, 8, 31), False), (None, None, True)],
)
def test_dd31_on_the_start_date(begins: date | None, ends: date | None, holds: bool) -> None:
    row = {"LearnAimRef": "60000001", "BasicSkillsType": 11, "EffectiveFrom": begins, "EffectiveTo": ends}
    assert derived.is_english_or_maths_of_35(first(aim(FundModel=35)), lars(AnnualValue=[row])) is holds


@pytest.mark.parametrize(
    ("fields", "is_open", "end"),
    [
        ({"AimType": 1, "FundModel": 36}, True, None),
        ({"AimType": 1, "FundModel": 36, "LearnActEndDate": date(2021, 1, 1)}, False, date(2021, 1, 1)),
        ({"AimType": 3, "FundModel": 36, "LearnActEndDate": date(2021, 1, 1)}, False, None),
        ({"AimType": 1, "FundModel": 99}, False, None),
    ],
)
def test_dd32_dd33_dd34_apprenticeship_programme(fields: dict[str, Any], is_open: bool, end: date | None) -> None:
    made = first(aim(**fields))
    assert derived.is_open_apprenticeship(made) is is_open
    assert derived.open_apprenticeship_start(made) == (DAY if is_open else None)
    assert derived.apprenticeship_end(made) == end


@pytest.mark.parametrize("year", catalogue.years())
@pytest.mark.parametrize("code", ["105", "107", "109", "110", "123", "124", "130", "131"])
def test_dd35_devolved(code: str, year: str) -> None:
    last = {"2526": "123", "2627": "130"}[year]
    ctx = Context(catalogue.load(year), date(2026, 1, 1), YEAR.returns[0].closes)
    assert derived.is_devolved(first(aim(**fams(("SOF", code)))), ctx) is ("110" <= code <= last)
    assert not derived.is_devolved(first(aim(**fams(("LDM", code)))), ctx)


END, ACHIEVED, OPEN = date(2021, 1, 1), date(2021, 2, 2), date(2099, 12, 31)


@pytest.mark.parametrize(
    ("kind", "fields", "end"),
    [
        (24, {"LearnActEndDate": END, "AchDate": ACHIEVED}, END),
        (24, {"AchDate": ACHIEVED}, OPEN),
        (25, {"LearnActEndDate": END}, END),
        (25, {"LearnActEndDate": END, "AchDate": ACHIEVED}, ACHIEVED),
        (25, {}, OPEN),
        (32, {"AchDate": ACHIEVED}, ACHIEVED),
        (32, {"LearnActEndDate": END}, END),
    ],
)
def test_dd36_effective_end(kind: int, fields: dict[str, Any], end: date) -> None:
    assert derived.effective_end(first(aim(AimType=1, ProgType=kind, **fields))) == end
    assert derived.effective_end(first(aim(AimType=3, ProgType=kind, **fields))) is None
