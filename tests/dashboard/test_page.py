"""The page: strict markup, every link to a place that is there, hostile text harmless, no more than it needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from addin.cli import main
from addin.dashboard.board import Dashboard
from addin.dashboard.page import as_page
from addin.pages.charts import Bar, bar_chart
from addin.pages.text import clean
from tests.commands.made import book, return_xml
from tests.dashboard.made import board_of, made_learner

HOSTILE = '<script>alert("1")</script>&\'"><img src=x onerror=alert(1)>'


def faulty() -> Dashboard:
    """Learners in every state, with a figure of most kinds."""
    hostile = {"LearnAimRef": HOSTILE, "StdCode": None, "ProgType": None}
    return board_of([
        made_learner({"LearnRefNumber": "CLEAN1", "FamilyName": "Quietname"}),
        made_learner({"LearnRefNumber": "WARN1"}, [{"SWSupAimId": "x"}, {"SWSupAimId": "x"}], position=1),
        made_learner({"LearnRefNumber": "BAD1", "ULN": 9999999999}, [{}, None], position=2),
        made_learner({"LearnRefNumber": HOSTILE, "ULN": 1000000087}, [hostile], position=3),
    ])  # fmt: skip


def parsed(page: str) -> etree._Element:
    return etree.fromstring(page.encode())


@pytest.mark.parametrize("names", [False, True])
def test_every_link_leads_somewhere_and_every_list_is_led_to(names: bool) -> None:
    tree = parsed(as_page(faulty(), names=names))
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    targets = {one.get("href") for one in tree.iter("a")}
    assert all(target.startswith("#") and target[1:] in ids for target in targets)
    assert {f"#{one}" for one in ids if one.startswith("list-")} <= targets
    described = {name for one in tree.iter() for kind in ("aria-labelledby",) for name in one.get(kind, "").split()}
    assert described <= set(ids)


def test_a_number_is_that_of_the_list_it_leads_to() -> None:
    found = faulty()
    tree = parsed(as_page(found))
    headings = {one.get("id"): one for one in tree.iter("h3") if one.get("id")}
    rows = [row for table in tree.iter("table") if table.get("id") == "work-table" for row in table.iter("tr")][1:]
    seen = 0
    for row, one in zip(rows, found.work, strict=True):
        (link,) = [*row.iter("a")] or [None]
        assert (link is None) == (one.count == 0)
        if link is not None:
            seen += 1
            heading = headings[link.get("href")[1:]]
            assert heading.text == f"{one.figure.title} ({one.count})"
            listing = heading.getnext()
            assert len([*listing.iter("tr")]) - 1 == int(link.text) == one.count
    assert seen > 2


def test_hostile_text_is_text() -> None:
    page = as_page(faulty(), names=True)
    tree = parsed(page)
    assert not [*tree.iter("script"), *tree.iter("img")]
    assert all(not name.startswith("on") for one in tree.iter() for name in one.attrib)
    assert any(HOSTILE in (one.text or "") for one in tree.iter("th"))
    assert any(HOSTILE[:12] in (one.text or "") for one in tree.iter("{*}text"))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=40))
def test_any_text_is_escaped(text: str) -> None:
    tree = etree.fromstring(f'<p title="{clean(text)}">{clean(text)}</p>'.encode())
    shown = tree.text or ""
    assert len(shown) == len(text.replace("\r\n", "\n"))
    assert not len(tree)


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = as_page(faulty())
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "url(" not in page.replace("url(#", "")


def test_names_stand_in_it_only_if_asked_for() -> None:
    found = faulty()
    assert "Quietname" not in as_page(found)
    assert "Quietname" in as_page(found, names=True)
    learner = found.learners[0]
    for field in ("ULN", "NINumber", "Postcode", "AddLine1"):
        for names in (False, True):
            assert str(learner.value(field)) not in as_page(found, names=names), field
    assert "1995" not in as_page(found, names=True)


def test_an_empty_return_has_a_page() -> None:
    tree = parsed(as_page(board_of([])))
    said = " ".join(tree.itertext())
    assert "no learners yet" in said
    assert "Every list is empty." in said
    assert "✔ No errors." in said


def test_charts_are_told_in_words() -> None:
    tree = etree.fromstring(
        bar_chart("one", "A title", [Bar("First & last", 3), Bar("Second", 0), Bar("L" * 60, 1, "warning")])
    )
    space = {"s": "http://www.w3.org/2000/svg"}
    assert tree.get("role") == "img"
    assert tree.findtext("s:title", namespaces=space) == "A title"
    assert tree.findtext("s:desc", namespaces=space).startswith("First & last 3; Second 0; LLL")
    widths = [float(one.get("width")) for one in tree.findall("s:rect", space)]
    assert widths[1] == 0 < widths[2] < widths[0]
    labels = [one.text for one in tree.findall("s:text", space)]
    assert max(map(len, labels)) < 30


def test_closed_year_counts_no_days() -> None:
    found = faulty()
    late = replace(found, calendar=replace(found.calendar, now=found.now.replace(year=2027, month=12)))
    assert "Returns closed" in as_page(late)


def test_command_makes_a_page_of_workbook_and_xml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xml = tmp_path / "ILR-10000001-2627-20261120-101530-01.XML"
    xml.write_bytes(return_xml("2627"))
    pages = []
    for number, source in enumerate((book(tmp_path / "book.xlsx"), xml)):
        page = tmp_path / f"{number}.html"
        before = source.read_bytes()
        assert main(["report", str(source), "--out", str(page), "--no-registers"]) == 0
        assert source.read_bytes() == before
        pages.append(parsed(page.read_text("utf-8")))
    rows = [[" ".join(row.itertext()) for row in page.find(".//table[@id='work-table']").iter("tr")] for page in pages]
    assert rows[0] == rows[1]
    assert "learners stand in it by their references." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("book.docx", "a.html", "is no return"),
        ("book.xlsx", "a.xlsx", "End it in .html"),
        ("none.xml", "a.html", "none.xml"),
    ],
)
def test_command_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, target: str, said: str
) -> None:
    assert main(["report", str(tmp_path / source), "--out", str(tmp_path / target)]) == 2
    error = capsys.readouterr().err.strip()
    assert said in error
    assert not (tmp_path / target).exists()
