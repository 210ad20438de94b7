"""Returns of all shapes for the tests of batches: whatever the schema takes, in what batches are made by."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import RECORDS, Learner, Record, reader
from ilr_core.xml import HeaderFacts, write_return
from tests.commands.made import UKPRN, now_of
from tests.xml.samples import valid_text

FIRST_ULN = 1_000_000_000
MONTHS = st.integers(0, 30).map(lambda months: date(2024, 8, 1) + timedelta(days=31 * months))
# Texts that are the same to whoever compares, and texts that a spreadsheet would take for something else.
NOTES = st.sampled_from(["A", "a", "=A1", "Group 7", "no group", "GROUP 7 ", "-", "7,8"])
VALUES: dict[str, st.SearchStrategy[str]] = {
    "CampId": st.sampled_from(["A", "a", "CAMP0001", "X1"]),
    "ProvSpecLearnMon": NOTES,
    "ProvSpecDelMon": NOTES,
    "EmpId": st.sampled_from(["111111111", "222222222"]),
    "DateEmpStatApp": MONTHS.map(str),
    "LearnStartDate": MONTHS.map(str),
    "OrigLearnStartDate": MONTHS.map(str),
    "StdCode": st.sampled_from(["91", "105", "203"]),
    "ProgType": st.sampled_from(["25", "32"]),
    "AimType": st.sampled_from(["1", "3", "4"]),
    "LearnAimRef": st.sampled_from(["ZPROG001", "60342843", "6030986X"]),
}
MOST = 2
"""Records of one kind beside each other."""


@st.composite
def records(draw: st.DrawFn, year: Catalogue, entity: str, parent: Record | None = None) -> Record:
    """A record with some of its fields, and some of what may be inside it."""
    made = RECORDS[entity](parent)
    for field in year.fields[entity].values():
        if field.required or (field.name in VALUES and draw(st.booleans())):
            text = draw(VALUES[field.name]) if field.name in VALUES else valid_text(field)
            reading = reader(field)(text)
            assert not reading.faults, (field.name, text)
            setattr(made, field.name, reading.value)
    for child in year.children[entity]:
        limits = year.entities[child]
        count = draw(st.integers(limits.min, min(limits.max or MOST, MOST)))
        setattr(made, child, [draw(records(year, child, made)) for _ in range(count)])
    return made


@st.composite
def learners(draw: st.DrawFn, year: Catalogue, most: int = 6) -> list[Learner]:
    """Learners with different references and ULNs; some have the temporary one."""
    found = []
    for number in range(draw(st.integers(1, most))):
        made = draw(records(year, "Learner"))
        assert isinstance(made, Learner)
        made.LearnRefNumber = f"L{number:03}"
        made.ULN = draw(st.sampled_from([FIRST_ULN + number, 9_999_999_999]))
        found.append(made)
    return found


def return_file(path: Path, members: list[Learner], year: Catalogue, ukprn: int = UKPRN) -> Path:
    """A return in a file."""
    now = now_of(year.year)
    with path.open("wb") as stream:
        write_return(stream, year, HeaderFacts(ukprn, now.date(), now, 1, "Some software", "", "1"), [], members)
    return path


YEARS = {name: catalogue.load(name) for name in catalogue.years()}
