"""Faults in a file become findings at their lines, and the schema's verdict never stands alone."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import islice

import pytest
from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.xml import ReturnReader, schema_text
from tests.xml.made_returns import NEW, YEARS, checked, form_findings, line_of, pretty, with_line, without_lines
from tests.xml.mutants import Mutant, _changes, occurrence_mutants, root_mutants, value_mutants
from tests.xml.samples import document


def swapped(text: str, words: str) -> str:
    lines = text.split("\n")
    at = line_of(text, words) - 1
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return "\n".join(lines)


BROKEN: dict[str, tuple[Callable[[str], str], str, str, str]] = {
    # name: change of the text, rule, entity, part of the message
    "malformed date": (lambda t: re.sub(r"<LearnStartDate>[^<]*", "<LearnStartDate>31/2/2006", t, count=1),
                       "Schema", "LearningDelivery", "LearnStartDate '31/2/2006' cannot be read as a date"),
    "malformed number": (lambda t: re.sub(r"<AimSeqNumber>[^<]*", "<AimSeqNumber>one", t, count=1),
                         "Schema", "LearningDelivery", "cannot be read as a number"),
    "out of range": (lambda t: re.sub(r"<ULN>[^<]*", "<ULN>123", t, count=1), "FD_ULN_AR", "Learner", "'123'"),
    "too long": (lambda t: re.sub(r"<Sex>[^<]*", "<Sex>FF", t, count=1), "FD_Sex_AL", "Learner", "'FF'"),
    "empty required field": (lambda t: re.sub(r"<Sex>[^<]*", "<Sex>", t, count=1), "FD_Sex_MA", "Learner", "Sex"),
    "missing field": (lambda t: without_lines(t, "<ULN>"), "FD_ULN_MA", "Learner", "ULN is missing"),
    "missing child": (lambda t: re.sub(r"<LearningDelivery>.*?</LearningDelivery>", "", t, count=1, flags=re.DOTALL),
                      "FD_LearningDelivery_EO", "Learner", "There is no LearningDelivery"),
    "unknown element in the return": (lambda t: with_line(t, "<LearningProvider>", "<Extra/>"),
                                      "Schema", "Message", "Extra does not belong"),
    "unknown element in the header": (lambda t: with_line(t, "<Source>", "<Extra/>"),
                                      "Schema", "Header", "Extra does not belong"),
    "unknown element in a learner": (lambda t: with_line(t, "<ULN>", "<Extra>1</Extra>"),
                                     "Schema", "Learner", "Extra does not belong"),
    "unknown element in an aim": (lambda t: with_line(t, "<AimSeqNumber>", "<PHours>1</PHours>"),
                                  "Schema", "LearningDelivery", "PHours does not belong"),
    "unknown element in an entry": (lambda t: with_line(t, "<LearnDelFAMCode>", "<Extra>1</Extra>"),
                                    "Schema", "LearningDeliveryFAM", "Extra does not belong"),
    "element inside a field": (lambda t: re.sub(r"<Sex>[^<]*", "<Sex>F<Extra/>", t, count=1),
                               "Schema", "Learner", "Extra does not belong"),
    "fields in the wrong order": (lambda t: swapped(t, "<ULN>"), "Schema", "Learner", "stands in the wrong place"),
    "parts in the wrong order": (
        lambda t: (lambda part: t.replace(part, "").replace("</Message>", part + "</Message>"))(
            re.search(r"<LearningProvider>.*?</LearningProvider>\s*", t, flags=re.DOTALL)[0]),
        "Schema", "Message", "stands in the wrong place"),
    "field twice": (lambda t: with_line(t, "<ULN>", "<ULN>1000000027</ULN>"),
                    "Schema", "Learner", "ULN is here more than once"),
    "record too often": (lambda t: t.replace("<LearnerHE>", "<LearnerHE/><LearnerHE>", 1),
                         "FD_LearnerHE_EO", "Learner", "2 times"),
    "part twice": (lambda t: with_line(t, "<LearningProvider>",
                                       "<LearningProvider><UKPRN>10000001</UKPRN></LearningProvider>"),
                   "Schema", "Message", "LearningProvider"),
    "no header": (lambda t: re.sub(r"<Header>.*?</Header>", "", t, flags=re.DOTALL), "Schema", "Message", "Header"),
    "no provider": (lambda t: re.sub(r"<LearningProvider>.*?</LearningProvider>", "", t, flags=re.DOTALL),
                    "Schema", "Message", "LearningProvider"),
    "attribute": (lambda t: t.replace("<ULN>", '<ULN id="1">', 1), "Schema", "Learner", "at ULN"),
    "attribute of a record": (lambda t: t.replace("<LearningDelivery>", '<LearningDelivery id="1">', 1),
                              "Schema", "LearningDelivery", "stray text or an attribute"),
    "stray text in a learner": (lambda t: with_line(t, "<ULN>", "hello"), "Schema", "Learner", "stray text"),
    "stray text in the return": (lambda t: with_line(t, "<LearningProvider>", "hello"), "Schema", "Message", "stray"),
    "another namespace inside": (lambda t: t.replace("<ULN>", '<ULN xmlns="x">', 1), "Schema", "Learner", "ULN does"),
    "header of another year": (lambda t: re.sub("<Year>2627", "<Year>2526", t), "Schema", "CollectionDetails",
                               "must be 2627"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_fault_becomes_a_finding(case: str) -> None:
    change, rule, entity, words = BROKEN[case]
    good = pretty()
    text = change(good)
    assert text != good
    report = checked(text)
    assert not report.schema_valid
    found = [f for f in form_findings(report) if f.rule == rule and f.entity == entity and words in f.message]
    assert found, [(f.rule, f.entity, f.message) for f in form_findings(report)]
    assert found[0].severity == "error"
    assert report.learners == 2


def test_return_without_learners() -> None:
    text = re.sub(r"<Learner>.*</Learner>", "", pretty(), flags=re.DOTALL)
    report = checked(text)
    assert (report.schema_valid, report.learners) == (False, 0)
    assert report.findings


@pytest.mark.parametrize(
    ("namespace", "year", "rules"),
    [
        ("ESFA/ILR/2024-25", "2627", {"Namespace Mismatch"}),
        ("ilr/2026-27", "2627", {"Namespace Mismatch"}),
        ("", "2627", {"Namespace Mismatch"}),
    ],
)
def test_wrong_or_no_namespace(namespace: str, year: str, rules: set[str]) -> None:
    text = pretty().replace(' xmlns="ILR/2026-27"', f' xmlns="{namespace}"' if namespace else "")
    report = checked(text)
    assert (report.year, report.schema_valid, report.learners) == (year, False, 2)
    assert rules <= {found.rule for found in report.findings}


@pytest.mark.parametrize(("name", "year"), [("2526", "2627"), ("2627", "2526")])
def test_year_that_the_user_gives_decides(name: str, year: str) -> None:
    report = checked(pretty(catalogue.load(name)), year=year)
    assert (report.year, report.schema_valid, report.learners) == (year, False, 2)
    assert "Namespace Mismatch" in {found.rule for found in report.findings}


@pytest.mark.parametrize(
    ("namespace", "header_year", "name", "expected"),
    [
        ("ESFA/ILR/2025-26", "2627", "ILR-10000001-2627-20261109-120000-01.xml", "2526"),
        ("ILR/2026-27", "2526", "ILR-10000001-2526-20261109-120000-01.xml", "2627"),
        ("other", "2526", "ILR-10000001-2627-20261109-120000-01.xml", "2526"),
        ("other", "2425", "ILR-10000001-2526-20261109-120000-01.xml", "2526"),
        ("other", "2425", "ILR-10000001-2425-20261109-120000-01.xml", "2627"),
        ("other", "", "a.xml", "2627"),
    ],
)
def test_year_comes_from_namespace_header_name_or_default(
    namespace: str, header_year: str, name: str, expected: str
) -> None:
    text = re.sub("<Year>[^<]*", f"<Year>{header_year}", pretty().replace("ILR/2026-27", namespace))
    assert ReturnReader(io.BytesIO(text.encode()), name).year.year == expected


def test_unknown_year_is_refused() -> None:
    with pytest.raises(Exception, match="There is no catalogue for the year 1999"):
        checked(pretty(), year="1999")


def sampled_mutants(year: Catalogue) -> Iterator[Mutant]:
    """Some hundred mutants: every kind of change at ever other elements, all counts and roots, some values."""
    yield from occurrence_mutants(year)
    yield from root_mutants(year)
    yield from (mutant for number, mutant in enumerate(value_mutants(year)) if number % 701 == 0)
    root = document(year, prefix="i")
    number = 0
    for index, node in enumerate(root.iter()):
        for name in _changes(year, node):
            number += 1
            if number % 47 == 0:
                changed = deepcopy(root)
                target = next(islice(changed.iter(), index, None))
                _changes(year, target)[name](target)
                yield Mutant(f"{name} at {node.tag}", etree.QName(node).localname, changed)


@pytest.mark.parametrize("name", YEARS)
def test_an_invalid_file_always_has_a_finding(name: str) -> None:
    """And a valid one has no Schema finding, but for values that Python or the official lengths refuse."""
    seen: list[bool] = []
    refused = []
    for mutant in sampled_mutants(catalogue.load(name)):
        try:
            report = checked(etree.tostring(mutant.root), year=name)
        except InputError as refusal:
            refused.append(str(refusal))
            continue
        seen.append(report.schema_valid)
        rules = {found.rule for found in form_findings(report)}
        assert "Defect" not in {found.rule for found in report.findings}
        if not report.schema_valid:
            assert rules or "Namespace Mismatch" in {found.rule for found in report.findings}, mutant.name
        elif mutant.text is None:
            assert not rules, mutant.name
    assert all("it begins with" in sentence for sentence in refused)
    assert len(seen) > 200
    assert sum(seen) > 50
    assert len(seen) - sum(seen) > 100


def test_message_in_message() -> None:
    root = document(NEW)
    root.append(document(NEW))
    report = checked(etree.tostring(root))
    assert (report.schema_valid, report.learners) == (False, 1)
    assert [f.message for f in form_findings(report)] == [
        "Message does not belong in Whole return. Remove it or spell it as the schema does."
    ]


def test_official_schema_that_lets_more_pass() -> None:
    """What the catalogue does not know or misses stays a finding, whatever another schema says."""
    new = b'<xs:element name="ULN"'
    laxer = schema_text(NEW).replace(new, b'<xs:element name="Extra" minOccurs="0" type="xs:string"/>' + new, 1)
    laxer = laxer.replace(b'<xs:element name="Sex">', b'<xs:element name="Sex" minOccurs="0">', 1)
    assert laxer.count(b'"Extra"') == 1
    text = without_lines(with_line(pretty(learners=1), "<ULN>", "<Extra>1</Extra>"), "<Sex>")
    report = checked(text, official_schema=laxer)
    assert report.schema_valid
    assert {f.rule for f in form_findings(report)} == {"Schema", "FD_Sex_MA"}
