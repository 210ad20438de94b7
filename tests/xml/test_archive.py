"""Opening returns as XML or ZIP: what is refused, with which rule, and that reading streams."""

import io
import struct
import zipfile
from functools import partial

import pytest

from ilr_core.errors import InputError
from ilr_core.xml.archive import CORRUPT, NOT_ONE_FILE, PROTECTED, opened

XML = b'<?xml version="1.0"?><Message/>'
NAME = "ILR-10000001-2627-20260901-100000-01.zip"


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert old in data
    return data.replace(old, new)


def encrypted() -> bytes:
    """The bit of encryption set in both headers, as a program that protects a ZIP does."""
    data = bytearray(zipped(("a.xml", XML)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def link() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("a.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def false_size() -> bytes:
    """A member that says it is small and unpacks to more."""
    data = bytearray(zipped(("a.xml", b" " * 100_000)))
    central = data.index(b"PK\x01\x02") + 24
    data[central : central + 4] = struct.pack("<I", 10)
    return bytes(data)


def test_plain_xml_passes_through() -> None:
    stream = io.BytesIO(XML)
    found = opened(stream, "a.XML")
    assert (found.stream.read(), found.name, found.zip_name) == (XML, "a.XML", None)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("member", ["a.xml", "A.XML", "ILR-10000001-2627-20260901-100000-01.Xml"])
def test_the_one_member_is_given(member: str, method: int) -> None:
    found = opened(io.BytesIO(zipped((member, XML), method=method)), NAME.upper())
    assert (found.name, found.zip_name) == (member, NAME.upper())
    assert found.stream.read(5) + found.stream.read() == XML
    assert found.stream.read(5) == b""


REFUSED = {
    "not a zip": (b"something else", CORRUPT, "is not a ZIP"),
    "empty file": (b"", CORRUPT, "is not a ZIP"),
    "xml named zip": (XML, CORRUPT, "is an XML file"),
    "xml with a mark named zip": (b"\xef\xbb\xbf" + XML, CORRUPT, "is an XML file"),
    "cut off": (zipped(("a.xml", XML * 50))[:-30], CORRUPT, "is damaged"),
    "only its start": (b"PK\x03\x04", CORRUPT, "is damaged"),
    "no members": (zipped(), NOT_ONE_FILE, "holds nothing"),
    "no xml": (zipped(("a.txt", b"x")), NOT_ONE_FILE, "holds other files"),
    "wrong extension": (zipped(("a.xml.txt", XML)), NOT_ONE_FILE, "holds other files"),
    "two xml": (zipped(("a.xml", XML), ("b.xml", XML)), NOT_ONE_FILE, "holds 2 XML files"),
    "xml and more": (zipped(("a.xml", XML), ("readme.txt", b"x")), NOT_ONE_FILE, "holds other files"),
    "zip in zip": (zipped(("a.zip", zipped(("a.xml", XML)))), NOT_ONE_FILE, "holds a ZIP"),
    "folder": (zipped(("data/a.xml", XML)), NOT_ONE_FILE, "holds a folder"),
    "empty folder beside": (zipped(("data/", b""), ("a.xml", XML)), NOT_ONE_FILE, "holds a folder"),
    "traversal": (zipped(("../a.xml", XML)), CORRUPT, "points outside"),
    "windows traversal": (patched(zipped(("..#a.xml", XML)), b"..#a", b"..\\a"), CORRUPT, "points outside"),
    "absolute": (zipped(("/a.xml", XML)), CORRUPT, "points outside"),
    "drive": (zipped(("C:a.xml", XML)), CORRUPT, "points outside"),
    "link": (link(), CORRUPT, "points outside"),
    "password": (encrypted(), PROTECTED, "is protected by a password"),
    "many files": (zipped(*[(f"{n}.xml", b"") for n in range(1_001)]), NOT_ONE_FILE, "holds 1001 files"),
    "packed otherwise": (zipped(("a.xml", XML), method=zipfile.ZIP_BZIP2), CORRUPT, "is packed in a way"),
    "bomb": (zipped(("a.xml", b" " * (65 * 1024**2))), None, "would unpack to far more"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_name_the_rule_and_the_file(case: str) -> None:
    data, rule, words = REFUSED[case]
    with pytest.raises(InputError, match=words) as refusal:
        opened(io.BytesIO(data), NAME)
    assert refusal.value.rule == rule
    assert str(refusal.value).startswith(NAME)
    assert str(refusal.value).endswith(".")


def test_zip_named_xml_is_refused() -> None:
    with pytest.raises(InputError, match="is a ZIP, whatever its name says"):
        opened(io.BytesIO(zipped(("a.xml", XML))), "a.xml")


def test_declared_size_is_limited() -> None:
    with pytest.raises(InputError, match="far more"):
        opened(io.BytesIO(zipped(("a.xml", b"ab" * 500))), NAME, limit=999)
    assert len(opened(io.BytesIO(zipped(("a.xml", b"ab" * 500))), NAME, limit=1000).stream.read()) == 1000


def damaged_content() -> bytes:
    data = zipped(("a.xml", XML), method=zipfile.ZIP_STORED)
    return patched(data, b"<Message/>", b"<Massage/>")


@pytest.mark.parametrize("data", [damaged_content(), false_size()], ids=["wrong CRC", "false size"])
def test_damage_inside_shows_while_reading(data: bytes) -> None:
    found = opened(io.BytesIO(data), NAME)
    with pytest.raises(InputError, match="is damaged") as refusal:
        list(iter(partial(found.stream.read, 7), b""))
    assert refusal.value.rule == CORRUPT


def test_every_truncation_is_refused() -> None:
    data = zipped(("a.xml", XML))
    for length in range(len(data)):
        with pytest.raises(InputError):
            opened(io.BytesIO(data[:length]), NAME).stream.read()


def test_every_changed_byte_is_refused_or_harmless() -> None:
    data = zipped(("a.xml", XML))
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            found = opened(io.BytesIO(changed), NAME).stream.read()
        except InputError:
            continue
        assert found == XML
