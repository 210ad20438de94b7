"""Many returns of one provider made one: a file under its official name, or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.batches.inputs import BatchInput, tell_apart
from addin.batches.programmes import programmes_of
from addin.books.book import header_of
from addin.commands.export import folder_for_xml
from addin.commands.new import filled_book, refuse_unusable_name
from addin.wording import counted
from ilr_core.catalogue import Catalogue
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.model import Learner, SourceFile, SourceFiles, built, complete, copied, plain_text
from ilr_core.model.values import RESTRICTED
from ilr_core.returns.batches import Combination
from ilr_core.returns.file_name import FileName
from ilr_core.xml import write_checked

SHOWN = 10
STEP = 100
UNKNOWN = "_"
Progress = Callable[[str, int], None]


def _silent(words: str, done: int) -> None:
    """Shows nothing."""


@dataclass(frozen=True)
class Combined:
    """The file that was made, how many learners are in it, and remarks for the user, a sentence each."""

    path: Path
    learners: int
    remarks: tuple[str, ...] = ()


def combine(
    inputs: Sequence[BatchInput],
    out: Path,
    *,
    now: datetime,
    serial: int = 1,
    official_schema: bytes | None = None,
    progress: Progress = _silent,
) -> Combined:
    """Puts returns together, in their order; ``out`` is a folder for the XML, or the name of a workbook to make.

    Files are read twice and never held, so an XML may be larger than memory; a workbook is made in memory, and the
    programmes of the inputs' workbooks come with it. Raises InputError for returns of several providers or years, and
    for learners who are in two of them and not the same, all named; ExportBlocked for an input that cannot be read
    whole. Nothing is written then.
    """
    tell_apart(inputs)
    is_book = bool(out.suffix) and not out.is_dir()
    if is_book:
        refuse_unusable_name(out)
    found = _survey(inputs, progress)
    first = inputs[0]
    year, ukprn = first.year, first.ukprn
    assert ukprn is not None
    files = _source_files(inputs, year, now)
    learners = _chosen(inputs, found, progress)
    remarks = tuple(_remarks(found))
    if is_book:
        members, programmes = list(learners), programmes_of(inputs, year)
        filled_book(out, year, members, ukprn=ukprn, source_files=files, programmes=programmes.rows(year))
        return Combined(out, len(members), (*remarks, *programmes.remarks))
    path = out / FileName(ukprn, year.year, now, f"{serial:02}").text
    if path.exists():
        raise ExportBlocked(f"{path.name} is there already. Use another serial number, or do it again in a second.")
    with folder_for_xml(out):
        count = write_checked(path, year, header_of(ukprn, now, serial), files, learners, official_schema)
    return Combined(path, count, remarks)


def _survey(inputs: Sequence[BatchInput], progress: Progress) -> Combination:
    """Reads every input once. Raises InputError for what makes one return of them impossible."""
    found = Combination()
    for one in inputs:
        found.begin(one.title)
        for learner in one.learners():
            found.add(learner)
            if found.learners % STEP == 0:
                progress("Reading learners", found.learners)
        _refuse_stranger(one, inputs[0])
    _refuse_clashes(found)
    return found


def _refuse_clashes(found: Combination) -> None:
    clashes = [f"{one.reference or 'no LearnRefNumber'} ({', '.join(one.inputs)})" for one in found.clashes()]
    if clashes:
        raise InputError(
            f"Nothing was written: {counted(len(clashes), 'learner')} in several of these returns with the same "
            f"LearnRefNumber and different records: {_first(clashes)}. Take each out of all but one."
        )
    shared = [f"{one.uln}: {', '.join(one.references)} ({', '.join(one.inputs)})" for one in found.uln_clashes()]
    if shared:
        raise InputError(
            f"Nothing was written: {counted(len(shared), 'ULN')} in several of these returns with different "
            f"LearnRefNumbers: {_first(shared)}. Correct the ULN where it is wrong, or take the learner out of all but "
            "one."
        )


def _first(named: Sequence[str]) -> str:
    more = f" and {len(named) - SHOWN:,} more" if len(named) > SHOWN else ""
    return f"{', '.join(named[:SHOWN])}{more}"


def _refuse_stranger(one: BatchInput, first: BatchInput) -> None:
    if one.ukprn is None:
        raise InputError(f"{one.title} does not say whose return it is. Give it its provider number (UKPRN) first.")
    if one.ukprn != first.ukprn:
        raise InputError(
            f"{one.title} is a return of provider {one.ukprn}, {first.title} of {first.ukprn}. A return is one "
            "provider's; combine theirs separately."
        )
    if one.year is not first.year and one.year.year != first.year.year:
        raise InputError(
            f"{one.title} is a return of {one.year.year}, {first.title} of {first.year.year}. A return is of one year; "
            "roll the older one over first."
        )


def _chosen(inputs: Sequence[BatchInput], found: Combination, progress: Progress) -> Iterator[Learner]:
    done = 0
    for number, one in enumerate(inputs):
        changed = ExportBlocked(f"{one.title} was changed meanwhile, so nothing was written. Try again.")
        left = found.count(number)
        for learner in one.learners():
            left -= 1
            if not found.knows(number, learner):
                raise changed
            if found.takes(number, learner):
                yield learner
                done += 1
                if done % STEP == 0:
                    progress("Writing learners", done)
        if left:
            raise changed


def _source_files(inputs: Sequence[BatchInput], year: Catalogue, now: datetime) -> list[SourceFiles]:
    """The list of what the return was made from: each input, followed by what that was made from itself."""
    together = SourceFiles()
    for one in inputs:
        own = [_fitted(one.own_facts(now), year)]
        for entry in [*own, *(file for several in one.source_files for file in several.SourceFile)]:
            twin = copied(entry)
            twin.position = len(together.SourceFile)
            together.SourceFile.append(twin)
    complete(together, year)
    return [together]


def _fitted(one: SourceFile, year: Catalogue) -> SourceFile:
    """The same with texts as the schema wants them: not too long, and signs that it forbids replaced."""
    texts = {name: plain_text(value) for name in one.FIELDS if (value := one.value(name)) is not None}
    for name, text in texts.items():
        longest = year.fields["SourceFile"][name].max_length
        signs = "".join(sign if RESTRICTED.fullmatch(sign) else UNKNOWN for sign in text)
        texts[name] = (signs[:longest] if longest else signs).strip() or UNKNOWN
    built_one = built("SourceFile", texts, year)
    assert isinstance(built_one, SourceFile)
    return built_one


def _remarks(found: Combination) -> Iterator[str]:
    repeated = [one.reference for one in found.repeated()]
    if repeated:
        count = counted(len(repeated), "learner")
        yield f"{count} in several returns with the same records, taken once: {_first(repeated)}."
    for number, one in enumerate(found.shared_ulns()):
        if number == SHOWN:
            yield "More ULNs are shared by several learners; ilr check names them all."
            return
        yield f"ULN {one.uln} is shared by the learners {', '.join(one.references)}. Correct it where it is wrong."
