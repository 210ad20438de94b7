"""Personal values exchanged for made-up ones by a secret: the same everywhere, as right or as wrong as before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from ilr_core.pseudonyms.birth_dates import moved
from ilr_core.pseudonyms.permutation import Permutation
from ilr_core.pseudonyms.treatments import TREATMENTS, Treatment
from ilr_core.registers import Registers
from ilr_core.registers.places import unspaced
from ilr_core.rules.derived import uln_check_digit
from ilr_core.rules.higher_education.entry import is_support_number
from ilr_core.rules.learner.national_insurance import NUMBER
from ilr_core.rules.learner.uln import TEMPORARY_ULN
from ilr_core.rules.places import UNKNOWN as UNKNOWN_POSTCODE
from ilr_core.rules.postcodes import has_postcode_form

GIVEN = (
    "Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliet", "Kilo", "Lima", "Mike",
    "November", "Oscar", "Papa",
)  # fmt: skip
FAMILY = (
    "Alder", "Ash", "Aspen", "Beech", "Birch", "Blackthorn", "Box", "Cedar", "Cherry", "Chestnut", "Cypress", "Dogwood",
    "Elder", "Elm", "Fir", "Hawthorn", "Hazel", "Holly", "Hornbeam", "Juniper", "Larch", "Lime", "Linden", "Maple",
    "Medlar", "Oak", "Pear", "Pine", "Plane", "Plum", "Poplar", "Rowan", "Spindle", "Spruce", "Sycamore", "Walnut",
    "Whitebeam", "Willow", "Yew",
)  # fmt: skip
STREETS = ("Example Street", "Sample Road", "Specimen Lane", "Trial Close")
MEMORY = 200_000
_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*\.?")
_ADDRESS = re.compile(r"[A-Za-z0-9 ,.'/-]+")
_NUMBER = re.compile(r"(?P<before>[\s+]*)(?P<number>[0-9]+)(?P<after>\s*)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_INWARD = re.compile(r"(?P<outward>.*?)(?P<inward>[0-9][A-Za-z]{2})", re.DOTALL)


class Pseudonyms:
    """What each personal value becomes. ``secret`` decides: the same one gives the same exchange in every file.

    ``registers`` are those that the findings depend on: a postcode stays on or off the list of postcodes, and in its
    devolved areas.
    """

    def __init__(self, secret: bytes, registers: Registers | None = None):
        self._secret = secret
        self._registers = registers or Registers()
        self._known: dict[tuple[Treatment, str], str] = {}

    def text(self, entity: str, field: str, text: str) -> str:
        """What the text of a field becomes; a text of a field that is not personal stays."""
        treatment = TREATMENTS.get((entity, field))
        if treatment is None or not text.strip():
            return text
        known = self._known.get((treatment, text))
        if known is None:
            if len(self._known) >= MEMORY:
                self._known.clear()
            known = self._known[treatment, text] = self._exchanges[treatment](text)
        return known

    def birth_date(self, born: date, days: Iterable[date]) -> date:
        """What a date of birth becomes, with the same age on all days that count; see `moved`."""
        return moved(born, days, self._by("birth date"))

    @cached_property
    def _exchanges(self) -> dict[Treatment, Callable[[str], str]]:
        return {
            "reference": self._reference,
            "uln": self._uln,
            "given name": lambda text: self._name(text, "given name", GIVEN),
            "family name": lambda text: self._name(text, "family name", FAMILY),
            "birth date": self._unreadable_day,
            "insurance": self._insurance,
            "postcode": self._postcode,
            "address": self._address,
            "phone": lambda text: text[:2] + self._by("phone").exchanged(text[2:]),
            "email": self._email,
            "digits": self._by("digits").exchanged,
            "loan": lambda text: self._by("loan").exchanged(text, lambda one: is_support_number(one.upper())),
            "free text": self._by("free text").exchanged,
        }

    def _by(self, kind: str) -> Permutation:
        return Permutation(self._secret, kind)

    def _reference(self, text: str) -> str:
        """References that differ in capitals alone are one learner to the rules, so they stay so."""
        found = self._by("reference").exchanged(text.upper())
        if len(found) != len(text):
            return self._by("reference").exchanged(text)
        return "".join(new.lower() if old.islower() else new for old, new in zip(text, found, strict=True))

    def _uln(self, text: str) -> str:
        found = _NUMBER.fullmatch(text)
        if found is None:
            return self._by("uln").exchanged(text)
        if int(found["number"]) == TEMPORARY_ULN:
            return text
        return found["before"] + self._by("uln").exchanged(found["number"], _uln_kind) + found["after"]

    def _name(self, text: str, kind: str, names: tuple[str, ...]) -> str:
        if not _NAME.fullmatch(text):
            return self._by(kind).exchanged(text)
        found = names[self._by(kind).number(text, len(names))]
        return found.upper() if text.isupper() else found.lower() if text.islower() else found

    def _unreadable_day(self, text: str) -> str:
        """A date of birth that is no date: its signs stay in their places, its digits become nines."""
        return re.sub("[0-9]", "9", text)

    def _insurance(self, text: str) -> str:
        return self._by("insurance").exchanged(text, lambda one: bool(NUMBER.fullmatch(one.strip())))

    def _postcode(self, text: str) -> str:
        found = _INWARD.fullmatch(text)
        if unspaced(text) == UNKNOWN_POSTCODE:
            return text
        if found is None:
            return self._by("postcode").exchanged(text, self._about_postcode)
        # Without the register a postcode's area is only sure where its sector, the digit of the last part, stays.
        outward, inward = found["outward"], found["inward"]
        if self._registers.devolved_postcodes is None:
            outward, inward = outward + inward[0], inward[1:]
        same = self._about_postcode
        return outward + self._by("postcode").exchanged(inward, lambda one: same(outward + one))

    def _about_postcode(self, text: str) -> tuple[object, ...]:
        """What rules can find out about a postcode."""
        postcodes, devolved = self._registers.postcodes, self._registers.devolved_postcodes
        return (
            has_postcode_form(text),
            postcodes is not None and postcodes.has(text),
            devolved.areas(text) if devolved else (),
            unspaced(text) == UNKNOWN_POSTCODE,
        )

    def _address(self, text: str) -> str:
        by = self._by("address")
        if not _ADDRESS.fullmatch(text):
            return by.exchanged(text)
        return f"{1 + by.number(text, 199)} {STREETS[by.number(text[::-1], len(STREETS))]}"

    def _email(self, text: str) -> str:
        by = self._by("email")
        if not _EMAIL.fullmatch(text):
            return by.exchanged(text)
        return f"learner{by.number(text, 10**9):09}@example.org"


def _uln_kind(digits: str) -> object:
    """Whether a learner number is a right one, a wrong one, or one that has no check digit at all."""
    number = int(digits)
    digit = uln_check_digit(number)
    return digit if digit in "NY" else str(number).endswith(digit)
