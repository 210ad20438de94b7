"""``ilr upgrade`` on workbooks as earlier versions wrote them.

``old_workbooks.tar.xz`` holds the parts of two such workbooks with two made-up learners, made by the tool as it was
before the sheet Changes came (``without_changes``) and before RPL, Earnings, Off-the-job and Counts (``without_rpl``).
"""

from __future__ import annotations

import re
import shutil
import tarfile
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from addin import ribbon
from addin.commands.new import new_book
from addin.ooxml import Package, SheetEditor
from ilr_core import catalogue
from tests.cli.runs import Runner
from tests.commands.made import book, value
from tests.excel.ribbon_books import NOW, RecordingHost
from vba_bridge.build import macro_enabled_workbook
from vba_bridge.faults import faults_of
from workbook_templates.changes_sheet import PROOF_COLUMNS
from workbook_templates.layout import CHANGES, layout
from workbook_templates.version import LATER_SHEETS, VERSION

STORED = Path(__file__).with_name("old_workbooks.tar.xz")
OLD = ("without_changes", "without_rpl")
LACKS = {
    "without_changes": [*LATER_SHEETS],
    "without_rpl": [name for name in LATER_SHEETS if name != CHANGES],
}
TOUCHED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


@cache
def stored(name: str) -> bytes:
    out = BytesIO()
    with tarfile.open(STORED) as tar, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for member in tar:
            if member.name.startswith(f"{name}/"):
                part = tar.extractfile(member)
                assert part is not None
                archive.writestr(member.name.partition("/")[2], part.read())
    return out.getvalue()


