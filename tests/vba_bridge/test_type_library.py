"""The type library of the LibreOffice add-in, read back by the layout it is written in."""

from __future__ import annotations

import struct

from addin.functions import FUNCTIONS
from vba_bridge.libreoffice.oxt import INTERFACE, method_of, oxt
from vba_bridge.libreoffice.type_library import type_library
from vba_bridge.package import unpacked


def map_at(data: bytes, offset: int, count: int) -> dict[str, int]:
    """The names and offsets of a map."""
    found = {}
    for number in range(count):
        name, payload = struct.unpack_from("<II", data, offset + 8 * number)
        found[data[name : data.index(b"\0", name)].decode()] = payload
    return found


def test_modules_lead_to_the_interface() -> None:
    data = type_library("a.bc.XThing", {"doIt": ["one", "two"], "rest": []}, "any", "[][]any")
    assert data.startswith(b"UNOIDL\xff\x00")
    root, count = struct.unpack_from("<II", data, 8)
    place = map_at(data, root, count)["a"]
    for name in ("bc", "XThing"):
        kind, count = struct.unpack_from("<BI", data, place)
        assert (kind, count) == (0, 1)
        place = map_at(data, place + 5, count)[name]
    assert data[place] == 5
    assert data[place:].startswith(b"\x05\x01\0\0\0" + struct.pack("<I", 27) + b"com.sun.star.uno.XInterface")
    methods = struct.unpack_from("<III", data, place + 5 + 4 + 27)
    assert methods == (0, 0, 2)


def test_every_function_has_a_method_of_its_own() -> None:
    parts = unpacked(oxt(["python"]))
    names = [method_of(name) for name in FUNCTIONS]
    assert len(set(names)) == len(FUNCTIONS)
    for method in names:
        assert method.isalnum()
        assert struct.pack("<I", len(method)) + method.encode() in parts["ilr.rdb"]
    assert INTERFACE.rpartition(".")[2].encode() in parts["ilr.rdb"]
