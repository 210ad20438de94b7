"""Whatever is done to the log behind the tool's back is found, and the entry named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from addin.audit import entries_of, verdict_on, verify
from addin.audit.chain import chained, signed_run
from addin.audit.heads import head_of
from addin.audit.trail import trail_of
from addin.audit.trouble import Trouble
from addin.hosts.file_host import FileHost
from addin.keys import SigningKey, own_public_key, trust
from tests.audit.made import NAMES, Place, change, kinds, proof_columns
from tests.commands.made import edited

Tamper = Callable[[Worksheet, dict[str, int]], None]
FIRST_ROW = 2  # entry 1 stands in row 2, and so on


def edit(page: Worksheet, at: dict[str, int]) -> None:
    page.cell(6, at["New"]).value = "Forged"


def edit_reason(page: Worksheet, at: dict[str, int]) -> None:
    page.cell(6, at["Reason"]).value = "a better one"


def edit_time(page: Worksheet, at: dict[str, int]) -> None:
    page.cell(6, at["When"]).value = page.cell(2, at["When"]).value


def edit_with_its_hash(page: Worksheet, at: dict[str, int]) -> None:
    edit(page, at)
    _renew(page, at, 5, 5)


def remove(page: Worksheet, at: dict[str, int]) -> None:
    page.delete_rows(6)


def remove_and_renumber(page: Worksheet, at: dict[str, int]) -> None:
    page.delete_rows(6)
    for row in range(6, 9):
        page.cell(row, at["Entry"]).value = row - 1


def swap_rows(page: Worksheet, at: dict[str, int]) -> None:
    for column in range(1, len(at) + 1):
        one, other = page.cell(5, column), page.cell(6, column)
        one.value, other.value = other.value, one.value


def swap_contents(page: Worksheet, at: dict[str, int]) -> None:
    for column in range(1, at["Undoes"] + 1):
        one, other = page.cell(5, column), page.cell(6, column)
        one.value, other.value = other.value, one.value


def cut_tail(page: Worksheet, at: dict[str, int]) -> None:
    page.delete_rows(8, 2)


def add_row(page: Worksheet, at: dict[str, int]) -> None:
    page.append([9, None, "Nobody", "test", "D00001", None, "Learners", "L1", "Email", "", "x@example.org"])


def repeat(page: Worksheet, at: dict[str, int]) -> None:
    page.append([page.cell(9, column).value for column in range(1, len(at) + 1)])


def take_proof_away(page: Worksheet, at: dict[str, int]) -> None:
    page.cell(6, at["Hash"]).value = None


def take_signature_away(page: Worksheet, at: dict[str, int]) -> None:
    page.cell(7, at["Signed"]).value = None


def swap_signature(page: Worksheet, at: dict[str, int]) -> None:
    page.cell(7, at["Signed"]).value = page.cell(9, at["Signed"]).value


def lose_the_id(page: Worksheet, at: dict[str, int]) -> None:
    page.cell(2, at["Trail"]).value = None


def _renew(page: Worksheet, at: dict[str, int], first: int, last: int) -> None:
    """New hashes from an entry on, as the tool itself would make them."""
    book = page.parent
    assert book is not None
    book.save(_renew.path)  # type: ignore[attr-defined]
    trail = trail_of(FileHost(_renew.path))  # type: ignore[attr-defined]
    assert trail is not None
    entries = [one.entry for one in trail.entries if first <= one.number <= last]
    for one in chained(entries, trail.hash_at(first - 1), first):
        page.cell(one.number + 1, at["Hash"]).value = one.hash


CASES: dict[str, tuple[Tamper, list[tuple[str, int | None]]]] = {
    "edited": (edit, [("edited", 5)]),
    "reason edited": (edit_reason, [("edited", 5)]),
    "time edited": (edit_time, [("edited", 5)]),
    "edited with its hash": (edit_with_its_hash, [("edited", 6), ("rewritten", 5)]),
    "removed": (remove, [("removed", 5)]),
    "removed and renumbered": (
        remove_and_renumber,
        [
            ("edited", 5),
            ("edited", 6),
            ("edited", 7),
            ("signature", 5),
            ("signature", 7),
            ("unsigned", 5),
            ("rewritten", 5),
        ],
    ),
    "rows swapped": (swap_rows, [("reordered", 4)]),
    "contents swapped": (swap_contents, [("edited", 4), ("edited", 5)]),
    "tail cut": (cut_tail, [("cut", 7)]),
    "row added by hand": (add_row, [("added", None)]),
    "row repeated": (repeat, [("added", 8)]),
    "proof taken away": (take_proof_away, [("added", 5), ("removed", 5)]),
    "signature taken away": (take_signature_away, [("unsigned", 5), ("signature", 6)]),
    "signature of another run": (swap_signature, [("signature", 6), ("unsigned", 5), ("signature", 6)]),
    "id taken away": (lose_the_id, [("edited", None)]),
}


@pytest.mark.parametrize("case", CASES)
def test_tampering_in_the_workbook(place: Place, case: str) -> None:
    tamper, expected = CASES[case]
    _renew.path = place.book  # type: ignore[attr-defined]
    with edited(place.book, "Changes") as page:
        tamper(page, proof_columns(page))
    assert kinds(verify(place.book)) == expected


def test_nothing_is_wrong_with_what_was_not_touched(place: Place) -> None:
    with edited(place.book, "Changes") as page:
        page.column_dimensions["H"].width = 30
    verdict = verdict_on(place.book)
    assert (verdict.troubles, verdict.notes) == ((), ())
    assert verdict.signed_by == {"you": 8}
    moved = place.folder / "moved" / "Another name.xlsx"
    moved.parent.mkdir()
    place.book.rename(moved)
    assert verify(moved) == []


def test_the_words_name_entry_and_contents(place: Place) -> None:
    with edited(place.book, "Changes") as page:
        edit(page, proof_columns(page))
    (trouble,) = verify(place.book)
    assert trouble.sentence == ("Entry 5 (change 3, D00001 FamilyName) was edited: New is Forged, but was Third.")
    assert [one.new for one in entries_of(place.book, "d00001")] == ["First", "First First", "Forged", "Third Third"]


def lines_of(side: Path) -> list[str]:
    return side.read_text("utf-8").splitlines()


def write_lines(side: Path, lines: list[str]) -> None:
    side.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def edit_line(lines: list[str]) -> list[str]:
    return [line.replace("Third", "Forged") for line in lines]


def drop_line(lines: list[str]) -> list[str]:
    return lines[:2] + lines[4:]


def swap_lines(lines: list[str]) -> list[str]:
    return [*lines[2:4], *lines[:2], *lines[4:]]


@pytest.mark.parametrize("tamper", [edit_line, drop_line, swap_lines])
def test_tampering_in_the_side_file(place: Place, tamper: Callable[[list[str]], list[str]]) -> None:
    write_lines(place.side, tamper(lines_of(place.side)))
    found = kinds(verify(place.book))
    assert ("side file", None) in found


def test_end_of_the_side_file_cut_off(place: Place) -> None:
    write_lines(place.side, lines_of(place.side)[:-2])
    assert kinds(verify(place.book)) == [("cut", 7)]


def test_side_file_taken_away(place: Place) -> None:
    place.side.unlink()
    assert kinds(verify(place.book)) == [("side file", None)]
    change(place.book, "Fifth", minute=9)
    verdict = verdict_on(place.book)
    assert verdict.troubles == ()
    assert "the side file was not there" in "".join(verdict.notes)


def test_end_cut_off_both(place: Place) -> None:
    write_lines(place.side, lines_of(place.side)[:-2])
    with edited(place.book, "Changes") as page:
        cut_tail(page, {})
    assert ("cut", 7) in kinds(verify(place.book))


def test_end_cut_off_everywhere_but_a_head_kept_elsewhere(place: Place) -> None:
    head = verdict_on(place.book).head
    (place.folder / "data" / "heads.json").unlink()
    test_lines = lines_of(place.side)[:-2]
    write_lines(place.side, test_lines)
    with edited(place.book, "Changes") as page:
        cut_tail(page, {})
    assert verify(place.book) == []  # nothing on this computer knows
    assert kinds(verify(place.book, heads=[head_of(head.text)])) == [("cut", 7)]


def forge(place: Place, key: SigningKey | None) -> None:
    """Writes the whole log anew with other contents, as somebody would who has this tool's code."""
    with edited(place.book, "Changes") as page:
        at = proof_columns(page)
        edit(page, at)
        page.parent.save(place.book)
        trail = trail_of(FileHost(place.book))
        assert trail is not None
        run = chained([one.entry for one in trail.entries], trail.id, 1)
        for one in signed_run(run, key) if key else run:
            page.cell(one.number + 1, at["Hash"]).value = one.hash
            page.cell(one.number + 1, at["Signed"]).value = one.signed or None


