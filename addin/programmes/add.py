"""Adds the learners of a list to a workbook: every record made from their programmes, judged, shown, and logged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from addin.books.book import Book, open_book, provider_message
from addin.changes.commit import Change, commit
from addin.changes.edits import edits_for
from addin.changes.future import CellEdit, FutureSheets
from addin.commands.change_check import findings_more
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.programmes.known_learners import KnownLearners, made_references
from addin.programmes.list_rows import LearnerList, list_of_rows
from addin.programmes.sheet import ProgrammesSheet, add_to_reading, read_programmes
from addin.programmes.starters import Listed, listed_rows
from addin.sheets.cells import CellInput
from addin.wording import counted, some_of
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Learner
from ilr_core.programmes import new_learner, planned_aims
from ilr_core.programmes.fields import HOURS, REFERENCE
from workbook_templates import names as book_names
from workbook_templates.layout import STATUS
from workbook_templates.marks import CLEAN_SYMBOL

COMMAND = "programmes add"
SHOWN = 3
PERSONAL = {
    "Learner", "PriorAttain", "LLDDandHealthProblem", "LearnerFAM", "LearnerEmploymentStatus",
    "EmploymentStatusMonitoring", "ProviderSpecLearnerMonitoring",
}  # fmt: skip
"""Entities of what a list says of a learner."""


@dataclass(frozen=True)
class Added:
    """What became of a list.

    ``learners`` are the LearnRefNumbers of those added (or to be added, if ``change`` is None), ``skipped`` a sentence
    for each row that is no new learner, ``missing`` the errors that the rules will find for want of personal details,
    ``warnings`` the other findings. ``change`` is None if nothing was changed.
    """

    learners: tuple[str, ...]
    skipped: tuple[str, ...]
    missing: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    change: Change | None = None


def add_learners(
    host: Host,
    rows: Iterable[Mapping[str, CellInput]],
    *,
    who: str,
    now: datetime,
    programme: str = "",
    year: str | None = None,
    knowledge: Knowledge | None = None,
) -> Added:
    """Adds learners from rows by heading, such as LearnStartDate, FamilyName, ULN, Programme; as below."""
    book = opened(host, year)
    return add_list(host, book, list_of_rows(rows, book.year), who=who, now=now, programme=programme,
                    knowledge=knowledge)  # fmt: skip


def opened(host: Host, year: str | None = None) -> Book:
    """The return of a host's workbook. Raises InputError for one of another year than asked for."""
    book = open_book(host, year)
    for finding in book.findings:
        if finding.fields[0][0] == book_names.YEAR:
            raise InputError(finding.message)
    return book


def add_list(
    host: Host,
    book: Book,
    learners: LearnerList,
    *,
    who: str,
    now: datetime,
    programme: str = "",
    knowledge: Knowledge | None = None,
) -> Added:
    """Adds every learner of a list who is not in the workbook yet, once the user has seen them and agreed.

    ``programme`` is the one of rows that name none. All are added as one change of the log, or none. Raises InputError,
    and adds nothing, for a row that cannot be used, and if the rules find an error that no missing personal detail
    explains: programme and list contradict each other, or the programme is not whole.
    """
    programmes = read_programmes(host.read_sheets(), book.year, host.title)
    listed = listed_rows(learners.rows, programmes, book.year, programme)
    new, skipped = _sorted_out(listed, book.reading.learners)
    if not new:
        return Added((), tuple(skipped))
    made = _made(new, book)
    known = loaded_knowledge() if knowledge is None else knowledge
    for trouble in known.troubles:
        host.tell(trouble)
    host.progress("Running the rules on the new learners")
    found = findings_more(book, [], [learner for _, learner in made], now, known)
    errors = [one for one in found if one.severity == "error"]
    missing = [one for one in errors if is_missing_detail(one)]
    forbidding = [one for one in errors if not is_missing_detail(one)]
    if forbidding:
        raise InputError(_forbidden(forbidding))
    warnings = [one for one in found if one.severity != "error"]
    references = tuple(learner.LearnRefNumber for _, learner in made)
    edits = [*edits_for(book.reading, (), [learner for _, learner in made]), *_statuses(book, learners, made)]
    lines = [
        *_about_list(learners, programmes, new),
        *(f"not added: {sentence}" for sentence in skipped),
        *_told("still missing", missing),
        *_told("warning", warnings),
        *(_line(one, learner) for one, learner in made),
    ]
    done = Added(references, tuple(skipped), tuple(missing), tuple(warnings))
    if not host.ask_yes(f"Add {counted(len(made), 'learner')} with all their records?", lines):
        return done
    names = {learner.LearnRefNumber: one.starter.programme.name for one, learner in made}
    change = commit(
        host, book.reading, edits, command=COMMAND, who=who, now=now,
        reason=lambda edit: f"added from the programme {names.get(edit.learner, '')}",
    )  # fmt: skip
    return Added(references, done.skipped, done.missing, done.warnings, change)


