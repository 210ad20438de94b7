"""Generated learners as another system would export them: one row for each aim, or a sheet for each kind of record."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from random import Random

from addin.mis_import.targets import Target, targets_of
from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner, LearningDelivery, Record, Value, plain_text

Row = dict[str, Value]
DateForm = Callable[[date], str]
_ONE = {"Learner", "LearningDelivery", "LearnerHE", "LearningDeliveryHE"}


def day_first(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def month_first(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def with_time(day: date) -> str:
    return f"{day:%d/%m/%Y} 00:00:00"


def iso(day: date) -> str:
    return day.isoformat()


def named_month(day: date) -> str:
    return f"{day:%d-%b-%y}"


def run_of_digits(day: date) -> str:
    return f"{day:%Y%m%d}"


FORMS: tuple[DateForm, ...] = (day_first, month_first, with_time, iso, named_month, run_of_digits)


def rows_by_aim(learners: Iterable[Learner], year: Catalogue) -> list[Row]:
    """One row for each aim, the learner's fields repeated; several records of a kind in numbered columns."""
    rows = []
    for learner in learners:
        own = _flat(learner, year)
        rows += [own | _flat(aim, year) for aim in learner.LearningDelivery]
    return rows


def rows_by_entity(learners: Iterable[Learner], year: Catalogue) -> dict[str, list[Row]]:
    """A table for each kind of record, with the keys of learner and aim before its own fields."""
    found: dict[str, list[Row]] = {}
    for learner in learners:
        for record in learner.walk():
            row: Row = {"LearnRefNumber": learner.LearnRefNumber or ""}
            holder: Record | None = record
            while holder is not None:
                if isinstance(holder, LearningDelivery):
                    row["AimSeqNumber"] = holder.AimSeqNumber or 0
                if holder.ENTITY == "LearnerEmploymentStatus":
                    row["DateEmpStatApp"] = holder.value("DateEmpStatApp")  # type: ignore[assignment]
                holder = holder.parent
            row |= {name: record.value(name) for name in record.FIELDS if record.value(name) is not None}  # type: ignore[misc]
            found.setdefault(record.ENTITY, []).append(row)
    return found


def _flat(record: Record, year: Catalogue) -> Row:
    row: Row = {}
    counts: dict[object, int] = {}
    for inner in _own(record):
        targets = _targets(inner, year)
        kind = inner.ENTITY, targets[0].fixed
        outer = inner.parent
        number = (
            1 + getattr(outer, "position", 0)
            if inner.ENTITY == "EmploymentStatusMonitoring"
            else counts.setdefault(kind, 0) + 1
        )
        counts[kind] = counts.get(kind, 0) + 1
        for target in targets:
            value = inner.value(target.field)
            if value is not None:
                row[target.name if number == 1 else f"{target.name} {number}"] = value
    return row


def _own(record: Record) -> Iterator[Record]:
    """The record and all inside it but aims."""
    yield record
    for child in record.children():
        if not isinstance(child, LearningDelivery):
            yield from _own(child)


def _targets(record: Record, year: Catalogue) -> list[Target]:
    own = [target for target in targets_of(year).values() if target.entity == record.ENTITY]
    fixed = [
        target
        for target in own
        if target.fixed and all(plain_text(record.value(name) or "") == text for name, text in target.fixed)
    ]
    return fixed or [target for target in own if not target.fixed]


def other_names(random: Random) -> Callable[[str], str]:
    """A name that systems use for a field in place of the official one, or that with spaces or in capitals."""
    text = files("addin.mis_import").joinpath("data", "headers.csv").read_text("utf-8")
    known: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["certainty"] == "sure" and not row["table"]:
            known.setdefault(row["field"], []).append(row["header"])

    def name(field: str) -> str:
        base, number = (field[:-2], field[-2:]) if field[-2:-1] == " " and field[-1].isdigit() else (field, "")
        choices = [base, base.upper(), *([] if number else known.get(base, []))]
        return random.choice(choices) + number

    return name


def written(
    path: Path,
    rows: Sequence[Row],
    name: Callable[[str], str] = str,
    form: DateForm = day_first,
    code: Callable[[str, Value], str] | None = None,
    separator: str = ",",
    encoding: str = "utf-8-sig",
) -> Path:
    """Rows as a CSV file with all columns that any of them has."""
    fields = list(dict.fromkeys(field for row in rows for field in row))
    with path.open("w", newline="", encoding=encoding) as stream:
        writer = csv.writer(stream, delimiter=separator)
        writer.writerow([name(field) for field in fields])
        for row in rows:
            writer.writerow([_shown(row.get(field), field, form, code) for field in fields])
    return path


def _shown(value: Value | None, field: str, form: DateForm, code: Callable[[str, Value], str] | None) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return form(value)
    return code(field, value) if code else plain_text(value)
