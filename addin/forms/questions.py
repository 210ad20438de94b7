"""What a form asks, in plain words, and which of it the form shows already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from addin.forms.checks import Check, check_of
from ilr_core.catalogue import Catalogue

Kind = Literal["text", "day", "choice", "choices"]
HEALTH, CATEGORY, MAIN = "LLDDHealthProb", "LLDDCat", "PrimaryLLDD"
YES, NO = "1", "2"
WOULD_NOT_SAY = {"Ethnicity": "99", HEALTH: "9", CATEGORY: "98"}
"""Codes by which a learner declines to answer."""
_NOT_OFFERED = {CATEGORY: ("99",)}
_PLAIN = {
    ("Ethnicity", "99"): "I would rather not say",
    (HEALTH, "1"): "Yes",
    (HEALTH, "2"): "No",
    (HEALTH, "9"): "I would rather not say",
    (CATEGORY, "4"): "Sight (not put right by glasses or contact lenses)",
    (CATEGORY, "6"): "Moving about",
    (CATEGORY, "16"): "A disability for a time, after an illness or accident",
    (CATEGORY, "98"): "I would rather not say which",
    ("Sex", "F"): "Female",
    ("Sex", "M"): "Male",
}


@dataclass(frozen=True)
class Question:
    """One question: ``name`` is the official field, ``shown`` says that the form shows what the return has now.

    ``choices`` are codes with their words, ``autocomplete`` is what a browser may offer, ``keyboard`` which keys a
    phone shows, ``width`` the most characters usually typed.
    """

    name: str
    label: str
    about: str = ""
    kind: Kind = "text"
    shown: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    check: Check | None = None
    autocomplete: str = "off"
    keyboard: str = "text"
    width: int = 30


@dataclass(frozen=True)
class Section:
    """Questions under one heading, with what should be known before answering them."""

    title: str
    about: str
    questions: tuple[Question, ...]


_SECTIONS = (
    Section(
        "Your name",
        "As it stands on your passport, driving licence or birth certificate.",
        (
            Question("GivenNames", "First and middle names", shown=True, autocomplete="given-name"),
            Question("FamilyName", "Last name", shown=True, autocomplete="family-name"),
        ),
    ),
    Section(
        "About you",
        "",
        (
            Question("DateOfBirth", "Date of birth", "Day, month, year, like 27 3 2008.", "day", shown=True,
                     autocomplete="bday", width=12),
            Question("Sex", "Sex",
                     "As on your passport or birth certificate. The official record knows these two only.", "choice",
                     shown=True),
        ),
    ),
    Section(
        "Where you live",
        "",
        (
            Question("AddLine1", "House number and street", shown=True, autocomplete="address-line1"),
            Question("AddLine2", "Address, second line", "Leave empty what you do not need.", shown=True,
                     autocomplete="address-line2"),
            Question("AddLine3", "Address, third line", shown=True, autocomplete="address-line3"),
            Question("AddLine4", "Address, fourth line", shown=True),
            Question("Postcode", "Postcode", "Like SW1A 1AA.", shown=True, autocomplete="postal-code", width=10),
        ),
    ),
    Section(
        "How we reach you",
        "",
        (
            Question("TelNo", "Phone number", "Your mobile, or another number where you can be reached.", shown=True,
                     autocomplete="tel", keyboard="tel", width=18),
            Question("Email", "Email address", "One that you read.", shown=True, autocomplete="email",
                     keyboard="email"),
        ),
    ),
    Section(
        "National Insurance number",
        "It is on your payslip, in the HMRC app, and on letters about tax or benefits. Leave it empty if you have none "
        "yet.",
        (Question("NINumber", "Your National Insurance number", "Like QQ 12 34 56 C.", width=14),),
    ),
    Section(
        "Your ethnic group",
        "You do not have to say. It helps to see whether everybody gets the same chances.",
        (Question("Ethnicity", "Which of these describes you best?", kind="choice"),),
    ),
    Section(
        "Learning, health and disability",
        "You do not have to say. If you do, we can support you better. It does not count against you.",
        (
            Question(HEALTH, "Do you have a learning difficulty, a disability or a long-term health problem?",
                     kind="choice"),
            Question(CATEGORY, "If yes, which?", "Choose all that apply.", "choices"),
            Question(MAIN, "If you chose more than one: which affects your learning most?", kind="choice"),
        ),
    ),
)  # fmt: skip
_LIST_OF = {MAIN: CATEGORY}
"""The code list of a question that does not bear its name."""


def sections(year: Catalogue) -> tuple[Section, ...]:
    """Every section of the form of a year, with the checks and choices of that year."""
    return tuple(
        replace(section, questions=tuple(_of_year(question, year) for question in section.questions))
        for section in _SECTIONS
    )


def _of_year(question: Question, year: Catalogue) -> Question:
    if question.kind in ("choice", "choices"):
        return replace(question, choices=offered(_LIST_OF.get(question.name, question.name), year))
    return replace(question, check=check_of(year.fields["Learner"][question.name], year))


def questions(year: Catalogue) -> Iterator[Question]:
    """Every question of the form, in order."""
    for section in sections(year):
        yield from section.questions


def offered(name: str, year: Catalogue) -> tuple[tuple[str, str], ...]:
    """The codes of a list that may be chosen in a year, in plain words."""
    left_out = _NOT_OFFERED.get(name, ())
    codes = year.lists[name].codes.items()
    return tuple(
        (code, _PLAIN.get((name, code), one.label))
        for code, one in codes
        if code not in left_out and one.valid_on(year.start)
    )
