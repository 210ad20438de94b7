"""``ilr diff`` and the button: what is told, in every format, from files and workbooks."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from addin import ribbon
from addin.comparison.compared import ComparedReturns, compared_returns
from addin.comparison.sides import side_at
from addin.ooxml import read_workbook
from ilr_core.funding import earnings_of
from ilr_core.knowledge import Knowledge
from tests.cli.runs import Runner
from tests.commands.made import NOW, book, edited, learners_of, made_book, official_name, return_xml
from tests.comparison.made import YEAR, changed, returns
from tests.excel.ribbon_books import RecordingHost
from workbook_templates.comparison_sheet import COLUMNS, COMPARISON, EFFECT, HEADER_ROW


def compared(old: Path, new: Path) -> ComparedReturns:
    def untold(words: str, done: int, total: int) -> None:
        pass

    return compared_returns(side_at(old, NOW), side_at(new, NOW), knowledge=Knowledge(), progress=untold)


def test_as_text(ilr: Runner, tmp_path: Path) -> None:
    done = ilr("diff", *returns(tmp_path), "--no-registers")
    assert (done.code, done.err) == (1, "")
    assert "1 learner started, 1 left, 5 changed, 2 are the same." in done.out
    assert "In danger: 2 learners or aims that go on and are missing in the later return." in done.out
    assert "R03 was closed by then:" in done.out
    assert "ESTIMATE" in done.out
    assert re.search(r"R01 +-£[0-9,.]+  closed\n", done.out)
    assert "D00004 -> RENUMBERED  LearnRefNumber: D00004 -> RENUMBERED" in done.out or "-> RENUMBERED" in done.out


def test_the_same_return_twice(ilr: Runner, tmp_path: Path) -> None:
    old, _ = returns(tmp_path)
    done = ilr("diff", old, old, "--no-registers")
    assert (done.code, done.err) == (0, "")
    assert "Both returns say the same of 8 learners." in done.out
    page = ilr("diff", old, old, "--no-registers", "--format", "html").out
    assert "✔ Both returns say the same of all 8 learners." in page


def test_a_workbook_is_no_different_from_the_return_it_was_made_from(ilr: Runner, tmp_path: Path) -> None:
    file, made, zipped = tmp_path / official_name(YEAR), tmp_path / "book.xlsx", tmp_path / official_name(YEAR, "02")
    file.write_bytes(return_xml(YEAR))
    assert ilr("import", file, "--out", made).code == 0
    zipped = zipped.with_suffix(".zip")
    with ZipFile(zipped, "w") as archive:
        archive.write(file, file.name)
    for old, new in ((file, made), (made, file), (zipped, made), (made, made)):
        data = json.loads(ilr("diff", old, new, "--format", "json", "--no-registers").out)
        assert data["learners"] == {"same": 6, "changed": 0, "started": 0, "left": 0}


def test_as_json(ilr: Runner, tmp_path: Path) -> None:
    done = ilr("diff", *returns(tmp_path), "--format", "json", "--no-registers")
    data = json.loads(done.out)
    assert data["learners"] == {"same": 2, "changed": 5, "started": 1, "left": 1}
    assert data["closed"] == {"return": "R03", "open_from": "2026-11-01"}
    old, new = changed()
    (left,) = data["left"]
    assert (left["learner"], left["urgency"], left["matched_by"]) == (old[0].LearnRefNumber, "danger", None)
    assert left["lines"][0]["reaches_back"] is True
    assert [one["learner"] for one in data["started"]] == ["S1"]
    price = next(one for one in data["changed"] if one["learner"] == new[0].LearnRefNumber)
    (line,) = price["lines"]
    before, after = (one.LearningDelivery[0].AppFinRecord[0].AFinAmount for one in (old[1], new[0]))
    assert (line["entity"], line["field"], line["old"], line["new"]) == (
        "AppFinRecord", "AFinAmount", str(before), str(after),
    )  # fmt: skip
    renumbered = next(one for one in data["changed"] if one["learner"] == "RENUMBERED")
    assert renumbered["matched_by"] == "PrevLearnRefNumber"
    assert {line["what"] for line in renumbered["lines"]} == {"Renumbered", "Changed"}
    gone = [line for one in data["changed"] for line in one["lines"] if line["what"] == "Aim gone"]
    assert [(line["urgency"], line["entity"]) for line in gone] == [("danger", "LearningDelivery")]


def test_the_effect_is_what_the_earnings_of_both_returns_differ_by(tmp_path: Path) -> None:
    found = compared(*returns(tmp_path))
    months = [
        [sum(column) for column in zip(*(earnings_of(one).by_period(YEAR) for one in learners), strict=True)]
        for learners in changed()
    ]
    assert list(found.by_month) == [after - before for before, after in zip(*months, strict=True)]
    assert found.closed_months == 3
    assert any(found.by_month)


def test_as_csv(ilr: Runner, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(ilr("diff", *returns(tmp_path), "--format", "csv").out)))
    assert {row["what"] for row in rows} == {"Left", "Started", "Changed", "Renumbered", "Aim gone"}
    (text,) = [row for row in rows if row["field"] == "AddLine1"]
    assert (text["new"], text["reaches_back"], text["counts_from"]) == ("'=1+1 <b>Road</b>", "no", "")
    found = compared(tmp_path / "old.xml", tmp_path / "new.xml")
    told = sum(float(row["learner_earns_more"] or 0) for row in rows)
    assert told == pytest.approx(float(sum(found.by_month)), abs=0.1)


class Page(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.rows: dict[str, int] = {}
        self.tags: set[str] = set()
        self._list = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        if name := found.get("id"):
            self.ids.append(name)
            self._list = name
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag == "tr":
            self.rows[self._list] = self.rows.get(self._list, -1) + 1  # one row is the heading


def test_as_page(ilr: Runner, tmp_path: Path) -> None:
    text = ilr("diff", *returns(tmp_path), "--format", "html").out
    page = Page(text)
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert not page.tags & {"script", "link", "img", "iframe", "b-road"}
    assert "http" not in text
    assert "&lt;b&gt;Road&lt;/b&gt;" in text
    for name, count in re.findall(r'<a href="#(\w+)"><b>(\d+)</b>', text):
        if name != "top":
            assert page.rows[name] == int(count)


def test_as_workbook(ilr: Runner, tmp_path: Path) -> None:
    target = tmp_path / "made" / "comparison.xlsx"
    done = ilr("diff", *returns(tmp_path), "--out", target, "--no-registers")
    assert done.err == f"Made {target}.\n"
    opened = openpyxl.load_workbook(target)
    assert opened.sheetnames == [COMPARISON, EFFECT]
    page = opened[COMPARISON]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=HEADER_ROW)]
    assert rows[0][: len(COLUMNS)] == [column.header for column in COLUMNS]
    (table,) = page.tables.values()
    assert table.ref == f"A{HEADER_ROW}:L{HEADER_ROW + len(rows) - 1}"
    (text,) = [cell for row in page.iter_rows() for cell in row if str(cell.value).endswith("<b>Road</b>")]
    assert (text.value, text.data_type) == ("=1+1 <b>Road</b>", "s")
    links = {cell.value for (cell,) in page.iter_rows(min_row=5, max_row=9, max_col=1) if cell.value}
    places = [re.fullmatch(r"=HYPERLINK\(\"#'Comparison'!A(\d+)\",(\d+)\)", str(link)) for link in links]
    assert sum(int(place[2]) for place in places if place) == len(rows) - 1
    first = {int(place[1]) - HEADER_ROW: int(place[2]) for place in places if place}
    assert rows[1][0] == "✖ Left"
    assert {start + count for start, count in first.items()} - first.keys() == {len(rows)}
    values = {sheet.name: sheet.rows for sheet in read_workbook(target)}
    months = [cell or 0 for cell in values[EFFECT][19][2:14]]
    found = compared(tmp_path / "old.xml", tmp_path / "new.xml")
    assert months == pytest.approx([*map(float, found.by_month[:3]), *[0] * 9])
    assert len(opened[EFFECT]._charts) == 1


def test_what_cannot_be_read_is_compared_as_typed(ilr: Runner, tmp_path: Path) -> None:
    old, new = book(tmp_path / "old.xlsx"), book(tmp_path / "new.xlsx")
    with edited(new, "Learners") as page:
        header = next(cell.column for cell in page[1] if cell.value == "DateOfBirth")
        page.cell(2, header).value = "yesterday"
    done = ilr("diff", old, new, "--format", "json")
    data = json.loads(done.out)
    assert [line["new"] for line in data["changed"][0]["lines"]] == ["yesterday"]
    assert "new.xlsx: 1 learner cannot be read in full." in data["remarks"][0]


def test_returns_that_do_not_fit(ilr: Runner, tmp_path: Path) -> None:
    last_year, this_year = tmp_path / official_name("2526"), tmp_path / official_name("2627")
    last_year.write_bytes(return_xml("2526", learners_of("2526", 3)))
    this_year.write_bytes(return_xml("2627", learners_of("2627", 3)).replace(b">10000001<", b">10000002<"))
    told = json.loads(ilr("diff", last_year, this_year, "--format", "json").out)["remarks"]
    assert told[0] == "The returns are of two providers: 10000001 and 10000002."
    assert told[1].startswith("The returns are of two years, 2025/26 and 2026/27:")
    told = json.loads(ilr("diff", this_year, last_year, "--format", "json").out)["remarks"]
    assert any("Name the earlier return first." in remark for remark in told)


def test_after_the_last_return_nothing_can_change(ilr: Runner, tmp_path: Path) -> None:
    old, new = returns(tmp_path)
    new.write_bytes(re.sub(rb"(<FilePreparationDate>)[0-9-]+", rb"\g<1>2027-11-01", new.read_bytes()))
    data = json.loads(ilr("diff", old, new, "--format", "json").out)
    assert data["closed"]["return"] == "R14"
    assert any("nothing of it can be changed any more" in remark for remark in data["remarks"])
    lines = [line for one in data["changed"] for line in one["lines"] if line["counts_from"]]
    assert lines
    assert all(line["reaches_back"] and line["settled"] for line in lines)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("old.docx", "old.xml"), "is no return"),
        (("old.xml", "gone.xml"), "gone.xml is not there"),
        (("old.xml", "gone.xlsx"), "gone.xlsx"),
        (("old.xml", "cut.xml"), "cut.xml cannot be read"),
        (("old.xml", "old.xml", "--out", "new.pdf"), "must end in .xlsx"),
        (("old.xml", "old.xml", "--out", "old.xlsx"), "is there already"),
        (("old.xml", "old.xml", "--year", "1999"), "no collection year"),
    ],
)
def test_what_cannot_be_done(ilr: Runner, tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    (tmp_path / "old.xml").write_bytes(return_xml(YEAR))
    (tmp_path / "cut.xml").write_bytes(return_xml(YEAR)[:3000])
    (tmp_path / "old.xlsx").write_bytes(b"")
    placed = [str(tmp_path / one) if "." in one else one for one in arguments]
    done = ilr("diff", *placed)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert done.err.count("\n") == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cut.xml", "old.xlsx", "old.xml"]


def test_the_button(tmp_path: Path) -> None:
    old, learners = changed()
    host = RecordingHost(made_book(tmp_path / "now.xlsx", learners))
    (tmp_path / "sent.xml").write_bytes(return_xml(YEAR, old))
    host.picked, host.target = tmp_path / "sent.xml", tmp_path / "comparison.xlsx"
    before = (tmp_path / "now.xlsx").read_bytes()
    ribbon.run("compare_returns", host, NOW)
    assert host.told[0].startswith(
        "1 learner started, 1 left, 5 changed, 2 are the same. In danger: 2 learners or aims"
    )
    assert host.opened == [host.target]
    assert (tmp_path / "now.xlsx").read_bytes() == before
    ribbon.run("compare_returns", host, NOW)
    assert "is there already" in host.told[1]


@pytest.mark.parametrize(("name", "is_shown"), [("comparison.xlsx", True), ("comparison.html", False)])
def test_the_button_saves_what_was_chosen(tmp_path: Path, name: str, is_shown: bool) -> None:
    old, learners = changed()
    host = RecordingHost(made_book(tmp_path / "now.xlsx", learners))
    (tmp_path / "sent.xml").write_bytes(return_xml(YEAR, old))
    host.picked, host.target = tmp_path / "sent.xml", tmp_path / name
    ribbon.run("compare_returns", host, NOW)
    assert host.offered == ("xlsx", "html")
    assert host.told[0].endswith(f" Made {name}.")
    assert (host.opened == [host.target]) is is_shown
    assert (b"<h1>Comparison of two returns</h1>" in host.target.read_bytes()) is not is_shown
    before = host.target.read_bytes()
    ribbon.run("compare_returns", host, NOW)
    assert "is there already" in host.told[1]
    host.target = tmp_path / "comparison.xlsm"
    ribbon.run("compare_returns", host, NOW)
    assert host.told[2] == "comparison.xlsm must end in .xlsx or .html. Choose a name like comparison.xlsx."
    assert (tmp_path / name).read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == [name, "now.xlsx", "sent.xml"]


def test_the_button_and_no_file(tmp_path: Path) -> None:
    host = RecordingHost(book(tmp_path / "now.xlsx"))
    ribbon.run("compare_returns", host, datetime(2026, 11, 20))
    assert host.told == ["Nothing was compared."]
