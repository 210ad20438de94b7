"""The outcome of a check as text, CSV and a page; what a file says is never taken for something else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from html.parser import HTMLParser

import pytest

from addin.reports import FORMATS, FileReport, exit_code
from addin.wording import counted
from ilr_core.checking import ReturnReport
from ilr_core.model import Finding, NotChecked, Spot

EVIL = '<script>alert("x")</script>&'


def shown_as(kind: str, files: Iterable[FileReport]) -> str:
    return "".join(FORMATS[kind](files))


def finding(number: int = 1, severity: str = "error", rule: str = "ULN_04", learner: str | None = "A1") -> Finding:
    fields = (("ULN", "=1+1"), ("LearnDelFAMType", ("SOF", "FFI")))
    spots = (Spot(number + 10, "Learner", "ULN"), Spot(number + 10, "Learner", "Sex"), Spot(3, "Learner", "ULN"))
    return Finding(rule, severity, learner, 2, "Learner", fields, f"Wrong {EVIL}\nRetype it.", spots, (number,))


def report(*findings: Finding, valid: bool = True) -> ReturnReport:
    return ReturnReport("2627", 10000001, 1200, 1, valid, findings, (NotChecked("X_1", ("LARS",)),))


def rows_of(*files: FileReport) -> list[list[str]]:
    return list(csv.reader(io.StringIO(shown_as("csv", files))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_csv_is_a_formula(start: str) -> None:
    name = f"{start}cmd|' /C calc'!A0"
    rows = rows_of(
        FileReport(name, report(finding(learner=name))),
        FileReport("gone.xml", error=f"{name} is not there."),
    )
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert rows[1][0] == rows[1][3] == f"'{name}"
    assert rows[2][8] == f"'{name} is not there."


def test_the_csv_parses_back() -> None:
    rows = rows_of(FileReport('a "quoted", one.xml', report(finding(), finding(2, "warning", learner=None))))
    assert rows[0] == ["file", "rule", "severity", "learner", "aim", "entity", "place", "fields", "message"]
    assert rows[1] == [
        'a "quoted", one.xml', "ULN_04", "error", "A1", "2", "Learner", "line 11; line 3",
        "ULN==1+1|LearnDelFAMType=SOF;FFI", f"Wrong {EVIL}\nRetype it.",
    ]  # fmt: skip
    assert rows[2][3] == ""
    assert len(rows) == 3


class Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action") or name[:2] == "on"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_shows_what_a_file_says_as_text_and_fetches_nothing() -> None:
    files = [
        FileReport(f"{EVIL}.xml", report(finding(rule=EVIL, learner=EVIL))),
        FileReport(f"{EVIL}.zip", error=f"{EVIL} is not there."),
        FileReport("clean.xml", report()),
    ]
    page = shown_as("html", files)
    outline = Outline()
    outline.feed(page)
    assert "script" not in outline.tags
    assert outline.links == []
    assert "url(" not in page
    assert "@import" not in page
    assert outline.texts.count(f"✖ {EVIL}") == 1
    assert outline.texts.count(f"{EVIL}.xml") == 1
    assert f"{EVIL} is not there." in outline.texts
    assert "✔ Nothing to mend." in outline.texts
    assert any("1,200 learners, 1,199 of them without errors" in text for text in outline.texts)


def test_the_text_sums_up_and_says_where_the_rest_is() -> None:
    findings = [finding(number) for number in range(30)] + [finding(99, "warning", "ULN_03")]
    text = shown_as("text", [FileReport("a.xml", report(*findings, valid=False))])
    lines = text.splitlines()
    assert lines[:5] == [
        "a.xml",
        "  2627 · provider 10000001 · does NOT follow the schema",
        "  1,200 learners, 1 aim",
        "  30 errors, 1 warning",
        "  1,170 of 1,200 learners without errors",
    ]
    assert "  ✖ ULN_04 × 30" in lines
    assert "  ▲ ULN_03 × 1" in lines
    assert sum(line.startswith("  ✖ ULN_04 · A1 aim 2 line ") for line in lines) == 25
    assert "  … and 6 more; --format html or csv lists them all." in lines
    assert "  1 rule could not be judged without LARS." in lines


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_checked_is_shown_as_nothing(kind: str) -> None:
    shown = shown_as(kind, [])
    assert "None" not in shown
    if kind == "json":
        assert json.loads(shown) == {"version": 1, "files": []}


def test_the_refusal_of_a_file_has_its_finding() -> None:
    refusal = Finding("ZIP_EMPTY", "error", None, None, "File", (), "a.zip holds nothing.", (), (-1,))
    file = FileReport("a.zip", error="a.zip holds nothing.", refusals=(refusal,))
    data = json.loads(shown_as("json", [file]))["files"][0]
    assert data["error"] == data["findings"][0]["message"]
    assert (data["findings"][0]["place"], data["not_checked"]) == (None, [])
    assert [row[1] for row in rows_of(file)[1:]] == ["", "ZIP_EMPTY"]


@pytest.mark.parametrize(
    ("severities", "fail_on", "code"),
    [
        ([], "warning", 0),
        (["warning"], "error", 0),
        (["warning"], "warning", 1),
        (["error"], "error", 1),
        (["error"], "warning", 1),
    ],
)
def test_exit_codes(severities: list[str], fail_on: str, code: int) -> None:
    file = FileReport("a.xml", report(*(finding(severity=one) for one in severities)))
    assert exit_code([file], fail_on) == code
    assert exit_code([file, FileReport("b.xml", error="b.xml is not there.")], fail_on) == 2
    assert exit_code([], fail_on) == 0


def test_places_in_a_workbook_come_from_its_cells() -> None:
    found = finding()
    file = FileReport("a.xlsx", report(found), cells={found.spots[0]: "Learners!E4", found.spots[2]: "Learners!E4"})
    assert file.places(found) == ["Learners!E4"]


def test_a_finding_about_nobody_and_no_place_is_its_rule_and_sentence() -> None:
    about_all = Finding("Entity_1", "error", None, None, "Message", (), "There is no learner.", (), (-1,))
    text = shown_as("text", [FileReport("a.xml", report(about_all))])
    assert "  ✖ Entity_1: There is no learner." in text.splitlines()


def test_one_of_each_is_told_in_the_singular() -> None:
    assert counted(1, "error") == "1 error"
    assert counted(0, "error") == "0 errors"
    assert counted(1234, "learner") == "1,234 learners"
