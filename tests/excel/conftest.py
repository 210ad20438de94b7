"""Books for the tests of the ribbon."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from ilr_core import catalogue
from tests.excel.ribbon_books import NOW


@pytest.fixture(scope="module", params=catalogue.years())
def clean(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("clean") / "Return.xlsx"
    year = catalogue.load(request.param)
    filled_book(path, year, list(made_learners(year, 12, NOW.date())), ukprn=10000001)
    return request.param, path


@pytest.fixture
def book(clean: tuple[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(clean[1], tmp_path))


@pytest.fixture
def year(clean: tuple[str, Path]) -> str:
    return clean[0]
