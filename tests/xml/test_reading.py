"""The streaming reader: what each kind of broken file becomes, and that size, pieces and lines make no difference."""

from __future__ import annotations

import gc
import io
import re
import tracemalloc
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from itertools import islice

import pytest
from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.checking import ReturnReport, check_return
from ilr_core.errors import InputError
from ilr_core.model import Finding, Learner
from ilr_core.xml import ReturnReader, schema_text
from tests.xml.mutants import Mutant, _changes, occurrence_mutants, root_mutants, value_mutants
from tests.xml.samples import document, element

YEARS = catalogue.years()
NEW = catalogue.load("2627")
NOW = datetime.fromisoformat("2026-11-09T12:00")


def pretty(year: Catalogue = NEW, learners: int = 2, full: bool = True) -> str:
    """A valid return with every element on a line of its own."""
    root = document(year, full)
    (one,) = root.findall(f"{{{year.namespace}}}Learner")
    for number in range(1, learners):
        more = deepcopy(one)
        more.find(f"{{{year.namespace}}}LearnRefNumber").text = f"B{number}"
        root.append(more)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode")


def checked(text: str | bytes, name: str = "a.xml", **options: object) -> ReturnReport:
    data = text.encode() if isinstance(text, str) else text
    return check_return(io.BytesIO(data), name, now=NOW, **options)


def form_findings(report: ReturnReport) -> list[Finding]:
    """Findings about the form of the file: field definitions and what the schema refuses."""
    return [f for f in report.findings if f.rule == "Schema" or f.rule.startswith("FD_")]


