"""From a cell of an export to the value of a field, or a sentence that says why it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from addin.mis_import.codes import code_in, year_list
from addin.mis_import.dates import NO_DATES, Order, export_date
from addin.ooxml import Value
from addin.sheets.cells import BLANKS, cell_reader, digits, is_blank
from ilr_core.catalogue import Catalogue, Field
from ilr_core.model import Reading
from workbook_templates.codes import deciding_field, list_for

_NOTHING = frozenset({"null", "(null)", "n/a", "#n/a", "nil", "-", "--", "(blank)", "[null]"})
_NAMES = ("FamilyName", "GivenNames")
_POSTCODES = ("Postcode", "PostcodePrior", "DelLocPostCode", "LSDPostcode", "HEPostCode")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_EXPONENT = re.compile(r"[-+]?[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_AIM_LENGTH, _PHONE_LENGTH = 8, 10
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Read:
    """What one cell is. ``reading`` None with no ``problem``: it holds nothing. ``remark`` says what was mended.

    ``lost``: a number of which only the first digits are left; ``unknown``: a text that no code is known for.
    """

    reading: Reading | None = None
    problem: str = ""
    remark: str = ""
    lost: bool = False
    unknown: bool = False


_BLANK = Read()


@dataclass(slots=True)
class ExportCellReader:
    """Reads the cells of one field as another system writes them; remembers the values it met.

    ``order`` is that of its dates, ``fixed`` what chooses its code list, ``own`` the codes of the system's own texts.
    """

    year: Catalogue
    definition: Field
    order: Order = ""
    fixed: tuple[tuple[str, str], ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    memory: dict[object, Read] = field(default_factory=dict)

    def __call__(self, value: Value) -> Read:
        """The value of a cell."""
        key = (type(value), value) if isinstance(value, bool) else value
        known = self.memory.get(key)
        if known is None:
            known = self.memory[key] = self._read(value)
        return known

    @property
    def list_name(self) -> str:
        """The field's code list; empty if it has none, or one that another cell has yet to choose."""
        name = list_for(self.definition.list, self.fixed)
        return "" if deciding_field(name) else name

    def _read(self, value: Value) -> Read:
        if is_blank(value) or (isinstance(value, str) and self._is_nothing(value.strip(BLANKS))):
            return _BLANK
        if isinstance(value, str) and self._has_lost_digits(value.strip(BLANKS)):
            return Read(
                problem=f"{self._called(value)} has lost its digits to a spreadsheet (export it again as text)",
                lost=True,
            )
        if self.definition.type == "date":
            return self._date(value)
        codes = year_list(self.year, self.list_name)
        if codes is not None:
            text = _text_of(value)
            code = code_in(text, codes, self.own)
            if code is None:
                problem = f"{self._called(value)} is no code and no known meaning of one"
                return Read(problem=problem, unknown=True)
            return self._plain(code, "") if code else _BLANK
        return self._plain(*self._mended(_text_of(value)))

    def _is_nothing(self, text: str) -> bool:
        return text.casefold() in _NOTHING and self.definition.name not in _NAMES

    def _has_lost_digits(self, text: str) -> bool:
        """Whether a number stands as ``1.06148E+09``; a reference of letters and digits may look like ``1E5``."""
        is_number = self.definition.type in ("int", "long")
        is_surely_one = "+" in text or "." in text
        return bool(_EXPONENT.fullmatch(text)) and (is_number or is_surely_one) and self.definition.name not in _NAMES

    def _date(self, value: Value) -> Read:
        if _text_of(value).partition(" ")[0].partition("T")[0] in NO_DATES:
            return _BLANK
        day = export_date(value, self.order, self.definition.name == "DateOfBirth")
        if day is None:
            shape = " with the month first" if self.order == "month first" else ""
            return Read(problem=f"{self._called(value)} is no date{shape}")
        return Read(cell_reader(self.year, self.definition, "")(day))

    def _mended(self, text: str) -> tuple[str, str]:
        """The text as the return spells it, where only its spelling differs, and what was mended if one should know."""
        name = self.definition.name
        if name in _POSTCODES and (found := _POSTCODE.fullmatch(re.sub(r"[\s.-]", "", text).upper())):
            return f"{found[1]} {found[2]}", ""
        if name == "NINumber":
            return re.sub(r"[\s.-]", "", text).upper(), ""
        if name == "LearnAimRef":
            plain = text.replace(" ", "").upper()
            if plain.isdigit() and len(plain) < _AIM_LENGTH:
                return plain.zfill(_AIM_LENGTH), "LearnAimRef has its leading zeros again"
            return plain, ""
        if name == "TelNo":
            plain = re.sub(r"[\s()-]", "", text)
            if plain.isdigit() and len(plain) == _PHONE_LENGTH and plain[0] != "0":
                return f"0{plain}", "TelNo has its leading zero again"
            return (plain, "") if plain.isdigit() else (text, "")
        return text, ""

    def _plain(self, text: str, remark: str) -> Read:
        reading = cell_reader(self.year, self.definition, self.list_name if self.list_name in self.year.lists else "")(
            text
        )
        if reading is None:
            return _BLANK
        if reading.value is None:
            kind = "whole number" if self.definition.type in ("int", "long") else self.definition.type
            return Read(problem=f"{self._called(text)} is no {kind}")
        return Read(
            Reading(reading.value, None if reading.text is None else reading.text, reading.faults), remark=remark
        )

    def _called(self, value: Value) -> str:
        return f"{self.definition.name} '{_text_of(value)[:SHOWN]}'"


def _text_of(value: Value) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return digits(value)
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value).strip(BLANKS)
