"""What the cells of a column say about its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from addin.mis_import.cells import ExportCellReader
from addin.mis_import.dates import Order
from addin.mis_import.targets import Target
from addin.ooxml import Value
from addin.sheets.cells import BLANKS, digits, is_blank
from ilr_core.catalogue import Catalogue
from ilr_core.rules.derived.check_digits import uln_check_digit
from workbook_templates.codes import deciding_field, list_for

LOOKED_AT = 300
_FEWEST = 3
_NEARLY_ALL = 0.95
_TEMPORARY = "9999999999"
_NI_NUMBER = re.compile(r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D ]?")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_AIM = re.compile(r"[0-9]{7}[0-9X]|Z[A-Z0-9]{7}|[1-6][0-9]{6}[A-Z0-9]")
_PROGRAMME = "ZPROG001"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Contents:
    """Up to 300 different values of a column, with how many rows were looked at for them."""

    values: tuple[Value, ...]

    @property
    def texts(self) -> list[str]:
        """The values as texts."""
        return [digits(v) if isinstance(v, float) else str(v).strip(BLANKS) for v in self.values]


def contents_of(values: Iterable[Value]) -> Contents:
    """The different values of a column that are not blank, as many as are needed to judge it."""
    found: dict[Value, None] = {}
    for value in values:
        if not is_blank(value):
            found[value] = None
            if len(found) == LOOKED_AT:
                break
    return Contents(tuple(found))


def share_that_fits(contents: Contents, target: Target, year: Catalogue, order: Order = "") -> float:
    """How many of the values, of 1, can be read as the target's field and fit its length, pattern and range."""
    definition = target.definition(year)
    if not contents.values or deciding_field(list_for(definition.list, target.fixed)):
        return 1.0  # nothing to judge, or a code whose list another cell of the row chooses
    read = ExportCellReader(year, definition, order, target.fixed)
    good = 0
    for value, text in zip(contents.values, contents.texts, strict=True):
        found = read(value)
        if found.lost:
            good += 1  # a number of that kind was there before a spreadsheet shortened it
        elif target.field == "ULN":
            good += _is_uln(text)
        else:
            good += not found.problem and (found.reading is None or not found.reading.faults)
    return good / len(contents.values)


def plain_from_content(contents: Contents) -> tuple[str, int, str] | None:
    """The field that the values alone tell, how sure in hundredths, and why; None if they tell none."""
    if len(contents.values) < _FEWEST:
        return None
    numbers = len(contents.values)
    if _share(contents, _is_uln) >= _NEARLY_ALL:
        # One number of ten digits in eleven has the right check digit by chance: five leave no doubt.
        sure = 95 if numbers >= 5 else 70
        return "ULN", sure, "holds numbers of ten digits that have the check digit of a ULN"
    if _share(contents, lambda text: bool(_NI_NUMBER.fullmatch(text.replace(" ", "").upper()))) >= _NEARLY_ALL:
        return "NINumber", 92, "holds National Insurance numbers"
    if _share(contents, lambda text: bool(_AIM.fullmatch(text.upper()))) >= _NEARLY_ALL:
        has_programme = _PROGRAMME in contents.texts
        why = f"holds aim references{', ZPROG001 among them' if has_programme else ' of 8 characters'}"
        return "LearnAimRef", 92 if has_programme else 75, why
    if _share(contents, lambda text: bool(_EMAIL.fullmatch(text))) >= _NEARLY_ALL:
        return "Email", 75, "holds e-mail addresses"
    if _share(contents, lambda text: bool(_POSTCODE.fullmatch(re.sub(r"\s", "", text).upper()))) >= _NEARLY_ALL:
        return "Postcode", 60, "holds postcodes, and does not say of what"
    return None


def meanings_of_list(contents: Contents, target: Target, year: Catalogue) -> int:
    """How many different values of a column are meanings, not codes, of a target's list, if all values fit it."""
    if deciding_field(list_for(target.definition(year).list, target.fixed)):
        return 0
    texts = [text for text in contents.texts if not text.isdigit() and len(text) > _FEWEST]
    if len(texts) < 2 or len(texts) < len(contents.values):
        return 0
    return len(texts) if share_that_fits(contents, target, year) == 1 else 0


def _share(contents: Contents, fits: object) -> float:
    assert callable(fits)
    return sum(bool(fits(text)) for text in contents.texts) / max(1, len(contents.values))


def _is_uln(text: str) -> bool:
    plain = text.removesuffix(".0")
    if plain == _TEMPORARY:
        return True
    return len(plain) == 10 and plain.isascii() and plain.isdigit() and uln_check_digit(int(plain)) == plain[-1]
