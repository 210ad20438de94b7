"""A learner's records as they are and as they shall be, side by side in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction

from ilr_core.catalogue import Catalogue
from ilr_core.exact import pounds
from ilr_core.model import (
    AppFinRecord,
    EmploymentStatusMonitoring,
    HRSRecord,
    LearnerEmploymentStatus,
    LearningDelivery,
    LearningDeliveryFAM,
    Record,
)
from workbook_templates.codes import item, list_for

BLANK = "(blank)"
KEYS = {"LearningDeliveryFAM": "LearnDelFAMType", "AppFinRecord": "AFinType"}


def beside(old: Record, new: Record, year: Catalogue) -> list[str]:
    """What changes in a learner, a line for each record: changed, new beside those that stay, or taken away.

    Records of ``new`` keep their place, new ones have none.
    """
    return list(_compared(old, new, year))


def _compared(old: Record, new: Record, year: Catalogue) -> Iterator[str]:
    changed = [name for name in new.FIELDS if old.text(name) != new.text(name)]
    if changed:
        parts = (f"{name} {in_words(old, name, year)} -> {in_words(new, name, year)}" for name in changed)
        yield f"{_called(old)}: {'; '.join(parts)}"
    for entity in new.CHILDREN:
        before = {child.place_of(""): child for child in getattr(old, entity)}
        added = []
        for child in getattr(new, entity):
            known = before.pop(child.place_of(""), None) if child.place is not None else None
            if known is None:
                added.append(child)
            else:
                yield from _compared(known, child, year)
        for child in added:
            yield from _added(child, getattr(old, entity), year)
        for gone in before.values():
            yield f"{_called(gone.parent)}: taken away {brief(gone, year)}"


def _added(record: Record, siblings: list[Record], year: Catalogue) -> Iterator[str]:
    if isinstance(record, LearningDelivery):
        # Without the labels of codes, which would make the line too long to read through.
        yield f"new aim {record.AimSeqNumber}: {_fields(record, None)}"
        yield f"  with {', '.join(brief(child, year) for child in record.children())}"
        return
    key = KEYS.get(record.ENTITY)
    stay = [one for one in siblings if key is None or one.value(key) == record.value(key)]
    beside_it = f" (beside {', '.join(brief(one, year) for one in stay)})" if stay else ""
    yield f"{_called(record.parent)}: new {brief(record, year)}{beside_it}"


def _called(record: Record | None) -> str:
    """Whose record it is: the aim, or the learner."""
    inner = ""
    current = record
    while current is not None and not isinstance(current, LearningDelivery):
        if current.PARENT and current.ENTITY != "Learner" and not inner:
            inner = f" {brief(current, None)}"
        current = current.parent
    if current is None:
        return f"learner{inner}"
    return f"aim {current.AimSeqNumber} {current.LearnAimRef}{inner}"


def brief(record: Record, year: Catalogue | None) -> str:
    """A record in a few words; codes with their labels if a year is given."""
    if isinstance(record, LearningDeliveryFAM):
        return f"{record.LearnDelFAMType} {record.LearnDelFAMCode}{_span(record)}"
    if isinstance(record, AppFinRecord):
        amount = pounds(Fraction(record.AFinAmount)) if record.AFinAmount is not None else BLANK
        return f"{record.AFinType} {record.AFinCode} {amount} from {_day(record.AFinDate)}"
    if isinstance(record, HRSRecord):
        return f"{record.HRSType} {record.HRSCode}: {record.HRSAmount} hours"
    if isinstance(record, EmploymentStatusMonitoring):
        return f"{record.ESMType} {record.ESMCode}"
    if isinstance(record, LearnerEmploymentStatus):
        facts = "".join(f", {brief(fact, None)}" for fact in record.EmploymentStatusMonitoring)
        number = f", EmpId {record.EmpId}" if record.EmpId is not None else ""
        agreement = f", AgreemId {record.AgreemId}" if record.AgreemId is not None else ""
        status = in_words(record, "EmpStat", year)
        return f"EmpStat {status} from {_day(record.DateEmpStatApp)}{number}{agreement}{facts}"
    return _fields(record, year)


def _fields(record: Record, year: Catalogue | None) -> str:
    filled = (name for name in record.FIELDS if record.text(name) is not None and name != "AimSeqNumber")
    return ", ".join(f"{name} {in_words(record, name, year)}" for name in filled)


def _span(fam: LearningDeliveryFAM) -> str:
    first = f" from {_day(fam.LearnDelFAMDateFrom)}" if fam.LearnDelFAMDateFrom else ""
    last = f" to {_day(fam.LearnDelFAMDateTo)}" if fam.LearnDelFAMDateTo else ""
    return first + last


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day is not None else BLANK


def in_words(record: Record, name: str, year: Catalogue | None) -> str:
    """What a field holds as people write it: a day with its year last; a code with its label if a year is given."""
    value, text = record.value(name), record.text(name)
    if text is None:
        return BLANK
    if isinstance(value, date) and not isinstance(value, datetime):
        return _day(value)
    definition = year.fields[record.ENTITY].get(name) if year else None
    if year is None or definition is None or not definition.list:
        return text
    codes = year.lists.get(list_for(definition.list, tuple((one, record.text(one) or "") for one in record.FIELDS)))
    return item(codes, text) if codes is not None and name != "LearnAimRef" else text
