"""Official names that tests may register rules under."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ilr_core import catalogue
from ilr_core.rules import engine, registry, rules_of
from tests.rules.made_checks import YEAR

FREE = [
    name
    for name, official in YEAR.rules.items()
    if not official.offline and official.severity == "error" and name in catalogue.load("2526").rules
]


@pytest.fixture
def free_names() -> Iterator[list[str]]:
    """Official names without a function; whatever a test registers for them is gone afterwards."""
    taken = rules_of("2627").keys() | rules_of("2526").keys()
    free = [name for name in FREE if name not in taken]
    assert len(free) > 5
    before = {key: list(found) for key, found in registry._rules.items()}
    engine._rules_by_scope.cache_clear()
    yield free
    registry._rules.clear()
    registry._rules.update(before)
    engine._rules_by_scope.cache_clear()
