"""Writing returns: valid, complete, in order, the same every time, and nothing lost in silence."""

import io
from datetime import date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.model import RECORDS, Learner, Record, SourceFiles, plain_text, reader
from ilr_core.xml import ReturnReader
from ilr_core.xml.schema import schema_of
from ilr_core.xml.writing import HeaderFacts, write_return
from tests.xml.samples import valid_text

FACTS = HeaderFacts(
    10000001, date(2026, 9, 3), datetime(2026, 9, 4, 12, 3, 4, 567), 7, "Some & Co", "ILR Excel", "0.1.0"
)  # fmt: skip


@pytest.fixture(params=catalogue.years())
def year(request: pytest.FixtureRequest) -> Catalogue:
    return catalogue.load(request.param)


def record(year: Catalogue, entity: str, parent: Record | None = None, full: bool = True, copies: int = 2) -> Record:
    """A record with every field of the year filled in and several of each record inside."""
    made = RECORDS[entity](parent)
    for field in year.fields[entity].values():
        if full or field.required:
            setattr(made, field.name, reader(field)(valid_text(field)).value)
    for child in year.children[entity]:
        limits = year.entities[child]
        count = min(copies, limits.max or copies) if full else limits.min
        setattr(made, child, [record(year, child, made, full, copies) for _ in range(count)])
    return made


def learner(year: Catalogue, full: bool = False) -> Learner:
    made = record(year, "Learner", full=full)
    assert isinstance(made, Learner)
    return made


def source_files(year: Catalogue) -> SourceFiles:
    made = record(year, "SourceFiles")
    assert isinstance(made, SourceFiles)
    return made


def written(year: Catalogue, *learners: Learner, files: tuple[SourceFiles, ...] = (), strict: bool = True) -> bytes:
    stream = io.BytesIO()
    assert write_return(stream, year, FACTS, files, learners, strict=strict) == len(learners)
    return stream.getvalue()


def same_texts(element: etree._Element, made: Record, year: Catalogue) -> None:
    """An element says what a record says, and no more."""
    own = f"{{{year.namespace}}}"
    expected = [
        (own + name, plain_text(made.value(name))) for name in year.fields[made.ENTITY] if made.value(name) is not None
    ]
    leaves = len(expected)
    assert [(leaf.tag, leaf.text) for leaf in element[:leaves]] == expected
    inside = [child for name in year.children[made.ENTITY] for child in getattr(made, name)]
    assert [child.tag for child in element[leaves:]] == [own + child.ENTITY for child in inside]
    for child, inner in zip(element[leaves:], inside, strict=True):
        same_texts(child, inner, year)


def test_whole_and_smallest_learners_are_valid_and_complete(year: Catalogue) -> None:
    learners, files = [learner(year), learner(year, full=True)], source_files(year)
    root = etree.fromstring(written(year, *learners, files=(files,)))
    assert schema_of(year).validate(root)
    assert [etree.QName(child).localname for child in root] == [
        "Header", "SourceFiles", "LearningProvider", "Learner", "Learner",
    ]  # fmt: skip
    same_texts(root[1], files, year)
    for element, made in zip(root[3:], learners, strict=True):
        same_texts(element, made, year)


def test_header(year: Catalogue) -> None:
    root = etree.fromstring(written(year, learner(year)))
    assert {leaf.tag.partition("}")[2]: leaf.text for leaf in root[0].iter() if not len(leaf)} == {
        "Collection": "ILR",
        "Year": year.year,
        "FilePreparationDate": "2026-09-03",
        "ProtectiveMarking": "OFFICIAL-SENSITIVE-Personal",
        "UKPRN": "10000001",
        "SoftwareSupplier": "Some & Co",
        "SoftwarePackage": "ILR Excel",
        "Release": "0.1.0",
        "SerialNo": "07",
        "DateTime": "2026-09-04T12:03:04",
    }
    assert root[1][0].text == "10000001"


def test_bytes_are_the_same_every_time(year: Catalogue) -> None:
    first = written(year, learner(year, full=True), files=(source_files(year),))
    assert first == written(year, learner(year, full=True), files=(source_files(year),))
    assert first.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<Message xmlns="')
    assert b"\r" not in first
    assert first.endswith(b"\t</Learner>\n</Message>\n")


def test_reading_gives_the_same_records(year: Catalogue) -> None:
    learners = [learner(year), learner(year, full=True)]
    read = ReturnReader(io.BytesIO(written(year, *learners)), "a.xml")
    for found, made in zip(read.learners(), learners, strict=True):
        assert found.same_as(made)
    assert read.schema_valid


def test_order_and_emptiness_of_records_are_kept(year: Catalogue) -> None:
    made = learner(year)
    made.LearnerHE = [RECORDS["LearnerHE"](made)]
    for number in (3, 1, 2):
        entry = record(year, "LearnerFAM", made)
        entry.LearnFAMCode = number
        made.LearnerFAM.append(entry)
    data = written(year, made)
    assert b"\t\t<LearnerHE/>\n" in data
    root = etree.fromstring(data)
    assert [code.text for code in root.iter("{*}LearnFAMCode")] == ["3", "1", "2"]
    assert schema_of(year).validate(root)


