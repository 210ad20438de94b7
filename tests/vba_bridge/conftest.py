"""The three files, built once for all tests of this folder, and a computer to install them on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from ilr_core import catalogue
from tests.vba_bridge.played_machine import PlayedMachine
from vba_bridge.build import built
from vba_bridge.excel import install as installing
from vba_bridge.modules import FLAVOURS, Flavour
from vba_bridge.package import KINDS, Kind, unpacked


@dataclass(frozen=True)
class BuiltFile:
    kind: Kind
    flavour: Flavour
    data: bytes

    @property
    def parts(self) -> dict[str, bytes]:
        return unpacked(self.data)


@pytest.fixture(scope="session")
def all_built() -> dict[tuple[Kind, Flavour], BuiltFile]:
    year = catalogue.load()
    return {
        (kind, flavour): BuiltFile(kind, flavour, built(kind, year, flavour)) for kind in KINDS for flavour in FLAVOURS
    }


@pytest.fixture(params=[(kind, flavour) for kind in KINDS for flavour in FLAVOURS], ids="-".join)
def one(request: pytest.FixtureRequest, all_built: dict[tuple[Kind, Flavour], BuiltFile]) -> BuiltFile:
    return all_built[request.param]


@pytest.fixture(params=KINDS)
def default(request: pytest.FixtureRequest, all_built: dict[tuple[Kind, Flavour], BuiltFile]) -> BuiltFile:
    """A file of the default flavour."""
    return all_built[request.param, "thin"]


BUILT_ONCE = cache(built)


@pytest.fixture
def built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same call gives the same bytes, so tests of the installer need not wait for it each time."""
    monkeypatch.setattr(installing, "built", BUILT_ONCE)


@pytest.fixture
def machine(tmp_path: Path) -> PlayedMachine:
    return PlayedMachine(tmp_path)
