"""Every number of the dashboard leads to its list: the sheet's formulas, read here and worked out by LibreOffice."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from addin.dashboard.board import Dashboard
from addin.dashboard.page import as_page
from addin.dashboard.sheet import figure_cells, fill_dashboard, list_rows
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue, Formula, parse_cell
from tests.commands.made import book
from tests.dashboard.made import board_of, made_learner
from tests.libreoffice import Convert
from workbook_templates import dashboard_sheet as sheet
from workbook_templates import names
from workbook_templates.layout import DASHBOARD, DASHBOARD_LISTS

PLACES = {name: parse_cell(cell) for name, cell in sheet.BLOCKS.items()}
STANDARDS = (91, 105, 122, 203, 384, 17, 54, 65, 77, 88, 99)
ODD = ("A*B", "Say ?", 'Say "x"', "a~b", "[x]", "=1+1")
MATCHED = re.compile(r'HYPERLINK\("#\'Dashboard lists\'!A"&(?P<row>IFERROR\(MATCH\("(?P<sought>.*)",.+,0\),1\)),\d+\)')


@pytest.fixture(scope="module")
def found() -> Dashboard:
    """More programmes than there is room for, names that look like wildcards, errors of several families."""
    learners = [
        made_learner({"LearnRefNumber": f"S{number}", "ULN": 1000000087 + number, "Sex": "X"}, [{"StdCode": code}] * 2,
                     position=number)
        for number, code in enumerate(STANDARDS)
    ]  # fmt: skip
    learners += [
        made_learner(
            {"LearnRefNumber": f"O{number}", "ULN": 9999999999},
            [aim(text), aim(text)],
            position=len(STANDARDS) + number,
        )
        for number, text in enumerate(ODD)
    ]
    learners.append(made_learner({"LearnRefNumber": "CLEAN"}, position=len(STANDARDS) + len(ODD)))
    return board_of(learners)


def aim(text: str) -> dict[str, object]:
    return {"LearnAimRef": text, "StdCode": None, "ProgType": None}


def numbers(found: Dashboard) -> Iterator[tuple[str, CellValue, str]]:
    """Every cell of the sheet that holds a number: its label, the cell, and what of its list it is."""
    cells = figure_cells(found, PLACES)

    def at(block: str, down: int, right: int) -> CellValue:
        row, column = PLACES[block]
        return cells[row + down, column + right]

    for tile in range(1, sheet.TILES):
        label = str(at(names.DASHBOARD_TILES, 0, tile * sheet.TILE_STEP))
        yield label, at(names.DASHBOARD_TILES, 1, tile * sheet.TILE_STEP), "pounds" if "£" in label else "lines"
    for down in range(len(found.work)):
        yield (
            str(at(names.DASHBOARD_WORK, down, 0)),
            at(names.DASHBOARD_WORK, down, sheet.WORK_COLUMNS["Count"]),
            "lines",
        )
    for down in range(3):
        yield str(at(names.DASHBOARD_STATES, down, 0)), at(names.DASHBOARD_STATES, down, 3), "lines"
    for block, groups in ((names.DASHBOARD_FAMILIES, found.families), (names.DASHBOARD_PROGRAMMES, found.programmes)):
        for down in range(len(groups)):
            for column, what in (("Errors", "amounts"), ("Learners", "lines")):
                yield str(at(block, down, 0)), at(block, down, sheet.GROUP_COLUMNS[column]), what


def led_to(sought: str, rows: list[list[CellValue]]) -> list[list[CellValue]]:
    """The lines that follow where Excel's MATCH lands: capitals make no difference, ~ takes wildcards' meaning away."""
    assert not re.search(r"(?<!~)[*?]", sought)
    name = re.sub(r"~([*?~])", r"\1", sought.replace('""', '"'))
    first = next(number for number, row in enumerate(rows) if str(row[0]).casefold() == name.casefold())
    lines = [row for row in rows[first:] if row[0] == name]
    assert lines == rows[first : first + len(lines)]
    return lines


def test_every_number_leads_to_as_many_lines(found: Dashboard) -> None:
    rows = list_rows(found, lambda spot: None)
    seen = set()
    for label, cell, what in numbers(found):
        shown = cell.cached if isinstance(cell, Formula) else cell
        if not isinstance(cell, Formula):
            assert cell == 0, label
            continue
        match = MATCHED.fullmatch(cell.text)
        assert match, cell.text
        lines = led_to(match["sought"], rows)
        seen.add((what, match["sought"]))
        if what == "lines":
            assert shown == len(lines), label
        elif what == "amounts":
            assert shown == sum(int(str(line[4])) for line in lines), label
        else:
            assert shown == int(sum(float(str(line[4])) for line in lines)), label
    assert {name for name, entries in found.lists() if entries} == {line[0] for line in rows}
    assert {re.sub(r"~([*?~])", r"\1", name.replace('""', '"')) for _, name in seen} == {line[0] for line in rows}


def test_the_number_of_learners_leads_to_their_sheet(found: Dashboard) -> None:
    cell = figure_cells(found, PLACES)[PLACES[names.DASHBOARD_TILES][0] + 1, PLACES[names.DASHBOARD_TILES][1]]
    assert isinstance(cell, Formula)
    assert (cell.text, cell.cached) == (f'HYPERLINK("#Learners!A2",{found.total})', found.total)
    empty = figure_cells(board_of([]), PLACES)
    assert not any(isinstance(cell, Formula) for cell in empty.values())


def test_every_number_of_the_page_is_a_link(found: Dashboard) -> None:
    tree = etree.fromstring(as_page(found).encode())
    counts = [cell for cell in tree.iter("td", "span") if "n" in cell.get("class", "").split()]
    tables = {one for table in tree.iter("section") if "lists" in table.get("class", "") for one in table.iter("td")}
    counts = [cell for cell in counts if cell not in tables]
    assert len(counts) > 30
    for cell in counts:
        said = "".join(cell.itertext()).partition("£")[0] or "".join(cell.itertext())
        assert (cell.find("a") is not None) == (said != "0"), etree.tostring(cell)


@pytest.mark.libreoffice
def test_a_spreadsheet_program_finds_the_lists(found: Dashboard, tmp_path: Path, convert: Convert) -> None:
    host = FileHost(book(tmp_path / "book.xlsx"))
    fill_dashboard(host, found, lambda spot: None)
    saved = host.save()
    opened = openpyxl.load_workbook(saved)
    page, lists, probe = opened[DASHBOARD], opened[DASHBOARD_LISTS], opened.create_sheet("Probe", 0)
    asked = [match for row in page.iter_rows() for cell in row if (match := MATCHED.fullmatch(str(cell.value)[1:]))]
    assert len(asked) > 30
    for number, match in enumerate(asked, 1):
        probe.cell(number, 1, f"={match['row']}")
    opened.save(tmp_path / "probe.xlsx")
    (made,) = convert("csv", shutil.copy(tmp_path / "probe.xlsx", tmp_path / "asked.xlsx"))
    with made.open(encoding="utf-8", newline="") as stream:
        rows = [int(row[0]) for row in csv.reader(stream)]
    for row, match in zip(rows, asked, strict=True):
        name = re.sub(r"~([*?~])", r"\1", match["sought"].replace('""', '"'))
        assert row > 1, name
        assert lists.cell(row, 1).value == name
        assert lists.cell(row - 1, 1).value != name
