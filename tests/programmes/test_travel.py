"""Programmes exported, imported, and carried into the next year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.change_log import read_log
from addin.commands.new import filled_book
from addin.hosts.file_host import FileHost
from addin.programmes.sheet import read_programmes, rows_of_programmes
from addin.programmes.travel import export_programmes, import_programmes, programmes_in, text_of
from addin.programmes.typed import cell_of_texts, typed_texts
from addin.roll_over.rolled_book import roll_over_book
from addin.undo import undo_change
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.programmes import Programme, definition, programme_fields
from ilr_core.programmes.fields import NAME
from tests.commands.made import learners_of
from tests.programmes.made import EVERY_KIND, NOTHING_LOADED, TEAM_LEADER, YEARS, book, host_of, now_of, put_rows
from tests.programmes.test_records import programme_of

NOW = now_of("2627")


def programmes(path: Path, year: str = "2627") -> list[Programme]:
    return read_programmes(FileHost(path).read_sheets(), catalogue.load(year), path.name).programmes


def imported(path: Path, file: Path, **options: Any) -> Any:
    return import_programmes(host_of(path), file, who="A. Tester", now=NOW, **options)


@st.composite
def any_programme(draw: st.DrawFn, year: str) -> Programme:
    """A programme with codes of the year, and odd but possible texts elsewhere."""
    specification = catalogue.load(year)
    texts: dict[str, tuple[str, ...]] = {}
    for header, column in programme_fields(specification).items():
        if header == NAME or draw(st.booleans()):
            continue
        known = definition(column, specification)
        assert known is not None
        codes = specification.lists.get(known.list)
        if codes and codes.codes:
            one = st.sampled_from(list(codes.codes))
        elif known.type in ("int", "long"):
            low, high = int(known.low or 0), int(known.high or 10 ** (known.digits or 4) - 1)
            one = st.integers(low, high).map(str)
        else:
            one = st.text("ABC0123456789", min_size=1, max_size=min(known.longest or 8, 8))
            one = one | st.just("0012") if header.startswith("ProvSpec") else one
        texts[header] = tuple(draw(st.lists(one, min_size=1, max_size=3 if column.several else 1, unique=True)))
    name = draw(st.text("Ab -=+@0", min_size=1, max_size=20).map(str.strip).filter(bool))
    return Programme(" ".join(name.split()), texts)


@pytest.mark.parametrize("year", YEARS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_gives_back_what_was_written_into_it(tmp_path: Path, year: str, data: st.DataObject) -> None:
    specification = catalogue.load(year)
    wanted = data.draw(
        st.lists(any_programme(year), max_size=3, unique_by=lambda one: one.name.casefold()), label="programmes"
    )
    file = tmp_path / "programmes.json"
    file.write_text(text_of(wanted, specification), "utf-8")
    assert programmes_in(file, specification) == (wanted, [])


@pytest.mark.parametrize("year", YEARS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_cell_gives_back_what_was_written_into_it(year: str, data: st.DataObject) -> None:
    specification = catalogue.load(year)
    programme = data.draw(any_programme(year))
    for header, texts in programme.texts.items():
        column = programme_fields(specification)[header]
        cell = cell_of_texts(texts, column, specification)
        typed = typed_texts(float(cell) if isinstance(cell, int) else cell, column, specification)  # type: ignore[arg-type]
        assert (typed.texts, typed.fault) == (texts, "")


@pytest.mark.parametrize("year", YEARS)
def test_export_and_import_are_the_identity_and_undone(tmp_path: Path, year: str) -> None:
    rows = [
        *EVERY_KIND,
        {**TEAM_LEADER, "Programme": "=1+1", "LDM": "034, 357", "HHS": "1,2", "ProvSpecDelMon B": "007"},
    ]
    source, target = book(tmp_path / "a.xlsx", year, rows), book(tmp_path / "b.xlsx", year, ())
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert export_programmes(FileHost(source), first) == (5, [])
    done = imported(target, first)
    assert (len(done.added), done.clashes, done.notes) == (5, (), ())
    assert programmes(target, year) == programmes(source, year)
    export_programmes(FileHost(target), second)
    assert first.read_text("utf-8") == second.read_text("utf-8")
    before = target.read_bytes()
    assert imported(target, first).same == done.added
    assert target.read_bytes() == before
    undo_change(host_of(target), who="A. Tester", now=NOW)
    assert programmes(target, year) == []
    assert {entry.reason for entry in read_log(FileHost(target)) if entry.change == 1} == {"from a.json"}


def test_a_clash_is_named_and_stays_unless_the_file_is_to_win(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx", programmes=[{**TEAM_LEADER, "TNP1": 9000}, EVERY_KIND[1]])
    target = book(tmp_path / "b.xlsx")
    file = tmp_path / "a.json"
    export_programmes(FileHost(source), file)
    done = imported(target, file)
    assert done.added == ("Adult course",)
    assert done.clashes == ("Team leader is there already with other values: TNP1 8000 here, 9000 in the file",)
    assert programmes(target)[0].text("TNP1") == "8000"
    assert imported(target, file, replace=True).replaced == ("Team leader",)
    assert programmes(target) == programmes(source)


def test_what_the_other_year_has_no_column_for_is_noted(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx", programmes=[{**TEAM_LEADER, "AgreemId": "ABC123"}])
    target = book(tmp_path / "b.xlsx", "2526", ())
    export_programmes(FileHost(source), tmp_path / "a.json")
    done = imported(target, tmp_path / "a.json")
    assert done.notes == ("Team leader: 2025/26 has no AgreemId: left out",)
    assert programmes(target, "2526") == [programme_of(TEAM_LEADER)]


def test_an_export_overwrites_nothing_and_says_what_cannot_go_out(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", programmes=[TEAM_LEADER, {**TEAM_LEADER, "Programme": "Half", "StdCode": ""}])
    number, faults = export_programmes(FileHost(path), tmp_path / "a.json")
    assert (number, len(faults)) == (1, 1)
    with pytest.raises(InputError, match="is there already and is not overwritten"):
        export_programmes(FileHost(path), tmp_path / "a.json")
    empty = book(tmp_path / "b.xlsx", programmes=())
    with pytest.raises(InputError, match="has no programme that can be exported"):
        export_programmes(FileHost(empty), tmp_path / "b.json")


GOOD = {"ilr-programmes": 1, "year": "2627", "programmes": [{"Programme": "A", "FundModel": "36"}]}
BAD: list[tuple[str, object]] = [
    ("holds no programmes", "nothing"),
    ("holds no programmes", []),
    ("holds no programmes", {"programmes": []}),
    ("holds no programmes", {**GOOD, "programmes": {}}),
    ("newer version", {**GOOD, "ilr-programmes": 2}),
    ("programme 1 has no name", {**GOOD, "programmes": [{"FundModel": "36"}]}),
    ("programme 1 has no name", {**GOOD, "programmes": ["A"]}),
    ("there are two programmes a", {**GOOD, "programmes": [{"Programme": "A"}, {"Programme": "a "}]}),
    ("A: StdCode: 'x' is no whole number", {**GOOD, "programmes": [{"Programme": "A", "StdCode": "x"}]}),
    ("A: StdCode is no text", {**GOOD, "programmes": [{"Programme": "A", "StdCode": ["1", "2"]}]}),
    ("A: TNP1 is no text", {**GOOD, "programmes": [{"Programme": "A", "TNP1": True}]}),
]


@pytest.mark.parametrize(("sentence", "data"), BAD, ids=[f"{n} {one[0]}" for n, one in enumerate(BAD)])
def test_a_file_without_programmes_is_refused(tmp_path: Path, sentence: str, data: object) -> None:
    file = tmp_path / "file.json"
    file.write_text(json.dumps(data) if data != "nothing" else "not json", "utf-8")
    with pytest.raises(InputError) as caught:
        programmes_in(file, catalogue.load("2627"))
    assert sentence in str(caught.value)


def test_the_next_years_workbook_has_the_programmes_and_says_what_to_look_at(tmp_path: Path) -> None:
    old = tmp_path / "old.xlsx"
    year = catalogue.load("2526")
    gone = {**TEAM_LEADER, "Programme": "Evening class", "FundModel": "36", "SOF": "105"}
    rows = rows_of_programmes([programme_of(TEAM_LEADER), programme_of(gone)], year)
    filled_book(old, year, learners_of("2526", 3), ukprn=10000001, programmes=rows)
    put_rows(old, "Programmes", [TEAM_LEADER, gone, {"Programme": "Half typed", "StdCode": "x"}], "2526")
    done = roll_over_book(FileHost(old), tmp_path / "new.xlsx", now=NOW, knowledge=NOTHING_LOADED)
    sheet = read_programmes(FileHost(tmp_path / "new.xlsx").read_sheets(), catalogue.load("2627"), "new")
    assert sheet.programmes == [programme_of(TEAM_LEADER), programme_of(gone)]
    assert [row.programme.name for row in sheet.rows] == ["Team leader", "Evening class", "Half typed"]
    assert sheet.rows[2].programme.text("StdCode") == "x"
    told = [note.text for note in done.rolled.notes if "rogramme" in note.text and note.position < 0]
    assert told[0].startswith("3 programmes came along.")
    assert not any("Columns and sheets of your own" in note.text for note in done.rolled.notes)


def test_a_return_without_programmes_is_rolled_over_in_silence(tmp_path: Path) -> None:
    filled_book(tmp_path / "old.xlsx", catalogue.load("2526"), learners_of("2526", 2), ukprn=10000001)
    done = roll_over_book(FileHost(tmp_path / "old.xlsx"), tmp_path / "new.xlsx", now=NOW, knowledge=NOTHING_LOADED)
    assert not any("came along" in note.text for note in done.rolled.notes)
