"""Whole files without the people in them: the same findings, and nothing personal of the old file."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from addin.commands.check import check_book
from addin.hosts.file_host import FileHost
from addin.pseudonyms.files import exchange_file
from ilr_core import catalogue
from ilr_core.checking import check_return
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding
from ilr_core.pseudonyms import TREATMENTS, Pseudonyms
from ilr_core.pseudonyms.xml_file import exchange_xml
from ilr_core.xml import HeaderFacts, write_return
from tests.commands.made import NOW, book, learners_of, return_xml
from tests.recall.planted import CLEAN, planted, prepared

SECRET = b"a secret of tests"
LEAST = 500


def counted(findings: Iterable[Finding]) -> Counter[tuple[object, ...]]:
    """Findings without the values in them: rule, severity, aim, the fields and the order of the records."""
    return Counter((f.rule, f.severity, f.aim, f.entity, tuple(name for name, _ in f.fields)) for f in findings)


@pytest.mark.parametrize("name", catalogue.years())
def test_the_findings_are_the_same_before_and_after(name: str) -> None:
    year = catalogue.load(name)
    made = planted(name, with_registers=True)
    now = datetime.combine(prepared(year), time(12))
    source = io.BytesIO()
    header = HeaderFacts(10000001, now.date(), now, 1, "made", "made", "1")
    # All planted learners and some clean ones.
    faulty = {plant.reference for plant in made.plants}
    clean = [one for one in made.learners if one.LearnRefNumber not in faulty][: CLEAN // 20]
    learners = [*clean, *(one for one in made.learners if one.LearnRefNumber in faulty)]
    write_return(source, year, header, [], learners, strict=False)
    target = io.BytesIO()
    source.seek(0)
    assert exchange_xml(source, "a.xml", target, Pseudonyms(SECRET, made.registers)) == len(learners)
    file = f"ILR-10000001-{name}-{now:%Y%m%d-%H%M%S}-01.xml"
    before, after = (
        check_return(io.BytesIO(one.getvalue()), file, now=now, knowledge=Knowledge(made.registers))
        for one in (source, target)
    )
    assert len(before.findings) > LEAST
    assert counted(before.findings) == counted(after.findings)
    assert before.schema_valid == after.schema_valid
    places = [[found.spots[0].place if found.spots else None for found in one.findings] for one in (before, after)]
    assert places[0] == places[1]


def values_of(xml: bytes) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for element in etree.fromstring(xml).iter("{*}*"):
        parent = element.getparent()
        if parent is not None and element.text and element.text.strip():
            place = etree.QName(parent).localname, etree.QName(element).localname
            found.setdefault(place, []).append(element.text)
    return found


@pytest.mark.parametrize("name", catalogue.years())
def test_every_personal_value_goes_and_every_other_stays(name: str) -> None:
    xml = return_xml(name, learners_of(name, 60))
    out = io.BytesIO()
    exchange_xml(io.BytesIO(xml), "a.xml", out, Pseudonyms(SECRET))
    before, after = values_of(xml), values_of(out.getvalue())
    assert before.keys() == after.keys()
    for place, texts in before.items():
        stayed = [text for text, new in zip(texts, after[place], strict=True) if text == new]
        if place not in TREATMENTS:
            assert after[place] == texts
        elif place == ("Learner", "DateOfBirth"):
            # A stretch of few days gives the same day back now and then.
            assert len(stayed) < len(texts) / 3
        else:
            assert set(stayed) <= {"ZZ99 9ZZ", "9999999999"}


def test_what_no_catalogue_knows_is_exchanged_too() -> None:
    xml = return_xml("2627", learners_of("2627", 1)).replace(
        b"<Sex>", b'<!-- Mrs Example -->stray Example<Nickname kind="Example">Example</Nickname><Sex>'
    )
    out = io.BytesIO()
    exchange_xml(io.BytesIO(xml), "a.xml", out, Pseudonyms(SECRET))
    assert b"Example" in xml
    assert b"Example" not in out.getvalue().replace(b"Example Street", b"")
    assert b"<Nickname kind=" in out.getvalue()


def test_a_workbook_keeps_its_findings_and_loses_everything_else(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", count=12)
    opened = openpyxl.load_workbook(path)
    learners = opened["Learners"]
    headers = {cell.value: cell.column for cell in learners[1]}
    faults = {("ULN", 3): 1061484935, ("DateOfBirth", 4): "31/2/2006", ("Postcode", 5): "b12 3ab", ("Sex", 6): "Q"}
    for (header, row), value in faults.items():
        learners.cell(row, headers[header], value)
    learners.cell(1, 90, "My notes")
    learners.cell(2, 90, "met her mother")
    opened.create_sheet("Mine")["A1"] = "Secretive"
    opened.save(path)
    before = check_book(FileHost(path), now=NOW, mark=False).report
    done = exchange_file(path, tmp_path / "out", Pseudonyms(SECRET))
    after = check_book(FileHost(done.path), now=NOW, mark=False).report
    assert counted(before.findings) == counted(after.findings)
    assert len(before.findings) >= len(faults)
    assert [found.spots[0].place for found in before.findings] == [found.spots[0].place for found in after.findings]
    with zipfile.ZipFile(done.path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    old = [cell for row in learners.iter_rows(min_row=2, max_col=5, values_only=True) for cell in row[1:4] if cell]
    assert len(old) > 20
    assert not [text for text in (*map(str, old), "met her mother", "Secretive") if f">{text}<".encode() in everything]