@pytest.mark.parametrize(
    ("entity", "name", "typed", "spelt"),
    [
        ("Learner", "ULN", " +1000000001 ", "1000000001"),
        ("Learner", "DateOfBirth", "2006-02-28Z", "2006-02-28"),
        ("LearningDeliveryHE", "STULOAD", "+050.50", "50.50"),
        ("Learner", "FamilyName", " O'Brien <& Söhne> ", " O'Brien <& Söhne> "),
    ],
)
def test_values_go_out_in_their_plain_form(entity: str, name: str, typed: str, spelt: str) -> None:
    year = catalogue.load("2627")
    made = learner(year, full=True)
    found = next(inner for inner in made.walk() if inner.ENTITY == entity)
    reading = reader(year.fields[entity][name])(typed)
    setattr(found, name, reading.value)
    if reading.text is not None:
        found.keep_text(name, reading.text)
    assert next(etree.fromstring(written(year, made)).iter(f"{{*}}{name}")).text == spelt


def test_unreadable_text_goes_out_as_typed_so_that_the_schema_sees_it(year: Catalogue) -> None:
    for strict in (True, False):
        made = learner(year)
        made.keep_text("DateOfBirth", "31/2/2006")
        root = etree.fromstring(written(year, made, strict=strict))
        assert next(root.iter("{*}DateOfBirth")).text == "31/2/2006"
        assert not schema_of(year).validate(root)


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30)
    | st.text("&<>'\"]\r\n\t a")
)
def test_any_text_comes_back(text: str) -> None:
    year = catalogue.load("2627")
    made = learner(year)
    made.FamilyName = text
    made.keep_text("DateOfBirth", text)
    root = etree.fromstring(written(year, made))
    assert next(root.iter("{*}FamilyName")).text == (text or None)
    assert next(root.iter("{*}DateOfBirth")).text == (text or None)


def aim_with(name: str, value: object, year: str) -> Learner:
    made = learner(catalogue.load(year))
    made.LearnRefNumber = "B 0007"
    setattr(made.LearningDelivery[0], name, value)
    return made


def with_hours_record() -> Learner:
    made = learner(catalogue.load("2526"))
    made.LearnRefNumber = "B 0007"
    hours = record(catalogue.load("2627"), "HRSRecord", made.LearningDelivery[0])
    made.LearningDelivery[0].HRSRecord.append(hours)
    return made


def with_unknown_text() -> Learner:
    made = learner(catalogue.load("2627"))
    made.LearnRefNumber = "B 0007"
    made.keep_text("ContactPreference", "x")
    return made


BLOCKED = {
    "field of another year": ("2627", partial(aim_with, "PHours", 10, "2627"), "aim 1: PHours is filled in"),
    "records of another year": ("2526", with_hours_record, "aim 1: HRSRecord is filled in"),
    "element of no year": ("2627", with_unknown_text, ": ContactPreference is filled in"),
    "control character": ("2627", partial(aim_with, "ConRefNumber", "a\x0bb", "2627"), "ConRefNumber holds a control"),
    "half a character": ("2627", partial(aim_with, "ConRefNumber", "a\ud800b", "2627"), "ConRefNumber holds a control"),
}  # fmt: skip


@pytest.mark.parametrize("case", BLOCKED)
def test_nothing_is_lost_in_silence(case: str) -> None:
    name, make, words = BLOCKED[case]
    year = catalogue.load(name)
    with pytest.raises(ExportBlocked, match=words) as block:
        written(year, make())
    assert str(block.value).startswith("Learner B 0007")
    assert not schema_of(year).validate(etree.fromstring(written(year, make(), strict=False)))


def test_empty_fields_of_another_year_block_nothing(year: Catalogue) -> None:
    assert schema_of(year).validate(etree.fromstring(written(year, aim_with("PHours", None, year.year))))


@pytest.mark.parametrize("change", [{"ukprn": 9_999_999}, {"ukprn": 100_000_000}, {"serial": 0}, {"serial": 100}])
def test_impossible_header_facts_are_refused(change: dict[str, int]) -> None:
    facts = {"ukprn": 10_000_000, "serial": 99, "prepared": FACTS.prepared, "made": FACTS.made}
    names = {"supplier": "a", "package": "b", "release": "c"}
    assert HeaderFacts(**facts, **names).serial == 99
    with pytest.raises(InputError, match="must"):
        HeaderFacts(**(facts | change), **names)


def test_learners_are_written_one_by_one(year: Catalogue) -> None:
    sizes: list[int] = []
    stream = io.BytesIO()

    def learners() -> list[Learner]:
        for _ in range(3):
            sizes.append(stream.tell())
            yield learner(year)

    write_return(stream, year, FACTS, [], learners())
    assert sizes[0] == 0
    assert sizes[1] < sizes[2] < stream.tell()
