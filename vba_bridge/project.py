"""A VBA project for a workbook file that has none, from module texts, without Excel."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Literal, TypeAlias, get_args
from zipfile import ZipFile

from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.cfb import CFB

from vba_bridge.modules import BOOK_MODULE, Module

PROJECT_PART = "xl/vbaProject.bin"
Header: TypeAlias = Literal["short", "long"]
HEADERS: tuple[Header, ...] = get_args(Header)
_STORAGE, _CACHE = "VBA", "_VBA_PROJECT"
# MS-OVBA 2.3.4.1: this version number tells Excel that the project holds no compiled code to be trusted.
_NO_CACHE = bytes.fromhex("cc61ffff000000")


def with_project(
    parts: dict[str, bytes], modules: Sequence[Module], book_text: str, header: Header = "short"
) -> dict[str, bytes]:
    """The parts of an .xlsm file with a VBA project added.

    The document modules are named after the sheets' code names; ``book_text`` is the code of the workbook's own. The
    ``short`` header is the one of the specification that says "no compiled code"; the ``long`` one is Excel's own with
    the code blanked, for the case that an Excel refuses the short one.
    """
    with tempfile.TemporaryDirectory() as folder:
        plain, done = Path(folder, "plain.xlsm"), Path(folder, "done.xlsm")
        with ZipFile(plain, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        with ExcelFile(plain) as book:
            project = book.add_vba_project()
            for module in modules:
                kind = VBAModuleKind.other if module.is_class else VBAModuleKind.standard
                project.add_module(module.name, module.text, kind=kind)
            book.set_module(BOOK_MODULE, book_text)
            book.save(done)
        with ZipFile(BytesIO(done.read_bytes())) as archive:
            made = {name: archive.read(name) for name in archive.namelist()}
    if header == "short":
        made[PROJECT_PART] = _without_cache(made[PROJECT_PART])
    return made


def _without_cache(project: bytes) -> bytes:
    """The project file with the shortest legal cache, so that Excel compiles the sources themselves."""
    file = CFB.from_bytes(project)
    file.write_stream_in_storage(_STORAGE, _CACHE, _NO_CACHE)
    return bytes(file.to_bytes())
