"""Builds the workbooks with macros on any system: ``python -m vba_bridge.build --out DIR``.

``.xltm`` and ``.xlsm`` are the return workbook of a year, ``.xlam`` the add-in for any workbook.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ilr_core import catalogue
from vba_bridge.addin_book import addin_book
from vba_bridge.faults import faults_of
from vba_bridge.modules import FLAVOURS, Flavour, book_module_text, modules_of
from vba_bridge.package import KINDS, Kind, add_ribbon, packed, set_main_type, unpacked
from vba_bridge.project import HEADERS, Header, with_project
from vba_bridge.ribbon_xml import ribbon_xml
from workbook_templates.build import build

NAMES: dict[Kind, str] = {"xlsm": "ILR return {year}", "xltm": "ILR return {year}", "xlam": "ILR"}


def macro_workbook(workbook: bytes, kind: Kind, flavour: Flavour = "thin", header: Header = "short") -> bytes:
    """A plain .xlsx workbook with functions, ribbon and bridge; the same arguments give the same bytes.

    Raises ValueError if the result has a fault that would keep Excel from opening it.
    """
    is_addin = kind == "xlam"
    parts = unpacked(workbook)
    set_main_type(parts, "xlsm")
    parts = with_project(parts, modules_of(flavour, is_addin=is_addin), book_module_text(), header)
    set_main_type(parts, kind)
    add_ribbon(parts, ribbon_xml(is_addin=is_addin))
    faults = faults_of(parts, kind)
    if faults:
        raise ValueError(f"The built .{kind} is wrong: {' '.join(faults)}")
    return packed(parts)


def macro_enabled_workbook(workbook: bytes) -> bytes:
    """A plain workbook as .xlsm."""
    return macro_workbook(workbook, "xlsm")


def macro_enabled_template(workbook: bytes) -> bytes:
    """A plain workbook as .xltm."""
    return macro_workbook(workbook, "xltm")


def built(kind: Kind, year: catalogue.Catalogue, flavour: Flavour = "thin", header: Header = "short") -> bytes:
    """One of the three files for a year; the add-in is the same in every year."""
    return macro_workbook(addin_book() if kind == "xlam" else build(year), kind, flavour, header)


def main(argv: Sequence[str] | None = None) -> int:
    """Writes the three files into a folder."""
    parser = argparse.ArgumentParser(prog="python -m vba_bridge.build", description="Build the workbooks with macros.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    parser.add_argument("--year", choices=catalogue.years(), help="collection year; else the year now running")
    parser.add_argument("--flavour", choices=FLAVOURS, default="thin", help="the VBA that reaches Python")
    parser.add_argument("--header", choices=HEADERS, default="short", help="the form of the VBA project's header")
    arguments = parser.parse_args(argv)
    year = catalogue.load(arguments.year)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        path = arguments.out / f"{NAMES[kind].format(year=year.title.replace('/', '-'))}.{kind}"
        path.write_bytes(built(kind, year, arguments.flavour, arguments.header))
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
