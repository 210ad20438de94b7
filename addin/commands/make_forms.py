"""Makes forms for learners: files that go to them, and the rows of the sheet Forms by which they are known again."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from addin.books.book import Book, open_book
from addin.commands.export_choice import Choose
from addin.forms.book_form import book_form
from addin.forms.details import fingerprints, shown_details
from addin.forms.passwords import Passwords
from addin.forms.register import issued_forms, new_form_id, note_made
from addin.forms.web_form import Blank, web_form
from addin.hosts.port import Host
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.model import Learner
from workbook_templates import names as book_names

Maker = Callable[[Blank, Catalogue, str], bytes]
KINDS: Mapping[str, Maker] = {"xlsx": book_form, "html": web_form}
SHOWN = 5
LONGEST_WORDS = 120


@dataclass(frozen=True)
class MadeForms:
    """The names of the files by LearnRefNumber, and where they are."""

    folder: Path
    files: Mapping[str, tuple[str, ...]]


def make_forms(
    host: Host,
    folder: Path,
    *,
    now: datetime,
    kinds: Collection[str] = ("xlsx", "html"),
    choose: Choose | None = None,
    passwords: Passwords | None = None,
    provider: str = "",
    back: str = "",
    year: str | None = None,
) -> MadeForms:
    """Makes a form of each kind for every learner, or those chosen, and notes them on the sheet Forms.

    ``provider`` is the name under which the forms ask, ``back`` says how to return them ("upload it to Moodle"). Raises
    InputError, and makes nothing, for learners without a LearnRefNumber of their own or without a password where others
    have one, and for a workbook that cannot be saved.
    """
    book = open_book(host, year)
    for finding in book.findings:
        if finding.fields[0][0] == book_names.YEAR:
            raise InputError(finding.message)
    learners = list(choose(host, book)) if choose else book.reading.learners
    given = passwords or Passwords()
    _refuse(host, book, learners, given)
    issued_forms(host)  # a workbook without the sheet is refused before anything is made
    folder.mkdir(parents=True, exist_ok=True)
    basis = Blank("", "", {}, " ".join(provider.split())[:LONGEST_WORDS], " ".join(back.split())[:LONGEST_WORDS])
    with tempfile.TemporaryDirectory(dir=folder, prefix=".ilr-") as draft:
        files: dict[str, tuple[str, ...]] = {}
        noted: list[tuple[str, str, Mapping[str, str]]] = []
        for number, learner in enumerate(learners):
            host.progress("Making forms", number, len(learners))
            reference = learner.LearnRefNumber or ""
            form = new_form_id()
            shown = shown_details(learner, book.year)
            blank = replace(basis, form=form, learner=reference, shown=shown)
            files[reference] = _written(Path(draft), blank, book.year, kinds, given.of(reference))
            noted.append((form, reference, fingerprints(learner, form, book.year)))
        note_made(host, noted, now)
        host.save()
        for name in (name for names in files.values() for name in names):
            (Path(draft) / name).replace(folder / name)
    return MadeForms(folder, files)


def _written(folder: Path, blank: Blank, year: Catalogue, kinds: Collection[str], password: str) -> tuple[str, ...]:
    """Writes the files of one form; their names have its id and nothing of the learner."""
    names = []
    for kind in kinds:
        name = f"Form {blank.form}.{kind}"
        (folder / name).write_bytes(KINDS[kind](blank, year, password))
        names.append(name)
    return tuple(names)


def _refuse(host: Host, book: Book, learners: Collection[Learner], passwords: Passwords) -> None:
    """Raises InputError for what would make forms that nobody can be sure of."""
    if not learners:
        raise InputError(f"{host.title} has no learners yet. Type or import them first.")
    references = Counter(learner.LearnRefNumber or "" for learner in book.reading.learners)
    doubtful = sorted({one.LearnRefNumber or "" for one in learners if references[one.LearnRefNumber or ""] > 1})
    if "" in {one.LearnRefNumber or "" for one in learners}:
        raise InputError("A learner has no LearnRefNumber, by which the form would be known again. Type one first.")
    if doubtful:
        raise InputError(
            f"Several learners have the LearnRefNumber {', '.join(doubtful[:SHOWN])}. Give each one of their own first."
        )
    if passwords.are_given:
        without = [one.LearnRefNumber or "" for one in learners if not passwords.of(one.LearnRefNumber or "")]
        if without:
            raise InputError(
                f"There is no password for {', '.join(without[:SHOWN])}"
                f"{' and others' if len(without) > SHOWN else ''}. Add them to the password file, or give --password."
            )
    refusal = host.refusal()
    if refusal:
        raise InputError(refusal)
