"""What an answer of a learner must look like, said once as data: for the page's script and for collecting alike.

Patterns keep to what Python and JavaScript read in the same way. Where a pattern of the rules or the catalogue exists,
it is that one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ilr_core.catalogue import Catalogue, Field
from ilr_core.catalogue.figures import number
from ilr_core.rules.learner.details import POSTCODE
from ilr_core.rules.learner.national_insurance import NUMBER

LONGEST_TYPED = 1000
YOUNGEST_YEARS = 10
_SPACES = (r"[\s\u180e\u200b-\u200d\u2060\ufeff]+", " ")
_ENDS = (r"^ +| +$", "")
_PLAIN_SIGNS = (("[\u2018\u2019\u02bc]", "'"), ("[\u2010-\u2015\u2212]", "-"))
_FORMULA = r"^[=+\-@]"
_NOT_IN_NAMES = r'[@+<>={}#&*/\\\[\]^~$%!?;:_()"|0-9\x00-\x1f\x7f-\x9f]'
PREFIXES_NEVER_GIVEN = r"^(BG|GB|KN|NK|NT|TN|ZZ)"
"""HMRC, National Insurance Manual, NIM39110: first letters that no number has."""


@dataclass(frozen=True)
class Test:
    """A pattern that must be found in the answer, or must not, and what is said to the learner otherwise."""

    pattern: str
    wanted: bool
    sentence: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled once."""
        return re.compile(self.pattern)


@dataclass(frozen=True)
class Checked:
    """An answer as it will be kept, and what is wrong with it; an empty problem if nothing is."""

    value: str
    problem: str = ""


@dataclass(frozen=True)
class Check:
    """How an answer is tidied, then judged; a blank one is always right.

    ``replace`` are patterns with what takes their place (``$1`` is the first group), done in order after ``upper``.
    ``earliest`` and ``latest`` are days in ISO form; with them the answer is a day in that form.
    """

    tests: tuple[Test, ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    upper: bool = False
    longest: int = LONGEST_TYPED
    earliest: str = ""
    latest: str = ""

    def __call__(self, typed: str) -> Checked:
        """The tidied answer and the first thing that is wrong with it."""
        if len(typed) > LONGEST_TYPED:
            return Checked(typed[:LONGEST_TYPED], f"This is too long. Use at most {self.longest} letters.")
        text = unicodedata.normalize("NFC", typed)
        if self.upper:
            text = text.upper()
        for pattern, by in (_SPACES, _ENDS, *self.replace):
            text = re.sub(pattern, re.sub(r"\$(\d)", r"\\\1", by), text)
        if not text:
            return Checked("")
        if len(text) > self.longest:
            return Checked(text, f"This is too long. Use at most {self.longest} letters.")
        wrong = (one.sentence for one in self.tests if bool(one.compiled.search(text)) != one.wanted)
        return Checked(text, next(wrong, "") or self._day_problem(text))

    def _day_problem(self, text: str) -> str:
        if not self.latest:
            return ""
        try:
            date.fromisoformat(text)
        except ValueError:
            return NO_SUCH_DAY
        return "" if self.earliest <= text <= self.latest else WRONG_YEAR

    def as_data(self) -> dict[str, object]:
        """The same for the script of the page."""
        return {
            "upper": self.upper,
            "replace": [_SPACES, _ENDS, *self.replace],
            "longest": self.longest,
            "tests": [[one.pattern, one.wanted, one.sentence] for one in self.tests],
            "earliest": self.earliest,
            "latest": self.latest,
        }


NO_SUCH_DAY = "There is no such day. Give day, month and year, like 27 3 2008."
WRONG_YEAR = "Look at the year again: it cannot be right for a date of birth."
_NI_FORM = "A National Insurance number has two letters, six numbers and a letter A to D, like QQ 12 34 56 C."
_NI_PREFIX = "No National Insurance number begins with these two letters. Look at them again."
_POSTCODE = "This is not a UK postcode. It looks like SW1A 1AA."
_PHONE = "This is not a phone number. Use numbers only, like 07700 900123, or 0033 ... for another country."
_EMAIL = "This is not an email address. It looks like name@example.com."


def check_of(field: Field, year: Catalogue) -> Check:
    """The check of a field's answers in a year."""
    longest = field.longest or LONGEST_TYPED
    if field.name == "DateOfBirth":
        return _birth(year)
    if field.name == "NINumber":
        tests = (
            Test(r"^[A-Z]{2}[0-9]{6}[A-D]$", True, _NI_FORM),
            Test(f"^(?:{NUMBER.pattern})$", True, _NI_PREFIX),
            Test(PREFIXES_NEVER_GIVEN, False, _NI_PREFIX),
        )
        return Check(tests, (*_PLAIN_SIGNS, ("[ .-]", "")), upper=True, longest=longest)
    if field.name == "Postcode":
        spaced = (*_PLAIN_SIGNS, ("[ .-]", ""), ("^([A-Z0-9]{2,4})([0-9][A-Z]{2})$", "$1 $2"))
        return Check((Test(f"^(?:{POSTCODE.pattern})$", True, _POSTCODE),), spaced, upper=True, longest=longest)
    if field.name == "TelNo":
        digits = (*_PLAIN_SIGNS, (r"[ ().\-]", ""), (r"^(\+|00)440?", "0"), (r"^\+", "00"))
        return Check((Test("^0[0-9]{9,16}$", True, _PHONE),), digits, longest=longest)
    if field.name == "Email":
        part = r"[A-Za-z0-9!#$%&'*+/=?^_{}~\-]+"
        host = r"[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?"
        pattern = rf"^{part}(?:\.{part})*@{host}(?:\.{host})*\.[A-Za-z]{{2,}}$"
        return Check((_no_formula(), Test(pattern, True, _EMAIL)), longest=longest)
    sentence = (
        "Use letters, spaces, hyphens and apostrophes only."
        if field.name.endswith(("Name", "Names"))
        else "Use plain letters, numbers and spaces; commas, full stops, hyphens and apostrophes are fine too."
    )
    spelt = (_no_formula(), Test(f"^(?:{field.pattern})$", True, sentence))
    if field.name.endswith(("Name", "Names")):
        return Check((*spelt, Test(_NOT_IN_NAMES, False, sentence)), longest=longest)
    return Check(spelt, _PLAIN_SIGNS, longest=longest)


def _no_formula() -> Test:
    return Test(_FORMULA, False, "Begin with a letter or a number.")


def _birth(year: Catalogue) -> Check:
    oldest = int(number("oldest_learner_age", on=year.start) or LONGEST_TYPED)
    earliest = year.start.replace(year=year.start.year - oldest)
    latest = year.start.replace(year=year.start.year - YOUNGEST_YEARS)
    form = Test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", True, NO_SUCH_DAY)
    return Check((form,), earliest=earliest.isoformat(), latest=latest.isoformat())
