"""Learners that no honest provider returns, for hypothesis: anything missing, extreme, contradictory or repeated."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from ilr_core.catalogue import Catalogue, Field
from tests.rules.case_files import Case, _dated, all_cases, base_data, bases, change
from tests.xml.samples import valid_text

Data = dict[str, Any]
DAYS = ("0001-01-01", "0001-12-31", "1900-02-28", "2000-02-29", "2024-02-29", "9999-01-01", "9999-12-31", "31/2/2006")
NUMBERS = ("-2147483648", "-1", "0", "1", "99", "2147483647", "9999999999", "9223372036854775807", "+7", " 8", "x", "")
TEXTS = ("", " ", "-1", "0", "99999", "|", "{ULN}", "\u00a3\u20ac\u00e9", "a" * 300, "1e9", "=1+1", "\u0660\u0661")
DAYS_FROM_START = (-7000, -3650, -366, -60, -1, 0, 1, 30, 241, 364, 365, 400, 3650)


def everything(year: Catalogue, entity: str = "Learner") -> Data:
    """Nested data with every field filled in and one record of every kind; nothing in it is a field fault."""
    data: Data = {field.name: valid_text(field) for field in year.fields[entity].values()}
    return data | {child: [everything(year, child)] for child in year.children[entity]}


def texts_of(field: Field, year: Catalogue) -> st.SearchStrategy[str]:
    """Texts of a field: its codes and days near the year as often as what lies far outside."""
    if field.type in ("date", "dateTime"):
        near = [str(year.start + timedelta(days=days)) for days in DAYS_FROM_START]
        return st.sampled_from([*near, *DAYS])
    prefix = field.list.partition("{")[0]
    lists = [found for name, found in year.lists.items() if prefix and name.startswith(prefix)]
    codes = [code for found in lists for code in found.codes]
    edges = [f"{edge + step:f}" for edge in (field.low, field.high) if edge is not None for step in (-1, 0, 1)]
    good = [*codes, *edges, valid_text(field)]
    return st.one_of(st.sampled_from(good), st.sampled_from(TEXTS if field.type == "string" else NUMBERS))


def from_nothing(year: Catalogue, entity: str = "Learner") -> st.SearchStrategy[Data]:
    """Data of an entity in which every field may be missing and every child may be there up to twice."""
    fields = {field.name: texts_of(field, year) for field in year.fields[entity].values()}
    children = {child: st.lists(from_nothing(year, child), max_size=2) for child in year.children[entity]}
    return st.fixed_dictionaries({}, optional=fields | children)


@st.composite
def from_cases(draw: st.DrawFn, year: Catalogue) -> Data:
    """A learner of a rule case or a base, with a few fields lost or changed and a few records lost or repeated."""
    data = _of_case(draw(st.sampled_from(_cases_of(year.year))), year) if draw(st.booleans()) else None
    data = data or base_data(draw(st.sampled_from(sorted(bases()))), year)
    for _ in range(draw(st.integers(0, 4))):
        entity, holder = draw(st.sampled_from(list(_holders("Learner", data))))
        draw(st.sampled_from(CHANGES))(draw, year, entity, holder)
    return data


@cache
def _cases_of(year: str) -> tuple[Case, ...]:
    return tuple(case for case in all_cases() if case.year == year)


def _of_case(case: Case, year: Catalogue) -> Data:
    data = base_data(case.data["learner"], year)
    for path, value in (case.data.get("set") or {}).items():
        if path.partition("@")[2] in ("", year.year):
            change(data, path.partition("@")[0], _dated(copy.deepcopy(value), year))
    return data


def _holders(entity: str, data: Data) -> list[tuple[str, Data]]:
    inner = [(name, record) for name, value in data.items() if isinstance(value, list) for record in value]
    return [(entity, data), *(found for name, record in inner for found in _holders(name, record))]


def _lose(draw: st.DrawFn, year: Catalogue, entity: str, holder: Data) -> None:
    if holder:
        del holder[draw(st.sampled_from(sorted(holder)))]


def _retype(draw: st.DrawFn, year: Catalogue, entity: str, holder: Data) -> None:
    field = draw(st.sampled_from(list(year.fields[entity].values())))
    holder[field.name] = draw(texts_of(field, year))


def _repeat(draw: st.DrawFn, year: Catalogue, entity: str, holder: Data) -> None:
    lists = [name for name, value in holder.items() if isinstance(value, list) and value]
    if lists:
        records = holder[draw(st.sampled_from(lists))]
        records.append(copy.deepcopy(draw(st.sampled_from(records))))


def _add(draw: st.DrawFn, year: Catalogue, entity: str, holder: Data) -> None:
    if year.children[entity]:
        child = draw(st.sampled_from(year.children[entity]))
        holder.setdefault(child, []).append(draw(from_nothing(year, child)))


CHANGES: tuple[Callable[[st.DrawFn, Catalogue, str, Data], None], ...] = (_lose, _retype, _retype, _repeat, _add)
