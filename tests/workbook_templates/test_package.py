import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from ilr_core.catalogue import load, years
from tests.workbook_templates.conftest import Built
from workbook_templates.build import build
from workbook_templates.layout import NEW_LEARNERS, PROGRAMMES
from workbook_templates.note_boxes import lines

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
FONT_ORDER = ["b", "i", "strike", "u", "sz", "color", "name", "family", "scheme"]


def parts(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("year", years())
def test_two_builds_have_the_same_bytes(year):
    arguments = {"rows": {"Learners": 20}, "ukprn": 10000001}
    assert build(load(year), **arguments) == build(load(year), **arguments)


def test_nothing_in_the_file_tells_when_it_was_built(built: Built):
    with ZipFile(BytesIO(built.file)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts(built.file)["docProps/core.xml"].decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", core) == ["2026-01-01T00:00:00Z"] * 2


def test_codes_kept_as_text_get_no_green_triangles(built: Built):
    sheets = [data for name, data in parts(built.file).items() if name.startswith("xl/worksheets/sheet")]
    with_table = [root for root in map(etree.fromstring, sheets) if root.find(f"{MAIN}tableParts") is not None]
    assert len(with_table) == len(built.layout.sheets) + 11
    for root in with_table:
        names = [etree.QName(element).localname for element in root]
        followers = names[names.index("ignoredErrors") + 1 :]
        assert set(followers) <= {"drawing", "legacyDrawing", "tableParts"}
        ignored = root.find(f"{MAIN}ignoredErrors/{MAIN}ignoredError")
        assert ignored.get("numberStoredAsText") == ignored.get("listDataValidation") == "1"
        table_end = re.fullmatch(r"A2:([A-Z]+)1048576", ignored.get("sqref"))
        assert table_end


def test_children_of_fonts_stand_in_the_order_of_the_standard(built: Built):
    styles = etree.fromstring(parts(built.file)["xl/styles.xml"])
    fonts = list(styles.iter(f"{MAIN}font"))
    assert len(fonts) > 10
    for font in fonts:
        order = [FONT_ORDER.index(etree.QName(child).localname) for child in font]
        assert order == sorted(order)


def test_the_table_style_is_ours_and_points_to_formats_that_exist(built: Built):
    files = parts(built.file)
    styles = etree.fromstring(files["xl/styles.xml"])
    formats = styles.find(f"{MAIN}dxfs")
    assert int(formats.get("count")) == len(formats)
    elements = list(styles.iter(f"{MAIN}tableStyleElement"))
    assert len(elements) == 2
    assert all(int(element.get("dxfId")) < len(formats) for element in elements)
    assert {element.getparent().get("name") for element in elements} == {"ILR"}
    tables = [etree.fromstring(data) for name, data in files.items() if name.startswith("xl/tables/")]
    assert {table.find(f"{MAIN}tableStyleInfo").get("name") for table in tables} == {"ILR"}


def test_every_note_has_a_bold_title_and_a_box_as_high_as_its_text(built: Built):
    files = parts(built.file)
    comments = [data for name, data in files.items() if re.search(r"comments?/comment\d+\.xml$", name)]
    assert len(comments) == len(built.layout.sheets) + len((PROGRAMMES, NEW_LEARNERS))
    notes = [note for data in comments for note in etree.fromstring(data).iter(f"{MAIN}comment")]
    for note in notes:
        title, rest = note.iter(f"{MAIN}r")
        assert title.find(f"{MAIN}rPr/{MAIN}b") is not None
        assert rest.find(f"{MAIN}rPr/{MAIN}b") is None
        assert rest.findtext(f"{MAIN}t").startswith("\n")
    anchors = [
        [int(number) for number in anchor.text.split(",")]
        for name, data in files.items()
        if name.endswith(".vml")
        for anchor in etree.fromstring(data).iter(f"{EXCEL}Anchor")
    ]
    assert len(anchors) == len(notes)
    for left, _, top, _, right, _, bottom, _ in anchors:
        assert left <= right
        assert top < bottom


@pytest.mark.parametrize(
    ("text", "count"), [("", 1), ("a", 1), ("a" * 48, 1), ("a" * 49, 2), ("a\nb", 2), ("a" * 97 + "\nb", 4)]
)
def test_lines_of_a_note(text, count):
    assert lines(text) == count


def test_no_part_holds_a_link_to_the_outside(built: Built):
    for name, data in parts(built.file).items():
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in data
