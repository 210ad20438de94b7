"""Which record of the workbook is the one that an export speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from addin.mis_import.given import Given
from addin.mis_import.targets import DATE_OF, takes_start_date
from ilr_core.model import Record, Value

IDENTITY: dict[str, tuple[str, ...]] = {
    "AppFinRecord": ("AFinType", "AFinCode", "AFinDate"),
    "LearningDeliveryFAM": ("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom"),
    "LearnerFAM": ("LearnFAMType", "LearnFAMCode"),
    "HRSRecord": ("HRSType", "HRSCode"),
    "LearnerEmploymentStatus": ("DateEmpStatApp",),
    "EmploymentStatusMonitoring": ("ESMType",),
    "PriorAttain": ("PriorLevel",),
    "LLDDandHealthProblem": ("LLDDCat",),
    "ProviderSpecLearnerMonitoring": ("ProvSpecLearnMonOccur",),
    "ProviderSpecDeliveryMonitoring": ("ProvSpecDelMonOccur",),
    "LearnerHEFinancialSupport": ("FINTYPE",),
    "LearningDeliveryWorkPlacement": ("WorkPlaceStartDate", "WorkPlaceEmpId"),
    "LearnerHE": (),
    "LearningDeliveryHE": (),
}
"""The fields that tell records of an entity apart; without any there is only one."""

_KIND = {
    "LearningDeliveryFAM": "LearnDelFAMType", "LearnerFAM": "LearnFAMType", "PriorAttain": "",
    "LLDDandHealthProblem": "",
}  # fmt: skip
_END = {"LearningDeliveryFAM": "LearnDelFAMDateTo"}


def same_identity(one: Given, other: Given) -> bool:
    """Whether two rows of an export speak of the same record: all that tells it apart is there and equal."""
    names = IDENTITY.get(one.entity, ())
    if one.value("AFinType") == "PMR":
        names = (*names, "AFinAmount")  # two payments may come on one day
    return one.entity == other.entity and all(
        name in one.values and name in other.values and one.values[name].value == other.values[name].value
        for name in names
    )


def paired(given: Sequence[Given], records: Sequence[Record]) -> tuple[list[tuple[Given, Record | None]], list[Given]]:
    """Each record of an export with the one of the workbook that it is, None for a new one; and those that are unclear.

    All are of one entity and one parent. First come those that say nothing new, then those that are the same by what
    tells them apart; a price or status without a date is the only one of its kind; and undated entries of a kind
    replace each other, one for one, where the export has at least as many as the workbook.
    """
    given = [one for one in given if not any(_covers(other, one) for other in given)]
    found: dict[int, Record | None] = {}
    free = list(records)
    unclear = [one for one in given if any(_is_dated_rival(other, one) for other in given)]
    given = [one for one in given if not any(one is other for other in unclear)]
    for fits in (_says_nothing_new, _is_same):
        for one in given:
            if id(one) in found:
                continue
            same = [record for record in free if fits(one, record)]
            if len(same) == 1 or (same and fits is _says_nothing_new):
                found[id(one)] = same[0]
                free.remove(same[0])
    for one in [one for one in given if id(one) not in found]:
        likely = [record for record in free if _is_same_but_for_date(one, record)]
        if len(likely) == 1:
            found[id(one)] = likely[0]
            free.remove(likely[0])
        elif likely:
            unclear.append(one)
    _replace(given, found, unclear, free)
    clear = [one for one in given if not any(one is other for other in unclear)]
    return [(one, found.get(id(one))) for one in clear], unclear


def _covers(dated: Given, one: Given) -> bool:
    """Whether another row of the export says the same of a record and its date as well."""
    return (
        _is_undated(one)
        and _date_name(one.entity) in dated.values
        and not one.children
        and all(name in dated.values and dated.values[name].value == one.values[name].value for name in one.values)
    )


def _is_dated_rival(dated: Given, one: Given) -> bool:
    """Whether an undated record stands beside a dated one of its kind, so that nobody knows which it is about."""
    names = [name for name in IDENTITY.get(one.entity, ()) if name not in (_date_name(one.entity), "LearnDelFAMCode")]
    return (
        _is_undated(one)
        and _date_name(one.entity) in dated.values
        and all(dated.value(name) == one.value(name) for name in names)
    )


def _is_undated(one: Given) -> bool:
    """Whether a record that has a date in the return has none in the export."""
    name = _date_name(one.entity)
    is_entry = one.entity == "LearningDeliveryFAM"
    return bool(name) and name not in one.values and (not is_entry or takes_start_date(one.entity, _own_fixed(one)))


def _replace(
    given: Sequence[Given], found: dict[int, Record | None], unclear: Sequence[Given], free: list[Record]
) -> None:
    """Pairs what is left of undated entries of a kind, one for one."""
    left = [one for one in given if id(one) not in found and not any(one is other for other in unclear)]
    for kind in dict.fromkeys(_kind_of_given(one) for one in left):
        if kind is None:
            continue
        new = [one for one in left if _kind_of_given(one) == kind]
        old = [record for record in free if _kind_of(record) == kind]
        if len(new) >= len(old):
            for one, record in zip(new, old, strict=False):
                found[id(one)] = record
                free.remove(record)


def _kind_of_given(one: Given) -> object:
    """What undated entries replace each other by; None for records that do not."""
    if one.entity not in _KIND or takes_start_date(one.entity, _own_fixed(one)):
        return None
    if DATE_OF.get(one.entity, "") in one.values:
        return None
    name = _KIND[one.entity]
    return one.value(name) if name else one.entity


def _own_fixed(one: Given) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(reading.value)) for name, reading in one.values.items())


def _kind_of(record: Record) -> object:
    date_field = DATE_OF.get(record.ENTITY, "")
    if date_field and record.value(date_field) is not None:
        return None
    name = _KIND.get(record.ENTITY)
    return None if name is None else record.value(name) if name else record.ENTITY


def _says_nothing_new(one: Given, record: Record) -> bool:
    """Whether a record has all that the export says of it; records inside it are compared later."""
    return all(record.value(name) == reading.value for name, reading in one.values.items()) and _has_end(one, record)


def _has_end(one: Given, record: Record) -> bool:
    """Whether an entry without dates of its own is not paired with one that has ended."""
    name = _END.get(record.ENTITY, "")
    return not name or name in one.values or record.value(name) is None


def _is_same(one: Given, record: Record) -> bool:
    names = IDENTITY.get(one.entity, ())
    return all(name in one.values and record.value(name) == one.values[name].value for name in names)


def _is_same_but_for_date(one: Given, record: Record) -> bool:
    """Whether a record without its date in the export may be this one, by all else that tells it apart."""
    if not _is_undated(one):
        return False
    names = [name for name in IDENTITY[one.entity] if name not in (_date_name(one.entity), "LearnDelFAMCode")]
    return all(name in one.values and record.value(name) == one.values[name].value for name in names) and _has_end(
        one, record
    )


def _date_name(entity: str) -> str:
    return "DateEmpStatApp" if entity == "LearnerEmploymentStatus" else DATE_OF.get(entity, "")


def start_date_for(one: Given, start: Value | None) -> tuple[str, Value] | None:
    """The date field of a new record that takes the aim's start date, and that date; None if it takes none."""
    name = DATE_OF.get(one.entity, "")
    if not name or name in one.values or start is None or not takes_start_date(one.entity, _own_fixed(one)):
        return None
    return name, start
