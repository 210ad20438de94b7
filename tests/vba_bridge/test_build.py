"""The built files: the same bytes each time, valid by Microsoft's validator, and right where it does not look."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from addin.cli import main
from addin.commands.check import check_book
from addin.commands.export import export_book
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.ooxml import Package, read_workbook
from ilr_core import catalogue
from tests.vba_bridge.conftest import BuiltFile
from vba_bridge.build import built, macro_workbook
from vba_bridge.build import main as build_files
from vba_bridge.faults import faults_of
from vba_bridge.package import CONTENT_TYPES, MAIN_TYPES, RIBBON_PART, ROOT_LINKS, WORKBOOK, unpacked
from vba_bridge.project import PROJECT_PART
from workbook_templates.build import build
from workbook_templates.layout import layout

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))
VALIDATOR = os.environ.get("ILR_OOXML_VALIDATOR")


def complaints(path: Path) -> list[str]:
    """What Microsoft's validator says against a file."""
    assert VALIDATOR, "ILR_OOXML_VALIDATOR does not name the validator"
    done = subprocess.run([VALIDATOR, str(path)], capture_output=True, text=True, timeout=120, check=False)
    report = json.loads(done.stdout)
    found = [f"{error['path']}: {error['description']}" for error in report["errors"]]
    assert report["ok"] is not bool(found)
    return found


needs_validator = [
    pytest.mark.validator,
    pytest.mark.skipif(not VALIDATOR and not os.environ.get("CI"), reason="ILR_OOXML_VALIDATOR names no validator"),
]


def validated(function: Callable[..., None]) -> Callable[..., None]:
    for mark in needs_validator:
        function = mark(function)
    return function


@validated
def test_the_validator_has_no_complaint(one: BuiltFile, tmp_path: Path) -> None:
    path = tmp_path / f"built.{one.kind}"
    path.write_bytes(one.data)
    assert complaints(path) == []


@validated
@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (RIBBON_PART, b'size="large"', b'size="huge"'),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetDate/><sheetData>"),
    ],
)
def test_the_validator_looks_at_ribbon_and_sheets(
    part: str, old: bytes, new: bytes, default: BuiltFile, tmp_path: Path
) -> None:
    parts = default.parts
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    path = tmp_path / f"broken.{default.kind}"
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert complaints(path)


def test_two_builds_have_the_same_bytes(one: BuiltFile) -> None:
    assert built(one.kind, catalogue.load(), one.flavour) == one.data


def test_nothing_in_the_file_tells_when_or_where_it_was_built(one: BuiltFile) -> None:
    with ZipFile(BytesIO(one.data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}
        assert archive.namelist()[0] == CONTENT_TYPES


def test_the_kind_is_declared(one: BuiltFile) -> None:
    assert MAIN_TYPES[one.kind].encode() in one.parts[CONTENT_TYPES]
    assert sum(one.parts[CONTENT_TYPES].count(kind.encode()) for kind in MAIN_TYPES.values()) == 1


def test_the_sheets_are_those_of_the_plain_workbook(default: BuiltFile) -> None:
    if default.kind == "xlam":
        return
    plain, parts = unpacked(build(catalogue.load())), default.parts
    for name in plain:
        if name.startswith(("xl/worksheets/", "xl/tables/", "xl/styles")) or "omment" in name:
            assert parts[name] == plain[name], name


def test_no_part_is_linked_to_the_outside(one: BuiltFile) -> None:
    assert not any(b'TargetMode="External"' in data for name, data in one.parts.items() if name.endswith(".rels"))


def renamed(part: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def damage(parts: dict[str, bytes]) -> None:
        assert old in parts[part], (part, old)
        parts[part] = parts[part].replace(old, new)

    return damage


def without(part: str) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.pop(part) and None


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (renamed(CONTENT_TYPES, MAIN_TYPES["xlsm"].encode(), MAIN_TYPES["xltm"].encode()), "is declared as"),
        (renamed(CONTENT_TYPES, b'Extension="bin"', b'Extension="dat"'), "vbaProject.bin has no content type"),
        (without(PROJECT_PART), "There is no VBA project"),
        (without(RIBBON_PART), "customUI14.xml, which is not there"),
        (renamed(ROOT_LINKS, b"ui/extensibility", b"ui/extension"), "not linked as one"),
        (renamed(WORKBOOK, b'name="Learners"', b'name="Learners:2"'), "cannot be the name of a sheet"),
        (renamed(WORKBOOK, b'name="Learners"', b'name="' + b"L" * 32 + b'"'), "cannot be the name of a sheet"),
        (renamed(WORKBOOK, b'name="Learners"', b'name="aims"'), "2 sheets 'aims'"),
        (renamed(WORKBOOK, b'name="ILR_Year"', b'name="ILR Year"'), "cannot be a defined name"),
        (renamed(WORKBOOK, b'name="ILR_Year"', b'name="R1C1"'), "cannot be a defined name"),
        (renamed(WORKBOOK, b'name="ILR_Year"', b'name="ilr_ukprn"'), "names 'ilr_ukprn"),
        (renamed("xl/tables/table4.xml", b'displayName="Learners"', b'displayName="AIMS"'), "2 tables 'aims'"),
        (renamed("xl/worksheets/sheet1.xml", b'codeName="StartSheet"', b'codeName="Elsewhere"'), "'Elsewhere'"),
        (
            renamed("xl/worksheets/sheet1.xml", b"<formula1>10000000<", b'<formula1>"' + b"a," * 128 + b'"<'),
            "more than 255 characters",
        ),
    ],
)
def test_own_checks_find(
    damage: Callable[[dict[str, bytes]], None], words: str, all_built: dict[tuple[str, str], BuiltFile]
) -> None:
    parts = all_built["xlsm", "thin"].parts
    assert faults_of(parts, "xlsm") == []
    damage(parts)
    assert any(words in fault for fault in faults_of(parts, "xlsm")), faults_of(parts, "xlsm")


