"""The streaming reader: what good files hold, on which lines things stand, and which files are refused."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.xml import ReturnReader
from tests.xml.made_returns import NEW, YEARS, checked, form_findings, line_of, pretty, without_lines


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
