"""Limits for XML that comes from outside, and one plain sentence for each way in which it cannot be parsed."""

from __future__ import annotations

import re
from io import RawIOBase
from typing import BinaryIO

from lxml import etree

from ilr_core.errors import InputError

MAX_BYTES = 2 * 1024**3
MAX_PROLOG_BYTES = 1024**2
_STEP = 64 * 1024
_BYTE_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252", "cp1252"})
_WIDE_ENCODINGS = frozenset({"utf-16", "utf-16le", "utf-16be"})
_DECLARED = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_PROLOG = re.compile(r"(?:[ \t\r\n]+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT = re.compile(r"<[^\s!?/<>=&'\"0-9.-]")
_UNFINISHED = ("<", "<!", "<!-")
_Errors = etree.ErrorTypes
_EXPORT_AGAIN = "Export it again from the software that made it."


class GuardedStream(RawIOBase):
    """A binary stream of XML that lets bytes pass in pieces and refuses what no honest return holds.

    ``read`` raises InputError at a NUL character or beyond the limit of bytes. The start was checked by ``guarded``.
    """

    def __init__(self, stream: BinaryIO, file_name: str, head: bytes, wide: bool, limit: int):
        self._stream = stream
        self._file_name = file_name
        self._head = head
        self._wide = wide
        self._left = limit

    def readable(self) -> bool:
        """Always: it is for reading only."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes (all if negative), empty at the end."""
        data = self._next(size)
        self._left -= len(data)
        if self._left < 0:
            raise InputError(f"{self._file_name} is larger than any ILR return. Check that it is the right file.")
        if not self._wide and b"\0" in data:
            raise InputError(f"{self._file_name} holds NUL characters, so it is damaged. {_EXPORT_AGAIN}")
        return data

    def _next(self, size: int) -> bytes:
        if size < 0:
            data, self._head = self._head + self._stream.read(self._left + 1), b""
        elif self._head:
            data, self._head = self._head[:size], self._head[size:]
        else:
            data = self._stream.read(size)
        return data


def guarded(stream: BinaryIO, name: str, limit: int = MAX_BYTES) -> GuardedStream:
    """The stream with limits (bytes), for a parser to read from; ``name`` is the file name that sentences give.

    Reads up to the first element. Raises InputError for an empty file, something that is no XML, a document type
    declaration, or an encoding other than UTF-8, UTF-16, ISO 8859-1 and Windows-1252 or not the one declared.
    """
    head = stream.read(_STEP)
    if not head:
        raise InputError(f"{name} is empty. {_EXPORT_AGAIN}")
    wide = _wide_encoding(head)
    while not _prolog_ended(_as_text(head, wide), name):
        more = stream.read(_STEP)
        if not more:
            break
        head += more
        if len(head) > MAX_PROLOG_BYTES:
            raise InputError(f"{name} does not begin with a return's Message element. Check that it is the right file.")
    _check_declared(_as_text(head, wide), wide is not None, head.startswith(b"\xef\xbb\xbf"), name)
    return GuardedStream(stream, name, head, wide is not None, limit)


def parse_failure_sentence(error: etree.XMLSyntaxError, name: str) -> str:
    """One sentence with line and next step for an error of the parser; it quotes nothing of the file's content."""
    code, line = error.code, error.lineno or 0
    last = error.error_log.last_error
    if not line and last is not None and last.type in _ENTITY_CODES:
        # An undefined entity left unresolved ends the parse without a place of its own; the log has it.
        code, line = last.type, last.line
    what, step = _FAILURES.get(code or 0, ("it is not well-formed XML", _EXPORT_AGAIN))
    return f"{name} cannot be read: {what} (line {line}). {step}" if line else f"{name} cannot be read: {what}. {step}"


def _wide_encoding(head: bytes) -> str | None:
    """The UTF-16 form the bytes are in, None for an encoding that keeps ASCII as single bytes."""
    if head.startswith((b"\xff\xfe", b"<\0")):
        return "utf-16-le"
    if head.startswith((b"\xfe\xff", b"\0<")):
        return "utf-16-be"
    return None


def _as_text(head: bytes, wide: str | None) -> str:
    """The bytes as far as ASCII goes: enough to find marks, whatever stands between them."""
    if wide:
        return head.decode(wide, "replace").removeprefix("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _prolog_ended(text: str, name: str) -> bool:
    found = _PROLOG.match(text)
    rest = text[found.end() if found else 0 :]
    if not rest or rest in _UNFINISHED or rest.startswith(("<?", "<!--")):
        return False
    if rest.startswith("<!"):
        raise InputError(f"{name} has a document type declaration, which no ILR return has. {_EXPORT_AGAIN}")
    if not _ROOT.match(rest):
        raise InputError(f"{name} is not an XML file, whatever its name says. Check that it is the right file.")
    return True


def _check_declared(text: str, wide: bool, marked_utf8: bool, name: str) -> None:
    found = _DECLARED.match(text)
    if not found:
        return
    declared = found[1].strip().lower()
    if declared not in _BYTE_ENCODINGS | _WIDE_ENCODINGS:
        raise InputError(f"{name} is written in an encoding that the ILR does not use. Save it as UTF-8.")
    fits = declared in _WIDE_ENCODINGS if wide else declared in _BYTE_ENCODINGS
    if not fits or (marked_utf8 and declared not in ("utf-8", "utf8")):
        raise InputError(f"{name} is not written in the encoding that its first line declares. Save it as UTF-8.")


_ENTITY_CODES = (int(_Errors.ERR_UNDECLARED_ENTITY), int(_Errors.WAR_UNDECLARED_ENTITY))
_CUT_OFF = ("it ends before everything in it is closed, so a part is missing", "Copy or export it again.")
_BARE_SIGN = ("a value or tag has a bare & or < where &amp; or &lt; belongs, or a malformed tag", _EXPORT_AGAIN)
_ATTRIBUTE = ("an attribute is malformed", _EXPORT_AGAIN)
_TOO_LARGE = ("elements are nested too deeply or a text is far too long", "Check that it is the right file.")
_NAMESPACE = ("an element uses a prefix that has no namespace", _EXPORT_AGAIN)
_ENCODING = ("it has characters that are not in the encoding it declares", "Save it as UTF-8.")
_DECLARATION = ("its first line is no proper XML declaration", _EXPORT_AGAIN)
_FAILURES: dict[int, tuple[str, str]] = {
    _Errors.ERR_DOCUMENT_EMPTY: ("it is not an XML file", "Check that it is the right file."),
    _Errors.ERR_DOCUMENT_END: ("something stands behind the end of the return", _EXPORT_AGAIN),
    _Errors.ERR_TAG_NOT_FINISHED: _CUT_OFF,
    _Errors.ERR_GT_REQUIRED: ("a tag is not closed", "Copy or export it again."),
    _Errors.ERR_LTSLASH_REQUIRED: _CUT_OFF,
    _Errors.ERR_CDATA_NOT_FINISHED: _CUT_OFF,
    _Errors.ERR_COMMENT_NOT_FINISHED: _CUT_OFF,
    _Errors.ERR_PI_NOT_FINISHED: _CUT_OFF,
    _Errors.ERR_TAG_NAME_MISMATCH: ("an element is closed by the end tag of another", _EXPORT_AGAIN),
    _Errors.ERR_NAME_REQUIRED: _BARE_SIGN,
    _Errors.ERR_ENTITYREF_SEMICOL_MISSING: _BARE_SIGN,
    _Errors.ERR_LT_IN_ATTRIBUTE: _BARE_SIGN,
    _Errors.ERR_MISPLACED_CDATA_END: ("a value has ]]> where ]]&gt; belongs", _EXPORT_AGAIN),
    **dict.fromkeys(_ENTITY_CODES, ("it has an &...; name that XML does not know", "Write the character itself.")),
    _Errors.ERR_INVALID_CHAR: ("it has a control character that XML forbids", _EXPORT_AGAIN),
    _Errors.ERR_INVALID_CHARREF: ("it has a numbered character that XML forbids", _EXPORT_AGAIN),
    _Errors.ERR_INVALID_ENCODING: _ENCODING,
    _Errors.ERR_UNKNOWN_ENCODING: _ENCODING,
    _Errors.ERR_UNSUPPORTED_ENCODING: _ENCODING,
    _Errors.ERR_ATTRIBUTE_REDEFINED: ("an element has the same attribute twice", _EXPORT_AGAIN),
    _Errors.ERR_ATTRIBUTE_NOT_STARTED: _ATTRIBUTE,
    _Errors.ERR_ATTRIBUTE_NOT_FINISHED: _ATTRIBUTE,
    _Errors.ERR_ATTRIBUTE_WITHOUT_VALUE: _ATTRIBUTE,
    _Errors.ERR_HYPHEN_IN_COMMENT: ("a comment has two hyphens in a row", _EXPORT_AGAIN),
    _Errors.ERR_RESERVED_XML_NAME: _DECLARATION,
    _Errors.ERR_SPACE_REQUIRED: _DECLARATION,
    _Errors.ERR_UNKNOWN_VERSION: _DECLARATION,
    _Errors.ERR_XMLDECL_NOT_FINISHED: _DECLARATION,
    _Errors.ERR_NAME_TOO_LONG: _TOO_LARGE,
    114: _TOO_LARGE,  # XML_ERR_RESOURCE_LIMIT of libxml2 2.12, which lxml has no name for in every version
    _Errors.NS_ERR_UNDEFINED_NAMESPACE: _NAMESPACE,
    _Errors.NS_ERR_QNAME: _NAMESPACE,
    _Errors.NS_ERR_XML_NAMESPACE: _NAMESPACE,
    _Errors.NS_ERR_ATTRIBUTE_REDEFINED: ("an element has the same attribute twice", _EXPORT_AGAIN),
}
