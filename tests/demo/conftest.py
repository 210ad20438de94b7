"""Fixtures of the demo tests."""

import pytest

from tests.cli.runs import Runner


@pytest.fixture
def ilr(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    return Runner(capsys, monkeypatch)
