"""From what was agreed on prior learning to the records of the ILR: hours, price and the reduction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ilr_core.catalogue import Catalogue, number
from ilr_core.exact import plain, whole_number
from ilr_core.model import AppFinRecord, HRSRecord, LearningDelivery, Record, Value, copied
from ilr_core.rpl.price import RATE, not_computed_before

APPRENTICESHIP = 36
PROGRAMME = 1
PLANNED, TAKEN_OUT = 1, 4
TRAINING_PRICE, RESIDUAL_PRICES = 1, (3, 4)
HOURS_KIND, PRICE_KIND, REDUCTION_KIND = "HRS", "TNP", "RIP"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorLearning:
    """What was agreed for one apprentice; all before recognition, in whole pounds and whole hours.

    ``price_before`` is the training price before recognition, ``hours_before`` the planned hours before it.
    """

    price_before: object
    hours_before: object
    hours_removed: object
    reduction_given: object


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row cannot be applied: the official rule that it would break (empty if none says so), and a sentence."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class RecordsChange:
    """A changed copy of the aim, or why there is none."""

    aim: LearningDelivery | None
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    price_before: int
    hours_before: int
    hours_removed: int
    reduction: int


def with_prior_learning(aim: LearningDelivery, row: PriorLearning, year: Catalogue) -> RecordsChange:
    """The programme aim with the records that prior learning asks for; the aim given stays as it is.

    TNP 1 becomes the price before less the reduction (never worked out from the TNP 1 that is there, so that applying
    twice changes nothing); TNP 2 stays. 2026/27: HRS 1 hours before less hours removed, HRS 4 hours removed, RIP 1 the
    reduction, both or neither. 2025/26: PHours, and no record of what was removed. Source: ILR specification 2026/27,
    ILR rules 2026/27 v4 R_161, R_162, AFinType_15, AFinType_16.
    """
    read = _read(row)
    if isinstance(read, Refusal):
        return RecordsChange(None, (read,))
    refusals = tuple(_refusals(aim, read, year))
    if refusals:
        return RecordsChange(None, refusals)
    changed = copied(aim)
    if "HRSRecord" in year.entities:
        _set_hours(changed, PLANNED, read.hours_before - read.hours_removed)
        _set_hours(changed, TAKEN_OUT, read.hours_removed or None)
        _set_reduction(changed, read.reduction or None)
    else:
        _put(changed, "PHours", read.hours_before - read.hours_removed)
    _set_price(changed, read.price_before - read.reduction)
    return RecordsChange(changed)


def _read(row: PriorLearning) -> _Row | Refusal:
    named = {
        "price before recognition": row.price_before,
        "hours before recognition": row.hours_before,
        "hours removed": row.hours_removed,
        "reduction given": row.reduction_given,
    }
    numbers = {name: whole_number(value) for name, value in named.items()}
    for name, number_read in numbers.items():
        if number_read is None or number_read < 0:
            return Refusal("", f"The {name} is missing or no whole number from 0. Enter it.")
    price, hours, removed, reduction = (found or 0 for found in numbers.values())
    return _Row(price, hours, removed, reduction)


def _refusals(aim: LearningDelivery, row: _Row, year: Catalogue) -> Iterator[Refusal]:
    if aim.FundModel != APPRENTICESHIP or aim.AimType != PROGRAMME:
        yield Refusal("AFinType_04", "Prices and prior learning go on the programme aim of a funded apprenticeship.")
    start: date | None = aim.LearnStartDate
    if start is None:
        yield Refusal("", "The aim has no start date that can be read. Enter it first.")
    elif number(RATE, start) is None:
        yield Refusal("", not_computed_before(start))
    if any(fin.AFinType == PRICE_KIND and fin.AFinCode in RESIDUAL_PRICES for fin in aim.AppFinRecord):
        text = "The aim has a price left after a change of employer (TNP 3 or 4); change that one by hand."
        yield Refusal("AFinDate_05", text)
    yield from _amount_refusals(row, year, start)
    if row.hours_removed > row.hours_before:
        yield Refusal("", f"{row.hours_removed} hours are removed, but there were only {row.hours_before}.")
    if row.reduction > row.price_before:
        yield Refusal("", f"The reduction of £{row.reduction:,} is more than the price of £{row.price_before:,}.")
    most = year.fields["HRSRecord"]["HRSAmount"].high if "HRSRecord" in year.entities else None
    if most is not None and row.hours_before > most:
        yield Refusal("FD_HRSAmount_AR", f"{row.hours_before} hours are more than the ILR can hold ({most}).")


def _amount_refusals(row: _Row, year: Catalogue, start: date | None) -> Iterator[Refusal]:
    has_records = "HRSRecord" in year.entities
    if row.reduction and not row.hours_removed:
        text = "The price is reduced, but no hours are removed. Enter the hours, or take the reduction away."
        yield Refusal("R_162" if has_records else "", text)
    if not row.hours_removed or start is None:
        return
    low, high = number("service_lowest_price_reduction", start), number("service_highest_price_reduction", start)
    if low is not None and row.reduction < low:
        text = f"Hours are removed, so the price must come down by £{plain(low)} or more, not £{row.reduction:,}."
        yield Refusal("AFinType_16" if has_records else "", text)
    if high is not None and row.reduction > high:
        text = f"A reduction of £{row.reduction:,} is more than the £{plain(high)} there can be."
        yield Refusal("AFinType_15" if has_records else "", text)


def _set_hours(aim: LearningDelivery, code: int, hours: int | None) -> None:
    found = [one for one in aim.HRSRecord if one.HRSType == HOURS_KIND and one.HRSCode == code]
    if hours is None:
        aim.HRSRecord = [one for one in aim.HRSRecord if one not in found]
        return
    if not found:
        record = HRSRecord(aim, len(aim.HRSRecord))
        record.HRSType, record.HRSCode = HOURS_KIND, code
        aim.HRSRecord.append(record)
        found = [record]
    _put(found[0], "HRSAmount", hours)
    aim.HRSRecord = [one for one in aim.HRSRecord if one not in found[1:]]


def _set_reduction(aim: LearningDelivery, pounds: int | None) -> None:
    found = [one for one in aim.AppFinRecord if one.AFinType == REDUCTION_KIND and one.AFinCode == 1]
    if pounds is not None:
        record = found[0] if found else _new_price(aim, REDUCTION_KIND, 1)
        _put(record, "AFinDate", aim.LearnStartDate)
        _put(record, "AFinAmount", pounds)
        found = found[1:]
    aim.AppFinRecord = [one for one in aim.AppFinRecord if one not in found]


def _set_price(aim: LearningDelivery, pounds: int) -> None:
    """Writes the first training price; later ones are other agreements and stay."""
    found = [one for one in aim.AppFinRecord if one.AFinType == PRICE_KIND and one.AFinCode == TRAINING_PRICE]
    first = min(found, key=lambda one: one.AFinDate or date.max) if found else None
    if first is None:
        first = _new_price(aim, PRICE_KIND, TRAINING_PRICE)
        _put(first, "AFinDate", aim.LearnStartDate)
    _put(first, "AFinAmount", pounds)


def _new_price(aim: LearningDelivery, kind: str, code: int) -> AppFinRecord:
    record = AppFinRecord(aim, len(aim.AppFinRecord))
    record.AFinType, record.AFinCode = kind, code
    aim.AppFinRecord.append(record)
    return record


def _put(record: Record, field: str, value: Value) -> None:
    """Writes a value; what was typed there and what was wrong with it are gone."""
    setattr(record, field, value)
    (record.texts or {}).pop(field, None)
    (record.faults or {}).pop(field, None)
