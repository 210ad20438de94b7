"""Each guided change at its boundaries: exactly the facts it changes, or the rule by which it is refused."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache

import pytest

from addin.changes.answers import read_answers
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.events import EVENTS, Changed, Refusal, Scene, changed_by
from ilr_core.model import copied
from ilr_core.registers import Registers
from tests.events.case_files import Case, all_cases, context_of, facts, learner_of, new_errors, outcome
from tests.registers.made import full_rows, made_registers

CASES = list(all_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    year = catalogue.load(case.year)
    before = learner_of(case)
    kept = copied(before)
    answers = case.data.get("answers") or {}
    if "unreadable" in case.data:
        with pytest.raises(InputError, match=case.data["unreadable"]):
            outcome(case.event, before, answers, year)
        return
    done = outcome(case.event, before, answers, year)
    assert before.same_as(kept)
    if "refused" in case.data:
        assert isinstance(done, Refusal), facts(done.learner, year) ^ facts(before, year)
        assert done.rule == (case.data["refused"] or ""), done.sentence
        assert case.data.get("says", "") in done.sentence
        assert done.sentence.endswith(".")
        return
    assert isinstance(done, Changed), done
    errors = new_errors(before, done.learner, context_of(case))
    if "forbidden" in case.data:
        assert {found.rule for found in errors} == set(case.data["forbidden"].split())
        return
    assert errors == [], [found.message for found in errors]
    _assert_becomes(case, facts(before, year), facts(done.learner, year))
    assert case.data.get("notes", "") in " ".join(done.notes)


def _assert_becomes(case: Case, before: set[str], after: set[str]) -> None:
    lines = case.data["becomes"].strip().splitlines()
    is_part = lines[0].strip() == "~"
    wanted = {line.strip() for line in lines if line.strip() != "~"}
    got = {f"- {fact}" for fact in before - after} | {f"+ {fact}" for fact in after - before}
    if is_part:
        assert wanted <= got, (sorted(wanted - got), sorted(got))
    else:
        assert got == wanted, (sorted(got - wanted), sorted(wanted - got))


@cache
def registers() -> Registers:
    """Every register loaded, with entries for whatever the cases name; 60000003 is English."""
    rows = copy.deepcopy(full_rows())
    lars = rows["LARS"]
    for reference in ("60000003", "60000004", "60000005", "60000009", "60000010"):
        for table in ("LearningDelivery", "Validity", "LearningDeliveryCategory", "AnnualValue"):
            like = [row for row in lars[table] if row["LearnAimRef"] == "60000001"]
            skills = {"BasicSkillsType": 11} if (table, reference) == ("AnnualValue", "60000003") else {}
            lars[table] += [{**row, "LearnAimRef": reference, **skills} for row in like]
    lars["Standard"].append({**lars["Standard"][0], "StandardCode": 105})
    lars["StandardValidity"].append({**lars["StandardValidity"][0], "StandardCode": 105})
    assessors = rows["assessment_organisations"]["AssessmentOrganisation"]
    assessors += [{**assessors[0], "StandardCode": 105}, {**assessors[0], "EPAOrgID": "EPA0002"}]
    return made_registers(rows)


@pytest.mark.parametrize("case", [case for case in CASES if "becomes" in case.data], ids=lambda case: case.id)
def test_rules_that_ask_registers_have_nothing_against_it(case: Case) -> None:
    before = learner_of(case)
    done = outcome(case.event, before, case.data.get("answers") or {}, catalogue.load(case.year))
    assert isinstance(done, Changed)
    context = replace(context_of(case), registers=registers())
    assert [(found.rule, found.message) for found in new_errors(before, done.learner, context)] == []


@pytest.mark.parametrize(("band", "left"), [(7200, 6920), (9000, 6650), (12000, 6650), (None, 6650)])
def test_what_is_left_of_a_price_above_the_band(band: int | None, left: int) -> None:
    """Of 9,000 in 16 month ends, three have passed; a band of 7,200 caps what they earned to 3 x 360."""
    case = next(one for one in CASES if one.id == "employer-2627-what is left of the price after three months")
    year = catalogue.load("2627")
    answers = read_answers(EVENTS["employer"], {"date": "9/11/2026", "employer": "999999999", "hours": "8"}, year)
    scene = Scene(year, lambda standard, start: band)
    done = changed_by(EVENTS["employer"], learner_of(case), answers, scene)
    assert isinstance(done, Changed)
    assert f"1 TNP3 {left} start+100" in facts(done.learner, year)
    assert any("band is not known" in note for note in done.notes) == (band is None)


def test_every_event_has_cases_of_both_kinds() -> None:
    for name in EVENTS:
        own = [case.data for case in CASES if case.event == name]
        assert any("becomes" in data for data in own), name
        assert any("refused" in data for data in own), name


@pytest.mark.parametrize("case", [case for case in CASES if "becomes" in case.data], ids=lambda case: case.id)
def test_twice_is_refused_or_breaks_a_rule(case: Case) -> None:
    """What was recorded once is not recorded a second time by the same answers."""
    year = catalogue.load(case.year)
    answers = case.data.get("answers") or {}
    once = outcome(case.event, learner_of(case), answers, year)
    assert isinstance(once, Changed)
    twice = outcome(case.event, once.learner, answers, year)
    assert isinstance(twice, Refusal) or new_errors(once.learner, twice.learner, context_of(case))
