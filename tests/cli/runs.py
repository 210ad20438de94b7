"""Calls of the command line in this process, with a clock that stands still."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from addin.cli import clock, main
from tests.commands.made import NOW


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    @property
    def files(self) -> list[dict[str, Any]]:
        data = json.loads(self.out)
        assert list(data) == ["version", "files"]
        assert data["version"] == 1
        return data["files"]


class Runner:
    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
        self._capsys = capsys
        monkeypatch.setattr(clock, "now", lambda: NOW)

    def __call__(self, *arguments: object) -> Outcome:
        self._capsys.readouterr()
        try:
            code: object = main([str(one) for one in arguments])
        except SystemExit as ended:
            code = ended.code
        caught = self._capsys.readouterr()
        assert "Traceback" not in caught.out + caught.err
        assert isinstance(code, int)
        return Outcome(code, caught.out, caught.err)

    def check(self, *arguments: object) -> list[dict[str, Any]]:
        return self("check", "--format", "json", *arguments).files
