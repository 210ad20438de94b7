"""Opening a return that comes as an XML file or as a ZIP with one XML file in it."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import RawIOBase
from typing import IO, BinaryIO, cast

from ilr_core.errors import InputError
from ilr_core.xml.safety import MAX_BYTES

CORRUPT = "ZIP_CORRUPT"
NOT_ONE_FILE = "ZIP_EMPTY"
PROTECTED = "Protected ZIP file"
MAX_MEMBERS = 1_000
# Deflate cannot shrink by more than about 1,030; returns reach 30, rows of equal learners 100.
MAX_RATIO = 300
RATIO_FREE_BYTES = 64 * 1024**2
_ZIP_START = b"PK\x03\x04"
_EMPTY_ZIP_START = b"PK\x05\x06"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError)
_MAKE_AGAIN = "Make the ZIP again with only the return's XML file in it."
_GET_AGAIN = "Copy or make it again."


@dataclass(frozen=True)
class OpenedReturn:
    """A return ready for reading: bytes of XML, the XML file's name, and the name of the ZIP it came in, if it did."""

    stream: BinaryIO
    name: str
    zip_name: str | None = None


def opened(stream: BinaryIO, name: str, limit: int = MAX_BYTES) -> OpenedReturn:
    """The XML of a return given as a seekable binary stream and its file name without folders.

    Nothing is unpacked before it is read; ``limit`` is the most bytes the XML may unpack to. Raises InputError, with
    the official rule where one says so, for a ZIP that is damaged, protected, does not hold just one XML file, or is
    built to do harm; reading the stream raises it too, where damage shows only then.
    """
    start = stream.read(4)
    stream.seek(0)
    is_zip = start in (_ZIP_START, _EMPTY_ZIP_START)
    named_zip = name.lower().endswith(".zip")
    if is_zip and not named_zip:
        raise InputError(f"{name} is a ZIP, whatever its name says. Rename it to .zip or unpack it.", CORRUPT)
    if not named_zip:
        return OpenedReturn(stream, name)
    if not is_zip:
        raise _refused_zip(stream, name)
    with _damage_named(name):
        archive = zipfile.ZipFile(stream)
    member = _only_member(archive, name, limit)
    with _damage_named(name):
        unpacked = archive.open(member)
    return OpenedReturn(cast(BinaryIO, _Member(unpacked, name, limit)), member.filename, name)


class _Member(RawIOBase):
    """The bytes of one member; damage and false sizes become InputErrors while they are read."""

    def __init__(self, unpacked: IO[bytes], zip_name: str, limit: int):
        self._unpacked = unpacked
        self._zip_name = zip_name
        self._left = limit

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        with _damage_named(self._zip_name):
            data = self._unpacked.read(self._left + 1 if size < 0 else size)
        self._left -= len(data)
        if self._left < 0:
            raise _too_large(self._zip_name)
        return data


def _refused_zip(stream: BinaryIO, name: str) -> InputError:
    start = stream.read(256).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")):
        return InputError(f"{name} is an XML file, whatever its name says. Rename it to .xml.", CORRUPT)
    return InputError(f"{name} is not a ZIP or is damaged. {_GET_AGAIN}", CORRUPT)


def _only_member(archive: zipfile.ZipFile, name: str, limit: int) -> zipfile.ZipInfo:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise InputError(f"{name} holds {len(members)} files, not one. {_MAKE_AGAIN}", NOT_ONE_FILE)
    if any(_is_unsafe(member) for member in members):
        raise InputError(f"{name} holds an entry that points outside the ZIP. {_MAKE_AGAIN}", CORRUPT)
    if any(member.is_dir() or "/" in member.filename for member in members):
        raise InputError(f"{name} holds a folder. {_MAKE_AGAIN}", NOT_ONE_FILE)
    if any(member.flag_bits & 0x41 for member in members):
        raise InputError(f"{name} is protected by a password. Make it again without one.", PROTECTED)
    returns = [member for member in members if member.filename.lower().endswith(".xml")]
    if len(returns) != 1 or len(members) != 1:
        found = f"{len(returns)} XML files" if len(returns) > 1 else "other files" if members else "nothing"
        found = "a ZIP" if any(member.filename.lower().endswith(".zip") for member in members) else found
        raise InputError(f"{name} holds {found} instead of one XML file. {_MAKE_AGAIN}", NOT_ONE_FILE)
    (member,) = returns
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError(f"{name} is packed in a way the service may not read. {_MAKE_AGAIN}", CORRUPT)
    swollen = member.file_size > RATIO_FREE_BYTES and member.file_size > MAX_RATIO * max(member.compress_size, 1)
    if member.file_size > limit or swollen:
        raise _too_large(name)
    return member


def _is_unsafe(member: zipfile.ZipInfo) -> bool:
    name = member.orig_filename
    parts = name.replace("\\", "/").split("/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in parts


def _too_large(name: str) -> InputError:
    return InputError(f"{name} would unpack to far more than an ILR return holds. Check that it is the right file.")


@contextmanager
def _damage_named(name: str) -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except _DAMAGE as error:
        raise InputError(f"{name} is damaged or not complete. {_GET_AGAIN}", CORRUPT) from error
    except RuntimeError as error:
        raise InputError(f"{name} is protected by a password. Make it again without one.", PROTECTED) from error
