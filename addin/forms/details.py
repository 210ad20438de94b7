"""A learner's own details as texts: what a form shows, fingerprints of what the return held, and new values put in."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from addin.forms.questions import CATEGORY, HEALTH, MAIN, Question, questions
from addin.sheets.cells import cell_reader
from addin.sheets.rows import read_into
from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner, LLDDandHealthProblem, plain_text

_MAIN_MARK, _BETWEEN = "*", ","
_FINGERPRINT = 8
NOT_ASKED_ALONE = (CATEGORY, MAIN)
"""Questions whose answers belong to the one about health, and are taken with it or not at all."""


def detail(learner: Learner, name: str) -> str:
    """What the return holds in a field, empty for nothing; for the question about health with all categories.

    >>> detail(Learner(), "FamilyName")
    ''
    """
    if name == HEALTH:
        return health(_text(learner, HEALTH), _categories(learner))
    return _text(learner, name)


def health(answer: str, categories: Mapping[str, bool]) -> str:
    """The whole answer about health as one text: the code, then the categories, the main one with a star.

    >>> health("1", {"12": True, "9": False})
    '1,9,12*'
    """
    listed = sorted(categories, key=lambda code: (len(code), code))
    return _BETWEEN.join([answer, *(f"{code}{_MAIN_MARK if categories[code] else ''}" for code in listed)]).strip(",")


def health_parts(text: str) -> tuple[str, dict[str, bool]]:
    """The code and the categories in such a text.

    >>> health_parts("1,9,12*")
    ('1', {'9': False, '12': True})
    """
    answer, *listed = text.split(_BETWEEN)
    return answer, {code.removesuffix(_MAIN_MARK): code.endswith(_MAIN_MARK) for code in listed}


def shown_details(learner: Learner, year: Catalogue) -> dict[str, str]:
    """What a form shows of a learner, by field: nothing of what is only asked, and no value that cannot be read."""
    found = {}
    for question in questions(year):
        value = learner.value(question.name) if question.shown else None
        if value is not None:
            found[question.name] = plain_text(value)
    return found


def fingerprints(learner: Learner, form: str, year: Catalogue) -> dict[str, str]:
    """A short mark of each detail the return holds now, to tell later whether it was changed since."""
    return {
        question.name: fingerprint(form, question, detail(learner, question.name))
        for question in questions(year)
        if question.name not in NOT_ASKED_ALONE
    }


def fingerprint(form: str, question: Question, text: str) -> str:
    """The mark of one detail, tidied like an answer; each form has marks of its own."""
    tidy = question.check(text).value if question.check is not None else text
    return sha256(f"{form}|{question.name}|{tidy}".encode()).hexdigest()[:_FINGERPRINT]


def put_detail(learner: Learner, name: str, text: str, year: Catalogue) -> None:
    """Puts an answer into a copy of the learner; of health with its categories, of which those that stay keep place."""
    if name != HEALTH:
        _put(learner, name, text, year)
        return
    answer, wanted = health_parts(text)
    _put(learner, HEALTH, answer, year)
    stay = [one for one in learner.LLDDandHealthProblem if one.text("LLDDCat") in wanted]
    there = {one.text("LLDDCat") for one in stay}
    for code in (code for code in wanted if code not in there):
        one = LLDDandHealthProblem(learner, len(stay))
        one.LLDDCat = int(code)
        stay.append(one)
    for one in stay:
        _put(one, "PrimaryLLDD", "1" if wanted[one.text("LLDDCat") or ""] else "", year)
    learner.LLDDandHealthProblem = stay


def _put(record: Learner | LLDDandHealthProblem, name: str, text: str, year: Catalogue) -> None:
    (record.texts or {}).pop(name, None)
    (record.faults or {}).pop(name, None)
    setattr(record, name, None)
    definition = year.fields[record.ENTITY][name]
    reading = cell_reader(year, definition, definition.list)(text)
    if reading is not None:
        read_into(record, name, reading)


def _text(learner: Learner, name: str) -> str:
    return learner.text(name) or ""


def _categories(learner: Learner) -> dict[str, bool]:
    return {one.text("LLDDCat") or "": one.PrimaryLLDD == 1 for one in learner.LLDDandHealthProblem}
