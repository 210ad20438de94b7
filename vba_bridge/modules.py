"""The VBA modules of a workbook, from their text files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, get_args

Flavour: TypeAlias = Literal["thin", "stock"]
FLAVOURS: tuple[Flavour, ...] = get_args(Flavour)
SOURCES = Path(__file__).with_name("sources")
SHARED = ("IlrArguments", "IlrFunctions", "IlrReport", "IlrRibbon")
BOOK_MODULE = "ThisWorkbook"
_PROJECT_NAME = re.compile(r'(PROJECT_NAME As String = )"\w+"')


@dataclass(frozen=True)
class Module:
    """One VBA module: its name, its text with the line ends of VBA, and whether it is a class."""

    name: str
    text: str
    is_class: bool = False


def modules_of(flavour: Flavour, *, is_addin: bool) -> list[Module]:
    """The modules of a flavour: ``thin`` has our bridge alone, ``stock`` has xlwings' own VBA as well."""
    modules = [Module(name, _read(SOURCES / f"{name}.bas")) for name in SHARED]
    modules.append(Module("IlrBridge", _read(SOURCES / flavour / "IlrBridge.bas")))
    return [*modules, *_xlwings_modules(is_addin=is_addin)] if flavour == "stock" else modules


def book_module_text() -> str:
    """The code of the workbook's own document module."""
    return _read(SOURCES / f"{BOOK_MODULE}.cls")


def vba_text(text: str) -> str:
    """A text with VBA's line ends. Raises ValueError for a character that code page 1252 does not have."""
    text.encode("cp1252")
    return "\r\n".join(text.splitlines()) + "\r\n"


def _read(path: Path) -> str:
    return vba_text(path.read_text("utf-8"))


def _xlwings_modules(*, is_addin: bool) -> list[Module]:
    """The modules of xlwings as they lie in the installed package (BSD), with a configuration file of their own."""
    import xlwings

    folder = Path(xlwings.__file__).parent
    # Unlike our sources these are of code page 1252.
    text = (folder / ("xlwings_custom_addin.bas" if is_addin else "xlwings.bas")).read_bytes().decode("cp1252")
    classes = (folder / "addin" / "Dictionary.cls").read_bytes().decode("cp1252")
    own = _PROJECT_NAME.sub(r'\g<1>"ilr"', text)
    return [Module("xlwings", vba_text(own)), Module("Dictionary", vba_text(classes), is_class=True)]
