"""The three files, built once for all tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ilr_core import catalogue
from vba_bridge.build import built
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
