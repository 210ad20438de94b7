"""Small workbooks as data, and learners of every shape the schema allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from addin.ooxml import SheetData
from addin.sheets.writing import rows_for
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, Field
from ilr_core.model import RECORDS, Learner, Record, reader
from ilr_core.model.values import RESTRICTED
from workbook_templates.layout import layout

YEAR = catalogue.load("2627")
# Shrinking whole learners takes minutes; a failure names the fields that differ without it.
WHOLE_RETURNS = settings(
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LEARNER = {
    "LearnRefNumber": "A1", "ULN": "1061484016", "FamilyName": "Ode", "GivenNames": "Ann",
    "DateOfBirth": date(2006, 2, 3), "Sex": "F", "Ethnicity": "31", "LLDDHealthProb": "2",
    "PostcodePrior": "CV1 2WT", "Postcode": "CV1 2WT",
}  # fmt: skip
AIM = {
    "LearnRefNumber": "A1", "AimSeqNumber": 1, "AimType": "4", "LearnAimRef": "60149735", "FundModel": "35",
    "LearnStartDate": date(2026, 9, 1), "LearnPlanEndDate": date(2027, 7, 1), "CompStatus": "1",
    "DelLocPostCode": "CV1 2WT",
}  # fmt: skip


def sheet(name: str, *rows: Mapping[str, object], headers: Sequence[object] | None = None) -> SheetData:
    """A sheet with a header row: by default what the rows use and what is required, in the layout's order."""
    plan = layout(YEAR).sheets[name]
    needed = {
        c.header
        for c in plan.columns
        if c.kind == "key" or (c.definition and c.kind == "field" and c.definition.required)
    }
    used = needed | {header for row in rows for header in row}
    headers = headers or [c.header for c in plan.columns if c.header in used]
    return SheetData(name, "visible", [list(headers), *([row.get(str(header)) for header in headers] for row in rows)])


def book(*sheets: SheetData) -> list[SheetData]:
    """These sheets, with one learner and one aim where there is no sheet for them."""
    names = {one.name for one in sheets}
    usual = [sheet("Learners", LEARNER), sheet("Aims", AIM)]
    return [*sheets, *(one for one in usual if one.name not in names)]


def written(learners: Sequence[Learner], year: Catalogue = YEAR) -> list[SheetData]:
    """The sheets that import writes for learners."""
    plan = layout(year)
    return [
        SheetData(name, "visible", [[column.header for column in plan.sheets[name].columns], *rows])
        for name, rows in rows_for(learners, plan).items()
    ]


def column_of(data: SheetData, header: str) -> int:
    """The column (from 1) of a header."""
    return data.rows[0].index(header) + 1


def value_of(data: SheetData, row: int, header: str) -> object:
    """The value of a cell."""
    return data.rows[row - 1][data.rows[0].index(header)]


@st.composite
def learners(draw: st.DrawFn, year: Catalogue = YEAR) -> list[Learner]:
    """One to three schema-valid learners; references and aim numbers repeat often."""
    count = draw(st.integers(1, 3))
    found = []
    for position in range(count):
        record = _record(draw, year, "Learner", None, position)
        assert isinstance(record, Learner)
        found.append(record)
    return found


def _record(draw: st.DrawFn, year: Catalogue, entity: str, parent: Record | None, position: int) -> Record:
    record = RECORDS[entity](parent, position)
    for field in year.fields[entity].values():
        if field.required or draw(st.integers(0, 3)) == 0:
            setattr(record, field.name, draw(values(field)))
    for child in year.children[entity]:
        most = min(year.entities[child].max or 4, 4)
        least = year.entities[child].min
        for number in range(draw(st.integers(least, max(least, most)) if draw(st.booleans()) or least else st.just(0))):
            getattr(record, child).append(_record(draw, year, child, record, number))
    return record


@cache
def values(field: Field) -> st.SearchStrategy[object]:
    """Any value that the schema allows in a field, ordinary and strange ones alike."""
    if field.type == "date":
        return st.one_of(
            st.dates(), st.dates(date(1899, 12, 1), date(1900, 4, 1)), st.dates(date(2006, 1, 1), date(2027, 1, 1))
        )
    if field.type == "decimal":
        low, high = Decimal(field.low or 0), Decimal(field.high or 100)
        return st.decimals(low, high, places=field.decimals)
    if field.type in ("int", "long"):
        if field.name == "AimSeqNumber":
            return st.integers(1, 3)
        low = int(field.low or 0)
        return st.one_of(st.integers(low, int(field.high or 10 ** (field.digits or 5) - 1)), _codes(field, int))
    return st.one_of(_texts(field), _codes(field, str)).filter(lambda text: _allowed(field, str(text)))


def _codes(field: Field, kind: type) -> st.SearchStrategy[object]:
    """Codes of the field's list, or of all the lists that another field may choose."""
    lists = [
        item for name, item in YEAR.lists.items() if name == field.list or name.startswith(field.list.split("{")[0])
    ]
    codes = sorted({code for item in lists for code in item.codes}) if field.list else []
    return st.sampled_from([kind(code) for code in codes]) if codes else st.nothing()


def _texts(field: Field) -> st.SearchStrategy[str]:
    longest = field.longest or 8
    strange = ["=1+1", "+44", "-1", "@me", "_x0041_", " A ", "A 1 ", " ", "034", "1", "#N/A", "TRUE", "10 · In work",
               "1e5", "\u2060a\u2060", "\u00a0x", "31/08/2026", "B\u200b", "a@b", "ABCD", "A1", "a1"]  # fmt: skip
    alphabet = st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn"))
    if field.charset:
        alphabet = st.sampled_from(
            "".join(chr(code) for code in range(32, 127) if RESTRICTED.fullmatch(chr(code))) + "£€"
        )
    plain = st.text(alphabet, min_size=1, max_size=min(longest, 12))
    exact = st.from_regex(field.pattern, fullmatch=True) if field.pattern and "." not in field.pattern else st.nothing()
    return st.one_of(st.sampled_from(strange), plain, exact)


def _allowed(field: Field, text: str) -> bool:
    return not reader(field)(text).faults and all(char >= " " for char in text)