def line_of(text: str, words: str, nth: int = 1) -> int:
    found = [number for number, line in enumerate(text.split("\n"), 1) if words in line]
    return found[nth - 1]


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time, as a slow disk or a decompressor may."""

    def __init__(self, data: bytes, most: int):
        self._data = io.BytesIO(data)
        self._most = most

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._data.read(self._most if size < 0 else min(size, self._most))


# --- good files ---


@pytest.mark.parametrize("name", YEARS)
def test_valid_return(name: str) -> None:
    year = catalogue.load(name)
    for full in (True, False):
        report = checked(pretty(year, 3, full))
        assert (report.year, report.schema_valid, report.learners, report.aims) == (name, True, 3, 3)
        assert form_findings(report) == []


def test_everything_is_read() -> None:
    reader = ReturnReader(io.BytesIO(pretty().encode()), "a.xml")
    first, second = reader.learners()
    assert [record.ENTITY for record in first.walk()] == [
        name for name in NEW.entities if name in {r.ENTITY for r in first.walk()}
    ]
    assert all(record.value(name) is not None for record in first.walk() for name in NEW.fields[record.ENTITY])
    assert (first.LearnRefNumber, second.LearnRefNumber, second.position) == ("1", "B1", 1)
    assert [record.ENTITY for record in reader.header_records] == [
        "Message", "Header", "CollectionDetails", "Source", "SourceFiles", "SourceFile", "LearningProvider",
    ]  # fmt: skip
    assert reader.message.LearningProvider[0].UKPRN is not None
    assert reader.message.Learner == []
    assert reader.learner_count == 2


@pytest.mark.parametrize(
    ("change", "value"),
    [
        (lambda v: f"<!-- a -->{v}", "Anne"),
        (lambda v: f"{v[:2]}<!-- a -->{v[2:]}", "Anne"),
        (lambda v: f"<?x y?>{v}", "Anne"),
        (lambda v: f"{v[:1]}<?x y?>{v[1:]}<!-- b -->", "Anne"),
        (lambda v: f"<![CDATA[{v}]]>", "Anne"),
        (lambda v: f"{v[:2]}<![CDATA[{v[2:]}]]>", "Anne"),
        (lambda v: "<![CDATA[A & <B>]]>", "A & <B>"),
        (lambda v: "A &amp; &lt;B&gt; &#xE9;", "A & <B> \u00e9"),
        (lambda v: " Anne ", " Anne "),
    ],
)
def test_comments_instructions_and_cdata_inside_a_value(change: Callable[[str], str], value: str) -> None:
    text = re.sub("<FamilyName>[^<]*", f"<FamilyName>{change('Anne')}".replace("\\", r"\\"), pretty(learners=1))
    reader = ReturnReader(io.BytesIO(text.encode()), "a.xml")
    (learner,) = reader.learners()
    assert (learner.FamilyName, reader.schema_valid) == (value, True)


@pytest.mark.parametrize(
    ("encoding", "declared", "mark"),
    [
        ("utf-8", "UTF-8", ""),
        ("utf-8", "utf-8", "\ufeff"),
        ("utf-8", None, ""),
        ("utf-8", None, "\ufeff"),
        ("utf-16-le", "UTF-16", "\ufeff"),
        ("utf-16-be", "UTF-16", "\ufeff"),
        ("cp1252", "windows-1252", ""),
        ("latin-1", "ISO-8859-1", ""),
    ],
)
def test_encodings(encoding: str, declared: str | None, mark: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    text = re.sub("<FamilyName>[^<]*", "<FamilyName>Ren\u00e9e O'\u00c7a", pretty())
    report_text = (mark + declaration + text).encode(encoding)
    reader = ReturnReader(io.BytesIO(report_text), "a.xml")
    learners = list(reader.learners())
    assert [learner.FamilyName for learner in learners] == ["Ren\u00e9e O'\u00c7a"] * 2
    assert reader.schema_valid


# --- faults that become findings ---


def with_line(text: str, before: str, line: str, nth: int = 1) -> str:
    lines = text.split("\n")
    lines.insert(line_of(text, before, nth) - 1, line)
    return "\n".join(lines)


def without_lines(text: str, words: str, nth: int = 1) -> str:
    lines = text.split("\n")
    del lines[line_of(text, words, nth) - 1]
    return "\n".join(lines)


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


# --- files that cannot be read ---

REFUSED: dict[str, tuple[Callable[[str], str], str]] = {
    "truncated": (lambda t: t[: t.rindex("<AimSeqNumber>")], "a part is missing|is not whole"),
    "truncated beside a schema fault": (lambda t: t.replace("<Sex>", "<Sex>F", 1)[: t.rindex("<AimSeqNumber>")],
                                        "a part is missing|is not whole"),
    "truncated in a tag": (lambda t: t[: t.rindex("<AimSeqNumber>") + 5], "not closed|is not whole|missing"),
    "truncated after the last learner": (lambda t: t[: t.rindex("</Message>")], "a part is missing|is not whole"),
    "truncated, schema fault, after the last learner": (
        lambda t: t.replace("<Sex>", "<Sex>F", 1)[: t.rindex("</Message>")], "a part is missing|is not whole"),
    "mismatched tags": (lambda t: t.replace("</Sex>", "</ULN>", 1), "closed by the end tag of another"),
    "second root": (lambda t: t + "<Message/>", "behind the end"),
    "bare and": (lambda t: re.sub("<FamilyName>[^<]*", "<FamilyName>A & B", t, count=1), "bare & or <"),
    "not ILR": (lambda t: "<html><body/></html>", "not an ILR return: it begins with html"),
    "root inside": (lambda t: f"<Envelope>{t}</Envelope>", "begins with Envelope"),
    "empty": (lambda t: "", "is empty"),
    "rubbish": (lambda t: "LearnRefNumber,ULN\nA,1", "is not an XML file"),
    "document type": (lambda t: "<!DOCTYPE Message>" + t, "document type"),
    "no element": (lambda t: '<?xml version="1.0"?><!-- x -->', "."),
    "control character": (lambda t: t.replace("<Sex>", "<Sex>\x0b", 1), "control character"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("learners", [2, 60])
def test_unreadable_file_is_refused_in_one_sentence(case: str, learners: int) -> None:
    change, words = REFUSED[case]
    with pytest.raises(InputError, match=words) as refusal:
        checked(change(pretty(learners=learners)))
    sentence = str(refusal.value)
    assert sentence.startswith("a.xml ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Traceback" not in sentence


def test_wrong_bytes_are_refused() -> None:
    data = pretty().encode().replace(b"<FamilyName>", b"<FamilyName>Ren\xe9", 1)
    with pytest.raises(InputError, match="characters that are not in the encoding"):
        checked(b'<?xml version="1.0" encoding="UTF-8"?>' + data)


# --- lines ---


def test_lines_of_records_and_fields() -> None:
    text = re.sub(r"<Sex>[^<]*", "<Sex>FF", pretty())
    text = re.sub(r"<AFinAmount>[^<]*", "<AFinAmount>-1", text)
    spots = {(f.rule, f.spots[0].place) for f in form_findings(checked(text))}
    assert spots == {
        *(("FD_Sex_AL", line_of(text, "<Sex>", n)) for n in (1, 2)),
        *(("FD_AFinAmount_AR", line_of(text, "<AFinAmount>", n)) for n in (1, 2)),
    }


@pytest.mark.parametrize("at", [65_530, 65_536, 70_000, 140_000])
def test_lines_beyond_16_bits(at: int) -> None:
    text = pretty(learners=1)
    before = line_of(text, "<Learner>")
    head, rest = text.split("\n")[: before - 1], text.split("\n")[before - 1 :]
    text = "\n".join([*head, *[""] * (at - before), *rest])
    text = re.sub(r"<Sex>[^<]*", "<Sex>FF", text)
    text = without_lines(text, "<AimType>")
    found = {f.rule: f.spots[0].place for f in form_findings(checked(text))}
    assert found == {
        "FD_Sex_AL": line_of(text, "<Sex>"),
        "FD_AimType_MA": line_of(text, "<LearningDelivery>"),
    }
    assert min(place for place in found.values() if isinstance(place, int)) > at


# --- the schema's verdict ---


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


# --- size and pieces ---


def big_return(learners: int) -> Iterator[bytes]:
    """A return in pieces, so that the test itself holds little."""
    text = pretty(learners=1, full=False)
    head, learner, tail = re.fullmatch(r"(.*?)(<Learner>.*</Learner>)(.*)", text, flags=re.DOTALL).groups()
    yield head.encode()
    for number in range(learners):
        yield re.sub("<LearnRefNumber>[^<]*", f"<LearnRefNumber>{number}", learner).encode()
    yield tail.encode()


class Pieces(io.RawIOBase):
    """The pieces of an iterator as a stream."""

    def __init__(self, pieces: Iterator[bytes]):
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._rest += piece
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


def peak_of_reading(learners: int, broken: bool, kept: list[Learner] | None = None) -> int:
    """How many bytes of Python objects there were at once, at most, while a return was read."""
    pieces = big_return(learners)
    if broken:
        pieces = (piece.replace(b"<Sex>", b"<Sex>FF") for piece in pieces)
    # What other tests have left would put the collector's full rounds off, in proportion to its size.
    gc.collect()
    gc.freeze()
    tracemalloc.start()
    try:
        reader = ReturnReader(Pieces(pieces), "a.xml")
        for learner in reader.learners():
            if kept is not None:
                kept.append(learner)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.unfreeze()
    assert (reader.learner_count, reader.schema_valid) == (learners, not broken)
    return peak


@pytest.mark.parametrize("broken", [False, True])
def test_memory_stays_flat(broken: bool) -> None:
    peak_of_reading(20, broken)
    small, large = peak_of_reading(100, broken), peak_of_reading(1000, broken)
    assert large < 1.5 * small + 300_000
    assert peak_of_reading(1000, broken, []) > 3 * large  # the control: learners that are kept are seen


def test_elements_read_are_let_go() -> None:
    """What lxml holds outside Python's memory: the tree must not grow with the learners."""
    reader = ReturnReader(Pieces(big_return(400)), "a.xml")
    largest = 0
    for _ in reader.learners():
        largest = max(largest, len(reader._root))
    assert largest < 60


