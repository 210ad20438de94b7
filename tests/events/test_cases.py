"""Each guided change at its boundaries: exactly the facts it changes, or the rule by which it is refused."""

from __future__ import annotations

import pytest

from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.events import EVENTS, Changed, Refusal
from ilr_core.model import copied
from tests.events.case_files import Case, all_cases, context_of, facts, learner_of, new_errors, outcome

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
        assert case.data.get("says", "").casefold() in done.sentence.casefold()
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