def _sorted_out(listed: Sequence[Listed], there: Sequence[Learner]) -> tuple[list[tuple[Listed, str]], list[str]]:
    """The new learners with their references, and why the others are none."""
    known = KnownLearners(there)
    new: list[Listed] = []
    skipped: list[str] = []
    for one in listed:
        reason = known.why_not(one)
        if reason:
            skipped.append(f"{one.called} ({one.where}): {reason}")
        else:
            new.append(one)
            known.add(one, one.starter.text(REFERENCE))
    given = [text for one in new if (text := one.starter.text(REFERENCE))]
    taken = [learner.text(REFERENCE) or "" for learner in there]
    made = iter(made_references(taken, given, len(new) - len(given)))
    return [(one, one.starter.text(REFERENCE) or next(made)) for one in new], skipped


def _made(new: Sequence[tuple[Listed, str]], book: Book) -> list[tuple[Listed, Learner]]:
    provider = provider_message(book.ukprn, book.year)
    made = []
    for position, (one, reference) in enumerate(new, len(book.reading.learners)):
        learner = new_learner(one.starter, reference, book.year, position)
        learner.message = provider
        for record in learner.walk():
            record.place = None
        made.append((one, learner))
    return made


def is_missing_detail(found: Finding) -> bool:
    """Whether a finding asks for a detail of the learner alone, which the list did not give or gave wrongly.

    What does not fit an aim, such as a date of birth too late for the programme, is none.
    """
    first = found.spots[0] if found.spots else None
    if first is None or first.entity not in PERSONAL:
        return False
    said = next((value for name, value in found.fields if name == first.field), "")
    return not first.field or not said or all(spot.entity in PERSONAL for spot in found.spots)


def _statuses(book: Book, learners: LearnerList, made: Sequence[tuple[Listed, Learner]]) -> list[CellEdit]:
    """What the rows of the sheet New learners say of themselves afterwards."""
    sheet = learners.sheet
    if sheet is None or STATUS not in sheet.numbers:
        return []
    add_to_reading(book.reading, sheet)
    future = FutureSheets(book.reading)
    for one, learner in made:
        text = f"{CLEAN_SYMBOL} added as {learner.LearnRefNumber}"
        future.put(sheet, one.number, STATUS, text, (learner.LearnRefNumber, None))
    return future.edits()


def _about_list(learners: LearnerList, programmes: ProgrammesSheet, new: Sequence[tuple[Listed, str]]) -> Iterator[str]:
    if learners.unknown:
        yield f"note: columns of the list that are not used: {', '.join(learners.unknown)}"
    if programmes.missing:
        yield f"note: {programmes.found.name} has no column {', '.join(programmes.missing)}"
    undated = sum(
        not one.starter.text("DateEmpStatApp") and any(map(one.starter.text, ("EmpStat", "EmpId"))) for one, _ in new
    )
    if undated:
        yield f"note: employment of {counted(undated, 'learner')} is dated the day before the start, for want of a date"


def _line(one: Listed, learner: Learner) -> str:
    """A new learner in one line, with what was made."""
    starter = one.starter
    parts = [f"{starter.programme.name}, {starter.start:%d/%m/%Y} to {starter.end:%d/%m/%Y}"]
    parts += [f"{name} {starter.text(name)}" for name in ("TNP1", "TNP2") if starter.text(name)]
    parts += [f"{starter.text(HOURS)} hours"] if starter.text(HOURS) else []
    parts.append(f"aims {' '.join(aim.reference for aim in planned_aims(starter))}")
    employer = starter.text("EmpId")
    parts += [f"EmpId {employer}"] if employer else []
    return f"{learner.LearnRefNumber}  {one.called}: {'; '.join(parts)}"


def _told(word: str, findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each rule that has findings, with the learners it is about."""
    by_rule: dict[str, dict[str, str]] = {}
    for one in findings:
        by_rule.setdefault(one.rule, {}).setdefault(one.learner or "", one.message)
    for rule, messages in by_rule.items():
        names = list(messages)
        yield f"{word}: {rule}: {messages[names[0]]} ({some_of(names, SHOWN)})"


def _forbidden(errors: Sequence[Finding]) -> str:
    told = list(_told("", errors))
    more = f" {len(told) - SHOWN:,} more rules say no." if len(told) > SHOWN else ""
    said = " ".join(line.removeprefix(": ") for line in told[:SHOWN])
    return f"The rules forbid this, so nothing was added: {said}{more} Correct the programme or the list."
