"""The answers to what a guided change asks, read from what a user types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from addin.sheets.cells import cell_reader
from addin.sheets.dates import typed_date
from ilr_core.catalogue import Catalogue, CodeList
from ilr_core.errors import InputError
from ilr_core.events import Answer, Event, Question
from ilr_core.events.details import DETAILS
from ilr_core.model import plain_text
from workbook_templates.codes import code_of

SHOWN = 40
LARGEST_PERCENT = 99
_WHOLE = re.compile(r"[0-9]{1,12}")
_REFERENCE = re.compile(r"[A-Za-z0-9]{1,8}")
Texts = Mapping[str, str]


def read_answers(event: Event, texts: Texts, year: Catalogue) -> dict[str, Answer]:
    """Answers by the names of the questions; blank ones are left out. Raises InputError for one that cannot be read."""
    typed = _typed(texts)
    return {question.name: _read(question, typed, year) for question in event.asks if question.name in typed}


def wrong_answers(event: Event, texts: Texts, year: Catalogue) -> dict[str, str]:
    """What is wrong with answers as typed, by the name of each question of which one cannot be read."""
    typed = _typed(texts)
    wrong = {}
    for question in event.asks:
        try:
            if question.name in typed:
                _read(question, typed, year)
        except InputError as error:
            wrong[question.name] = str(error).removeprefix(f"{label_of(question)}: ")
    return wrong


def label_of(question: Question) -> str:
    """What a question is called in words: ``Planned end``."""
    words = question.name.replace("_", " ")
    return words.upper() if words == "uln" else words.capitalize()


def _typed(texts: Texts) -> dict[str, str]:
    return {name: text.strip() for name, text in texts.items() if text.strip()}


def _read(question: Question, typed: Texts, year: Catalogue) -> Answer:
    return _READERS[question.kind](typed[question.name], question, typed, year)


def _bad(question: Question, text: str, wanted: str) -> InputError:
    return InputError(f"{label_of(question)}: '{text[:SHOWN]}' is not {wanted}.")


def _date(text: str, question: Question) -> date:
    found = typed_date(text)
    if found is None:
        raise _bad(question, text, "a date; write 14/09/2026")
    return found


def _day(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    return _date(text, question)


def _pounds(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    plain = text.replace("£", "").replace(",", "").strip()
    plain = plain.removesuffix(".00")
    if not _WHOLE.fullmatch(plain):
        raise _bad(question, text, "a whole number of pounds; write 8400")
    return int(plain)


def _whole(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    if not _WHOLE.fullmatch(text):
        raise _bad(question, text, "a whole number; write its digits only")
    return int(text)


def _aim(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    number = code_of(text)
    if not _WHOLE.fullmatch(number):
        raise _bad(question, text, "the number of an aim; write its AimSeqNumber")
    return int(number)


def _code(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    codes = year.lists[question.codes]
    found = _code_in(codes, text)
    if not found:
        known = "; ".join(f"{one.code} {one.label}" for one in question.offered(year))
        raise _bad(question, text, f"one of the codes. Use {known}")
    return found


def _code_in(codes: CodeList, text: str) -> str:
    """The code that a text is or names by its label; empty if it is none or could be several."""
    named = [code for code, one in codes.codes.items() if one.label and one.label.casefold() == text.casefold()]
    found = [code for code in codes.codes if code.casefold() == code_of(text).casefold()] or named
    return found[0] if len(found) == 1 else ""


def _text(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    return text


def _value(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    """A new value for a field, in the spelling of the return where it can be read; else as typed."""
    name = next((one for one in DETAILS if one.casefold() == typed.get("field", "").casefold()), None)
    definition = year.fields["Learner"].get(name or "")
    if definition is None:
        return text
    codes = year.lists.get(definition.list)
    if codes is not None:
        return _code_in(codes, text) or text
    reading = cell_reader(year, definition, "")(text)
    if reading is None or reading.value is None:
        return text
    return plain_text(reading.value)


def _parts(text: str, question: Question) -> Iterator[tuple[int | None, str]]:
    """The parts of an answer by aim: ``31/03/2027, 3=31/12/2026``."""
    for part in re.split(r"[,;]", text):
        aim, mark, value = part.partition("=")
        if not mark:
            yield None, part.strip()
        elif _WHOLE.fullmatch(aim.strip()):
            yield int(aim), value.strip()
        else:
            raise _bad(question, part.strip(), "an aim's number, = and a value; write 3=31/03/2027")


def _days_by_aim(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    return {aim: _date(part, question) for aim, part in _parts(text, question)}


def _shares_by_aim(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    shares: dict[int | None, int] = {}
    for aim, part in _parts(text, question):
        plain = part.removesuffix("%").strip()
        if not _WHOLE.fullmatch(plain) or int(plain) > LARGEST_PERCENT:
            raise _bad(question, part, f"a percentage from 0 to {LARGEST_PERCENT}; write 60")
        shares[aim] = int(plain)
    return shares


def _references(text: str, question: Question, typed: Texts, year: Catalogue) -> Answer:
    found = tuple(part for part in re.split(r"[\s,;]+", text) if part)
    wrong = next((part for part in found if not _REFERENCE.fullmatch(part)), None)
    if wrong is not None:
        raise _bad(question, wrong, "an aim reference (LearnAimRef); write 60342843, 60348614")
    return tuple(part.upper() for part in found)


_READERS: dict[str, Callable[[str, Question, Texts, Catalogue], Answer]] = {
    "day": _day,
    "pounds": _pounds,
    "whole": _whole,
    "aim": _aim,
    "code": _code,
    "text": _text,
    "value": _value,
    "days_by_aim": _days_by_aim,
    "shares_by_aim": _shares_by_aim,
    "references": _references,
}
