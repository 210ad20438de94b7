"""The sentence of a finding: values as typed, each once, days as people write them, blanks told once."""

from __future__ import annotations

import pytest

from ilr_core.model import FieldValue
from ilr_core.rules import rules_of
from ilr_core.rules.reporting import sentence
from tests.rules.made_checks import found_in, learner


@pytest.mark.parametrize(
    ("start", "attained", "told_start", "told_attained"),
    [
        ("2026-09-01", "", "01/09/2026", "(blank)"),
        (("2026-09-01", "2026-09-01"), (), "01/09/2026", "(blank)"),
        (("2026-09-01", "2026-10-01", "2026-09-01"), ("", "2026-12-01"), "01/09/2026, 01/10/2026", "(01/12/2026)"),
        ("2026-9-1", "31/2/2026", "2026-9-1", "(31/2/2026)"),
    ],
)
def test_values_are_told_once(start: FieldValue, attained: FieldValue, told_start: str, told_attained: str) -> None:
    text = sentence(rules_of("2627")["R_131"], [("LearnStartDate", start), ("DateLevelApp", attained)])
    assert f"the start of the first aim ({told_start}). " in text
    assert text.endswith(f"or correct the date of it {told_attained}.")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("Sex", "Female", "Sex 'Female' has 6 characters; one is allowed. Shorten it."),
        ("AddLine1", "x" * 51, f"AddLine1 '{'x' * 51}' has 51 characters; at most 50 are allowed. Shorten it."),
    ],
)
def test_a_text_that_is_too_long(field: str, typed: str, told: str) -> None:
    made = learner()
    made.keep_text(field, typed)
    made.add_fault(field, "AL")
    assert told in [found.message for found in found_in(made)]


def test_a_text_that_is_empty() -> None:
    made = learner()
    made.keep_text("AddLine1", "")
    made.add_fault("AddLine1", "AL")
    assert "AddLine1 is empty. Fill it in." in [found.message for found in found_in(made)]
