"""What a column of an export can mean: every column of the workbook, and records that people keep in columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ilr_core.catalogue import Catalogue, Field
from workbook_templates.layout import layout

_PRICES, _ENTRIES, _LEARNER_ENTRIES = "AppFinRecord", "LearningDeliveryFAM", "LearnerFAM"
_DATED = ("ACT", "LSF", "ALB")
DATE_OF = {_PRICES: "AFinDate", _ENTRIES: "LearnDelFAMDateFrom"}
"""The date that is the aim's LearnStartDate where an export gives none, for a price and a dated entry of an aim."""

Fixed = tuple[tuple[str, str], ...]
Group = tuple[str, Fixed, int]
"""Which record of a row a cell goes into: its entity, the fields that its kind fixes, and which of several it is."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column means: a field of a record. ``name`` is what people call it: ``ULN``, ``SOF``, ``TNP1 date``.

    ``fixed`` are other fields of the record that the name says (``SOF`` is a LearnDelFAMType), ``number`` which of
    several alike (``LDM 2``), ``sheet`` where the workbook shows it.
    """

    name: str
    sheet: str
    entity: str
    field: str
    fixed: Fixed = ()
    number: int = 1

    @property
    def group(self) -> Group:
        """The record of a row that the cell goes into."""
        return self.entity, self.fixed, self.number

    @property
    def spelling(self) -> str:
        """The name with its number, as a mapping has it."""
        return self.name if self.number == 1 else f"{self.name} {self.number}"

    def definition(self, year: Catalogue) -> Field:
        """The field of the catalogue."""
        return year.fields[self.entity][self.field]


@cache
def targets_of(year: Catalogue) -> dict[str, Target]:
    """Every target of a year by its name."""
    found: dict[str, Target] = {}
    for target in (*_workbook_columns(year), *_prices(year), *_aim_entries(year), *_learner_entries(year)):
        found.setdefault(target.name, target)
    return found


def target_named(name: str, year: Catalogue) -> Target | None:
    """The target of a name as people type it, with or without a number; None if there is none."""
    wanted = _plain(name)
    exact = _by_plain(year).get(wanted)
    if exact is not None:
        return exact
    base, number = wanted[:-1], wanted[-1:]
    if not number or number not in "123456789" or base not in _by_plain(year):
        return None
    found = _by_plain(year)[base]
    return replace(found, number=int(number)) if is_repeatable(found, year) else None


def is_repeatable(target: Target, year: Catalogue) -> bool:
    """Whether a learner or aim may have several records of the target's kind."""
    most = year.entities[target.entity].max
    return target.entity not in ("Learner", "LearningDelivery") and (most is None or most > 1)


@cache
def _by_plain(year: Catalogue) -> dict[str, Target]:
    return {_plain(name): target for name, target in targets_of(year).items()}


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _workbook_columns(year: Catalogue) -> Iterator[Target]:
    for sheet in layout(year).sheets.values():
        for header in sheet.fields:
            yield Target(header, sheet.name, sheet.entity, header)
        for slot in sheet.slots:
            for header, name in slot.columns:
                yield Target(header, sheet.name, slot.entity, name, slot.fixed)


def _prices(year: Catalogue) -> Iterator[Target]:
    sheet = layout(year).sheet_of[_PRICES].name
    for kind in year.lists["AFinType"].codes:
        for code in year.lists[f"AFin:{kind}"].codes:
            fixed = (("AFinType", kind), ("AFinCode", code))
            yield Target(f"{kind}{code}", sheet, _PRICES, "AFinAmount", fixed)
            yield Target(f"{kind}{code} date", sheet, _PRICES, "AFinDate", fixed)


def _aim_entries(year: Catalogue) -> Iterator[Target]:
    sheet = layout(year).sheet_of[_ENTRIES].name
    for kind in year.lists["LearnDelFAMType"].codes:
        fixed = (("LearnDelFAMType", kind),)
        yield Target(kind, sheet, _ENTRIES, "LearnDelFAMCode", fixed)
        if kind in _DATED:
            yield Target(f"{kind} from", sheet, _ENTRIES, "LearnDelFAMDateFrom", fixed)
            yield Target(f"{kind} to", sheet, _ENTRIES, "LearnDelFAMDateTo", fixed)


def _learner_entries(year: Catalogue) -> Iterator[Target]:
    sheet = layout(year).sheet_of[_LEARNER_ENTRIES].name
    for kind in year.lists["LearnFAMType"].codes:
        yield Target(kind, sheet, _LEARNER_ENTRIES, "LearnFAMCode", (("LearnFAMType", kind),))


def takes_start_date(entity: str, fixed: Fixed) -> bool:
    """Whether a record that an export gives no date takes the aim's LearnStartDate."""
    return entity == _PRICES or (entity == _ENTRIES and dict(fixed).get("LearnDelFAMType") in _DATED)
