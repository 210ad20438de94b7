"""Fixtures of the command tests."""

import pytest

from tests.cli.runs import Runner
from tests.ooxml.conftest import convert

__all__ = ["convert", "ilr"]


@pytest.fixture
def ilr(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    return Runner(capsys, monkeypatch)
