"""The menu Batches on real books: what it asks, what it writes, what it refuses, and the user who would rather not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from addin import ribbon
from addin.hosts.file_host import FileHost
from addin.keys import create_key
from ilr_core.model import Learner
from tests.commands.made import assert_same, learners_of, made_book, records_in, return_xml
from tests.excel.ribbon_books import NOW, RecordingHost, type_into
from tests.keys.key_store import memory_key_store

YEAR = "2627"
CAMPUSES = ("North", "North", "south", "", "South", "North")


def members() -> list[Learner]:
    found = learners_of(YEAR, 6)
    for learner, campus in zip(found, CAMPUSES, strict=True):
        learner.CampId = campus or None
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made_book(tmp_path / "Return.xlsx", members())


@pytest.fixture
def host(path: Path, tmp_path: Path) -> RecordingHost:
    return RecordingHost(path, tmp_path / "out")


def written(tmp_path: Path) -> list[Path]:
    out = tmp_path / "out"
    return sorted(out.glob("*.XML")) if out.exists() else []


def references(path: Path) -> list[str]:
    return [str(one.LearnRefNumber) for one in records_in(path)]


def refs(*numbers: int) -> list[str]:
    return [str(learners_of(YEAR, 6)[number].LearnRefNumber) for number in numbers]


def test_a_filter_asks_with_what_is_there_and_writes_who_fits(host: RecordingHost, tmp_path: Path) -> None:
    before = host.path.read_bytes()
    host.typed = [{"campus": "SOUTH"}]
    ribbon.run("export_by_filter", host, NOW)
    ((title, asked),) = host.forms
    assert title == "Which learners shall be exported?"
    offered = {one.name: one.choices for one in asked}
    assert list(offered) == ["programme", "start", "employer", "campus", "only"]
    assert offered["campus"] == ("North", "south")
    assert offered["only"] == ("everyone", "only learners without errors", "only verified learners")
    assert [one.default for one in asked] == ["", "", "", "", "everyone"]
    assert all(not one.required for one in asked[:-1])
    ((question, lines),) = host.shown
    assert question == "Write this file?"
    assert "Left out because not selected: 4 learners" in lines
    (file,) = written(tmp_path)
    assert references(file) == refs(2, 4)
    assert host.told == [f"Saved {file.name} with 2 learners. 4 learners not selected."]
    assert host.path.read_bytes() == before


def test_a_filter_of_several_things_takes_who_fits_all(host: RecordingHost, tmp_path: Path) -> None:
    by_campus = [one for one in members() if one.CampId == "North"]
    start = min(aim.LearnStartDate for aim in by_campus[0].LearningDelivery)
    host.typed = [{"campus": "north", "start": f"{start:%m/%Y}"}]
    ribbon.run("export_by_filter", host, NOW)
    (file,) = written(tmp_path)
    found = references(file)
    assert str(by_campus[0].LearnRefNumber) in found
    assert set(found) <= {str(one.LearnRefNumber) for one in by_campus}


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({}, "Choose at least one thing by which learners are taken."),
        ({"campus": "West"}, "Return.xlsx: no learner has the campus West. There are: North, south."),
        ({"start": "soon"}, "soon is no month. Give year and month of the start, as in 2026-09."),
    ],
)
def test_a_filter_that_takes_nobody_is_asked_again_with_what_was_typed(
    host: RecordingHost, tmp_path: Path, answer: dict[str, str], problem: str
) -> None:
    host.typed = [answer, {"campus": "North", "start": ""}]
    ribbon.run("export_by_filter", host, NOW)
    assert len(host.forms) == 2
    assert host.told[0] == problem
    again = {one.name: one.default for one in host.forms[1][1]}
    assert {name: again[name] for name in answer} == answer
    assert references(written(tmp_path)[0]) == refs(0, 1, 5)


@pytest.mark.parametrize("declined", ["form", "summary", "folder"])
def test_a_filter_may_be_left_at_every_step(path: Path, tmp_path: Path, declined: str) -> None:
    host = RecordingHost(path, None if declined == "folder" else tmp_path / "out")
    host.typed = [None if declined == "form" else {"campus": "North"}]
    host.answers = [declined != "summary"]
    ribbon.run("export_by_filter", host, NOW)
    assert host.told == ["Nothing was exported."]
    assert not written(tmp_path)
    assert bool(host.shown) is (declined != "form")


def test_only_clean_and_only_verified(host: RecordingHost, tmp_path: Path, data_folder: Path) -> None:
    type_into(host.path, YEAR, "Learners", "ULN", 3, "1000000087")
    host.typed = [{"campus": "North", "only": "only learners without errors"}]
    ribbon.run("export_by_filter", host, NOW)
    assert references(written(tmp_path)[0]) == refs(0, 5)
    assert host.told.pop().endswith(" with 2 learners. 1 learner with errors left out. 3 learners not selected.")
    with memory_key_store():
        create_key()
        host.rows = ("Learners", (2, 4))
        ribbon.run("seal_selected", host, NOW)
        host.rows = None
        assert host.told.pop() == "Sealed 2 learners."
        host.typed = [{"campus": "North", "only": "only verified learners"}]
        ribbon.run("export_by_filter", host, NOW + timedelta(seconds=1))
        assert references(written(tmp_path)[1]) == refs(0)
        assert "2 learners not verified left out." in host.told.pop()
        host.typed = [{"campus": "South", "only": "only verified learners"}, None]
        ribbon.run("export_by_filter", host, NOW + timedelta(seconds=2))
        assert references(written(tmp_path)[2]) == refs(2)


def test_selected_rows_do_not_count_for_a_filter(host: RecordingHost, tmp_path: Path) -> None:
    host.rows = ("Learners", (2,))
    host.typed = [{"campus": "South"}]
    ribbon.run("export_by_filter", host, NOW)
    assert references(written(tmp_path)[0]) == refs(2, 4)


def test_a_cell_that_cannot_be_read_stops_a_filter_only_if_it_is_theirs(host: RecordingHost, tmp_path: Path) -> None:
    type_into(host.path, YEAR, "Learners", "DateOfBirth", 2, "31/2/2001")
    host.typed = [{"campus": "North"}, {"campus": "South"}]
    ribbon.run("export_by_filter", host, NOW)
    assert "31/2/2001" in host.told.pop()
    assert not written(tmp_path)
    ribbon.run("export_by_filter", host, NOW)
    assert references(written(tmp_path)[0]) == refs(2, 4)


def test_a_workbook_by_which_nothing_can_be_chosen(tmp_path: Path) -> None:
    host = RecordingHost(made_book(tmp_path / "Empty.xlsx", []), tmp_path / "out")
    ribbon.run("export_by_filter", host, NOW)
    assert host.told == ["No learner has a programme, employer, group or campus by which to choose."]
    assert host.forms == []


@pytest.fixture
def others(tmp_path: Path) -> list[Path]:
    """Two learners who are in the workbook too, and two others."""
    more = learners_of(YEAR, 8)
    made_book(tmp_path / "Other.xlsx", [members()[0], more[6]])
    (tmp_path / "sent.xml").write_bytes(return_xml(YEAR, [members()[1], more[7]]))
    return [tmp_path / "Other.xlsx", tmp_path / "sent.xml"]


@pytest.mark.parametrize("rounds", [1, 2])
def test_returns_are_put_together_as_xml(host: RecordingHost, others: list[Path], tmp_path: Path, rounds: int) -> None:
    before = host.path.read_bytes()
    host.batches = [others, []] if rounds == 1 else [others[:1], others, []]
    host.typed = [{"kind": "ILR XML"}]
    ribbon.run("combine_returns", host, NOW)
    assert host.asked[0] == (
        "Which returns shall be put together with Return.xlsx? Several with Ctrl xml zip xlsx xlsm"
    )
    assert host.asked[-2] == "2 returns chosen. Choose more, or cancel to go on xml zip xlsx xlsm"
    assert host.asked[-1] == "Where shall the ILR XML be saved?"
    ((title, (kind,)),) = host.forms
    assert (title, kind.about) == ("Put 3 returns together", "Other.xlsx, sent.xml")
    (file,) = written(tmp_path)
    more = learners_of(YEAR, 8)
    assert_same([*members(), *more[6:]], records_in(file))
    twice = "2 learners in several returns with the same records, taken once"
    assert host.told == [f"Saved {file.name}: 8 learners of 3 returns.\n{twice}: {', '.join(refs(0, 1))}."]
    assert host.opened == []
    assert host.path.read_bytes() == before


def test_returns_are_put_together_as_a_workbook(host: RecordingHost, others: list[Path], tmp_path: Path) -> None:
    host.batches, host.target = [others, []], tmp_path / "New.xlsx"
    host.typed = [{"kind": "workbook"}]
    ribbon.run("combine_returns", host, NOW)
    assert host.asked[-1] == "Save the workbook as Returns put together"
    assert host.offered == ("xlsm", "xlsx")
    assert host.opened == [host.target]
    assert host.told[0].startswith("Saved New.xlsx: 8 learners of 3 returns.\n")
    again = RecordingHost(host.target, tmp_path / "out")
    ribbon.run("export", again, NOW)
    assert len(references(written(tmp_path)[0])) == 8


def no_file(host: RecordingHost, others: list[Path]) -> None:
    host.batches = [[]]


def no_kind(host: RecordingHost, others: list[Path]) -> None:
    host.batches, host.typed = [others, []], [None]


def no_name(host: RecordingHost, others: list[Path]) -> None:
    host.batches, host.typed = [others, []], [{"kind": "workbook"}]


@pytest.mark.parametrize("decline", [no_file, no_kind, no_name])
def test_putting_together_may_be_left_at_every_step(
    host: RecordingHost, others: list[Path], tmp_path: Path, decline: Callable[[RecordingHost, list[Path]], None]
) -> None:
    decline(host, others)
    ribbon.run("combine_returns", host, NOW)
    assert host.told == ["Nothing was put together."]
    assert host.opened == []
    assert not written(tmp_path)


def test_what_does_not_belong_together_is_named(host: RecordingHost, others: list[Path], tmp_path: Path) -> None:
    changed = members()[0]
    changed.Postcode = "AA1 1AA"
    (tmp_path / "changed.xml").write_bytes(return_xml(YEAR, [changed]))
    (tmp_path / "strange.xml").write_bytes(return_xml(YEAR, [changed]).replace(b"10000001", b"10000002"))
    (tmp_path / "more").mkdir()
    made_book(tmp_path / "more" / "Return.xlsx", [changed])
    for name, words in {
        "changed.xml": f"{refs(0)[0]} (Return.xlsx, changed.xml)",
        "strange.xml": "strange.xml is a return of provider 10000002, Return.xlsx of 10000001.",
        "more/Return.xlsx": f"{refs(0)[0]} (Return.xlsx, {tmp_path / 'more' / 'Return.xlsx'})",
    }.items():
        host.batches, host.typed = [[tmp_path / name], []], [{"kind": "ILR XML"}]
        ribbon.run("combine_returns", host, NOW)
        assert words in host.told.pop()
    assert not (tmp_path / "out").exists()


def test_a_name_that_is_taken_is_refused(host: RecordingHost, others: list[Path], tmp_path: Path) -> None:
    host.target = tmp_path / "New.xlsx"
    host.target.write_text("mine")
    host.batches, host.typed = [others, []], [{"kind": "workbook"}]
    ribbon.run("combine_returns", host, NOW)
    assert "is there already and is not overwritten" in host.told[0]
    assert (host.target.read_text(), host.opened) == ("mine", [])


def without_provider(path: Path) -> None:
    host = FileHost(path)
    host.write_names({"ILR_UKPRN": None})
    host.save()


def unreadable(path: Path) -> None:
    type_into(path, YEAR, "Learners", "DateOfBirth", 3, "31/2/2001")


@pytest.mark.parametrize(("spoil", "words"), [(without_provider, "provider number"), (unreadable, "31/2/2001")])
@pytest.mark.parametrize("command", ["combine_returns", "split_return"])
def test_a_workbook_that_cannot_be_used(
    host: RecordingHost, others: list[Path], tmp_path: Path, command: str, spoil: Callable[[Path], None], words: str
) -> None:
    spoil(host.path)
    host.batches, host.typed = [others, []], [{"kind": "ILR XML", "by": "campus"}]
    ribbon.run(command, host, NOW)
    assert words in host.told[0]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("by", "parts"),
    [
        ("campus", {"campus North": (0, 1, 5), "campus south": (2, 4), "no campus": (3,)}),
        ("4", {"learners 1 to 4": (0, 1, 2, 3), "learners 5 to 6": (4, 5)}),
        ("3-learners", {"learners 1 to 3": (0, 1, 2), "learners 4 to 6": (3, 4, 5)}),
        ("Group", {"no group": (0, 1, 2, 3, 4, 5)}),
    ],
)
def test_a_return_is_split(host: RecordingHost, tmp_path: Path, by: str, parts: dict[str, tuple[int, ...]]) -> None:
    before = host.path.read_bytes()
    host.typed = [{"by": by}]
    ribbon.run("split_return", host, NOW)
    ((title, (asked,)),) = host.forms
    assert title == "How shall the return be split?"
    assert asked.choices == ("programme", "start month", "employer", "group", "campus")
    assert host.asked == ["Where shall the files be saved?"]
    files = written(tmp_path)
    assert [references(file) for file in files] == [refs(*numbers) for numbers in parts.values()]
    lines = [
        f"{file.name}: {label}, {len(numbers)} learner{'s' if len(numbers) > 1 else ''}"
        for file, (label, numbers) in zip(files, parts.items(), strict=True)
    ]
    assert host.shown == [("Write these files?", lines)]
    count = f"{len(files)} return{'s' if len(files) > 1 else ''}"
    assert host.told == ["\n".join([f"Saved {count} in out, with a list of them (CSV).", *lines])]
    assert len(list((tmp_path / "out").glob("Parts of Return *.csv"))) == 1
    assert host.path.read_bytes() == before


def test_selected_rows_do_not_count_for_a_split(host: RecordingHost, tmp_path: Path) -> None:
    host.rows, host.typed = ("Learners", (2,)), [{"by": "500"}]
    ribbon.run("split_return", host, NOW)
    assert [references(file) for file in written(tmp_path)] == [refs(0, 1, 2, 3, 4, 5)]


def test_another_way_to_split_is_asked_again(host: RecordingHost, tmp_path: Path) -> None:
    host.typed = [{"by": "colour"}, {"by": "0"}, {"by": "start month"}]
    ribbon.run("split_return", host, NOW)
    assert host.told[0].startswith("A return cannot be split by colour. Split by programme, start-month, ")
    assert [form[1][0].default for form in host.forms] == ["programme", "colour", "0"]
    assert sum(len(references(file)) for file in written(tmp_path)) == 6


@pytest.mark.parametrize("declined", ["form", "folder", "parts"])
def test_a_split_may_be_left_at_every_step(path: Path, tmp_path: Path, declined: str) -> None:
    host = RecordingHost(path, None if declined == "folder" else tmp_path / "out")
    host.typed = [None if declined == "form" else {"by": "campus"}]
    host.answers = [declined != "parts"]
    ribbon.run("split_return", host, NOW)
    assert host.told == ["Nothing was written."]
    assert not (tmp_path / "out").exists()


def test_many_parts_are_not_all_told_and_more_than_99_are_refused(tmp_path: Path) -> None:
    learners = learners_of(YEAR, 100)
    host = RecordingHost(made_book(tmp_path / "Many.xlsx", learners), tmp_path / "out")
    host.typed = [{"by": "1"}, {"by": "10"}]
    ribbon.run("split_return", host, NOW)
    assert host.told.pop().startswith("Many.xlsx would be 100 parts, but serial numbers from 1 end at 99.")
    assert not (tmp_path / "out").exists()
    ribbon.run("split_return", host, NOW)
    assert host.told.pop().endswith("\nand 4 more")
    assert len(written(tmp_path)) == 10
