"""Which target a column's header names: by its official name, by a usual other name, or by words that are much alike.

The usual names are ``data/headers.csv``: field, header, whether it is sure or has to be asked, and for general words
such as ``Code`` the entity that the table must be about. They are our own collection of what systems write.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from addin.mis_import.targets import Target, is_repeatable, target_named, targets_of
from ilr_core.catalogue import Catalogue

OFFICIAL, USUAL, IN_CONTEXT, LABEL, ASKED, MOST_BY_LIKENESS = 100, 97, 93, 91, 70, 80
"""How sure, in hundredths, a kind of match is."""

_LEAST_LIKENESS = 84
_SHORTEST = 5
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*|\s*\*+\s*$")
_NUMBERED = re.compile(r"(.*[^0-9])\s*([1-9])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+|(?<=[A-Za-z])(?=[0-9])")
_WORDS = {
    "ref": "reference", "no": "number", "num": "number", "nbr": "number", "id": "identifier", "emp": "employer",
    "addr": "address", "tel": "telephone", "phone": "telephone", "prov": "provider", "spec": "specified",
    "mon": "monitoring", "learn": "learning", "plan": "planned", "act": "actual", "exp": "expected", "del": "delivery",
    "loc": "location", "comp": "completion", "fund": "funding", "prog": "programme", "std": "standard",
    "orig": "original", "prev": "previous", "app": "apprenticeship", "seq": "sequence", "qual": "qualification",
    "amt": "amount", "dt": "date", "desc": "description", "cat": "category", "edrs": "employer", "ern": "employer",
}  # fmt: skip
_ABOUT = {
    "AppFinRecord": ("financ", "price", "payment", "afin", "appfin", "tnp"),
    "LearnerEmploymentStatus": ("employ", "job"),
    "EmploymentStatusMonitoring": ("esm", "employment status monitoring"),
    "LearnerFAM": ("learner fam", "learnerfam"),
    "LearningDeliveryFAM": ("delivery fam", "aim fam", "deliveryfam", "ldfam", "aimfam"),
    "HRSRecord": ("hours", "hrs"),
    "PriorAttain": ("prior attain", "priorattain", "prior level"),
    "LLDDandHealthProblem": ("lldd", "disab"),
    "LearningDeliveryWorkPlacement": ("placement",),
}


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A target that a header may name, how sure in hundredths, and why, in words that follow the header."""

    target: Target
    certainty: int
    why: str


@dataclass(frozen=True, slots=True)
class _Usual:
    target: Target
    header: str
    is_sure: bool
    table: str


def matches_of(header: str, context: Collection[str], about: Collection[str], year: Catalogue) -> list[NameMatch]:
    """The targets that a header may name, the surest first.

    ``context`` are the names of its group and table, ``about`` the entities that the table is about.
    """
    found = list(_exact(header, year))
    if all(match.certainty <= ASKED for match in found):
        found += _in_context(header, context, about, year)
    if not found:
        found = list(_alike(header, year))
    best: dict[str, NameMatch] = {}
    for match in sorted(found, key=lambda one: -one.certainty):
        best.setdefault(match.target.spelling, match)
    return list(best.values())


def is_known(header: str, year: Catalogue) -> bool:
    """Whether a text is the official or a usual name of a field."""
    return next(_exact(header, year), None) is not None


def entities_about(text: str) -> list[str]:
    """The entities whose records a table of this name, or a group of columns, plainly holds."""
    plain = " ".join(text.casefold().split())
    return [entity for entity, words in _ABOUT.items() if any(word in plain for word in words)]


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _spellings(header: str) -> Iterator[str]:
    """A header, and what is left of it without a remark in brackets or a star at its end."""
    yield header
    if (bare := _IN_BRACKETS.sub(" ", header).strip()) and bare != header:
        yield bare