def old_book(path: Path, name: str) -> Path:
    path.write_bytes(stored(name))
    return path


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each old workbook brought up to date."""
    from addin.upgrade.upgrade import upgrade_book

    folder = tmp_path_factory.mktemp("upgraded")
    for name in OLD:
        assert upgrade_book(old_book(folder / f"{name}.xlsx", name), answer=lambda *_: True).saved
    return {name: folder / f"{name}.xlsx" for name in OLD}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fresh") / "fresh.xlsx"
    new_book(path, catalogue.load("2627"))
    return path


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


@pytest.mark.parametrize("name", OLD)
def test_the_check_says_what_is_lacking_and_the_upgrade_what_it_adds(name: str, ilr: Runner, tmp_path: Path) -> None:
    path = old_book(tmp_path / "old.xlsx", name)
    named = f"{', '.join(LACKS[name][:-1])} and {LACKS[name][-1]}"
    sentence = f"This workbook is from an earlier version of the tool and lacks the sheets {named}."
    assert sentence in ilr("check", path, "--no-registers").out
    before = path.read_bytes()
    shown = ilr("upgrade", path, "--preview").out
    assert path.read_bytes() == before
    assert shown.splitlines()[-1] == "Nothing was changed."
    done = ilr("upgrade", path, "--yes")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:-1] == shown.splitlines()[:-1]
    assert re.findall(r"^The sheet (.+) is added: ", done.out, re.MULTILINE) == LACKS[name]
    assert f"The workbook is noted as one of template version {VERSION}." in lines
    assert "earlier version" not in ilr("check", path, "--no-registers").out
    assert ilr("upgrade", path, "--yes").out == f"{path} is up to date: it lacks nothing.\n"


@pytest.mark.parametrize("name", OLD)
def test_what_was_there_stays_byte_for_byte(name: str, upgraded: dict[str, Path]) -> None:
    after = parts(upgraded[name])
    with ZipFile(BytesIO(stored(name))) as archive:
        before = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    changed = {part for part, data in before.items() if after.get(part) != data}
    lists = Package.open(upgraded[name]).sheet("Lists").part
    log = {Package.open(upgraded[name]).sheet(CHANGES).part} & before.keys()
    assert changed == {*TOUCHED, lists, *log}
    for part in log:
        kept = [re.sub(rb"<cols>.*?</cols>", b"", data, flags=re.DOTALL) for data in (before[part], after[part])]
        assert kept[0] == kept[1]
    with ZipFile(BytesIO(macro_enabled_workbook(upgraded[name].read_bytes()))) as archive:
        assert faults_of({one.filename: archive.read(one) for one in archive.infolist()}, "xlsm") == []


@pytest.mark.parametrize("name", OLD)
def test_what_proves_the_log_is_hidden_and_the_rest_shown(name: str, ilr: Runner, tmp_path: Path) -> None:
    path = old_book(tmp_path / "old.xlsx", name)
    if name != "without_changes":
        # The log begins before the upgrade, so that the columns are there and shown.
        assert ilr("check", path, "--no-registers").code == 0
    assert ilr("upgrade", path, "--yes").code == 0
    page = openpyxl.load_workbook(path)[CHANGES]
    hidden = {
        cell.value
        for cell in page[1]
        if any(one.hidden and one.min <= cell.column <= one.max for one in page.column_dimensions.values())
    }
    assert hidden == {header for header, _, _ in PROOF_COLUMNS}


@pytest.mark.parametrize("name", OLD)
def test_the_new_sheets_look_as_in_a_new_workbook(name: str, upgraded: dict[str, Path], fresh: Path) -> None:
    old, new = openpyxl.load_workbook(upgraded[name]), openpyxl.load_workbook(fresh)
    assert [sheet for sheet in old.sheetnames if sheet in new.sheetnames] == new.sheetnames
    for sheet in [*LACKS[name], "Lists"]:
        assert looks(old[sheet]) == looks(new[sheet])
    for sheet in old.worksheets:
        titles = new[sheet.title].print_title_rows if sheet.title in new.sheetnames else None
        assert sheet.print_title_rows == titles
    assert old.active.title == "Start"
    targets = {one: new.defined_names[one].attr_text for one in new.defined_names}
    for one, text in targets.items():
        if one not in ("ILR_NextReturn", "ILR_DaysLeft"):
            assert old.defined_names[one].attr_text == text
    names = [table.displayName for sheet in old.worksheets for table in sheet.tables.values()]
    assert len(names) == len(set(names))


def looks(page: Worksheet) -> dict[str, object]:
    """All that is seen of a sheet: values, styles, columns, colours by condition, dropdowns, tables, charts."""
    cells = {
        cell.coordinate: (cell.value, cell.number_format, cell.font, cell.fill, cell.border, cell.alignment)
        for row in page.iter_rows() for cell in row if cell.value is not None or cell.has_style
    }  # fmt: skip
    columns = {
        letters: (one.width, one.hidden, one.number_format, one.font, one.alignment)
        for letters, one in page.column_dimensions.items()
    }
    rules = [
        (str(area.sqref), rule.type, rule.formula, rule.dxf) for area in page.conditional_formatting
        for rule in area.rules
    ]  # fmt: skip
    dropdowns = [(str(one.sqref), one.type, one.formula1) for one in page.data_validations.dataValidation]
    tables = [(one.displayName, one.ref, one.tableStyleInfo.name) for one in page.tables.values()]
    return {
        "cells": {place: repr(found) for place, found in cells.items()}, "columns": repr(columns), "rules": repr(rules),
        "dropdowns": dropdowns, "tables": tables, "charts": len(page._charts), "state": page.sheet_state,
        "tab": repr(page.sheet_properties.tabColor), "frozen": page.freeze_panes,
    }  # fmt: skip


def test_the_commands_of_the_new_sheets_work(ilr: Runner, upgraded: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(upgraded["without_changes"], tmp_path / "book.xlsx"))
    before = value(path, "Learners", 2, "FamilyName")
    assert ilr("earnings", path, "--sheet", "--no-registers").code == 0
    assert ilr("hours", path, "--sheet").code == 0
    assert ilr("rpl", path).code == 0
    change = ("change", "detail", path, "--learner", "D00001", "--field", "FamilyName", "--value", "Patternham")
    done = ilr(*change, "--reason", "moved", "--yes")
    assert done.code == 0, done.err
    assert value(path, "Learners", 2, "FamilyName") == "Patternham"
    assert ilr("undo", path).code == 0
    assert value(path, "Learners", 2, "FamilyName") == before
    assert ilr("check", path, "--no-registers").code == 0


def test_a_workbook_with_macros_and_sheets_of_ones_own(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsm"
    path.write_bytes(macro_enabled_workbook(stored("without_rpl")))
    package = Package.open(path)
    editor = SheetEditor(package, "Problems")
    editor.set_cells({(1, 90): "mine"})
    package.save(path)
    before = parts(path)
    assert ilr("upgrade", path, "--yes").code == 0
    after = parts(path)
    lists, log = (Package.open(path).sheet(name).part for name in ("Lists", CHANGES))
    assert {part for part, data in before.items() if after.get(part) != data} == {*TOUCHED, lists, log}
    assert "xl/vbaProject.bin" in after
    assert value(path, "Problems", 1, "mine") == "mine"


def test_what_is_not_upgraded(ilr: Runner, tmp_path: Path) -> None:
    current = book(tmp_path / "current.xlsx")
    assert ilr("upgrade", current, "--yes").out == f"{current} is up to date: it lacks nothing.\n"
    package = Package.open(current)
    data = package.read("xl/workbook.xml")
    newer = data.replace(b">%d</definedName>" % VERSION, b">%d</definedName>" % (VERSION + 1))
    assert newer != data
    package.write("xl/workbook.xml", newer)
    package.save(tmp_path / "newer.xlsx")
    other = openpyxl.Workbook()
    other.save(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("no workbook")
    for name, sentence in (
        ("newer.xlsx", "was made by a newer version of this tool"),
        ("other.xlsx", "is no ILR workbook"),
        ("text.xlsx", "text.xlsx"),
        ("gone.xlsx", "gone.xlsx"),
    ):
        done = ilr("upgrade", tmp_path / name, "--yes")
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert sentence in done.err


def test_a_book_open_elsewhere_is_left_alone(ilr: Runner, tmp_path: Path) -> None:
    path = old_book(tmp_path / "old.xlsx", "without_rpl")
    (tmp_path / "~$old.xlsx").write_bytes(b"")
    done = ilr("upgrade", path, "--yes")
    assert done.code == 2
    assert "is open in another program" in done.err
    assert path.read_bytes() == stored("without_rpl")


def test_a_sheet_that_was_deleted_is_nobodys_mistake(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    opened = openpyxl.load_workbook(path)
    del opened["RPL"]
    opened.save(path)
    assert "earlier version" not in ilr("check", path, "--no-registers").out
    assert "The sheet RPL is added" in ilr("upgrade", path, "--yes").out
    assert "RPL" in openpyxl.load_workbook(path).sheetnames


def test_the_button_that_checks_says_it_too(tmp_path: Path) -> None:
    host = RecordingHost(old_book(tmp_path / "old.xlsx", "without_rpl"))
    ribbon.run("check", host, NOW)
    assert host.told[0].endswith("Close it and run: ilr upgrade BOOK")


def test_every_later_sheet_is_in_the_template(fresh: Path) -> None:
    """Whoever adds a sheet to the template says here what it does, so that older workbooks get it too."""
    first = {"Start", "Problems", "Lists", "Source files", *layout(catalogue.load("2627")).sheets}
    assert LATER_SHEETS.keys() == set(openpyxl.load_workbook(fresh).sheetnames) - first
    assert all(text and not text.endswith(".") for text in LATER_SHEETS.values())
    assert STORED.stat().st_size < 60_000
