"""Every test of this folder runs over each place that a host can reach."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.benches import Bench, CalcBench, ExcelBench, FileBench
from tests.vba_bridge.calc import SOFFICE, Calc, running, uno_python

CALC_IS_MISSING = "LibreOffice (soffice) with python3-uno is not installed"
NEEDS_CALC = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not (SOFFICE and uno_python()) and not os.environ.get("CI"), reason=CALC_IS_MISSING),
]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    """One LibreOffice for all tests of a run."""
    with running(tmp_path_factory.mktemp("office") / "profile") as program:
        yield program


@pytest.fixture(params=["file", "excel", pytest.param("calc", marks=NEEDS_CALC)])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "bench"
    folder.mkdir()
    if request.param == "calc":
        place = CalcBench(folder, request.getfixturevalue("office"))
        yield place
        place.close()
    else:
        yield FileBench(folder) if request.param == "file" else ExcelBench(folder)