def test_whole_log_written_anew(place: Place) -> None:
    forge(place, SigningKey.new())
    found = verify(place.book)
    assert kinds(found) == [("rewritten", 1), ("rewritten", 5), ("signature", 2), ("signature", 4)]
    assert "neither yours nor trusted" in found[0].sentence
    assert "New is Forged, but was Third" in found[1].sentence


def test_whole_log_written_anew_is_found_where_nothing_but_trusted_keys_is(place: Place) -> None:
    maker = own_public_key()
    assert maker is not None
    place.become("auditor")
    assert kinds(verify(place.book)) == [("rewritten", 1)]
    trust(maker, "A. Tester")
    assert verify(place.book) == []
    forge(place, SigningKey.new())
    assert kinds(verify(place.book)) == [("rewritten", 1)]
    forge(place, None)
    assert kinds(verify(place.book)) == [("unsigned", 1)]


def test_with_a_side_file_of_its_maker(place: Place, tmp_path: Path) -> None:
    maker, side = own_public_key(), place.side
    assert maker is not None
    place.become("auditor")
    trust(maker, "A. Tester")
    assert verify(place.book, side=side) == []
    with edited(place.book, "Changes") as page:
        cut_tail(page, {})
    assert verify(place.book) == []
    assert kinds(verify(place.book, side=side)) == [("cut", 7)]


