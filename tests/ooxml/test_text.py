import csv
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.ooxml import Package, SheetEditor, read_workbook
from addin.ooxml.escapes import unescape_text, xml_text
from tests.libreoffice import Convert
from tests.ooxml.test_set_cells import book_of

NASTY = [
    "=1+1",
    "+x",
    "-",
    "@a",
    "-1",
    "'quoted",
    "_x0041_",
    "_x0041_x0042_",
    "_x005F_",
    "_x005F_x0041_",
    "_X0041_",
    "_x00e9_",
    "a_x000D_b",
    " leading",
    "trailing ",
    " ",
    "\t",
    "a\tb",
    "two\nlines",
    "cr\rhere",
    "crlf\r\nhere",
    "\n",
    "\x00\x01\x1f",
    "_x0041\x01",
    "_x0041_\x01x0041_",
    "&amp;",
    "<b>&\"'</b>",
    "]]>",
    "<![CDATA[x]]>",
    "😀 emoji",
    "é ÿ \u00a0nbsp\u00a0",
    "\ue000\ufffd",
    "000123",
    "1E5",
    "31/2/2006",
    "TRUE",
    "#N/A",
    "x" * 32_767,
    "{=1}",
    "10 · In paid employment",
    "a  b",
]

texts = st.one_of(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
    ),
    st.lists(st.sampled_from(["_x0041_", "_", "x", "_x00", "41_", "\x01", "\r", "=", " ", "&", "<"]), min_size=1).map(
        "".join
    ),
    st.sampled_from(NASTY),
)


def filled(tmp_path: Path, values: list[str], name: str = "filled.xlsx") -> Path:
    package = Package.open(book_of(tmp_path / "base.xlsx", ""))
    SheetEditor(package, "S").fill_rows(1, [[value] for value in values])
    package.save(tmp_path / name)
    return tmp_path / name


@given(values=st.lists(texts, min_size=1, max_size=20))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_text_survives_openpyxl_and_the_reader(values: list[str], tmp_path: Path) -> None:
    path = filled(tmp_path, values)
    (sheet,) = read_workbook(path)
    assert [row[0] for row in sheet.rows] == values
    assert not sheet.formulas_without_value
    # openpyxl leaves escapes in inline strings as they are.
    cells = openpyxl.load_workbook(path)["S"]["A"]
    assert [unescape_text(cell.value) for cell in cells] == values


@given(texts)
def test_escaping_is_undone_by_unescaping(text: str) -> None:
    escaped = xml_text(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert unescape_text(escaped) == text


def test_text_is_never_a_formula(tmp_path: Path) -> None:
    cells = openpyxl.load_workbook(filled(tmp_path, NASTY))["S"]["A"]
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.libreoffice
def test_text_survives_libreoffice(tmp_path: Path, convert: Convert) -> None:
    (saved,) = convert("csv:Text - txt - csv (StarCalc):44,34,76", filled(tmp_path, NASTY))
    with saved.open(encoding="utf-8-sig", newline="") as stream:
        read = [row[0] if row else "" for row in csv.reader(stream)]
    # CSV itself holds neither control characters nor the difference of carriage return and line feed.
    fragile = {text for text in NASTY if any(sign in text for sign in "\r\x00\x01\uffff")}
    assert [(a, b) for a, b in zip(read, NASTY, strict=True) if a != b and b not in fragile] == []
