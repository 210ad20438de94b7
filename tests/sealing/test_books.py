"""Seals in workbooks: who may be sealed, what shows a change, what commands and people do to a sealed workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from addin.commands.seal_learners import seal_learners
from addin.guided_changes.change import change_learner, event_named
from addin.hosts.file_host import FileHost
from addin.hosts.sheet_lock import SheetLock
from addin.keys import signing_key, trust
from addin.ooxml import Package, SheetEditor, read_notes
from addin.roll_over.rolled_book import roll_over_book
from addin.sealing.level import level_of, set_level
from addin.sealing.sheet import kept_seals
from addin.sealing.status import seal_status, status_data, status_lines, summary
from addin.undo import undo_change
from ilr_core.errors import ExportBlocked, InputError
from tests.commands.made import NOW, book, check, column, export, records_in, value, values
from tests.sealing.verifiers import NOBODY, person, seal, seal_of, standing, yes
from workbook_templates.layout import SEALS
from workbook_templates.seals_sheet import COLUMNS, COMMENT, HEADER_ROW

REFERENCES = ["D00001", "D00002", "D00003", "D00004"]


def number(header: str) -> int:
    return 1 + [one.header for one in COLUMNS].index(header)


def typed(path: Path, sheet: str, row: int, header: str, new: object) -> None:
    put(path, sheet, {(row, column(sheet, header)): new})


def put(path: Path, sheet: str, cells: dict[tuple[int, int], object]) -> None:
    """Types into cells, much sooner than by opening the book whole."""
    host = FileHost(path)
    assert host.write_cells(sheet, cells) == []
    host.save()


def test_every_learner_without_errors_is_sealed(sealed: Path) -> None:
    assert standing(sealed) == dict.fromkeys(REFERENCES, "verified")
    assert seal(sealed).learners == ()


def test_learners_with_errors_are_refused_by_name(tmp_path: Path, sealed: Path) -> None:
    path = book(tmp_path / "Faulty.xlsx", count=4)
    typed(path, "Learners", 3, "ULN", "1061484017")
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"Nobody was sealed: D00002 has errors \(ULN_04\)"):
        seal(path, "D00001", "D00002")
    assert path.read_bytes() == before
    done = seal(path)
    assert done.learners == ("D00001", "D00003", "D00004")
    assert done.left_out == ("D00002 has errors (ULN_04)",)
    assert standing(path)["D00002"] == "unsealed"


def test_two_learners_of_one_number_cannot_be_told_apart(tmp_path: Path, sealed: Path) -> None:
    path = book(tmp_path / "Twice.xlsx", count=4)
    row = values(path, "Learners").rows[1]
    put(path, "Learners", {(9, place): content for place, content in enumerate(row, 1)})
    with pytest.raises(InputError, match=r"D00001 (is there 2 times|has errors)"):
        seal(path, "D00001")


@pytest.mark.parametrize("name", ["no sheet", "no key", "no UKPRN", "unknown learner"])
def test_what_cannot_be_sealed_stays_as_it_was(
    name: str, tmp_path: Path, sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path / "Refused.xlsx", count=2)
    if name == "no sheet":
        opened = openpyxl.load_workbook(path)
        opened[SEALS].title = "My seals"
        opened.save(path)
    if name == "no UKPRN":
        put(path, "Start", {(5, 3): None})
    before = path.read_bytes()
    words = {
        "no sheet": "has no sheet Seals",
        "no key": "no signing key yet. Make one with: ilr keys create",
        "no UKPRN": "provider number",
        "unknown learner": "no learner has the LearnRefNumber X1",
    }[name]
    if name == "no key":
        monkeypatch.setenv("ILR_DATA", str(tmp_path / "nobody"))
    chosen = ["X1"] if name == "unknown learner" else []
    with pytest.raises(InputError, match=words):
        seal(path, *chosen)
    assert path.read_bytes() == before


def test_who_says_no_seals_nobody(sealed: Path) -> None:
    typed(sealed, "Finance", 2, "AFinAmount", 1)
    before = sealed.read_bytes()
    host = FileHost(sealed)
    assert seal_learners(host, signing_key, who="Vera", now=NOW, knowledge=NOBODY) is None
    assert sealed.read_bytes() == before


CHANGES = [
    ("Learners", 2, "ULN", "1000000078", "learner: ULN 1000000000 -> 1000000078"),
    ("Aims", 2, "LearnPlanEndDate", "1/2/2030", "LearnPlanEndDate"),
    ("Finance", 2, "AFinAmount", 1, "AppFinRecord TNP 1: AFinAmount 10800 -> 1"),
    ("Aims", 2, "SOF", "110 · Greater Manchester", "SOF 105: LearnDelFAMCode 105 -> 110"),
    ("Learners", 2, "HNS", "1", "learner: new LearnerFAM (LearnFAMType HNS, LearnFAMCode 1)"),
    ("Employment", 2, "EmpId", "", "EmpId"),
]
NO_CHANGES = [
    ("Learners", 2, "FamilyName", "Other"),
    ("Learners", 2, "Ethnicity", "31"),
    ("Aims", 2, "SWSupAimId", "x"),
    ("Aims", 2, "FundModel", "36"),
    ("Learners", 2, "ULN", 1000000000),
]


@pytest.mark.parametrize(("sheet", "row", "header", "new", "words"), CHANGES)
def test_what_is_typed_later_shows(sealed: Path, sheet: str, row: int, header: str, new: object, words: str) -> None:
    assert value(sealed, sheet, 2, "LearnRefNumber") == "D00001"
    typed(sealed, sheet, row, header, new or None)
    assert standing(sealed) == dict.fromkeys(REFERENCES, "verified") | {"D00001": "changed"}
    assert words in "\n".join(status_lines(seal_status(FileHost(sealed))))


@pytest.mark.parametrize(("sheet", "row", "header", "new"), NO_CHANGES)
def test_what_moves_no_money_does_not(sealed: Path, sheet: str, row: int, header: str, new: object) -> None:
    assert value(sealed, sheet, row, header) != new
    typed(sealed, sheet, row, header, new)
    assert set(standing(sealed).values()) == {"verified"}


def test_order_of_rows_and_sheets_and_the_look_of_cells_are_no_matter(sealed: Path) -> None:
    opened = openpyxl.load_workbook(sealed)
    for name in ("Learners", "Aims", "Finance", "Aim FAMs", "Employment"):
        page = opened[name]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2) if row[1].value]
        for place, row in enumerate(reversed(rows), 2):
            for column_, content in enumerate(row, 1):
                page.cell(place, column_).value = content
                page.cell(place, column_).font = openpyxl.styles.Font(bold=True, color="FF0000")
    opened.move_sheet("Aims", -3)
    opened.move_sheet("Seals", -5)
    opened.save(sealed)
    assert set(standing(sealed).values()) == {"verified"}


def test_a_change_by_a_command_shows_and_undo_mends_it(sealed: Path) -> None:
    answers = {"field": "Postcode", "value": "CV1 2WT"}
    host = FileHost(sealed, answer=yes)
    change_learner(host, event_named("detail"), answers, learner="D00001", who="Ed", now=NOW, knowledge=NOBODY)
    found = seal_of(sealed, "D00001").verdict
    assert (found.standing, [one.field for one in found.differences]) == ("changed", ["Postcode"])
    undo_change(FileHost(sealed, answer=yes), who="Ed", now=NOW)
    assert standing(sealed)["D00001"] == "verified"


def test_who_changes_and_seals_is_told_of_four_eyes(sealed: Path) -> None:
    answers = {"field": "Postcode", "value": "CV1 2WT"}
    host = FileHost(sealed, answer=yes)
    change_learner(host, event_named("detail"), answers, learner="D00001", who="vera", now=NOW, knowledge=NOBODY)
    shown: list[str] = []
    done = seal(sealed, "D00001", answer=lambda question, lines: shown.extend(lines) or True)
    assert done.notes == ("Four eyes: Vera has also changed D00001 (see Changes). Somebody else should verify them.",)
    assert shown[0] == done.notes[0]
    assert any("Postcode ZZ99 9ZZ -> CV1 2WT" in line for line in shown)
    assert standing(sealed)["D00001"] == "verified"


def test_a_check_shows_it_on_the_row_and_the_cell(sealed: Path) -> None:
    typed(sealed, "Finance", 2, "AFinAmount", 1)
    own = len(COLUMNS) + 1
    cells = {(HEADER_ROW, own): "Own", (HEADER_ROW + 2, own): "kept"}
    put(sealed, SEALS, cells | {(HEADER_ROW + 1, number(COMMENT)): "ask the employer"})
    done = check(sealed, knowledge=NOBODY)
    assert done.seals == "4 learners: 3 verified, 1 changed since verified."
    assert value(sealed, "Learners", 2, "Status") == "▲ changed since verified"
    assert value(sealed, "Learners", 3, "Status") == "✔ verified"
    notes = read_notes(SheetEditor(Package.open(sealed), "Finance"))
    changed = column("Finance", "AFinAmount")
    assert [note[2] for note in notes if note[:2] == (2, changed)] == [
        "ILR check:\nChanged since verified: it was 10800."
    ]
    rows = values(sealed, SEALS).rows
    assert [row[0] for row in rows[HEADER_ROW:]] == ["▲ changed since", *["✔ verified"] * 3]
    assert rows[HEADER_ROW][number(COMMENT) - 1] == "ask the employer"
    assert rows[HEADER_ROW + 1][len(COLUMNS)] == "kept"
    again = check(sealed, knowledge=NOBODY)
    assert (again.seals, value(sealed, "Learners", 2, "Status")) == (done.seals, "▲ changed since verified")


def test_without_seals_a_check_says_nothing_of_them(tmp_path: Path, sealed: Path) -> None:
    path = book(tmp_path / "Plain.xlsx", count=2)
    assert check(path, knowledge=NOBODY).seals == ""
    assert value(path, "Learners", 2, "Status") == "✔"
    assert export(path, tmp_path / "out", knowledge=NOBODY).unsealed is None


def test_another_person_sees_an_unknown_key_until_they_trust_it(sealed: Path, tmp_path: Path) -> None:
    key = seal_of(sealed, "D00001").key
    assert key is not None
    with person(tmp_path / "other"):
        assert set(standing(sealed).values()) == {"unknown_key"}
        assert check(sealed, knowledge=NOBODY).seals == "4 learners: 4 sealed by an unknown key."
        assert value(sealed, "Learners", 2, "Status") == "▲ seal by an unknown key"
        with pytest.raises(ExportBlocked, match="No learner is verified"):
            export(sealed, tmp_path / "out", only_verified=True, knowledge=NOBODY)
        trust(key, "Vera from Audit")
        assert set(standing(sealed).values()) == {"verified"}
        assert seal_of(sealed, "D00001").owner == "Vera from Audit"
        (tmp_path / "other" / "keys" / "trusted.json").write_text("nonsense")
        assert "unknown key" in check(sealed, knowledge=NOBODY).seals


def test_rows_of_the_sheet_swapped_copied_or_tampered_with_are_found(sealed: Path) -> None:
    first, keys = HEADER_ROW + 1, number("LearnRefNumber")
    text = str(values(sealed, SEALS).rows[first + 1][number("Seal") - 1])
    other = text[:60] + ("A" if text[60] != "A" else "B") + text[61:]
    put(sealed, SEALS, {(first, keys): "D00002", (first + 1, keys): "D00001", (first + 2, number("Seal")): other})
    assert standing(sealed) == {"D00001": "foreign", "D00002": "foreign", "D00003": "broken", "D00004": "verified"}
    check(sealed, knowledge=NOBODY)
    states = [row[0] for row in values(sealed, SEALS).rows[HEADER_ROW:]]
    assert states == ["✖ seal of another", "✖ seal of another", "✖ seal broken", "✔ verified"]


def test_a_seal_whose_learner_is_gone_is_kept_and_said(sealed: Path) -> None:
    put(sealed, "Learners", dict.fromkeys((5, place) for place in range(1, 40)))
    status = seal_status(FileHost(sealed), fill=True)
    assert "D00004" not in standing(sealed)
    assert status_lines(status)[0].startswith("D00004  · no learner's")
    assert len(kept_seals(FileHost(sealed))) == 4
    assert summary(status.seals) == "3 learners: 3 verified."


def test_an_export_takes_the_verified_and_counts_the_others(sealed: Path, tmp_path: Path) -> None:
    typed(sealed, "Learners", 3, "DateOfBirth", "1/2/1990")
    whole = export(sealed, tmp_path / "whole", knowledge=NOBODY)
    assert (whole.learners, whole.unsealed, whole.not_verified) == (4, 1, 0)
    done = export(sealed, tmp_path / "verified", only_verified=True, knowledge=NOBODY)
    assert (done.learners, done.unsealed, done.not_verified, done.not_chosen) == (3, 0, 1, 0)
    assert [one.LearnRefNumber for one in records_in(done.path)] == ["D00001", "D00003", "D00004"]


def test_seals_do_not_travel_to_the_next_year(tmp_path: Path, sealed: Path) -> None:
    old = book(tmp_path / "Old.xlsx", "2526", count=4)
    seal(old)
    assert set(standing(old).values()) == {"verified"}
    new = tmp_path / "New.xlsx"
    roll_over_book(FileHost(old), new, now=NOW, knowledge=NOBODY)
    assert kept_seals(FileHost(new)) == []
    assert set(standing(new).values()) == {"unsealed"}


def test_status_as_data(sealed: Path) -> None:
    typed(sealed, "Finance", 2, "AFinAmount", 1)
    data = status_data(seal_status(FileHost(sealed)))
    first = data["learners"][0]
    assert (data["year"], data["level"], first["learner"], first["state"]) == ("2627", None, "D00001", "changed")
    assert first["says"] == "Vera"
    assert first["key"].startswith("ilr-key:")
    (changed,) = first["changed"]
    assert (changed["entity"], changed["field"], changed["old"], changed["new"]) == (
        "AppFinRecord", "AFinAmount", "10800", "1",
    )  # fmt: skip


def test_a_sheet_protected_before_the_first_level_is_left_to_its_user(sealed: Path) -> None:
    host = FileHost(sealed, answer=yes)
    assert host.lock_sheet("Finance", SheetLock())
    host.save()
    done = set_level(FileHost(sealed, answer=yes), "entry")
    assert done is not None
    assert done.left == ("Finance",)
    assert set_level(FileHost(sealed), "verify") is None
    assert level_of(FileHost(sealed)) == "entry"


def test_the_dashboard_counts_who_is_not_verified(sealed: Path) -> None:
    typed(sealed, "Learners", 2, "DateOfBirth", "02/03/1999")
    told = check(sealed).dashboard
    assert told is not None
    figure = told.figure("not-verified")
    assert figure.count == 1
    without = check(book(sealed.with_name("without.xlsx"), count=4)).dashboard
    assert without is not None
    assert without.figure("not-verified") is None