def test_forged_entry_is_not_signed_by_the_next_change(place: Place) -> None:
    """Whoever goes on working does not vouch for what somebody slipped in."""
    with edited(place.book, "Changes") as page:
        at = proof_columns(page)
        row = [page.cell(9, column).value for column in range(1, len(at) + 1)]
        page.append(row)
        page.cell(10, at["New"]).value = "Slipped in"
        page.cell(10, at["Change"]).value = 5
        page.cell(10, at["Signed"]).value = None
        page.cell(10, at["Entry"]).value = 9
        page.parent.save(place.book)
        trail = trail_of(FileHost(place.book))
        assert trail is not None
        (forged,) = chained([trail.entries[-1].entry], trail.hash_at(8), 9)
        page.cell(10, at["Hash"]).value = forged.hash
    assert kinds(verify(place.book)) == [("unsigned", 9)]
    change(place.book, "Fifth", minute=9)
    assert kinds(verify(place.book)) == [("unsigned", 9)]


def test_older_copy_put_back(place: Place) -> None:
    older = place.folder / "older.xlsx"
    shutil.copy(place.book, older)
    change(place.book, "Fifth", minute=9)
    shutil.copy(older, place.book)
    found: list[Trouble] = verify(place.book)
    assert kinds(found) == [("cut", 9)]
    assert "older copy" in found[0].sentence
    assert NAMES[0] not in found[0].sentence


def test_exported_lines_are_json(place: Place) -> None:
    said: list[dict[str, Any]] = [json.loads(line) for line in lines_of(place.side)]
    assert [one["kind"] for one in said] == ["made", "saved"] * 4
