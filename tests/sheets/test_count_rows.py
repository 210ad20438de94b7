"""Counts of findings by rule and by learner: nothing is lost, and each count leads to its row of Problems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.ooxml import CellValue, Formula
from addin.sheets.count_rows import count_rows
from ilr_core.model import Finding

FINDINGS = st.lists(
    st.builds(
        lambda rule, severity, learner: Finding(rule, severity, learner, None, "Learner", (), "", ()),
        st.sampled_from(["ULN_04", "R_59", "Schema"]),
        st.sampled_from(["error", "warning"]),
        st.none() | st.sampled_from(["A1", "A2", "x" * 300]),
    ),
    max_size=30,
)


def number(value: CellValue) -> int:
    found = value.cached if isinstance(value, Formula) else value
    return int(found or 0)  # type: ignore[arg-type,call-overload]


@given(FINDINGS)
def test_every_finding_is_counted_once_in_each_table(findings: list[Finding]) -> None:
    rows = count_rows(findings)
    assert all(len(row) == 8 for row in rows)
    assert sum(number(row[2]) for row in rows) == len(findings)
    of_learners = [found for found in findings if found.learner]
    assert sum(number(row[6]) for row in rows) == sum(found.severity == "error" for found in of_learners)
    assert sum(number(row[6]) + number(row[7]) for row in rows) == len(of_learners)
    errors = [number(row[6]) for row in rows if row[5]]
    assert errors == sorted(errors, reverse=True)
    severities = [row[1] for row in rows if row[1]]
    assert severities == sorted(severities)


@pytest.mark.parametrize(
    ("learner", "sought"),
    [("A1", '"A1"'), ("0*?~1", '"0~*~?~~1"'), ('a"b', '"a""b"'), ("x" * 100, f'"{"x" * 100}"'), ("x" * 101, None)],
)
def test_the_link_seeks_the_learner_as_it_is_written(learner: str, sought: str | None) -> None:
    ((*_, errors, warnings),) = count_rows([Finding("ULN_04", "error", learner, None, "Learner", (), "", ())])
    assert warnings is None
    if sought is None:
        assert errors == 1
    else:
        assert isinstance(errors, Formula)
        assert errors.text == f'HYPERLINK("#Problems!D"&IFERROR(MATCH({sought},Problems!$D:$D,0),1),1)'