def _exact(header: str, year: Catalogue) -> Iterator[NameMatch]:
    for spelling in _spellings(header):
        official = target_named(spelling, year)
        if official is not None:
            yield NameMatch(official, OFFICIAL, "is its official name")
            return
        known = [one for one in _usual(year).get(_plain(spelling), ()) if not one.table]
        if known:
            yield from map(_usual_match, known)
            return
        numbered = _NUMBERED.fullmatch(spelling)
        if numbered:
            number = int(numbered[2])
            several = [
                one
                for one in _usual(year).get(_plain(numbered[1]), ())
                if not one.table and is_repeatable(one.target, year)
            ]
            if several:
                for one in several:
                    match = _usual_match(one)
                    yield replace(match, target=replace(match.target, number=number))
                return
        labelled = _labels(year).get(_plain(spelling))
        if labelled is not None:
            # A single word such as Date or Amount can be anything.
            sure = LABEL if len(spelling.split()) > 1 else ASKED
            yield NameMatch(labelled, sure, f"is what {labelled.name} stands for")
            return


def _usual_match(one: _Usual) -> NameMatch:
    if one.is_sure:
        return NameMatch(one.target, USUAL, f"is a usual name of {one.target.name}")
    return NameMatch(one.target, ASKED, f"may be {one.target.name}, and may be something else")


def _in_context(header: str, context: Collection[str], about: Collection[str], year: Catalogue) -> Iterator[NameMatch]:
    for title in context:
        for match in _exact(f"{title} {header}", year):
            sure = min(match.certainty, IN_CONTEXT)
            yield NameMatch(match.target, sure, f"with '{title}' {match.why}")
    for one in _usual(year).get(_plain(header), ()):
        if one.table in about:
            yield NameMatch(one.target, IN_CONTEXT, f"is {one.target.name} where a table is about it")


def _alike(header: str, year: Catalogue) -> Iterator[NameMatch]:
    words = _in_words(header)
    if len(words) < _SHORTEST:
        return
    names = _names_in_words(year)
    for name, likeness, _ in process.extract(words, names.keys(), scorer=fuzz.token_sort_ratio, limit=3):
        if likeness >= _LEAST_LIKENESS:
            target, shown = names[name]
            yield NameMatch(target, int(MOST_BY_LIKENESS * likeness / 100), f"is much like '{shown}'")


def _in_words(text: str) -> str:
    """A header as words in full: ``LearnRefNo`` is ``learning reference number``."""
    parts = [part.casefold() for part in _CAMEL.split(text) if part]
    return " ".join(_WORDS.get(part, part) for part in parts)


@cache
def _names_in_words(year: Catalogue) -> dict[str, tuple[Target, str]]:
    found: dict[str, tuple[Target, str]] = {}
    for target in targets_of(year).values():
        for name in (target.name, target.definition(year).label if not target.fixed else ""):
            if len(name) >= _SHORTEST:
                found.setdefault(_in_words(name), (target, name))
    for several in _usual(year).values():
        for one in several:
            if one.is_sure and not one.table and len(one.header) >= _SHORTEST:
                found.setdefault(_in_words(one.header), (one.target, one.header))
    return found


@cache
def _labels(year: Catalogue) -> dict[str, Target]:
    """Targets by the label of their field, where no other field has the same."""
    found: dict[str, list[Target]] = {}
    for target in targets_of(year).values():
        if not target.fixed:
            found.setdefault(_plain(target.definition(year).label), []).append(target)
    return {label: targets[0] for label, targets in found.items() if label and len(targets) == 1}


@cache
def _usual(year: Catalogue) -> dict[str, tuple[_Usual, ...]]:
    """The usual names by their letters and digits; of fields that the year does not have there are none."""
    found: dict[str, tuple[_Usual, ...]] = {}
    text = files("addin.mis_import").joinpath("data", "headers.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        target = targets_of(year).get(row["field"])
        if target is not None:
            known = _Usual(target, row["header"], row["certainty"] == "sure", row["table"])
            plain = _plain(row["header"])
            if known.target not in {one.target for one in found.get(plain, ()) if one.table == known.table}:
                found[plain] = (*found.get(plain, ()), known)
    return found
