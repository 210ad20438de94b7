"""The learner whom the selected row is about, and the aim: on a data sheet, or wherever a row names a learner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from addin.books.book import Book
from addin.hosts.port import Host
from addin.ooxml import Value
from addin.sheets.addresses import sheet_of
from addin.sheets.columns import plain_header
from addin.sheets.places import split_place
from ilr_core.errors import InputError
from ilr_core.model import Learner, LearningDelivery, Record

HEADER_ROWS = 80
SHOWN = 3
LEARNER_HEADERS = ("LearnRefNumber", "Learner")
AIM_HEADERS = ("AimSeqNumber", "Aim")
ASK = "Select a row of one learner: on Learners, Aims or another data sheet, or on a sheet that names learners."


@dataclass(frozen=True, slots=True)
class Selected:
    """What is selected: a learner, one of their aims if the rows are about that alone, and the column's header."""

    learner: Learner
    aim: LearningDelivery | None
    header: str


def selected_learner(host: Host, book: Book) -> Selected:
    """The learner of the selected rows. Raises InputError if they are about none, or about several."""
    chosen = host.selected_rows()
    rows = _owned(book, *chosen) if chosen else []
    rows = rows or (_named(host, book, *chosen) if chosen else [])
    learners = list(dict.fromkeys(learner for learner, _ in rows))
    if not learners:
        raise InputError(ASK)
    if len(learners) > 1:
        names = ", ".join(str(one.LearnRefNumber) for one in learners[:SHOWN])
        more = " ..." if len(learners) > SHOWN else ""
        raise InputError(f"The selected rows are about several learners: {names}{more}. {ASK}")
    aims = list(dict.fromkeys(aim for _, aim in rows))
    return Selected(learners[0], aims[0] if len(aims) == 1 else None, _header(host, book))


Found = tuple[Learner, LearningDelivery | None]


def _owned(book: Book, sheet: str, rows: Sequence[int]) -> list[Found]:
    """Whose the rows of a data sheet are."""
    wanted = set(rows)
    found: dict[int, Found] = {}
    for learner in book.reading.learners:
        for record in learner.walk():
            place = split_place(record.place) if record.place is not None else None
            if place and place[0] == sheet and place[1] in wanted:
                found.setdefault(place[1], (learner, _aim_of(record)))
    return list(found.values())


def _aim_of(record: Record | None) -> LearningDelivery | None:
    while record is not None and not isinstance(record, LearningDelivery):
        record = record.parent
    return record


def _named(host: Host, book: Book, sheet: str, rows: Sequence[int]) -> list[Found]:
    """Whom the rows of any other sheet name, such as Problems: in the column of the heading next above."""
    data = next((one for one in host.read_sheets() if one.name == sheet), None)
    if data is None or sheet_of(sheet, book.reading) is not None:
        return []
    by_reference = {(one.LearnRefNumber or "").casefold(): one for one in book.reading.learners}
    found: list[Found] = []
    for row in rows:
        learner = by_reference.get(_under(data.rows, row, LEARNER_HEADERS).casefold())
        if learner is not None and learner.LearnRefNumber:
            number = _under(data.rows, row, AIM_HEADERS)
            aims = [aim for aim in learner.LearningDelivery if str(aim.AimSeqNumber) == number]
            found.append((learner, aims[0] if len(aims) == 1 else None))
    return found


def _under(rows: Sequence[Sequence[Value]], row: int, headers: Sequence[str]) -> str:
    """What a row (from 1) holds in the column that one of the headers heads; empty if there is none."""
    wanted = {plain_header(header) for header in headers}
    for number in range(min(row - 1, HEADER_ROWS), 0, -1):
        for column, value in enumerate(rows[number - 1] if number <= len(rows) else ()):
            if isinstance(value, str) and plain_header(value) in wanted:
                cells = rows[row - 1] if row <= len(rows) else ()
                held = cells[column] if column < len(cells) else None
                return "" if held is None else str(held).strip()
    return ""


def _header(host: Host, book: Book) -> str:
    """The header of the selected cell's column on a data sheet; empty elsewhere."""
    cell = host.selected()
    sheet = sheet_of(cell[0], book.reading) if cell else None
    if cell is None or sheet is None:
        return ""
    return next((header for header, number in sheet.numbers.items() if number == cell[2]), "")
