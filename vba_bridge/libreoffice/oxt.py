"""Builds the add-in for LibreOffice Calc: functions, the commands of the ribbon as menu and toolbar, a bridge."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from addin.functions import FUNCTIONS, WorksheetFunction
from addin.ribbon import COMMANDS, GROUPS, MENUS, Command
from vba_bridge.libreoffice.type_library import type_library
from vba_bridge.package import packed

IDENTIFIER = "uk.ilr.addin"
INTERFACE, FUNCTIONS_SERVICE = f"{IDENTIFIER}.XFunctions", f"{IDENTIFIER}.Functions"
FOLDER = Path(__file__).parent
INSIDE = (
    "ilr_cells.py", "ilr_component.py", "ilr_document.py", "ilr_form.py", "ilr_locks.py", "ilr_pipe.py",
    "ilr_tables.py", "ilr_user.py", "ilr_values.py",
)  # fmt: skip
_OOR = "http://openoffice.org/2001/registry"
_MANIFEST = "http://openoffice.org/2001/manifest"
_DESCRIPTION = "http://openoffice.org/extensions/description/2006"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_PARTS = {
    "ilr.rdb": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "ilr_component.py": "application/vnd.sun.star.uno-component;type=Python",
    "Addons.xcu": "application/vnd.sun.star.configuration-data",
    "CalcAddIns.xcu": "application/vnd.sun.star.configuration-data",
}


def oxt(command: Sequence[str]) -> bytes:
    """The .oxt file; ``command`` is how this project's Python is started. The same command gives the same bytes."""
    return packed(
        {
            "META-INF/manifest.xml": _manifest(),
            "description.xml": _description(),
            "Addons.xcu": _menu_and_toolbar(),
            "CalcAddIns.xcu": _functions(),
            "ilr.rdb": _types(),
            "python.json": json.dumps(list(command)).encode(),
            "functions.json": json.dumps({method_of(name): name for name in FUNCTIONS}).encode(),
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


def _menu_and_toolbar() -> bytes:
    """The menu ILR with all commands, those of the ribbon's menus a step deeper; the toolbar has all others."""
    root = _configuration("Addons")
    place = _node(root, "AddonUI")
    menu = _node(_node(place, "OfficeMenuBar"), f"{IDENTIFIER}.menu", replace=True)
    _property(menu, "Context", _CALC)
    _property(menu, "Title", "~ILR", language="en")
    inside = _node(menu, "Submenu")
    for group in GROUPS:
        commands = [known for known in COMMANDS.values() if known.group == group]
        if commands and len(inside):
            _property(_item(inside), "URL", "private:separator")
        _add_commands(inside, [known for known in commands if not known.menu])
        for known in MENUS.values():
            deeper = [one for one in commands if one.menu == known.label]
            if deeper:
                item = _item(inside)
                _property(item, "Title", _with_key(known.label, known.key_tip), language="en")
                _add_commands(_node(item, "Submenu"), deeper)
    bar = _node(_node(place, "OfficeToolBar"), f"{IDENTIFIER}.toolbar", replace=True)
    _add_commands(bar, [known for known in COMMANDS.values() if not known.menu], has_keys=False)
    return _serialised(root)


def _add_commands(place: etree._Element, commands: Sequence[Command], *, has_keys: bool = True) -> None:
    for known in commands:
        item = _item(place)
        _property(item, "Context", _CALC)
        _property(item, "Title", _with_key(known.label, known.key_tip) if has_keys else known.label, language="en")
        _property(item, "URL", f"service:{IDENTIFIER}.Job?{known.name}")
        _property(item, "Target", "_self")


def _item(place: etree._Element) -> etree._Element:
    """A further item of a menu or toolbar; they stand in the order of their names."""
    return _node(place, f"b{len(place):03}", replace=True)


def _with_key(label: str, key: str) -> str:
    """A label with the mark of its key in the menu: the ribbon's, where the label has that letter.

    >>> _with_key("Explain", "X"), _with_key("Programmes", "1")
    ('E~xplain', 'Programmes')
    """
    found = label.upper().find(key)
    return f"{label[:found]}~{label[found:]}" if found >= 0 else label


def _configuration(name: str) -> etree._Element:
    root = etree.Element(f"{{{_OOR}}}component-data", nsmap={"oor": _OOR, "xs": "http://www.w3.org/2001/XMLSchema"})
    root.set(f"{{{_OOR}}}name", name)
    root.set(f"{{{_OOR}}}package", "org.openoffice.Office")
    return root


def method_of(name: str) -> str:
    """The name of the method that answers a function: letters and digits alone.

    >>> method_of("ILR_ULN_OK")
    'ilrUlnOk'
    """
    first, *others = name.lower().split("_")
    return first + "".join(part.capitalize() for part in others)


def _types() -> bytes:
    methods = {method_of(known.name): [*known.arguments] for known in FUNCTIONS.values()}
    return type_library(INTERFACE, methods, "any", "[][]any")


def _functions() -> bytes:
    """What the function wizard of Calc shows; the names that a file of Excel uses are the same."""
    root = _configuration("CalcAddIns")
    functions = _node(_node(_node(root, "AddInInfo"), FUNCTIONS_SERVICE, replace=True), "AddInFunctions")
    for known in FUNCTIONS.values():
        _function(functions, known)
    return _serialised(root)


def _function(parent: etree._Element, known: WorksheetFunction) -> None:
    node = _node(parent, method_of(known.name), replace=True)
    _property(node, "DisplayName", known.name, language="en")
    _property(node, "Description", known.about, language="en")
    _property(node, "Category", "Add-In")
    _property(node, "CompatibilityName", known.name, language="en")
    arguments = _node(node, "Parameters")
    for name, argument in known.arguments.items():
        described = _node(arguments, name, replace=True)
        _property(described, "DisplayName", name, language="en")
        _property(described, "Description", argument.about, language="en")


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
