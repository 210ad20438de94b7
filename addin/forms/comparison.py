"""A learner's answers beside what the return holds: what is new, what is in doubt, what cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from addin.changes.beside import BLANK
from addin.forms.answer_files import Given
from addin.forms.details import NOT_ASKED_ALONE, detail, fingerprint, health, health_parts
from addin.forms.questions import CATEGORY, HEALTH, MAIN, NO, WOULD_NOT_SAY, YES, Question, questions
from addin.forms.register import IssuedForm
from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner
from workbook_templates.codes import item

State = Literal["new", "doubt", "problem"]
SHOWN = 60
CHANGED_SINCE = "the workbook was changed since the form was made"
DECLINED = "the learner would rather not say"


@dataclass(frozen=True)
class Detail:
    """One answer that differs from the return: field, old and new text, and why it is not simply new.

    ``doubt`` is taken only if the user names it; a ``problem`` is never taken.
    """

    learner: str
    field: str
    old: str
    new: str
    state: State = "new"
    why: str = ""


def compared(learner: Learner, form: IssuedForm, given: Mapping[str, Given], year: Catalogue) -> Iterator[Detail]:
    """Every answer that differs from what the return holds. A blank one never does, nor one that was left as shown."""
    for question in questions(year):
        if question.name in NOT_ASKED_ALONE:
            continue
        typed, problem = _health(given) if question.name == HEALTH else (str(given.get(question.name, "")), "")
        if not typed.strip() and not problem:
            continue
        mark = form.kept.get(question.name, "")
        if question.shown and fingerprint(form.form, question, typed) == mark:
            continue
        new, wrong = _judged(question, typed, year)
        old = detail(learner, question.name)
        found = Detail(form.learner, question.name, old, new)
        if problem or wrong:
            yield _with(found, "problem", problem or wrong)
        elif new != old:
            yield _in_doubt(found, question, fingerprint(form.form, question, old) != mark)


def _in_doubt(found: Detail, question: Question, was_changed: bool) -> Detail:
    answer = health_parts(found.new)[0] if question.name == HEALTH else found.new
    if found.old and answer == WOULD_NOT_SAY.get(question.name):
        return _with(found, "doubt", DECLINED)
    return _with(found, "doubt", CHANGED_SINCE) if was_changed else found


def _with(found: Detail, state: State, why: str) -> Detail:
    return Detail(found.learner, found.field, found.old, found.new, state, why)


def _judged(question: Question, typed: str, year: Catalogue) -> tuple[str, str]:
    """The tidied answer, and what is wrong with it."""
    if question.check is not None:
        checked = question.check(typed)
        return checked.value, checked.problem
    allowed = {code for code, _ in question.choices}
    if question.name != HEALTH:
        return typed, "" if typed in allowed else "This is not one of the choices."
    answer, categories = health_parts(typed)
    known = {code for one in questions(year) if one.name == CATEGORY for code, _ in one.choices}
    is_known = answer in allowed and categories.keys() <= known
    return typed, "" if is_known else "This is not one of the choices."


def _health(given: Mapping[str, Given]) -> tuple[str, str]:
    """The answers about health as one text, and what does not fit together in them."""
    answer, ticked, main = str(given.get(HEALTH, "")), given.get(CATEGORY, []), str(given.get(MAIN, ""))
    assert isinstance(ticked, list)
    if len(ticked) == 1:
        main = main or ticked[0]
    text = health(answer, {code: code == main for code in ticked}) if answer or ticked else ""
    if ticked and answer != YES:
        said = "no" if answer == NO else "nothing" if not answer else "that they would rather not say"
        return text, f"The learner chose categories, but answered {said} to the question before. Ask again."
    if answer == YES and not ticked:
        return text, "The learner answered yes, but chose no category. Ask which."
    if ticked and main not in ticked:
        return text, "The learner chose several categories, but not which affects learning most. Ask which."
    return text, ""


def value_shown(field: str, text: str, year: Catalogue) -> str:
    """A detail for people: codes with their labels, a day as people write it."""
    if not text:
        return BLANK
    if field == HEALTH:
        answer, categories = health_parts(text)
        listed = [
            f"{item(year.lists[CATEGORY], code)}{' (main)' if is_main else ''}" for code, is_main in categories.items()
        ]
        return "; ".join([item(year.lists[HEALTH], answer) if answer else BLANK, *listed])[: 5 * SHOWN]
    definition = year.fields["Learner"][field]
    if definition.type == "date" and len(text) == 10:
        return "/".join(reversed(text.split("-")))
    codes = year.lists.get(definition.list)
    return (item(codes, text) if codes is not None else text)[:SHOWN]


def line(found: Detail, year: Catalogue) -> str:
    """One answer in one line: whose, which field, old, new, and why it is not taken if it is not."""
    old, new = (value_shown(found.field, text, year) for text in (found.old, found.new))
    head = f"{found.learner} {found.field}: {old} -> {new}"
    if found.state == "new":
        return head
    if found.state == "problem":
        return f"{found.learner} {found.field}: problem: answered {new}. {found.why}"
    return f"{head}: in doubt, {found.why}; taken only with --accept {found.learner}:{found.field}"
