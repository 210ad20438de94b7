"""The generated schema: it compiles, says what it should, and no change of it goes unnoticed."""

import re
from collections.abc import Iterator

import pytest
import xmlschema
from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.xml.schema import schema_of, schema_text
from tests.xml.mutants import Mutant, mutants, occurrence_mutants, structure_mutants, value_mutants
from tests.xml.samples import document

YEARS = catalogue.years()
SAMPLE = 149
FACET = re.compile(r'<xs:(\w+) value=(?:"([^"]*)"|\'([^\']*)\')/>')


@pytest.fixture(params=YEARS)
def year(request: pytest.FixtureRequest) -> Catalogue:
    return catalogue.load(request.param)


def test_text_is_the_same_every_time(year: Catalogue) -> None:
    schema_text.cache_clear()
    first = schema_text(year)
    schema_text.cache_clear()
    assert schema_text(year) == first
    assert b"\r" not in first


def test_whole_and_smallest_returns_are_valid(year: Catalogue) -> None:
    for full, copies in ((True, 1), (True, 3), (False, 1)):
        assert schema_of(year).validate(document(year, full, copies))


def test_other_years_return_is_not_valid() -> None:
    assert not schema_of(catalogue.load("2627")).validate(document(catalogue.load("2526")))


@pytest.mark.parametrize(
    ("entity", "field", "facets"),
    [
        ("Source", "UKPRN", {"minInclusive": "10000000", "maxInclusive": "99999999"}),
        ("Learner", "ULN", {"minInclusive": "1000000000", "maxInclusive": "9999999999"}),
        ("Learner", "LearnRefNumber", {"pattern": "[A-Za-z0-9 ]{1,12}"}),
        ("Learner", "FamilyName", {"pattern": r'[^0-9\r\n\t|"]{1,100}'}),
        ("Learner", "Sex", {"length": "1"}),
        ("Learner", "Email", {"minLength": "1", "maxLength": "100", "pattern": ".+@.+"}),
        ("Learner", "Ethnicity", {"totalDigits": "2"}),
        ("Learner", "DateOfBirth", {}),
        ("LearningDelivery", "EPAOrgID", {"minLength": "1", "maxLength": "8"}),
        ("LearningDeliveryHE", "STULOAD", {"fractionDigits": "1", "minInclusive": "0.1", "maxInclusive": "300.0"}),
        ("HRSRecord", "HRSAmount", {"minInclusive": "0", "maxInclusive": "9999"}),
        ("CollectionDetails", "Year", {"enumeration": "2627"}),
    ],
)
def test_facets_of_2627(entity: str, field: str, facets: dict[str, str]) -> None:
    root = etree.fromstring(schema_text(catalogue.load("2627")))
    xs = {"x": "http://www.w3.org/2001/XMLSchema"}
    (found,) = root.xpath(f"//x:element[@name='{entity}']/*/*/x:element[@name='{field}']", namespaces=xs)
    restriction = found.find("x:simpleType/x:restriction", xs)
    assert {
        etree.QName(facet).localname: facet.get("value") for facet in ([] if restriction is None else restriction)
    } == facets


def test_years_differ_where_they_should() -> None:
    old, new = (schema_text(catalogue.load(name)).decode() for name in ("2526", "2627"))
    assert 'name="PHours"' in old
    assert 'name="PHours"' not in new
    assert 'name="HRSRecord" minOccurs="0" maxOccurs="3"' in new
    assert 'name="AgreemId" minOccurs="0"' in new


def altered_schemas(text: str) -> dict[str, tuple[str, str]]:
    """Every single facet and every occurrence of the schema changed a little: the element's name and the new text."""
    altered: dict[str, tuple[str, str]] = {}
    element = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        named = re.search(r'<xs:element name="(\w+)"', line)
        element = named[1] if named else element
        for changed in _altered_lines(line):
            altered[f"{element}, line {number + 1}: {changed.strip()}"] = (
                element,
                "\n".join([*lines[:number], changed, *lines[number + 1 :]]),
            )
    return altered


