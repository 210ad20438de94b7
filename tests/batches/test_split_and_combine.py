"""Whatever return is split and combined again has the same records; what does not belong together is refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.batches.combine import Combined, combine
from addin.batches.inputs import input_at, inputs_at
from addin.batches.split import split
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, copied
from ilr_core.returns.batches import BY, split_of
from tests.batches.generated import YEARS, learners, return_file
from tests.commands.made import assert_same, header_of, learners_of, now_of, records_in

WAYS = (*BY[:-1], "1-learners", "2-learners", "500-learners")
SLOW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def by_reference(members: Sequence[Learner]) -> list[Learner]:
    return sorted(members, key=lambda one: str(one.LearnRefNumber))


def combined(paths: Sequence[Path], out: Path, year: str = "2627") -> Combined:
    return combine(inputs_at(paths), out, now=now_of(year))


@SLOW
@given(data=st.data(), year=st.sampled_from(sorted(YEARS)), by=st.sampled_from(WAYS))
def test_split_then_combined_in_any_order_is_the_same(data: st.DataObject, year: str, by: str) -> None:
    members = data.draw(learners(YEARS[year]))
    with TemporaryDirectory() as folder:
        room = Path(folder)
        whole = return_file(room / "whole.xml", members, YEARS[year])
        pieces = split(input_at(whole), split_of(by), room / "parts", now=now_of(year), knowledge=Knowledge())
        parts = [records_in(piece.path) for piece in pieces]
        assert [len(part) for part in parts] == [piece.learners for piece in pieces]
        assert len({piece.label.casefold() for piece in pieces}) == len(pieces)
        paths = data.draw(st.permutations([piece.path for piece in pieces]))
        done = combined(paths, room / "out", year)
        assert done.learners == len(members)
        together = records_in(done.path)
        assert_same([one for path in paths for one in records_in(path)], together)
        assert_same(by_reference(members), by_reference(together))
        assert header_of(done.path).schema_valid


@SLOW
@given(data=st.data(), count=st.integers(2, 4))
def test_the_order_of_files_decides_only_the_order_of_learners(data: st.DataObject, count: int) -> None:
    """Each learner in any of the files, or in several of them; now and then a clash."""
    year = YEARS["2627"]
    members = data.draw(learners(year))
    with TemporaryDirectory() as folder:
        room = Path(folder)
        files: list[list[Learner]] = [[] for _ in range(count)]
        clashing: set[str] = set()
        for one in members:
            places = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
            is_twice_the_same = data.draw(st.integers(0, 5)) > 0
            for place in sorted(places):
                twin = copied(one)
                if len(places) > 1 and place == max(places) and not is_twice_the_same:
                    twin.Postcode = "AA1 1AA"
                    clashing.add(str(one.LearnRefNumber))
                files[place].append(twin)
        paths = [return_file(room / f"{n}.xml", file, year) for n, file in enumerate(files) if file]
        outcomes = []
        for number, order in enumerate((paths, data.draw(st.permutations(paths)))):
            out = room / f"out{number}"
            if not clashing:
                done = combined(order, out)
                outcomes.append(by_reference(records_in(done.path)))
                continue
            with pytest.raises(InputError) as caught:
                combined(order, out)
            assert {
                str(one.LearnRefNumber) for one in members if str(one.LearnRefNumber) in str(caught.value)
            } == clashing
            assert not out.exists()
        if not clashing:
            assert_same(by_reference(members), outcomes[0])
            assert_same(outcomes[0], outcomes[1])


REFUSED = ["reference", "ULN", "provider", "year"]


@pytest.mark.parametrize("out", ["folder", "new.xlsx"])
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_named_and_nothing_is_written(tmp_path: Path, what: str, is_first: bool, out: str) -> None:
    year = YEARS["2627"]
    one, two, three, four = learners_of("2627", 4)
    a = return_file(tmp_path / "a.xml", [one, two], year)
    ukprn, other_year = 10000001, year
    named = ["a.xml", "b.xml"]
    if what == "reference":
        three.LearnRefNumber = two.LearnRefNumber
        named.append(str(two.LearnRefNumber))
    elif what == "ULN":
        three.ULN = one.ULN
        named += [str(one.ULN), str(one.LearnRefNumber), str(three.LearnRefNumber)]
    elif what == "provider":
        ukprn = 10000002
        named += ["10000001", "10000002"]
    else:
        other_year, (three, four) = YEARS["2526"], learners_of("2526", 4)[2:]
        named += ["2526", "2627"]
    b = return_file(tmp_path / "b.xml", [three, four], other_year, ukprn)
    with pytest.raises(InputError) as caught:
        combined([b, a] if is_first else [a, b], tmp_path / out)
    assert all(name in str(caught.value) for name in named), str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xml", "b.xml"]


def test_a_uln_that_one_return_gives_twice_itself_is_only_told(tmp_path: Path) -> None:
    one, two, three = learners_of("2627", 3)
    two.ULN = one.ULN
    a = return_file(tmp_path / "a.xml", [one, two], YEARS["2627"])
    b = return_file(tmp_path / "b.xml", [copied(one), three], YEARS["2627"])
    done = combined([a, b], tmp_path / "out")
    assert done.learners == 3
    sharing = f"{one.LearnRefNumber}, {two.LearnRefNumber}"
    told = f"ULN {one.ULN} is shared by the learners {sharing}. Correct it where it is wrong."
    assert done.remarks[1:] == (told,)
