"""Prior learning on the command line: one case by options, many from CSV."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.runs import Outcome, Runner

ONE = ("--start", "2026-09-14", "--band-max", "9000", "--planned-hours", "480", "--prior-learning-hours", "72")
HEADER = "case,start,planned_end,band_max,planned_hours,prior_learning_hours,price_reduction_given,tnp1,tnp2"


def cases(done: Outcome) -> list[dict[str, Any]]:
    data = json.loads(done.out)
    assert list(data) == ["version", "cases"]
    assert data["version"] == 1
    return data["cases"]


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "cases.csv"
    path.write_text("\n".join([header, *rows]), "utf-8-sig")
    return path


def test_one_case_as_text(ilr: Runner) -> None:
    done = ilr(
        "rpl", *ONE, "--price-reduction-given", "674", "--tnp1", "8000", "--tnp2", "400", "--planned-end", "1/4/27"
    )
    assert (done.code, done.err) == (0, "")
    for words in (
        "Prior learning: 15% of the planned hours.",
        "Reduce the price by at least £675; record £675 or more.",
        "The reduction given is NOT enough.",
        "would show its banner",
        "The agreed price is ABOVE the ceiling.",
        "Fundable after prior learning: NO (duration).",
        "72 of 480 planned hours",
        "39.3.1",
    ):
        assert words in done.out


def test_one_case_as_json(ilr: Runner) -> None:
    done = ilr("rpl", *ONE, "--price-reduction-given", "£1,000", "--format", "json")
    assert (done.code, done.err) == (0, "")
    (case,) = cases(done)
    assert case["case"] is None
    assert case["given"]["price_reduction_given"] == 1000
    found = case["price_reduction"]
    assert (found["prior_learning_percent"], found["minimum_reduction_percent"]) == (15, 7.5)
    assert (found["minimum_reduction"], found["maximum_total_price"], found["meets_rule"]) == (675, 8325, True)
    assert case["agreed_price_check"] is case["eligibility_after_rpl"] is case["off_the_job_progress"] is None
    assert case["service_entry_errors"] == []
    assert case["required_hours"]["hours"] == 187


def test_off_the_job_hours_against_the_plan(ilr: Runner) -> None:
    done = ilr(
        "rpl", *ONE, "--planned-end", "2027-09-13", "--published-minimum-hours", "450", "--actual-hours", "90",
        "--day", "2026-12-22", "--format", "json",
    )  # fmt: skip
    (case,) = cases(done)
    assert case["required_hours"]["hours"] == 378
    progress = case["off_the_job_progress"]
    assert progress["likely_to_fall_short"] is True
    assert progress["forecast"] == pytest.approx(328.5)
    assert progress["likely_below_minimum"] is True


def test_what_the_service_would_refuse(ilr: Runner) -> None:
    (case,) = cases(ilr("rpl", *ONE, "--price-reduction-given", "4", "--format", "json"))
    assert [(one["property"], one["code"]) for one in case["service_entry_errors"]] == [("PriceReducedBy", "too_low")]


def test_an_early_start_says_why_nothing_is_computed(ilr: Runner) -> None:
    done = ilr("rpl", "--start", "31/07/2022", "--band-max", "9000")
    assert done.code == 0
    assert "not computed" in done.out
    assert "before 1 August 2022" in done.out


def test_many_cases_from_csv(ilr: Runner, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "A1,2026-09-14,2027-10-22,9000,480,72,675,7500,825",
        "",
        ',14/9/2026,,"12,000",510,37,,,',
    )
    done = ilr("rpl", path, "--format", "json")
    assert (done.code, done.err) == (0, "")
    one, other = cases(done)
    assert (one["case"], other["case"]) == ("A1", "line 4")
    assert one["agreed_price_check"]["ok"] is True
    assert one["eligibility_after_rpl"]["eligible"] is True
    assert other["price_reduction"]["minimum_reduction"] == pytest.approx(7400 / 17)
    assert other["price_reduction"]["minimum_reduction_to_record"] == 436
    text = ilr("rpl", path).out
    assert text.startswith("A1\n  Prior learning: 15%")
    assert "\n\nline 4\n" in text


def test_a_row_that_cannot_be_read_spares_the_others(ilr: Runner, tmp_path: Path) -> None:
    path = table(
        tmp_path, "A1,31/2/2026,,9000,480,72,,,", "A2,2026-09-14,,9000,480,72,,,", "A3,2026-09-14,,x,480,72,,,"
    )
    done = ilr("rpl", path, "--format", "json")
    assert done.code == 2
    bad, good, worse = cases(done)
    assert list(bad) == ["case", "error"]
    assert bad["error"] == "cases.csv, line 2: start '31/2/2026' is not a date; write 14/09/2026 or 2026-09-14."
    assert worse["error"] == "cases.csv, line 4: band_max 'x' is not a number; write 480 or 7.5."
    assert good["price_reduction"]["minimum_reduction"] == 675
    assert "is not a date" in ilr("rpl", path).out


def test_headers_are_read_as_people_write_them(ilr: Runner, tmp_path: Path) -> None:
    path = table(tmp_path, "Z9,2026-09-14,9000", header="LearnRefNumber,Start,Band max")
    (case,) = cases(ilr("rpl", path, "--format", "json"))
    assert (case["case"], case["given"]) == ("Z9", {"start": "2026-09-14", "band_max": 9000})


@pytest.mark.parametrize(
    ("header", "row", "words"),
    [
        ("case,start,band", "A,2026-09-14,9000", "has a column 'band' that is no argument"),
        ("case,band_max", "A,9000", "has no column start"),
        ("start,start", "2026-09-14,2026-09-14", "has a column twice"),
        (HEADER, "", "has no rows"),
    ],
)
def test_a_table_that_cannot_be_used(ilr: Runner, tmp_path: Path, header: str, row: str, words: str) -> None:
    done = ilr("rpl", table(tmp_path, row, header=header))
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Give --start"),
        (("--band-max", "9000"), "Give --start"),
        (("--start", "31/2/2026"), "--start '31/2/2026' is not a date"),
        (("--start", "2026-09-14", "--planned-hours", "1e3"), "--planned-hours '1e3' is not a number"),
        (("cases.csv", "--start", "2026-09-14"), "not both"),
        (("gone.csv",), "gone.csv is not there"),
    ],
)
def test_one_plain_sentence_for_what_cannot_be_used(ilr: Runner, arguments: tuple[str, ...], words: str) -> None:
    done = ilr("rpl", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
