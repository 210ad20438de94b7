import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from addin.ooxml import Area, Package, PackageError, SheetEditor, read_names, read_workbook
from tests.ooxml.books import changed_parts, parts, rich_book, write_parts

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")


def test_contents_are_listed(rich: Path) -> None:
    package = Package.open(rich)
    assert [(sheet.name, sheet.part, sheet.state) for sheet in package.sheets] == [
        ("Learners", "xl/worksheets/sheet1.xml", "visible"),
        ("Other", "xl/worksheets/sheet2.xml", "visible"),
    ]
    (table,) = package.tables("learners")
    assert (table.name, table.area, table.first_data_row) == ("tblLearners", Area(3, 2, 6, 5), 4)
    assert table.columns == ("ULN", "FamilyName", "DateOfBirth", "Count")
    assert read_names(rich) == {"ILR_Year": '"2627"'}
    assert ("Local", "Other") in [(name.name, name.sheet) for name in package.defined_names]
    assert package.content_types.of("xl/workbook.xml").endswith("macroEnabled.main+xml")


def test_saving_without_change_keeps_every_part_and_their_order(rich: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsm"
    Package.open(rich).save(copy)
    assert list(parts(copy).items()) == list(parts(rich).items())


def test_equal_changes_give_equal_files(rich: Path, tmp_path: Path) -> None:
    for name in ("a.xlsm", "b.xlsm"):
        package = Package.open(rich)
        SheetEditor(package, "Learners").set_cells({(4, 3): "Yew"})
        package.save(tmp_path / name)
    assert (tmp_path / "a.xlsm").read_bytes() == (tmp_path / "b.xlsm").read_bytes()


def test_an_editor_that_changes_nothing_leaves_its_sheet_alone(rich: Path, tmp_path: Path) -> None:
    package = Package.open(rich)
    SheetEditor(package, "Learners")
    package.save(tmp_path / "copy.xlsm")
    assert changed_parts(rich, tmp_path / "copy.xlsm") == set()


def test_read_only_target_is_left_whole(rich: Path) -> None:
    before = rich.read_bytes()
    package = Package.open(rich)
    SheetEditor(package, "Learners").set_cells({(4, 3): "Yew"})
    rich.chmod(0o444)
    with pytest.raises(PermissionError):
        package.save(rich)
    assert rich.read_bytes() == before
    assert [path.name for path in rich.parent.iterdir()] == ["rich.xlsm"]


def test_full_disk_leaves_the_old_file_whole(rich: Path) -> None:
    pytest.importorskip("resource", reason="file size limits are a POSIX feature")
    before = rich.read_bytes()
    code = (
        "import resource, sys\n"
        "from addin.ooxml import Package, SheetEditor\n"
        "package = Package.open(sys.argv[1])\n"
        "SheetEditor(package, 'Learners').set_cells({(4, 3): 'Yew'})\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "try:\n    package.save(sys.argv[1])\nexcept OSError:\n    sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(rich)], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 7
    assert rich.read_bytes() == before
    assert [path.name for path in rich.parent.iterdir()] == ["rich.xlsm"]


def test_permissions_of_the_target_are_kept(rich: Path) -> None:
    rich.chmod(0o640)
    Package.open(rich).save(rich)
    assert rich.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(rich: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsm"
    link.symlink_to(rich)
    package = Package.open(link)
    SheetEditor(package, "Learners").set_cells({(4, 3): "Yew"})
    package.save(link)
    assert link.is_symlink()
    assert openpyxl.load_workbook(rich)["Learners"]["C4"].value == "Yew"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WORKBOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"
MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]><workbook '

RAW = {
    "empty": b"",
    "text": b"ULN,FamilyName\n1,Ash\n",
    "old xls": OLE + "Workbook".encode("utf-16-le"),
    "very old xls": b"\x09\x08\x10\x00" + bytes(100),
    "encrypted": OLE + "EncryptedPackage".encode("utf-16-le"),
}
REPLACED = {
    "xlsb": (TYPES, MACRO_TYPE, b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
    "word": (TYPES, MACRO_TYPE, b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "doctype": (WORKBOOK, b"<workbook ", DOCTYPE),
    "late doctype": (WORKBOOK, b"<workbook ", b"<!--" + b"x" * 9000 + b"-->" + DOCTYPE),
    "not xml": (WORKBOOK, b"</workbook>", b""),
}
REMOVED = {"no workbook": WORKBOOK, "no types": TYPES}
ADDED = {
    "traversal": ("../evil.xml", b"<x/>"),
    "bomb": ("xl/bomb.xml", bytes(90 * 1024 * 1024)),
    "same name": ("XL/workbook.XML", b"<x/>"),
}


def _broken(kind: str, path: Path) -> Path:
    content = parts(rich_book(path.with_name("source.xlsm")))
    if kind in RAW:
        path.write_bytes(RAW[kind])
    elif kind == "folder":
        path.mkdir()
    elif kind == "truncated":
        path.write_bytes(write_parts(path, content).read_bytes()[:9000])
    elif kind != "missing":
        if kind in REPLACED:
            name, old, new = REPLACED[kind]
            assert old in content[name]
            content[name] = content[name].replace(old, new)
        elif kind in REMOVED:
            del content[REMOVED[kind]]
        else:
            name, data = ADDED[kind]
            content[name] = data
        write_parts(path, content)
    return path


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("missing", "no file"),
        ("folder", "is a folder"),
        ("empty", "is empty"),
        ("text", "not an Excel workbook"),
        ("old xls", "old Office format"),
        ("very old xls", "old Excel format"),
        ("encrypted", "protected by a password"),
        ("truncated", "damaged or not complete"),
        ("xlsb", "binary workbook"),
        ("no workbook", "no workbook inside"),
        ("no types", "not an Excel workbook"),
        ("word", "not an Excel workbook"),
        ("doctype", "document type"),
        ("late doctype", "document type"),
        ("not xml", "damaged"),
        ("traversal", "unsafe or repeated name"),
        ("same name", "unsafe or repeated name"),
        ("bomb", "far more than a workbook"),
    ],
)
def test_unreadable_files_are_refused_with_one_sentence(kind: str, words: str, tmp_path: Path) -> None:
    path = _broken(kind, tmp_path / "book.xlsx")
    for read in (Package.open, read_workbook):
        with pytest.raises(PackageError) as refusal:
            read(path)
        text = str(refusal.value)
        assert words in text
        assert text.endswith(".")
        assert "\n" not in text


def test_false_size_in_the_directory_is_noticed(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "book.xlsx", parts(rich_book(tmp_path / "source.xlsm")))
    with zipfile.ZipFile(path) as book:
        info = book.getinfo("xl/styles.xml")
    data = bytearray(path.read_bytes())
    at = data.rindex(b"xl/styles.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, at + 24, info.file_size // 2)
    path.write_bytes(data)
    with pytest.raises(PackageError, match="cannot be unpacked"):
        Package.open(path).read("xl/styles.xml")


def test_locked_zip_entry_is_refused(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "book.xlsx", parts(rich_book(tmp_path / "source.xlsm")))
    data = bytearray(path.read_bytes())
    data[data.rindex(b"xl/styles.xml") - 46 + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(PackageError, match="password"):
        Package.open(path)


def test_missing_sheet_is_named(rich: Path) -> None:
    with pytest.raises(PackageError, match="no sheet Aims"):
        SheetEditor(Package.open(rich), "Aims")
