"""Help, version, wrong arguments, and the net under everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import addin.cli.shares
import addin.commands.check
import addin.commands.export
from ilr_core import catalogue
from tests.cli.runs import Runner
from tests.commands.made import book, learners_of, official_name, return_xml

COMMANDS = ("demo", "new", "import", "check", "export", "roll-over", "rules", "explain", "rpl", "earnings")


def test_without_arguments_the_help_is_shown(ilr: Runner) -> None:
    done = ilr()
    assert (done.code, done.err) == (0, "")
    assert done.out == ilr("--help").out
    assert all(f"\n    {command}" in done.out for command in COMMANDS)
    assert "ilr demo --out demo" in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(ilr: Runner, command: str) -> None:
    done = ilr(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: ilr {command} ")


def test_the_version_names_the_years(ilr: Runner) -> None:
    done = ilr("--version")
    assert (done.code, done.err) == (0, "")
    assert done.out == "ilr-excel 0.1.0, collection years 2526, 2627\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("chek a.xml", "There is no command chek. Did you mean check? See: ilr --help"),
        ("zzz", "There is no command zzz. See: ilr --help"),
        ("check", "PATH must be given. See: ilr check --help"),
        ("check a.xml --format pdf", "--format cannot be pdf. Use text, json, csv or html. See: ilr check --help"),
        ("check a.xml --fail-on never", "--fail-on cannot be never. Use error or warning. See: ilr check --help"),
        ("check a.xml --jobs 0", "--jobs: 0 is no number of files; give 1 or more. See: ilr check --help"),
        ("check a.xml --formt json", "There is no option --formt. Did you mean --format? See: ilr check --help"),
        ("export a.xlsx", "--out must be given. See: ilr export --help"),
        ("export", "BOOK and --out must be given. See: ilr export --help"),
        ("export a.xlsx --out x --only dirty", "--only cannot be dirty. Use clean or verified. See: ilr export --help"),
        ("export a.xlsx --out x --serial one", "--serial needs a whole number, not one. See: ilr export --help"),
        ("export a.xlsx --out", "--out needs one value after it. See: ilr export --help"),
        (
            "export My return.xlsx --out x",
            "Return.xlsx is one word too many; put a name with spaces in quotes. See: ilr export --help",
        ),
        ("new", "--out must be given. See: ilr new --help"),
        ("import --out a.xlsx", "FILE must be given. See: ilr import --help"),
        ("service", "ACTION must be given. See: ilr service --help"),
        ("service uplod", "There is no action uplod. Did you mean upload? See: ilr service --help"),
        ("service upload a.xlsx --out n.csv", "Give --learners or --started-from. See: ilr service upload --help"),
        ("undo a.xlsx --change x", "--change needs a whole number, not x. See: ilr undo --help"),
        ("rules --format csv", "--format cannot be csv. Use text or json. See: ilr rules --help"),
        ("explain", "RULE must be given. See: ilr explain --help"),
        ("--nonsense", "There is no option --nonsense. See: ilr --help"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_one_sentence_and_where_the_help_is(ilr: Runner, arguments: str, sentence: str) -> None:
    done = ilr(*arguments.split(" "))
    assert (done.code, done.out, done.err) == (2, "", f"{sentence}\n")


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe looks different there")
def test_a_reader_that_goes_away_is_no_fault() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "addin.cli", "rules"], stdout=write, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (2, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "addin.cli", "explain", "ULN_04"],
            stdout=full, stderr=subprocess.PIPE, timeout=60, check=False, text=True,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "A file could not be used (No space left on device). Check the disk and try again."
    ]


@pytest.mark.parametrize("year", catalogue.years())
def test_rules_as_json(ilr: Runner, year: str) -> None:
    done = ilr("rules", "--year", year, "--format", "json")
    rules = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert len(rules) == {"2526": 807, "2627": 843}[year]
    for rule in rules:
        assert list(rule) == ["rule", "severity", "category", "status", "needs", "summary"]
        assert rule["severity"] in ("error", "warning")
        assert rule["status"] in ("implemented", "needs_register", "online_only", "missing")
        assert isinstance(rule["needs"], list)
    assert len({rule["rule"] for rule in rules}) == len(rules)
    text = ilr("rules", "--year", year).out
    assert all(f"\n{rule['rule']} " in f"\n{text}" for rule in rules)


def test_a_rule_is_explained_however_it_is_spelt(ilr: Runner) -> None:
    done = ilr("explain", "ULN_04")
    assert done.code == 0
    assert done.out.startswith("ULN_04 · error · ")
    assert ilr("explain", "uln04").out == done.out
    unknown = ilr("explain", "ULN_99")
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err.startswith("ULN_99 is not a live rule of 2026/27.")


def breaking(*_: object, **__: object) -> None:
    raise ZeroDivisionError("learner Zadie Secret, ULN 1061484016")


def demand_one_plain_sentence(err: str) -> None:
    assert len(err.splitlines()) == 1
    assert "ZeroDivisionError" in err
    assert "Secret" not in err
    assert "1061484016" not in err


def test_a_defect_in_a_command_is_one_sentence_without_data(
    ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ILR_DEBUG", raising=False)
    path = book(tmp_path / "book.xlsx")
    before = path.read_bytes()
    monkeypatch.setattr(addin.commands.export, "judged", breaking)
    done = ilr("export", path, "--out", tmp_path / "out")
    assert (done.code, done.out) == (2, "")
    demand_one_plain_sentence(done.err)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_defect_at_one_file_spares_the_others(ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ILR_DEBUG", raising=False)
    path = book(tmp_path / "book.xlsx")
    before = path.read_bytes()
    learners = learners_of("2627")
    learners[0].ULN = 1061484017
    other = tmp_path / official_name("2627")
    other.write_bytes(return_xml("2627", learners))
    monkeypatch.setattr(addin.commands.check, "marks_for", breaking)
    done = ilr("check", path, other)
    assert done.code == 2
    assert "ULN_04" in done.out
    (sentence,) = [line for line in done.out.splitlines() if "ZeroDivisionError" in line]
    demand_one_plain_sentence(sentence)
    assert path.read_bytes() == before
    monkeypatch.setattr(addin.cli.shares, "check_return", breaking)
    assert [("error" in file) for file in ilr.check(path, other)] == [False, True]


def test_an_interrupted_command_says_so(ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    path = book(tmp_path / "book.xlsx")
    before = path.read_bytes()
    monkeypatch.setattr(addin.commands.check, "marks_for", interrupted)
    done = ilr("check", path)
    assert (done.code, done.out, len(done.err.splitlines())) == (130, "", 1)
    assert path.read_bytes() == before


def test_every_command_says_what_it_does(ilr: Runner) -> None:
    for words in (["new"], ["verify", "seal"], ["audit", "show"], ["merge"], ["forms", "collect"]):
        about = ilr(*words, "--help").out.partition("\n\n")[2]
        assert about[0].isupper(), words
