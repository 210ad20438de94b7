"""Who of a list is in the workbook already, and the numbers of those who are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from addin.programmes.starters import Listed
from ilr_core.errors import InputError
from ilr_core.model import Learner
from ilr_core.programmes.fields import REFERENCE

TEMPORARY = "9999999999"
LONGEST = 12
_NUMBERED = re.compile(r"([A-Za-z ]*?)([0-9]{2,9})")
_FIRST = "L0001"
Person = tuple[str, str]


class KnownLearners:
    """The learners of a workbook, by what tells that somebody is one of them; those of a list join them in turn."""

    def __init__(self, learners: Iterable[Learner]):
        self._by_reference: dict[str, str] = {}
        self._by_uln: dict[str, str] = {}
        self._by_name: dict[Person, list[tuple[str, str, str]]] = {}
        for one in learners:
            names = (one.text("FamilyName") or "", one.text("GivenNames") or "")
            born = one.DateOfBirth.isoformat() if one.DateOfBirth else ""
            reference = one.text(REFERENCE) or ""
            self._remember(reference, one.text("ULN") or "", names, born, reference)

    def why_not(self, listed: Listed) -> str:
        """Why a row is no new learner; empty if it is one.

        Raises InputError if its LearnRefNumber belongs to somebody else.
        """
        text = listed.starter.text
        reference, uln = text(REFERENCE), text("ULN")
        if uln and uln != TEMPORARY and uln in self._by_uln:
            return f"{self._by_uln[uln]} has the same ULN"
        holder = self._by_reference.get(reference.casefold()) if reference else None
        for of_name, other_uln, born in self._by_name.get(_name(text("FamilyName"), text("GivenNames")), []):
            is_same = _may_be_same(uln, other_uln, TEMPORARY) and _may_be_same(text("DateOfBirth"), born)
            if is_same and (holder is None or holder == of_name):
                return f"{of_name} has the same name" + (" and date of birth" if born and text("DateOfBirth") else "")
        if holder is not None:
            raise InputError(
                f"{listed.where}: {REFERENCE} {reference} belongs to another learner ({holder}). Give {listed.called} "
                "another one, or leave it blank to have one made. Nothing was added."
            )
        return ""

    def add(self, listed: Listed, reference: str) -> None:
        """Counts a learner of the list among those that are known."""
        text = listed.starter.text
        self._remember(
            reference, text("ULN"), (text("FamilyName"), text("GivenNames")), text("DateOfBirth"), listed.where
        )

    def _remember(self, reference: str, uln: str, names: Person, born: str, shown: str) -> None:
        self._by_reference.setdefault(reference.casefold(), shown)
        self._by_uln.setdefault(uln, shown)
        if any(names):
            self._by_name.setdefault(_name(*names), []).append((shown, uln, born))


def _may_be_same(one: str, other: str, nothing: str = "") -> bool:
    """Whether two texts are the same, or one of them says nothing."""
    return one == other or not {one, other}.isdisjoint({"", nothing})


def _name(family: str, given: str) -> Person:
    return " ".join(family.casefold().split()), " ".join(given.casefold().split())


def made_references(taken: Sequence[str], given: Sequence[str], count: int) -> list[str]:
    """New LearnRefNumbers in the manner of most of those that there are: after ``A0041`` comes ``A0042``.

    ``taken`` are those of the workbook, ``given`` those that a list gives. Raises InputError if none can follow.
    """
    used = {one.casefold() for one in (*taken, *given)}
    shapes = [found for one in taken if (found := _NUMBERED.fullmatch(one))]
    common = Counter((found[1], len(found[2])) for found in shapes).most_common(1)
    prefix, width = common[0][0] if common else ("L", len(_FIRST) - 1)
    numbers = [int(found[2]) for found in shapes if (found[1], len(found[2])) == (prefix, width)]
    made: list[str] = []
    number = max(numbers, default=0)
    while len(made) < count:
        number += 1
        reference = f"{prefix}{number:0{width}}"
        if len(reference) > LONGEST:
            raise InputError(f"There is no {REFERENCE} left after {prefix}{number - 1}. Give them in the list.")
        if reference.casefold() not in used:
            made.append(reference)
    return made
