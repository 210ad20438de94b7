"""Whatever is not ours in a workbook file is the same, byte for byte, after a check."""

from __future__ import annotations

import re
from pathlib import Path

from tests.commands.made import book, check, value
from tests.ooxml.books import changed_parts, parts, rich_book, write_parts

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = b"http://schemas.openxmlformats.org/package/2006/relationships"
KEPT = (
    "xl/vbaProject.bin",
    "customUI/customUI14.xml",
    "customXml/item1.xml",
    "xl/pivotCache/own1.bin",
    "xl/threadedComments/threadedComment1.xml",
    "xl/charts/chart9.xml",
    "xl/media/image1.png",
)
TYPES = {
    "xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "xl/drawings/drawing9.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "xl/charts/chart9.xml": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
}
MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def book_with_everything(folder: Path) -> Path:
    """A return workbook with the parts of a rich macro book put into it, as its owner might have done in Excel."""
    content = parts(book(folder / "plain.xlsx"))
    rich = parts(rich_book(folder / "rich.xlsm"))
    aims = sheet_part(content, "Aims")

    def link(part: str, kind: str, target: str, number: int) -> None:
        folder_name, _, name = part.rpartition("/")
        rels = f"{folder_name}/_rels/{name}.rels" if folder_name else "_rels/.rels"
        empty = b'<Relationships xmlns="%s"></Relationships>' % RELATIONSHIPS
        entry = f'<Relationship Id="own{number}" Type="{kind}" Target="{target}"/></Relationships>'
        content[rels] = content.get(rels, empty).replace(b"</Relationships>", entry.encode())

    for name in KEPT:
        content[name] = rich[name.replace("chart9", "chart1")]
    for name in ("xl/drawings/drawing2.xml", "xl/drawings/_rels/drawing2.xml.rels"):
        content[name.replace("drawing2", "drawing9")] = rich[name].replace(b"chart1.xml", b"chart9.xml")
    link("", "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", "customUI/customUI14.xml", 1)
    link("xl/workbook.xml", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin", 2)
    link("xl/workbook.xml", f"{OFFICE}/customXml", "../customXml/item1.xml", 3)
    link("xl/workbook.xml", "http://example.org/pivot", "pivotCache/own1.bin", 4)
    threaded = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link(aims, threaded, "../threadedComments/threadedComment1.xml", 5)
    link(aims, f"{OFFICE}/drawing", "../drawings/drawing9.xml", 6)
    drawing = f'<drawing xmlns:r="{OFFICE}" r:id="own6"/><legacyDrawing'.encode()
    assert content[aims].count(b"<legacyDrawing") == 1
    content[aims] = content[aims].replace(b"<legacyDrawing", drawing)
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in TYPES.items())
    overrides += '<Default Extension="png" ContentType="image/png"/>'
    types = content["[Content_Types].xml"].replace(PLAIN_BOOK.encode(), MACRO_BOOK.encode())
    content["[Content_Types].xml"] = types.replace(b"</Types>", f"{overrides}</Types>".encode())
    return write_parts(folder / "everything.xlsm", content)


def sheet_part(content: dict[str, bytes], name: str) -> str:
    found = re.search(rf'<sheet [^>]*name="{name}"[^>]*r:id="(\w+)"'.encode(), content["xl/workbook.xml"])
    assert found
    link = next(
        one for one in re.findall(rb"<Relationship [^>]*>", content["xl/_rels/workbook.xml.rels"])
        if b'Id="%s"' % found[1] in one
    )  # fmt: skip
    target = re.search(rb'Target="/?([^"]+)"', link)
    assert target
    path = target[1].decode()
    return path if path.startswith("xl/") else f"xl/{path}"


OURS = re.compile(
    r"xl/worksheets/sheet[0-9]+\.xml|xl/worksheets/_rels/sheet[0-9]+\.xml\.rels|xl/tables/table[0-9]+\.xml"
    r"|xl/comments[0-9/]*(comment[0-9]+)?\.xml|xl/drawings/[a-zA-Z]*[0-9]+\.vml"
)


def test_a_check_touches_only_the_parts_it_writes(tmp_path: Path) -> None:
    path = book_with_everything(tmp_path)
    content = parts(path)
    aims, start = sheet_part(content, "Aims"), sheet_part(content, "Start")
    # A wrong code in the first aim, so that Aims gets a note beside its threaded comments.
    assert content[aims].count(b">36 ") or content[aims].count(b">36<")
    content[aims] = content[aims].replace(b">36 ", b">34 ", 1)
    before = write_parts(tmp_path / "before.xlsm", content)
    path = write_parts(tmp_path / "everything.xlsm", content)
    done = check(path)
    assert "FundModel_01" in {found.rule for found in done.report.findings}
    assert str(value(path, "Aims", 2, "Status")).startswith("✖")
    changed = changed_parts(before, path)
    assert {aims, start, sheet_part(content, "Learners"), sheet_part(content, "Problems")} <= changed
    assert {name for name in changed if not OURS.fullmatch(name)} <= {"xl/workbook.xml"}
    assert sheet_part(content, "Lists") not in changed
    assert TYPES.keys() & changed == set()
    after = parts(path)
    only = re.compile(rb'<calcPr[^>]*/>| fullCalcOnLoad="1"')
    assert only.sub(b"", after["xl/workbook.xml"]) == only.sub(b"", content["xl/workbook.xml"])


def test_a_second_check_changes_nothing_more(tmp_path: Path) -> None:
    path = book_with_everything(tmp_path)
    check(path)
    first = parts(path)
    check(path)
    assert parts(path) == first
