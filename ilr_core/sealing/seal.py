"""What a seal says, as the bytes that are signed, and what it is worth for the learner it lies beside."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from ilr_core.model import Learner
from ilr_core.sealing.difference import Difference, differences
from ilr_core.sealing.form import Form, form_from, form_of
from ilr_core.sealing.listed import VERSION

MARK = b"ilr-seal\n"
"""What every signed text begins with, so that a signature over something else is no seal."""
Standing = Literal["verified", "unknown_key", "changed", "broken", "foreign", "newer", "unsealed"]
"""``foreign``: made for another workbook or learner. ``broken``: the signature does not fit what the seal says.
``newer``: made by a list of fields that this version of the tool does not know."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A verifier's word for a learner: whose return, which learner, when (ISO, local time), by whom, which public key.

    ``form`` has the values that are sealed, the ULN among them; ``version`` is the list of fields it was made by.
    """

    ukprn: int
    year: str
    learner: str
    when: str
    who: str
    key: str
    form: Form
    version: int = VERSION

    def message(self) -> bytes:
        """The bytes to sign: the same for equal seals in every version of this tool."""
        fields = {name: getattr(self, name) for name in self.__slots__ if name != "form"}
        text = json.dumps(fields | {"form": self.form.plain()}, sort_keys=True, separators=(",", ":"))
        return MARK + text.encode("ascii")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a seal is worth now. ``differences`` are those of a learner that was changed since, whoever sealed it."""

    standing: Standing
    differences: tuple[Difference, ...] = ()


_NUMBERS = ("ukprn", "version")
UNSEALED = Verdict("unsealed")
BROKEN = Verdict("broken")


def seal_for(learner: Learner, *, ukprn: int, year: str, when: str, who: str, key: str) -> Seal:
    """The seal of a learner as it is now, to be signed."""
    return Seal(ukprn, year, learner.text("LearnRefNumber") or "", when, who, key, form_of(learner))


def read_seal(message: bytes) -> Seal:
    """The seal whose ``message`` this is. Raises ValueError for anything else."""
    if not message.startswith(MARK):
        raise ValueError("no seal")
    found = json.loads(message[len(MARK) :])
    names = [name for name in Seal.__slots__ if name != "form"]
    if not isinstance(found, dict) or set(found) != {*names, "form"}:
        raise ValueError("no seal")
    are_typed = all(isinstance(found[name], int if name in _NUMBERS else str) for name in names)
    if not are_typed:
        raise ValueError("no seal")
    return Seal(**{name: found[name] for name in names}, form=form_from(found["form"]))


def judged_seal(
    seal: Seal, learner: Learner, *, ukprn: int | None, year: str, signature_fits: bool, is_trusted: bool
) -> Verdict:
    """What a seal is worth for a learner of a provider's workbook.

    A signature that does not fit says nothing about anything, so it comes first; then whose seal it is.
    """
    if not signature_fits:
        return BROKEN
    reference = learner.text("LearnRefNumber") or ""
    if (seal.ukprn, seal.year, seal.learner.casefold()) != (ukprn, year, reference.casefold()):
        return Verdict("foreign")
    if not 1 <= seal.version <= VERSION:
        return Verdict("newer")
    found = tuple(differences(seal.form, form_of(learner, seal.version)))
    if not is_trusted:
        return Verdict("unknown_key", found)
    return Verdict("changed" if found else "verified", found)