def test_a_wrong_file_is_not_built() -> None:
    parts = unpacked(build(catalogue.load()))
    parts[WORKBOOK] = parts[WORKBOOK].replace(b'name="ILR_Year"', b'name="1Year"')
    with BytesIO() as file:
        with ZipFile(file, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        with pytest.raises(ValueError, match="'1Year' cannot be a defined name"):
            macro_workbook(file.getvalue(), "xlsm")


def test_one_command_makes_the_three_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_files(["--out", str(tmp_path / "built"), "--year", "2526"]) == 0
    names = ["ILR return 2025-26.xlsm", "ILR return 2025-26.xltm", "ILR.xlam"]
    assert sorted(path.name for path in (tmp_path / "built").iterdir()) == names
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize("kind", ["xlsm", "xltm"])
def test_the_command_line_makes_macro_workbooks(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"Return.{kind}"
    assert main(["new", "--out", str(path), "--ukprn", "10000001"]) == 0
    package = Package.open(path)
    assert PROJECT_PART in package
    assert faults_of(unpacked(path.read_bytes()), kind) == []  # type: ignore[arg-type]
    assert {sheet.name for sheet in read_workbook(path)} >= set(layout(catalogue.load()).sheets)


def test_a_filled_macro_workbook_gives_its_return_back(tmp_path: Path) -> None:
    year = catalogue.load()
    learners = list(made_learners(year, 6, NOW.date()))
    for name in ("Plain.xlsx", "Macros.xlsm"):
        filled_book(tmp_path / name, year, learners, ukprn=10000001)
    returns = []
    for name in ("Plain.xlsx", "Macros.xlsm"):
        done = export_book(FileHost(tmp_path / name), tmp_path / name.partition(".")[0], now=NOW)
        assert done is not None
        returns.append(done.path.read_bytes())
    assert returns[0] == returns[1]
    assert faults_of(unpacked((tmp_path / "Macros.xlsm").read_bytes()), "xlsm") == []
    before = unpacked((tmp_path / "Macros.xlsm").read_bytes())
    check_book(FileHost(tmp_path / "Macros.xlsm"), now=NOW)
    after = unpacked((tmp_path / "Macros.xlsm").read_bytes())
    assert faults_of(after, "xlsm") == []
    assert [name for name in (PROJECT_PART, RIBBON_PART, CONTENT_TYPES) if after[name] != before[name]] == []


def test_the_ribbon_is_the_same_part_in_every_kind(all_built: dict[tuple[str, str], BuiltFile]) -> None:
    books = {all_built[kind, "thin"].parts[RIBBON_PART] for kind in ("xlsm", "xltm")}
    assert len(books) == 1
    tab = etree.fromstring(all_built["xlam", "thin"].parts[RIBBON_PART]).find(".//{*}tab")
    assert tab is not None
    assert tab.get("label") == "ILR add-in"
