"""A report in its four formats: the same lines, no text ever markup or a formula, files whole or not at all."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import category
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from addin.ooxml import read_workbook
from addin.pages.text import printable
from addin.standing_reports import ORDER, QUALITY, REPORTS, Table
from addin.standing_reports.bars import values_of
from addin.standing_reports.page import as_page
from addin.standing_reports.registry import MONTHS, Chart, Column, Lines, Report, notes_of
from addin.standing_reports.saving import save_reports
from addin.standing_reports.text import as_csv, as_text, in_words
from ilr_core.errors import InputError
from tests.dashboard.made import made_learner
from tests.standing_reports.made import facts_of

HOSTILE = '<script>alert("1")</script>&\'"><img src=x onerror=alert(1)>'
FORMULA = '=HYPERLINK("x","y")'
EVERY_KIND = Report(
    "every-kind", "Every kind", "One column of each kind.",
    (
        Column("Text"), Column("Day", "day"), Column("Month", "month"), Column("Whole", "whole", summed=True),
        Column("Tenths", "tenths", summed=True), Column("Pounds", "pounds", summed=True), Column("Share", "percent"),
    ),
    total="Total", charts=(Chart("Bars", ("Pounds",), labels="Month"),),
)  # fmt: skip
LINE = ("x", date(2026, 11, 3), date(2026, 11, 1), 1234, Decimal("12.34"), Decimal("1234.56789"), Decimal("0.934"))
BLANK = (None, None, None, None, None, None, None)


def made(*lines: tuple[object, ...]) -> Table:
    return EVERY_KIND.table(Lines(lines), "made.xml", ("Look at this.",))  # type: ignore[arg-type]


def tables() -> list[Table]:
    learners = [
        made_learner({"LearnRefNumber": "A1", "FamilyName": HOSTILE}),
        made_learner({"LearnRefNumber": FORMULA}, [{"StdCode": 105}], position=1),
    ]
    facts = facts_of(learners)
    return [REPORTS[name].of(facts, names=True) for name in ORDER]


@pytest.mark.parametrize(
    ("at", "words"),
    [(0, "x"), (1, "03/11/2026"), (2, "Nov 2026"), (3, "1,234"), (4, "12.3"), (5, "1,234.57"), (6, "93.4 %")],
)
def test_a_cell_in_words(at: int, words: str) -> None:
    assert in_words(LINE[at], EVERY_KIND.columns[at].kind) == words
    assert in_words(None, EVERY_KIND.columns[at].kind) == ""


def test_csv_is_for_programs() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(made(LINE, BLANK)))))
    assert rows == [
        ["Text", "Day", "Month", "Whole", "Tenths", "Pounds", "Share"],
        ["x", "2026-11-03", "2026-11-01", "1234", "12.34", "1234.56789", "0.934"],
        [""] * 7,
    ]
    hostile = as_csv(made((FORMULA, *BLANK[1:])))
    assert next(csv.reader(io.StringIO(hostile.splitlines()[1])))[0] == f"'{FORMULA}"


def test_text_has_title_lines_total_and_notes() -> None:
    lines = as_text(made(LINE, LINE)).splitlines()
    assert lines[0] == "Every kind"
    assert lines[-2].split() == ["Total", "2,468", "24.7", "2,469.14"]
    assert lines[-1] == "Look at this."
    assert "Nothing to report." in as_text(made())
    assert "Total" not in as_text(made())


def test_the_workbook_holds_the_lines_a_total_that_follows_filters_and_a_chart(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    save_reports(path, [made(LINE, BLANK)])
    page = openpyxl.load_workbook(path)["Every kind"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    header = next(number for number, row in enumerate(rows) if row[0] == "Text")
    first = rows[header + 1]
    assert first[0] == "x"
    assert (first[1].date(), first[3]) == (date(2026, 11, 3), 1234)  # type: ignore[union-attr]
    assert first[5] == pytest.approx(1234.56789)
    total = rows[header - 2]
    assert total[0] == "Total"
    assert total[5] == f"=SUBTOTAL(109,F{header + 2}:F{header + 3})"
    assert page["G5"].number_format
    assert "Look at this." in rows[3][0]
    assert len(page._charts) == 1
    assert re.fullmatch(r"A\d+:G\d+", page.tables["EveryKind"].ref)
    cached = openpyxl.load_workbook(path, data_only=True)["Every kind"].cell(header - 1, 6).value
    assert cached == pytest.approx(1234.56789)


def test_all_of_them_are_one_workbook_with_contents(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    save_reports(path, tables())
    sheets = read_workbook(path)
    assert [sheet.name for sheet in sheets] == ["Reports", *(one.title for one in REPORTS.values())]
    listed = {row[0]: row[1] for row in sheets[0].rows[4:]}
    assert listed == {table.report.title: len(table.lines) for table in tables()}
    links = [cell.value for cell in openpyxl.load_workbook(path)["Reports"]["A"][4:]]
    assert [re.findall("#'(.*?)'!A1", link)[0] for link in links] == [one.title for one in REPORTS.values()]


def test_hostile_text_is_text_in_every_format(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    save_reports(path, tables())
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book["Learner list"].iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in cells] in (["s"], ["inlineStr"])
    tree = etree.fromstring(as_page(tables()).encode())
    assert not [*tree.iter("script"), *tree.iter("img")]
    assert all(not name.startswith("on") for one in tree.iter() for name in one.attrib)
    assert any((one.text or "").startswith(HOSTILE) for one in tree.iter("td"))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=30))
def test_no_text_breaks_a_page_or_a_csv_line(text: str) -> None:
    table = made((text, *BLANK[1:]))
    etree.fromstring(as_page([table]).encode())
    rows = list(csv.reader(io.StringIO(as_csv(table), newline="")))
    assert len(rows) == 2
    assert rows[1][0] in (printable(text), f"'{printable(text)}")
    assert not [one for line in as_text(table).split("\n") for one in line if category(one) == "Cc"]


def test_a_page_of_several_reports_leads_to_each(tmp_path: Path) -> None:
    tree = etree.fromstring(as_page(tables()).encode())
    ids = {one.get("id") for one in tree.iter("h2")}
    assert {one.get("href") for one in tree.iter("a")} == {f"#{one}" for one in ids} == {f"#{name}" for name in ORDER}
    described = {name for one in tree.iter() for name in one.get("aria-labelledby", "").split()}
    assert described <= {one.get("id") for one in tree.iter()}
    (alone,) = [table for table in tables() if table.report.name == "occupancy"]
    assert etree.fromstring(as_page([alone]).encode()).find(".//nav") is None


def test_bars_are_those_of_the_total_row_or_of_the_lines() -> None:
    (occupancy,) = [table for table in tables() if table.report.name == "occupancy"]
    bars = values_of(occupancy, occupancy.charts[0])
    assert [bar.label for bar in bars] == list(MONTHS)
    assert [bar.number for bar in bars] == [2] * 12
    table = made(LINE, (None, None, None, 1, None, None, None))
    assert [(bar.label, bar.text) for bar in values_of(table, table.charts[0])] == [
        ("Nov 2026", "1,235"),
        ("no date", "0"),
    ]


def test_what_cannot_be_saved_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    there = tmp_path / "there.html"
    there.write_text("mine", "utf-8")
    for name, said in (("there.html", "not overwritten"), ("new.pdf", "must end in .xlsx"), ("new.csv", "holds one")):
        with pytest.raises(InputError, match=said):
            save_reports(tmp_path / name, tables())
    assert [one.name for one in tmp_path.iterdir()] == ["there.html"]
    assert there.read_text("utf-8") == "mine"


def test_a_csv_file_says_that_it_is_unicode(tmp_path: Path) -> None:
    save_reports(tmp_path / "one.csv", [made(("Zoë", *BLANK[1:]))])
    assert (tmp_path / "one.csv").read_bytes().startswith(b'\xef\xbb\xbf"Text"')
    assert "Zoë" in (tmp_path / "one.csv").read_text("utf-8-sig")


def test_the_quality_of_no_return_is_an_empty_table() -> None:
    assert "Nothing to report." in as_page([QUALITY.table(Lines([]), "no files")])


@pytest.mark.parametrize("ending", ["xlsx", "html", "csv"])
@pytest.mark.parametrize("text", ["x" * 40_000, "x " * 16_000, "a\ud800\x00\x1b[31m\x9b", "\U0001f469" * 1_200])
def test_no_text_is_too_much_for_a_file(tmp_path: Path, text: str, ending: str) -> None:
    path = tmp_path / f"one.{ending}"
    save_reports(path, [made((text, *BLANK[1:]))])
    if ending == "xlsx":
        page = openpyxl.load_workbook(path)["Every kind"]
        heights = [one.height for one in page.row_dimensions.values() if one.height]
        assert max(heights) <= 409, "Excel shows no higher row"
    else:
        assert "\x1b" not in path.read_text("utf-8")


@pytest.mark.parametrize("lines", [60, 61])
def test_a_chart_of_too_many_bars_is_left_out(tmp_path: Path, lines: int) -> None:
    table = made(*[LINE] * lines)
    assert len(table.charts) == (lines <= 60)
    assert ("<svg" in as_page([table])) == (lines <= 60)
    save_reports(tmp_path / "one.xlsx", [table])
    assert len(openpyxl.load_workbook(tmp_path / "one.xlsx")["Every kind"]._charts) == (lines <= 60)


def test_notes_stand_once_on_a_page_of_several_reports() -> None:
    facts = facts_of([made_learner({"LearnRefNumber": "A1"})], notes=("Of the return.",))
    found = [REPORTS[name].of(facts) for name in ORDER]
    own = notes_of(found)[1:]
    assert notes_of(found)[0] == "Of the return."
    assert own
    assert all("not capped" in note or "not known" in note for note in own), "what the funding leaves out"
    page = as_page(found)
    assert page.count("Of the return.") == 1
    sections = etree.fromstring(page.encode()).findall(".//section")
    said = [one.get("aria-labelledby") for one in sections if any(p.text in own for p in one.iter("p"))]
    assert said == ["funding"]


def test_a_table_can_be_scrolled_without_a_mouse_and_has_a_name() -> None:
    tree = etree.fromstring(as_page(tables()).encode())
    frames = tree.findall(".//div[@class='wide']")
    assert frames
    assert all((one.get("tabindex"), one.get("role")) == ("0", "region") for one in frames)
    ids = {one.get("id") for one in tree.iter()}
    assert {one.get("aria-labelledby") for one in (*frames, *tree.iter("table"))} <= ids


def test_wide_texts_wrap_and_nothing_else() -> None:
    tree = etree.fromstring(as_page(tables()).encode())
    classes = {(one.text or "").strip(): one.get("class") for one in tree.iter("th") if one.get("scope") == "col"}
    shown = {name: classes[name] for name in ("Programme", "LearnRefNumber", "Start", "Month", "Nov", "Status")}
    assert shown == {
        "Programme": "long", "LearnRefNumber": None, "Start": "day", "Month": "month", "Nov": "n", "Status": "long",
    }  # fmt: skip


def test_a_page_of_one_report_has_its_title_once() -> None:
    tree = etree.fromstring(as_page([made(LINE)]).encode())
    assert [one.text for one in (*tree.iter("h1"), *tree.iter("h2"))] == ["Every kind"]
    (section,) = tree.findall(".//section")
    assert section.get("aria-labelledby") == tree.find(".//h1").get("id")  # type: ignore[union-attr]


def test_the_numbers_at_bars_are_written_as_the_chart_says_and_footers_have_room(tmp_path: Path) -> None:
    path = tmp_path / "one.xlsx"
    save_reports(path, [made(LINE)])
    with ZipFile(path) as parts:
        (chart,) = (parts.read(name) for name in parts.namelist() if name.startswith("xl/charts/chart"))
    formats = [dict(one.attrib) for one in etree.fromstring(chart).iter("{*}numFmt")]
    assert {"formatCode": "#,##0", "sourceLinked": "0"} in formats
    assert all("sourceLinked" in one for one in formats)
    margins = openpyxl.load_workbook(path)["Every kind"].page_margins
    assert margins.bottom - margins.footer >= 0.25, "inches for a line"
