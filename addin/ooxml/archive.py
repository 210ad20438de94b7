"""Reading a zip of XML parts within limits, and writing one atomically with untouched entries copied as they are."""

import contextlib
import os
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from addin.ooxml.errors import PackageError
from addin.ooxml.safe_xml import doctype_error, has_doctype

MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
MAX_PARTS = 20_000
# Deflate cannot shrink by more than about 1,030; real sheets of equal rows reach 100.
MAX_RATIO = 300
RATIO_FREE_BYTES = 64 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_XLS = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
_PROLOG_BYTES = 4096
_RETURNS = (".xml", ".zip")
_CHUNK = 1024 * 1024
_MACROS_OF_ODS = ("Basic/", "Dialogs/")
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_DEFLATE = 8
_LEVEL = 3
_UTF8_NAME = 0x800
_EPOCH_1980 = (0 << 9) | (1 << 5) | 1


class RawEntry(NamedTuple):
    """One zip entry as it lies in a file: compressed bytes and the metadata needed to write it again."""

    name: str
    method: int
    crc: int
    size: int
    compressed: bytes
    time: int
    date: int
    external_attributes: int


class Archive:
    """The entries of one zip file, held in memory compressed (`data`), unpacked on demand."""

    def __init__(self, path: Path) -> None:
        self._shown = path.name
        self.data = _read_file(path)
        try:
            self._zip = zipfile.ZipFile(BytesIO(self.data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise PackageError(f"{self._shown} is damaged or not complete; ask for it again or use a copy.") from error
        self.entries: dict[str, zipfile.ZipInfo] = {}
        self._check_entries()

    def _check_entries(self) -> None:
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        total = sum(info.file_size for info in infos)
        bomb = len(infos) > MAX_PARTS or total > MAX_UNPACKED_BYTES
        for info in infos:
            bomb |= info.file_size > RATIO_FREE_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1)
            if info.flag_bits & 1:
                raise PackageError(f"{self._shown} is protected by a password; save it without one and try again.")
            if _is_unsafe_name(info.filename) or info.filename.lower() in self.entries:
                raise PackageError(f"{self._shown} holds a part with an unsafe or repeated name and was not opened.")
            self.entries[info.filename.lower()] = info
        if bomb:
            raise PackageError(f"{self._shown} would unpack to far more than a workbook holds and was not opened.")
        self.entries = {info.filename: info for info in infos}
        for name in self.entries:
            # LibreOffice gives its own macros a document type; nobody parses them here.
            is_read = name.lower().endswith(_XML_SUFFIXES) and not name.startswith(_MACROS_OF_ODS)
            if is_read and has_doctype(self._start(name)):
                raise doctype_error(name)

    def _start(self, name: str) -> bytes:
        with self._damage_named(name), self._zip.open(self.entries[name]) as stream:
            return stream.read(_PROLOG_BYTES)

    def read(self, name: str) -> bytes:
        """The unpacked bytes of one entry. PackageError if they are damaged."""
        chunks = []
        # Reading in steps keeps a false size in the directory from unpacking without bound.
        with self._damage_named(name), self._zip.open(self.entries[name]) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
        return b"".join(chunks)

    def raw(self, name: str) -> RawEntry:
        """One entry as stored, for copying it into another file without change."""
        info = self.entries[name]
        name_length, extra_length = struct.unpack_from("<HH", self.data, info.header_offset + 26)
        start = info.header_offset + 30 + name_length + extra_length
        year, month, day, hour, minute, second = info.date_time
        return RawEntry(
            name=name,
            method=info.compress_type,
            crc=info.CRC,
            size=info.file_size,
            compressed=self.data[start : start + info.compress_size],
            time=(hour << 11) | (minute << 5) | (second // 2),
            date=((year - 1980) << 9) | (month << 5) | day,
            external_attributes=info.external_attr,
        )

    @contextlib.contextmanager
    def _damage_named(self, name: str) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise PackageError(f"{self._shown} is damaged ({name} cannot be unpacked); use another copy.") from error


def packed(name: str, data: bytes) -> RawEntry:
    """A new entry: deflated, with fixed date and attributes so that equal content gives an equal file."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    compressed = compressor.compress(data) + compressor.flush()
    return RawEntry(name, _DEFLATE, zlib.crc32(data), len(data), compressed, 0, _EPOCH_1980, 0)


def write_archive(path: Path, entries: Iterable[RawEntry]) -> None:
    """Replace `path` by a zip of the entries, in their order, in one step: after any failure the old file is whole.

    OSError (PermissionError for a read-only target) if it cannot be written.
    """
    target = Path(os.path.realpath(path))
    mode = _target_mode(target)
    handle, name = tempfile.mkstemp(prefix=".ilr-", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in _zip_pieces(entries):
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _zip_pieces(entries: Iterable[RawEntry]) -> Iterator[bytes]:
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        name = entry.name.encode("utf-8")
        flags = 0 if entry.name.isascii() else _UTF8_NAME
        common = struct.pack(
            "<5H3I2H",
            *(20, flags, entry.method, entry.time, entry.date),
            *(entry.crc, len(entry.compressed), entry.size, len(name), 0),
        )
        directory.append(
            b"PK\x01\x02\x14\x00" + common + struct.pack("<3H2I", 0, 0, 0, entry.external_attributes, offset) + name
        )
        local = b"PK\x03\x04" + common + name
        yield local
        yield entry.compressed
        offset += len(local) + len(entry.compressed)
    yield from directory
    size = sum(map(len, directory))
    yield b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, len(directory), len(directory), size, offset, 0)


def _target_mode(target: Path) -> int:
    """The permissions the new file gets. PermissionError if the file there is marked read-only."""
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if not mode & stat.S_IWUSR:
        # A rename would replace a read-only file on most systems; the user's mark is to be respected.
        raise PermissionError(13, "The file is read-only", str(target))
    return mode


def _is_unsafe_name(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _read_file(path: Path) -> bytes:
    shown = path.name
    try:
        if path.is_dir():
            raise PackageError(f"{shown} is a folder, not a workbook; name the file in it.")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise PackageError(f"{shown} is larger than 512 MB and was not opened; split it into smaller books.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise PackageError(f"There is no file {path}; check the name and the folder.") from error
    except OSError as error:
        raise PackageError(f"{shown} cannot be read; close it elsewhere and check your access to it.") from error
    _refuse_other_kinds(path, data)
    return data


def _refuse_other_kinds(path: Path, data: bytes) -> None:
    """Raises PackageError for what is not the package of a workbook, with what it is."""
    shown = path.name
    if path.suffix.lower() in _RETURNS:
        raise PackageError(f"{shown} is no workbook. If it is a return, make a workbook of it first, with ilr import.")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise PackageError(f"{shown} is protected by a password; save it without one and try again.")
        raise PackageError(f"{shown} is in an old Office format; open it in Excel and save it as .xlsx.")
    if data.startswith(_OLD_XLS):
        raise PackageError(f"{shown} is in an old Excel format; open it in Excel and save it as .xlsx.")
    if not data:
        raise PackageError(f"{shown} is empty; use another copy.")
    if not data.startswith(b"PK"):
        raise PackageError(f"{shown} is not an Excel workbook, whatever its name says; save it from Excel as .xlsx.")
