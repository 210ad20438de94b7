"""New apprentices written for the apprenticeship service, and the service's list brought onto the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from addin.apprenticeship_service.compared import ServiceComparison, compare_listed, status_of
from addin.apprenticeship_service.export_file import Listed, read_listed
from addin.apprenticeship_service.new_apprentices import COLUMNS, Given, NewApprentice, new_apprentice, service_start
from addin.books.book import Book, open_book
from addin.commands.check import judged, mark_book
from addin.commands.export_choice import Choose
from addin.commands.new import draft_of
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.sealing.status import book_seals
from addin.sheets.addresses import address
from addin.sheets.row_ids import give_row_ids
from ilr_core.errors import InputError
from ilr_core.funding.programmes import programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Learner, Spot

KIND = ".csv"


@dataclass(frozen=True)
class Upload:
    """The rows of an upload and who is refused; ``path`` is None, and nothing was written, if nobody is left."""

    path: Path | None
    written: tuple[NewApprentice, ...]
    refused: tuple[NewApprentice, ...]


@dataclass(frozen=True)
class ServiceCheck:
    """The comparison, how many lines the list has, the cells of spots, and where the marked book is (else None)."""

    compared: ServiceComparison
    lines: int
    cells: Mapping[Spot, str]
    marked: Path | None


def started_from(day: date) -> Choose:
    """Chooses the learners whose apprenticeship began on a day or later."""

    def choose(_: Host, book: Book) -> Sequence[Learner]:
        found = ((one, programmes_of(one)) for one in book.reading.learners)
        return [one for one, spells in found if spells and service_start(spells[-1]) >= day]

    return choose


def upload_apprentices(
    host: Host,
    target: Path,
    *,
    now: datetime,
    choose: Choose,
    given: Given,
    year: str | None = None,
    knowledge: Knowledge | None = None,
) -> Upload:
    """Writes the chosen learners whom the service would take; the workbook is only read.

    Raises InputError for a name that does not end in .csv or is taken, and for weeks of a learner who is not chosen.
    """
    if target.suffix.lower() != KIND:
        raise InputError(f"{target.name} must end in {KIND}. Choose a name like New apprentices{KIND}.")
    if target.exists():
        raise InputError(
            f"{target} is there already and is not overwritten. Choose another name, or move it away first."
        )
    book = open_book(host, year)
    known = loaded_knowledge() if knowledge is None else knowledge
    chosen = choose(host, book)
    if strange := given.weeks.keys() - {one.text("LearnRefNumber") for one in chosen}:
        raise InputError(f"Weeks are given for {min(strange)}, who is none of the learners chosen. Mend the spelling.")
    made = [new_apprentice(one, given, known, now.date(), book.year.year) for one in chosen]
    blocked = book.reading.blocked
    unread = ("cells of this learner cannot be read; check the workbook and mend them.",)
    made = [replace(one, reasons=(*one.reasons, *unread)) if one.learner in blocked else one for one in made]
    made = _without_twins(made)
    written = tuple(one for one in made if not one.reasons)
    refused = tuple(one for one in made if one.reasons)
    if not written:
        return Upload(None, (), refused)
    with draft_of(target) as draft:
        draft.write_bytes(_as_csv(written))
        draft.replace(target)
    return Upload(target, written, refused)


def compare_with_service(
    host: Host,
    list_file: Path,
    *,
    now: datetime,
    year: str | None = None,
    mark: bool = True,
    knowledge: Knowledge | None = None,
) -> ServiceCheck:
    """Checks the workbook and compares it with the service's list; with ``mark`` marks and lists both.

    Data cells are not touched. Raises InputError for a file that is no such list.
    """
    listed = read_listed(list_file)
    book = open_book(host, year)
    known = loaded_knowledge() if knowledge is None else knowledge
    lars = known.registers.LARS

    def title_of(code: int) -> str:
        entry = lars.standard(code) if lars else None
        return entry.StandardName if entry else ""

    found = compare_listed(listed, book.reading.learners, title_of)
    spots = {spot for one in found.findings for spot in one.spots}
    cells = {spot: cell for spot in spots if (cell := address(spot, book.reading))}
    if not mark:
        return ServiceCheck(found, len(listed), cells, None)
    report = judged(book, host, now, known)
    host.progress("Marking the workbook")
    give_row_ids(host, book.reading)
    findings = sorted([*report.findings, *found.findings], key=lambda one: one.order)
    findings += [_without_cell(one) for one in found.only_there]
    mark_book(host, book, replace(report, findings=tuple(findings)), now, known, book_seals(host, book))
    return ServiceCheck(found, len(listed), cells, host.save())


def _without_cell(line: Listed) -> Finding:
    words = f"Line {line.line} of the service's list ({status_of(line)}) fits no apprentice here."
    return Finding("Service", "warning", None, None, "Learner", (("ULN", line.uln),), words, (), (-1,))


def _without_twins(made: Sequence[NewApprentice]) -> list[NewApprentice]:
    """The service takes a ULN and an email address once in a file: the first row has it."""
    seen: dict[tuple[str, str], str] = {}
    found = []
    for one in made:
        twins = []
        for name in ("ULN", "EmailAddress"):
            key = (name, one.cells.get(name, "").casefold())
            if key[1] and key in seen:
                twins.append(f"{name} is that of {seen[key]} too; the service takes it once.")
            elif not one.reasons:
                seen[key] = one.reference
        found.append(replace(one, reasons=(*one.reasons, *twins)) if twins else one)
    return found


def _as_csv(rows: Sequence[NewApprentice]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([one.cells[name] for name in COLUMNS] for one in rows)
    return out.getvalue().encode("utf-8")
