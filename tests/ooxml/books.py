"""Workbooks for the tests, with everything a careless save would lose."""

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import xlsxwriter

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THREADED = "http://schemas.microsoft.com/office/2017/10/relationships"


def parts(path: Path) -> dict[str, bytes]:
    """All parts of a zip in order."""
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


def write_parts(path: Path, content: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in content.items():
            book.writestr(name, data)
    return path


def changed_parts(before: Path, after: Path) -> set[str]:
    """Names of parts that were changed, added or removed; the order of the others must be the same."""
    old, new = parts(before), parts(after)
    assert [name for name in old if name in new] == [name for name in new if name in old]
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def tiny_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")), chunk(b"IEND", b""))
    )


def rich_book(path: Path, *, date_1904: bool = False) -> Path:
    """A macro book: table with validation and formats, chart, picture, notes, formulas, and foreign parts.

    Sheet `Learners`: table B3:E6 (header row 3), formulas in F, a merged range H2:I3, a user's note on C4.
    Sheet `Other`: a formula and a chart. Foreign parts: VBA, ribbon, custom XML, a threaded comment, a pivot-like part.
    """
    book = xlsxwriter.Workbook(path, {"date_1904": date_1904})
    sheet, other = book.add_worksheet("Learners"), book.add_worksheet("Other")
    text, day, fill = (
        book.add_format({"num_format": "@"}),
        book.add_format({"num_format": "dd/mm/yyyy"}),
        book.add_format({"bg_color": "#FFFF00"}),
    )
    sheet.set_column("B:B", 14, text)
    sheet.set_column("D:D", 12, day)
    sheet.set_column("G:G", None, None, {"hidden": True})
    sheet.set_row(9, 30, fill)
    sheet.add_table(
        "B3:E6",
        {
            "name": "tblLearners",
            "columns": [{"header": name} for name in ("ULN", "FamilyName", "DateOfBirth", "Count")],
            "data": [["0000000001", "Ash & <Elm>", None, 1], ["0000000002", "Oak", None, 2], ["3", "Fir", None, 3]],
        },
    )
    for row in range(3, 6):
        sheet.write_formula(row, 5, f"=E{row + 1}*2", None, (row - 2) * 2)
    sheet.write("A1", "A title", fill)
    sheet.merge_range("H2:I3", "merged", fill)
    sheet.data_validation("E4:E6", {"validate": "list", "source": ["1", "2", "3"]})
    sheet.data_validation("E1", {"validate": "list", "source": ["x"]})
    sheet.conditional_format("B4:E6", {"type": "formula", "criteria": "=$E4>2", "format": fill})
    sheet.conditional_format("E4:E6", {"type": "data_bar", "data_bar_2010": True})
    sheet.write_comment("C4", "Mine, please keep", {"author": "A user"})
    sheet.insert_image("K2", "dot.png", {"image_data": BytesIO(tiny_png())})
    sheet.set_header("&CPage &P")
    sheet.write_url("A2", "https://example.org/")
    other.write_formula("A1", "=SUM(Learners!E4:E6)", None, 6)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Learners!$E$4:$E$6"})
    other.insert_chart("C3", chart)
    book.define_name("ILR_Year", '="2627"')
    book.define_name("Other!Local", "=Other!$A$1")
    book.add_vba_project(BytesIO(b"not really VBA " * 50), is_stream=True)
    book.close()
    return _with_foreign_parts(path)


def _with_foreign_parts(path: Path) -> Path:
    content = parts(path)

    def link(rels: str, kind: str, target: str) -> None:
        entry = f'<Relationship Id="own{len(content)}" Type="{kind}" Target="{target}"/></Relationships>'
        content[rels] = content[rels].replace(b"</Relationships>", entry.encode())

    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    content["customUI/customUI14.xml"] = b'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"/>'
    link(
        "_rels/.rels",
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
        "customUI/customUI14.xml",
    )
    content["customXml/item1.xml"] = b"<note>kept</note>"
    link("xl/_rels/workbook.xml.rels", f"{_OFFICE}/customXml", "../customXml/item1.xml")
    content["xl/pivotCache/own1.bin"] = bytes(range(256))
    link("xl/_rels/workbook.xml.rels", "http://example.org/pivot", "pivotCache/own1.bin")
    content["xl/threadedComments/threadedComment1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    )
    link(
        "xl/worksheets/_rels/sheet1.xml.rels", f"{THREADED}/threadedComment", "../threadedComments/threadedComment1.xml"
    )
    content["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<c r="F4" i="1"/><c r="F5"/><c r="F6"/><c r="A1" i="2"/></calcChain>'
    )
    link("xl/_rels/workbook.xml.rels", f"{_OFFICE}/calcChain", "calcChain.xml")
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
        b'<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType='
        b'"application/vnd.ms-excel.threadedcomments+xml"/></Types>',
    )
    return write_parts(path, content)
