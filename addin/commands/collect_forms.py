"""Collects the forms that learners sent back: shows old and new, and takes over what is accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.books.book import Book, open_book
from addin.change_log import next_change
from addin.changes.commit import NOTHING, Change, commit
from addin.changes.edits import edits_for
from addin.changes.future import CellEdit
from addin.forms.answer_files import Answers, read_answers
from addin.forms.comparison import Detail, compared, line
from addin.forms.details import put_detail
from addin.forms.passwords import Passwords
from addin.forms.register import IssuedForm, issued_forms, note_answered
from addin.hosts.port import Host
from addin.wording import counted
from ilr_core.errors import InputError
from ilr_core.model import Learner, copied
from workbook_templates import names as book_names
from workbook_templates.forms_sheet import FORMS

COMMAND = "forms collect"
REASON = "learner's form"
KINDS = ("json", "txt", "xlsx")
PAGES = ("html", "htm")
"""No answers, but what a learner may send back instead of them: reading one says so."""
SHOWN = 40


@dataclass(frozen=True)
class Collected:
    """What became of the files: the change (None if the user would rather not), and the files that were refused.

    ``taken`` answers were taken over, ``not_taken`` were in doubt, had a problem or were not accepted; ``answered`` is
    the number of learners who answered.
    """

    change: Change | None
    answered: int
    taken: int
    not_taken: int
    refused: tuple[str, ...]


def collect_forms(
    host: Host,
    paths: Sequence[Path],
    *,
    who: str,
    now: datetime,
    passwords: Passwords | None = None,
    accept: Collection[str] = (),
    year: str | None = None,
) -> Collected:
    """Reads answered forms and changes the learners accordingly, shown first, as one change of the log.

    ``accept`` keeps to some answers: ``A0001`` are those of a learner, ``A0001:Postcode`` is one, also if it is in
    doubt. Without it everything is taken that has no problem and is not in doubt. A file that cannot be used is told,
    and does not stop the others. Raises InputError for a name in ``accept`` that no answer has.
    """
    book = open_book(host, year)
    for finding in book.findings:
        if finding.fields[0][0] == book_names.YEAR:
            raise InputError(finding.message)
    forms = issued_forms(host)
    read, refused = _read_all(host, _expanded(paths), book, forms, passwords or Passwords())
    newest, lines = _newest(read)
    details: dict[str, list[Detail]] = {}
    for reference, answers in newest.items():
        details[reference] = list(compared(_learner(book, reference), forms[answers.form], answers.given, book.year))
    accepted = _accepted(details, accept)
    lines += _lines(details, accepted, book, has_choice=bool(accept))
    pairs = [_changed(_learner(book, reference), found, book) for reference, found in accepted.items() if found]
    edits = edits_for(book.reading, pairs)
    taken = sum(map(len, accepted.values()))
    left = sum(map(len, details.values())) - taken
    question = f"Take over {counted(taken, 'answer')}?" if taken else "Note on the sheet Forms who has answered?"
    if not newest or not host.ask_yes(question, lines):
        return Collected(None if newest else NOTHING, len(newest), taken, left, tuple(refused))
    number = next_change(host)
    outcomes = {answers.form: _outcome(details[one], accepted[one], number) for one, answers in newest.items()}
    change = _made(host, book, edits, outcomes, who, now)
    return Collected(change, len(newest), taken, left, tuple(refused))


def _made(
    host: Host, book: Book, edits: Sequence[CellEdit], outcomes: Mapping[str, str], who: str, now: datetime
) -> Change:
    """Writes answers and outcomes in one saving, or nothing."""
    refusal = host.refusal()
    if refusal:
        raise InputError(refusal)
    before = note_answered(host, outcomes, now)
    if not edits:
        return Change(0, (), host.save())
    try:
        return commit(host, book.reading, edits, command=COMMAND, who=who, now=now, reason=lambda _: REASON)
    except InputError:
        # In a workbook that is open nothing else would take back what was noted.
        host.write_cells(FORMS, before)
        raise


def _expanded(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and those of folders that may be answers or are meant as such."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        files = [one for one in sorted(path.iterdir()) if one.is_file()]
        found = [one for one in files if one.suffix.lower().lstrip(".") in KINDS + PAGES]
        kept = [one for one in found if not one.name.startswith(("~$", ".~lock"))]
        if not kept:
            raise InputError(f"{path} holds no answered forms (.json, .txt, .xlsx). Name another folder, or files.")
        yield from kept


def _read_all(
    host: Host, paths: Iterator[Path], book: Book, forms: Mapping[str, IssuedForm], passwords: Passwords
) -> tuple[list[Answers], list[str]]:
    """The answers of all files that can be used, and a sentence for each of the others."""
    read, refused = [], []
    files = list(paths)

    def owner(form: str) -> str:
        return forms[form].learner if form in forms else ""

    for number, path in enumerate(files):
        host.progress("Reading answers", number, len(files))
        try:
            answers = read_answers(path, book.year, passwords, owner)
            _refuse_foreign(answers, book, forms)
            read.append(answers)
        except InputError as error:
            refused.append(str(error))
        except OSError as error:
            refused.append(f"{path.name} could not be read ({error.strerror or type(error).__name__}). Check the name.")
    for sentence in refused:
        host.tell(sentence)
    return read, refused


def _refuse_foreign(answers: Answers, book: Book, forms: Mapping[str, IssuedForm]) -> None:
    issued = forms.get(answers.form)
    if issued is None:
        raise InputError(
            f"{answers.file}: the form {answers.form[:SHOWN]} was not made from this workbook, or its row on the sheet "
            "Forms was deleted. Collect it in the workbook it was made from."
        )
    if issued.learner != answers.learner:
        raise InputError(
            f"{answers.file}: the form {issued.form} was made for {issued.learner}, but the file names "
            f"{answers.learner[:SHOWN]}, so somebody has changed it. Make the form once more."
        )
    if sum(one.LearnRefNumber == issued.learner for one in book.reading.learners) != 1:
        raise InputError(
            f"{answers.file}: there is not exactly one learner {issued.learner} in the workbook any more. "
            "Mend that first."
        )


def _newest(read: Sequence[Answers]) -> tuple[dict[str, Answers], list[str]]:
    """The newest answers of each learner, and what is said of older ones that differ."""
    newest: dict[str, Answers] = {}
    lines = []
    for answers in sorted(read, key=lambda one: one.saved):
        before = newest.get(answers.learner)
        if before is not None and (before.given != answers.given or before.form != answers.form):
            lines.append(f"{answers.learner} answered twice: {answers.file} is newer, {before.file} is not taken")
        newest[answers.learner] = answers
    return {one: newest[one] for one in sorted(newest)}, lines


def _accepted(details: Mapping[str, list[Detail]], accept: Collection[str]) -> dict[str, list[Detail]]:
    if not accept:
        return {one: [each for each in found if each.state == "new"] for one, found in details.items()}
    wanted = {one.strip() for one in accept}
    known = {*details, *(f"{one}:{each.field}" for one, found in details.items() for each in found)}
    unknown = sorted(wanted - known)
    if unknown:
        raise InputError(
            f"--accept {unknown[0][:SHOWN]}: there is no such answer. Use a LearnRefNumber, or LearnRefNumber:Field, "
            "as --preview shows them."
        )
    return {
        one: [
            each
            for each in found
            if each.state != "problem" and (f"{one}:{each.field}" in wanted or (one in wanted and each.state == "new"))
        ]
        for one, found in details.items()
    }


def _lines(
    details: Mapping[str, list[Detail]], accepted: Mapping[str, list[Detail]], book: Book, *, has_choice: bool
) -> list[str]:
    lines = []
    for reference, found in details.items():
        if not found:
            lines.append(f"{reference}: nothing new")
        for each in found:
            is_left = has_choice and each.state == "new" and each not in accepted[reference]
            taken = each in accepted[reference]
            text = line(each if not taken else Detail(each.learner, each.field, each.old, each.new), book.year)
            lines.append(f"{text} (not accepted)" if is_left else text)
    return lines


def _changed(learner: Learner, accepted: Sequence[Detail], book: Book) -> tuple[Learner, Learner]:
    twin = copied(learner)
    for one in accepted:
        put_detail(twin, one.field, one.new, book.year)
    return learner, twin


def _learner(book: Book, reference: str) -> Learner:
    return next(one for one in book.reading.learners if one.LearnRefNumber == reference)


def _outcome(details: Sequence[Detail], accepted: Sequence[Detail], change: int) -> str:
    """What the sheet Forms says of one form; no values."""
    left = [one.field for one in details if one not in accepted]
    said = [f"{counted(len(accepted), 'answer')} taken over, change {change}"] if accepted else []
    said += [f"not taken: {', '.join(left)}"] if left else []
    return "; ".join(said) or "nothing new"