@pytest.mark.parametrize("edge", [32_768, 65_536, 131_072])
@pytest.mark.parametrize("shift", [-700, -3, -1, 0, 1, 2, 300])
def test_learners_across_edges_of_pieces(edge: int, shift: int) -> None:
    text = pretty(learners=4)
    plain = list(ReturnReader(io.BytesIO(text.encode()), "a.xml").learners())
    at = text.index("<FamilyName>", text.index("<Learner>", text.index("<Learner>") + 1)) + 15
    padding = " " * (edge + shift - at)
    moved = text.replace("<LearningProvider>", padding + "<LearningProvider>")
    read = list(ReturnReader(io.BytesIO(moved.encode()), "a.xml").learners())
    assert len(read) == 4
    assert all(one.same_as(other) and one.place == other.place for one, other in zip(read, plain, strict=True))


@pytest.mark.parametrize("most", [1, 7, 1000, 65_537])
def test_stream_that_gives_few_bytes(most: int) -> None:
    data = pretty(learners=3).encode()
    plain = list(ReturnReader(io.BytesIO(data), "a.xml").learners())
    reader = ReturnReader(Trickle(data, most), "a.xml")
    read = list(reader.learners())
    assert reader.schema_valid
    assert [one.same_as(other) for one, other in zip(read, plain, strict=True)] == [True] * 3
    assert [one.place for one in read] == [one.place for one in plain]


def test_header_year_is_found_in_a_slow_stream() -> None:
    text = pretty(catalogue.load("2526")).replace("ESFA/ILR/2025-26", "other")
    for most in (50, 100_000):
        assert ReturnReader(Trickle(text.encode(), most), "a.xml").year.year == "2526"


def test_minimal_learner_has_exactly_what_is_required() -> None:
    root = document(NEW, full=False)
    root.replace(root[-1], element(NEW, "Learner", full=False))
    (learner,) = ReturnReader(io.BytesIO(etree.tostring(root)), "a.xml").learners()
    for record in learner.walk():
        filled = {name for name in NEW.fields[record.ENTITY] if record.value(name) is not None}
        assert filled == {field.name for field in NEW.fields[record.ENTITY].values() if field.required}
