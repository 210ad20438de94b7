"""What counts as a right answer: the same for Python and for the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from addin.forms.questions import offered, questions
from addin.forms.web_form import Blank, web_form
from ilr_core import catalogue
from ilr_core.model import reader
from ilr_core.rules.learner.details import POSTCODE
from ilr_core.rules.learner.national_insurance import NUMBER
from tests.forms.cases import ALL, GOOD

YEAR = catalogue.load("2627")
ASKED = {question.name: question for question in questions(YEAR)}


def check(name: str):
    found = ASKED[name].check
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "typed", "kept"), ALL)
def test_python(name: str, typed: str, kept: str | None) -> None:
    done = check(name)(typed)
    if kept is None:
        assert done.problem.endswith(".")
    else:
        assert (done.value, done.problem) == (kept, "")


@pytest.mark.parametrize(("name", "typed", "kept"), [case for case in ALL if case[2] is not None])
def test_what_is_right_has_no_fault_of_the_schema(name: str, typed: str, kept: str) -> None:
    reading = reader(YEAR.fields["Learner"][name])(kept)
    assert reading.value is not None
    assert not reading.faults


@pytest.mark.browser
def test_the_page_judges_alike(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "form.html"
    file.write_bytes(web_form(Blank("0000-0000-0000", "A1", {}), YEAR))
    page = browser.new_page()
    page.goto(file.as_uri())
    said = page.evaluate("cases => cases.map(([name, typed]) => judge(name, typed))", [case[:2] for case in ALL])
    page.close()
    for (name, typed, _), one in zip(ALL, said, strict=True):
        done = check(name)(typed)
        assert (one["value"], one["problem"]) == (done.value, done.problem), (name, typed)


def test_a_number_of_hmrc_s_own_example_is_refused() -> None:
    # QQ 12 34 56 C is what HMRC prints as an example, because nobody can have it; the form prints it too.
    assert check("NINumber")("QQ 12 34 56 C").problem


@given(st.sampled_from(sorted(GOOD)), st.text(max_size=120))
def test_checking_twice_changes_nothing(name: str, typed: str) -> None:
    once = check(name)(typed)
    assert check(name)(once.value) == once


@given(st.sampled_from(["NINumber", "Postcode"]), st.text(alphabet="ABDGQZabz0123456789 -", max_size=12))
def test_what_the_form_takes_the_rules_take(name: str, typed: str) -> None:
    done = check(name)(typed)
    rule = NUMBER if name == "NINumber" else POSTCODE
    assert done.problem or not done.value or rule.fullmatch(done.value)


def test_patterns_are_spelt_for_both_languages() -> None:
    texts = [one.pattern for q in ASKED.values() if q.check for one in q.check.tests]
    texts += [pattern for q in ASKED.values() if q.check for pattern, _ in q.check.replace]
    assert len(texts) > 20
    # What only one of the two reads, or reads otherwise.
    assert [one for one in texts if re.search(r"\(\?P|\(\?[iaLmsux]|\\[dwbAZ]|\\p", one)] == []


@pytest.mark.parametrize("year", catalogue.years())
@pytest.mark.parametrize("name", ["Ethnicity", "LLDDHealthProb", "LLDDCat", "Sex"])
def test_choices_are_codes_that_may_be_used(year: str, name: str) -> None:
    known = catalogue.load(year)
    found = dict(offered(name, known))
    assert len(found) > 1
    assert all(known.lists[name].codes[code].valid_on(known.start) for code in found)
    words = list(found.values())
    assert len(set(words)) == len(words), "the workbook tells choices by their words"
    assert not [text for text in words if "ended" in text or "Learner" in text]


def test_only_what_is_asked_is_a_field_of_the_learner() -> None:
    fields = {"NINumber", "Ethnicity", "LLDDHealthProb", "LLDDCat", "PrimaryLLDD"}
    asked_only = {question.name for question in ASKED.values() if not question.shown}
    assert asked_only == fields
    assert not {"ULN", "LearnRefNumber", "PriorAttain"} & ASKED.keys()
