"""Builds the add-in for LibreOffice Calc: the bridge for macros, and a toolbar with the commands of the ribbon."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from addin.ribbon import COMMANDS
from vba_bridge.package import packed

IDENTIFIER = "uk.ilr.addin"
FOLDER = Path(__file__).parent
INSIDE = ("ilr_component.py", "ilr_document.py", "ilr_pipe.py")
_OOR = "http://openoffice.org/2001/registry"
_MANIFEST = "http://openoffice.org/2001/manifest"
_DESCRIPTION = "http://openoffice.org/extensions/description/2006"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_PARTS = {
    "ilr_component.py": "application/vnd.sun.star.uno-component;type=Python",
    "Addons.xcu": "application/vnd.sun.star.configuration-data",
}


def oxt(command: Sequence[str]) -> bytes:
    """The .oxt file; ``command`` is how this project's Python is started. The same command gives the same bytes."""
    return packed(
        {
            "META-INF/manifest.xml": _manifest(),
            "description.xml": _description(),
            "Addons.xcu": _toolbar(),
            "python.json": json.dumps(list(command)).encode(),
            **{name: (FOLDER / name).read_bytes() for name in INSIDE},
        }
    )


def _manifest() -> bytes:
    root = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    for name, kind in _PARTS.items():
        etree.SubElement(
            root,
            f"{{{_MANIFEST}}}file-entry",
            {f"{{{_MANIFEST}}}full-path": name, f"{{{_MANIFEST}}}media-type": kind},
        )
    return _serialised(root)


def _description() -> bytes:
    root = etree.Element(f"{{{_DESCRIPTION}}}description", nsmap={None: _DESCRIPTION})
    etree.SubElement(root, f"{{{_DESCRIPTION}}}identifier", value=IDENTIFIER)
    etree.SubElement(root, f"{{{_DESCRIPTION}}}version", value=version("ilr-excel"))
    names = etree.SubElement(root, f"{{{_DESCRIPTION}}}display-name")
    etree.SubElement(names, f"{{{_DESCRIPTION}}}name", lang="en").text = "ILR (experimental)"
    return _serialised(root)


def _toolbar() -> bytes:
    root = etree.Element(f"{{{_OOR}}}component-data", nsmap={"oor": _OOR, "xs": "http://www.w3.org/2001/XMLSchema"})
    root.set(f"{{{_OOR}}}name", "Addons")
    root.set(f"{{{_OOR}}}package", "org.openoffice.Office")
    bar = _node(_node(_node(root, "AddonUI"), "OfficeToolBar"), f"{IDENTIFIER}.toolbar", replace=True)
    for number, known in enumerate(COMMANDS.values()):
        button = _node(bar, f"b{number:02}", replace=True)
        _property(button, "Context", _CALC)
        _property(button, "Title", known.label, language="en")
        _property(button, "URL", f"service:{IDENTIFIER}.Job?{known.name}")
        _property(button, "Target", "_self")
    return _serialised(root)


def _node(parent: etree._Element, name: str, *, replace: bool = False) -> etree._Element:
    node = etree.SubElement(parent, "node")
    node.set(f"{{{_OOR}}}name", name)
    if replace:
        node.set(f"{{{_OOR}}}op", "replace")
    return node


def _property(parent: etree._Element, name: str, text: str, language: str = "") -> None:
    element = etree.SubElement(parent, "prop")
    element.set(f"{{{_OOR}}}name", name)
    element.set(f"{{{_OOR}}}type", "xs:string")
    value = etree.SubElement(element, "value")
    value.text = text
    if language:
        value.set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