def _altered_lines(line: str) -> list[str]:
    facet = FACET.search(line)
    if 'name="Message"' in line:
        return []
    if facet and facet[1] not in ("pattern", "enumeration"):
        value = facet[2]
        more = (
            "301.1" if value == "300.0" else str(round(float(value) + 0.1, 1)) if "." in value else str(int(value) + 1)
        )
        return [line.replace(f'"{value}"', f'"{more}"')]
    if facet and facet[1] == "pattern" and "{1," in line:
        return [line.replace("{1,", "{0,"), re.sub(r"\{1,(\d+)\}", lambda m: f"{{1,{int(m[1]) + 1}}}", line)]
    if facet and facet[1] == "enumeration":
        return [line.replace(facet[2], facet[2] + "X")]
    if 'minOccurs="0"' in line:
        return [line.replace(' minOccurs="0"', "")]
    if "<xs:element " in line:
        return [re.sub(r'name="\w+"', r'\g<0> minOccurs="0"', line)]
    return []


def test_mutants_notice_every_change_of_the_schema() -> None:
    """The control of the differential test: it can fail, whichever facet or occurrence differs."""
    year = catalogue.load("2627")
    alterations = altered_schemas(schema_text(year).decode())
    verdicts = Verdicts(year)
    unnoticed = [
        name
        for name, (element, text) in alterations.items()
        if not verdicts.differ(element, etree.XMLSchema(etree.fromstring(text.encode())))
    ]
    assert len(alterations) > 300
    # Lengths that a pattern of the same field gives as well are the only ones without effect.
    assert [name for name in unnoticed if not re.match("AddLine|AgreemId|Email, .*minLength", name)] == []
    assert len(unnoticed) < 25


class Verdicts:
    """Our verdicts on the mutants of each element, worked out once."""

    def __init__(self, year: Catalogue):
        self.year = year
        self.ours = schema_of(year)
        self.structure = [*structure_mutants(year), *occurrence_mutants(year)]

    def differ(self, element: str, other: etree.XMLSchema) -> bool:
        return any(self.ours.validate(m.root) != other.validate(m.root) for m in self._of(element))

    def _of(self, element: str) -> Iterator[Mutant]:
        yield from (
            m for m in self.structure if m.element == element and m.name.startswith(("removed", "twice", "0 of"))
        )
        yield from value_mutants(self.year, only=element)
        yield from (m for m in self.structure if m.element == element)


def is_engine_difference(year: Catalogue, mutant: Mutant) -> bool:
    """What the xmlschema package judges otherwise than libxml2, for reasons of its own.

    Python's int and Decimal read digits of every script and drop no-break spaces, so xmlschema takes them for numbers.
    XML Schema lets white space stand around a date, as xmlschema does; libxml2 does not, and its verdict is ours.
    """
    if mutant.name.startswith(("stray no-break space", "white space only")):
        return True
    if mutant.text is None or year.fields[mutant.entity][mutant.element].type == "string":
        return False
    return not mutant.text.isascii() or mutant.text != mutant.text.strip()


def test_another_engine_gives_the_same_verdict(year: Catalogue) -> None:
    ours, engine = schema_of(year), xmlschema.XMLSchema(schema_text(year).decode())
    checked = different = 0
    for number, mutant in enumerate(mutants(year)):
        if number % SAMPLE:
            continue
        checked += 1
        text = etree.tostring(mutant.root)
        try:
            verdict = engine.is_valid(text.decode())
        except (KeyError, xmlschema.XMLSchemaException):
            verdict = False  # an xsi:type that names no type is an exception to it
        if verdict != ours.validate(etree.fromstring(text)):
            different += 1
            assert is_engine_difference(year, mutant), mutant.name
    assert checked > 300
    assert different < 20


def test_official_text_takes_the_place_of_ours(year: Catalogue) -> None:
    stricter = schema_text(year).replace(b'<xs:length value="1"/>', b'<xs:length value="2"/>')
    assert not schema_of(year, stricter).validate(document(year))
    assert schema_of(year, stricter) is schema_of(year, stricter)
    assert schema_of(year).validate(document(year))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "cannot be read as an XML schema"),
        (b"no schema at all", "cannot be read as an XML schema"),
        (b"<html/>", "cannot be read as an XML schema"),
        (schema_text(catalogue.load("2627"))[:-30], "cannot be read as an XML schema"),
        (schema_text(catalogue.load("2627")).replace(b"xs:date", b"xs:day"), "cannot be read as an XML schema"),
        (schema_text(catalogue.load("2526")), "belongs to another year"),
        (
            schema_text(catalogue.load("2627")).replace(
                b"\t<xs:element", b'\t<xs:include schemaLocation="other.xsd"/>\n\t<xs:element', 1
            ),
            "draws in other files",
        ),
    ],
)
def test_broken_official_schema_is_refused_in_one_sentence(text: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        schema_of(catalogue.load("2627"), text)
