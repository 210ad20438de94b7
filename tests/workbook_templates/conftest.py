from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from ilr_core.catalogue import Catalogue, load, years
from workbook_templates.build import build
from workbook_templates.layout import WorkbookLayout, layout


@dataclass(frozen=True)
class Built:
    year: Catalogue
    layout: WorkbookLayout
    file: bytes
    book: Workbook


@cache
def built_book(year: str) -> Built:
    catalogue = load(year)
    file = build(catalogue)
    return Built(catalogue, layout(catalogue), file, load_workbook(BytesIO(file)))


@pytest.fixture(params=years())
def built(request: pytest.FixtureRequest) -> Built:
    return built_book(request.param)
