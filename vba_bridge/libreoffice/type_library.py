"""Writes a UNO type library with one interface, as LibreOffice wants one for the functions of an add-in.

The layout is that of LibreOffice's ``unoidl-write``: little-endian numbers, texts with their length before them, and
maps of offsets from the names of modules to what is in them.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_MAGIC = b"UNOIDL\xff\x00"
_MODULE, _INTERFACE, _IN = 0, 5, 0
_BASE = "com.sun.star.uno.XInterface"
_HEAD = len(_MAGIC) + 8


def type_library(name: str, methods: Mapping[str, Sequence[str]], argument: str, result: str) -> bytes:
    """A library with the interface ``name`` (``uk.ilr.addin.XFunctions``).

    ``methods`` are the names of their arguments, which are all of the type ``argument`` and come in only.
    """
    *modules, interface = name.split(".")
    body = bytearray()
    payload = _append(body, _interface(methods, argument, result))
    entry = _entry(body, interface, payload)
    for module in reversed(modules):
        payload = _append(body, struct.pack("<BI", _MODULE, 1) + entry)
        entry = _entry(body, module, payload)
    root = _append(body, entry)
    return _MAGIC + struct.pack("<II", root, 1) + bytes(body)


def _interface(methods: Mapping[str, Sequence[str]], argument: str, result: str) -> bytes:
    parts = [struct.pack("<BI", _INTERFACE, 1), _text(_BASE), struct.pack("<III", 0, 0, len(methods))]
    for method, arguments in methods.items():
        parts += [_text(method), _text(result), struct.pack("<I", len(arguments))]
        for one in arguments:
            parts += [struct.pack("<B", _IN), _text(one), _text(argument)]
        parts.append(struct.pack("<I", 0))  # it raises nothing
    return b"".join(parts)


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("ascii")


def _append(body: bytearray, data: bytes) -> int:
    """Adds data; gives its offset in the file."""
    offset = _HEAD + len(body)
    body += data
    return offset


def _entry(body: bytearray, name: str, payload: int) -> bytes:
    return struct.pack("<II", _append(body, name.encode("ascii") + b"\0"), payload)
