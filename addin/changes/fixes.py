"""Suggested fixes: where a finding leaves only one answer, the learner with that answer in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from addin.sheets.cells import cell_reader
from addin.sheets.reading import BookReading
from addin.sheets.rows import read_into
from ilr_core.catalogue import Catalogue, CodeList, Field
from ilr_core.model import Finding, Learner, LearningDeliveryFAM, Record, Spot, copied
from workbook_templates.codes import list_for

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_POSTCODES = ("Postcode", "PostcodePrior", "DelLocPostCode", "LSDPostcode", "HEPostCode", "WorkPlacePostcode")
_UNSPACED = ("NINumber", "LearnAimRef", "EPAOrgID")
# Rules that leave one answer for the last day of a contract type: this day of its aim.
_ENDS_WITH = {"R_121": "AchDate", "R_122": "LearnActEndDate", "LearnDelFAMDateTo_05": "AchDate"}


@dataclass(frozen=True, slots=True)
class Fix:
    """One mended value: the finding it answers, the field, what was typed and what it shall be."""

    finding: Finding
    field: str
    typed: str
    mended: str


def mended_learners(reading: BookReading, findings: Iterable[Finding]) -> Iterator[tuple[Learner, Learner, list[Fix]]]:
    """Each learner that can be mended, a mended copy, and the fixes in it."""
    of_learner: dict[int, list[Finding]] = {}
    for found in findings:
        if found.order and found.order[0] >= 0:
            of_learner.setdefault(found.order[0], []).append(found)
    for learner in reading.learners:
        mended, fixes = copied(learner), []
        for found in of_learner.get(learner.position, ()):
            fixes += _mend(found, mended, reading.layout.year)
        if fixes:
            yield learner, mended, fixes


def _mend(found: Finding, learner: Learner, year: Catalogue) -> list[Fix]:
    place = found.spots[0] if found.spots else None
    if place is None or not place.field:
        return []
    record = next((one for one in learner.walk() if _is_at(one, place)), None)
    if record is None:
        return []
    end = _end_of_aim(found, record)
    if end is not None:
        return [end]
    typed = record.text(place.field)
    definition = year.fields[record.ENTITY].get(place.field)
    if not typed or definition is None or not _is_about_spelling(found, record, place.field):
        return []
    list_name = list_for(definition.list, tuple((name, record.text(name) or "") for name in record.FIELDS))
    mended = _only_answer(typed, definition, year.lists.get(list_name))
    reading = cell_reader(year, definition, list_name if list_name in year.lists else "")(mended) if mended else None
    if mended is None or reading is None or reading.value is None or reading.faults:
        return []
    _clear(record, place.field)
    read_into(record, place.field, reading)
    return [Fix(found, place.field, typed, mended)]


def _is_at(record: Record, spot: Spot) -> bool:
    return record.ENTITY == spot.entity and record.place is not None and record.place_of(spot.field) == spot.place


def _is_about_spelling(found: Finding, record: Record, field: str) -> bool:
    """Whether the value itself is refused: unreadable, with characters it may not have, or no code of its list."""
    is_spelt_freely = field in _POSTCODES or field in _UNSPACED
    return is_spelt_freely or bool(record.faults and field in record.faults) or found.rule.endswith("_01")


def _only_answer(typed: str, field: Field, codes: CodeList | None) -> str | None:
    """The one value that was plainly meant; None if there is none or more than one."""
    candidates = {change(typed) for change in _changes(field)}
    if codes is not None:
        wanted = _plain(typed)
        labels = [code for code, item in codes.codes.items() if item.label and _plain(item.label) == wanted]
        spelt = [code for code in codes.codes if code.casefold() == typed.strip().casefold()]
        candidates = {*labels, *spelt}
    candidates -= {typed, ""}
    return candidates.pop() if len(candidates) == 1 else None


def _changes(field: Field) -> Iterator[Callable[[str], str]]:
    if field.name in _POSTCODES:
        yield _spaced_postcode
    elif field.name in _UNSPACED:
        yield lambda text: re.sub(r"[\s.-]", "", text).upper()


def _spaced_postcode(text: str) -> str:
    found = _POSTCODE.fullmatch(re.sub(r"[\s.-]", "", text).upper())
    return f"{found[1]} {found[2]}" if found else ""


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _end_of_aim(found: Finding, record: Record) -> Fix | None:
    """The last day of a contract type where the rule says which day of its aim it is."""
    if found.rule not in _ENDS_WITH or not isinstance(record, LearningDeliveryFAM):
        return None
    day = getattr(record.aim, _ENDS_WITH[found.rule])
    if day is None:
        return None
    typed = record.text("LearnDelFAMDateTo") or ""
    _clear(record, "LearnDelFAMDateTo")
    record.LearnDelFAMDateTo = day
    return Fix(found, "LearnDelFAMDateTo", typed, day.isoformat())


def _clear(record: Record, field: str) -> None:
    (record.texts or {}).pop(field, None)
    (record.faults or {}).pop(field, None)
