"""Adding learners in the tests of programmes, and what a workbook holds then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from addin.books.book import open_book
from addin.hosts.file_host import FileHost
from addin.programmes.add import Added, add_learners
from ilr_core.errors import InputError
from tests.programmes.made import NOTHING_LOADED, host_of, now_of, starters

WHO = "A. Tester"


def added(path: Path, rows: list[dict[str, Any]], year: str = "2627", **options: Any) -> Added:
    return add_learners(host_of(path), rows, who=WHO, now=now_of(year), knowledge=NOTHING_LOADED, **options)


def row(**changes: Any) -> dict[str, Any]:
    (one,) = starters("2627", 1)
    return {name: value for name, value in {**one, **changes}.items() if value is not None}


def refused(path: Path, rows: list[dict[str, Any]]) -> str:
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        added(path, rows)
    assert path.read_bytes() == before
    return str(caught.value)


def learners(path: Path) -> list[Any]:
    return open_book(FileHost(path)).reading.learners
