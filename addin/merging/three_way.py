"""What becomes of two changed copies of a workbook: cells and rows to take over from B into A, and conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from addin.merging.book_rows import BookRow, BookRows, plain
from addin.merging.conflicts import Choices, Conflict, Origins
from addin.merging.row_matching import RowPairs, paired
from addin.ooxml import Value
from addin.sheets.reading import SheetPlace
from ilr_core.model import plain_text
from workbook_templates.layout import SheetLayout

WHOSE = ("LearnRefNumber", "AimSeqNumber")
DELETED, CHANGED, ADDED_UNDER = "deleted", "changed", "has new rows under it"


@dataclass(frozen=True, slots=True)
class TakenCell:
    """A cell of a row of A that gets what B has; ``origin`` says who changed it in B."""

    row: BookRow
    header: str
    value: Value
    origin: str


@dataclass
class Merge:
    """What to do to A. ``added`` are rows of B, parents first; ``deleted`` rows of A; ``open`` what is not decided.

    ``same_row`` tells the row of A that is a row of B, by B's place.
    """

    cells: list[TakenCell] = field(default_factory=list)
    added: list[BookRow] = field(default_factory=list)
    deleted: list[BookRow] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    open: list[Conflict] = field(default_factory=list)
    same_row: dict[SheetPlace, BookRow] = field(default_factory=dict)
    added_by: dict[SheetPlace, str] = field(default_factory=dict)
    deleted_by: dict[SheetPlace, str] = field(default_factory=dict)


def three_way(base: BookRows, a: BookRows, b: BookRows, choices: Choices) -> Merge:
    """Compares both copies with what they were copied from, sheet by sheet."""
    return _ThreeWay(base, a, b, choices).merge()


class _ThreeWay:
    def __init__(self, base: BookRows, a: BookRows, b: BookRows, choices: Choices):
        self._base, self._a, self._b, self._choices = base, a, b, choices
        self._of_a, self._of_b = Origins(a, base), Origins(b, base)
        self._layouts = base.book.reading.layout.sheets
        self._in_a = {name: self._pairs(name, a) for name in self._layouts}
        self._in_b = {name: self._pairs(name, b) for name in self._layouts}
        self._result = Merge()

    def _pairs(self, name: str, copy: BookRows) -> RowPairs:
        return paired(self._base.by_sheet.get(name, []), copy.by_sheet.get(name, []), self._layouts[name])

    def merge(self) -> Merge:
        self._match_rows()
        lost_in_a, lost_in_b = self._deletions()
        for name, layout in self._layouts.items():
            for row in self._base.by_sheet.get(name, []):
                mine, theirs = self._in_a[name].found.get(row.place), self._in_b[name].found.get(row.place)
                if mine is not None and theirs is not None:
                    self._compare(row.cells, mine, theirs, layout)
            both = paired(self._in_b[name].added, self._in_a[name].added, layout, by_id=False)
            for place, mine in both.found.items():
                theirs = self._b.by_place[place]
                self._result.same_row[place] = mine
                self._compare({}, mine, theirs, layout)
            for theirs in both.gone:
                if theirs.place not in lost_in_a:
                    self._add(theirs, self._of_b.of(theirs, ""))
        for theirs in self._restored(lost_in_a):
            self._add(theirs, "kept, though A deleted it")
        self._delete(lost_in_b)
        self._result.added.sort(key=lambda row: [*self._layouts].index(row.sheet))
        return self._result

    def _match_rows(self) -> None:
        for name in self._layouts:
            for place, theirs in self._in_b[name].found.items():
                mine = self._in_a[name].found.get(place)
                if mine is not None:
                    self._result.same_row[theirs.place] = mine

    def _add(self, row: BookRow, origin: str) -> None:
        self._result.added.append(row)
        self._result.added_by[row.place] = origin

    def _compare(self, before: object, mine: BookRow, theirs: BookRow, layout: SheetLayout) -> None:
        assert isinstance(before, dict)
        for header, value in theirs.cells.items():
            old, here = before.get(header), mine.cells.get(header)
            if value in (here, old):
                continue
            column = layout.by_header[header]
            said, known, was = plain(value, column), plain(here, column), plain(old, column)
            if said in (known, was):
                continue
            if known != was and self._side(self._field_conflict(header, old, mine, theirs)) != "b":
                continue
            self._result.cells.append(TakenCell(mine, header, value, self._of_b.of(theirs, header)))

    def _field_conflict(self, header: str, old: Value, mine: BookRow, theirs: BookRow) -> Conflict:
        was = BookRow(mine.sheet, mine.place, "", {header: old}, None, "", None).text(header)
        return Conflict(
            len(self._result.conflicts) + 1, mine.learner, mine.aim, mine.sheet, header, was, mine.text(header),
            theirs.text(header), self._of_a.of(mine, header), self._of_b.of(theirs, header),
        )  # fmt: skip

    def _side(self, conflict: Conflict) -> str | None:
        """The side the user has chosen; a conflict that is open is noted, and nothing of it done."""
        self._result.conflicts.append(conflict)
        side = self._choices.of(conflict)
        if side is None:
            self._result.open.append(conflict)
        return side

    def _deletions(self) -> tuple[dict[SheetPlace, bool], dict[SheetPlace, bool]]:
        """Rows of B under what A deleted, and rows of A under what B deleted; whether each is to go in the end."""
        in_a = self._lost(self._in_a, self._in_b, self._b, deleted_by_a=True)
        in_b = self._lost(self._in_b, self._in_a, self._a, deleted_by_a=False)
        return in_a, in_b

    def _lost(
        self, gone_in: dict[str, RowPairs], kept_in: dict[str, RowPairs], keeper: BookRows, *, deleted_by_a: bool
    ) -> dict[SheetPlace, bool]:
        """Rows of ``keeper`` that stand in, or under, what the other copy deleted; True if they go."""
        gone = {row.place: row for pairs in gone_in.values() for row in pairs.gone}
        base_of = {row.place: place for pairs in kept_in.values() for place, row in pairs.found.items()}
        groups: dict[SheetPlace, list[BookRow]] = {}
        for row in keeper.by_place.values():
            anchor = self._anchor(row, keeper, base_of)
            if anchor in gone:
                groups.setdefault(self._top(anchor, gone), []).append(row)
        lost: dict[SheetPlace, bool] = {}
        for top, rows in groups.items():
            changes = [word for row in rows if (word := self._changed(row, base_of))]
            goes = True
            if changes:
                side = self._side(self._row_conflict(gone[top], rows, changes, deleted_by_a=deleted_by_a))
                goes = side == ("a" if deleted_by_a else "b")
            lost |= dict.fromkeys((row.place for row in rows), goes)
        return lost

    def _anchor(self, row: BookRow, book: BookRows, base_of: dict[SheetPlace, SheetPlace]) -> SheetPlace | None:
        """The base's row that a row is, or under which it was added."""
        current: BookRow | None = row
        while current is not None and current.place not in base_of:
            current = book.by_place.get(current.parent) if current.parent is not None else None
        return base_of[current.place] if current is not None else None

    def _top(self, place: SheetPlace, gone: dict[SheetPlace, BookRow]) -> SheetPlace:
        """The highest row above a deleted one that is deleted as well."""
        while (parent := gone[place].parent) is not None and parent in gone:
            place = parent
        return place

    def _changed(self, row: BookRow, base_of: dict[SheetPlace, SheetPlace]) -> str:
        place = base_of.get(row.place)
        if place is None:
            return ADDED_UNDER
        before, layout = self._base.by_place[place], self._layouts[row.sheet]
        fields = [
            header for header, value in row.cells.items()
            if value != before.cells.get(header)
            and plain(value, layout.by_header[header]) != plain(before.cells.get(header), layout.by_header[header])
        ]  # fmt: skip
        return f"{CHANGED} ({', '.join(fields)})" if fields else ""

    def _row_conflict(
        self, top: BookRow, rows: Sequence[BookRow], changes: Sequence[str], *, deleted_by_a: bool
    ) -> Conflict:
        deleter, keeper = (self._of_a, self._of_b) if deleted_by_a else (self._of_b, self._of_a)
        what = "; ".join(dict.fromkeys(changes))
        who_changed = next((by for row in rows if "change" in (by := keeper.of(row, ""))), keeper.of(rows[0], ""))
        who_deleted = deleter.of_id(top.place[0], top.row_id)
        sides = [(DELETED, who_deleted), (what, who_changed)]
        (a, a_by), (b, b_by) = sides if deleted_by_a else reversed(sides)
        number = len(self._result.conflicts) + 1
        return Conflict(number, top.learner, top.aim, top.sheet, "", f"the row {_named(top)}", a, b, a_by, b_by)

    def _restored(self, lost_in_a: dict[SheetPlace, bool]) -> Iterator[BookRow]:
        """Rows of B that A deleted and the user wants to keep."""
        for place, goes in lost_in_a.items():
            if not goes and place not in self._result.same_row:
                yield self._b.by_place[place]

    def _delete(self, lost_in_b: dict[SheetPlace, bool]) -> None:
        for place, goes in lost_in_b.items():
            if goes:
                row = self._a.by_place[place]
                self._result.deleted.append(row)
                self._result.deleted_by[place] = self._of_b.of_id(row.place[0], row.row_id)


def _named(row: BookRow) -> str:
    """A row by its first cells, but for the keys that say whose it is."""
    texts = [row.text(header) for header in row.cells if header not in WHOSE]
    return " ".join([text for text in texts if text][:3]) or plain_text(row.place[1])
