"""The ribbon part of a workbook: the tab ILR with a button for each command of `addin.ribbon`."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from addin.ribbon import COMMANDS, GROUPS, MENUS, Command

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
PRESSED = "IlrRibbon.IlrPressed"
COUNTDOWN = "IlrRibbon.IlrCountdown"
LOADED = "IlrRibbon.IlrLoaded"
COUNTDOWN_ID = "ilrCountdown"


@dataclass(frozen=True)
class VbaButton:
    """A button that needs no Python: what it must be able to do is what works when Python does not."""

    name: str
    group: str
    label: str
    image: str
    key_tip: str
    callback: str
    screen_tip: str


VBA_BUTTONS = (
    VbaButton(
        "self_test", "Help", "Self-test", "HappyFace", "T", "IlrRibbon.IlrSelfTestPressed",
        "Writes a report into a new workbook: versions, and whether Python and the functions answer. It holds no "
        "learner's data; send it to whoever helps you.\n\nChanges nothing in this workbook.",
    ),
    VbaButton(
        "restart", "Help", "Restart", "Refresh", "R", "IlrRibbon.IlrRestartPressed",
        "Lets go of the Python behind the buttons and functions. The next command starts it anew; do this after an "
        "update.\n\nChanges nothing in the workbook.",
    ),
)  # fmt: skip


def ribbon_xml(*, is_addin: bool) -> bytes:
    """The part ``customUI14.xml``. The add-in's tab has a name of its own, for a return workbook brings the tab ILR."""
    root = etree.Element(f"{{{NAMESPACE}}}customUI", nsmap={None: NAMESPACE}, onLoad=LOADED)
    tabs = _add(_add(root, "ribbon"), "tabs")
    label, key_tip = ("ILR add-in", "YA") if is_addin else ("ILR", "Y")
    tab = _add(tabs, "tab", id="ilrTab", label=label, insertAfterMso="TabHome", keytip=key_tip)
    for group in GROUPS:
        commands = [known for known in COMMANDS.values() if known.group == group]
        buttons = [known for known in VBA_BUTTONS if known.group == group]
        if not commands and not buttons:
            continue
        place = _add(tab, "group", id=f"ilrGroup{group}", label=group)
        if group == "Return":
            _add(place, "labelControl", id=COUNTDOWN_ID, getLabel=COUNTDOWN)
        for known in commands:
            if not known.menu:
                size = "large" if known.is_large else "normal"
                _add_command(place, known).set("size", size)
        _add_menus(place, commands)
        for plain in buttons:
            button = _add_button(place, plain.name, plain.label, plain.image, plain.key_tip, plain.screen_tip)
            button.set("onAction", plain.callback)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True, pretty_print=True)


def _add_menus(place: etree._Element, commands: list[Command]) -> None:
    for menu in MENUS.values():
        inside = [known for known in commands if known.menu == menu.label]
        if inside:
            opened = _add(
                place, "menu", id=f"ilrMenu_{menu.name}", label=menu.label, imageMso=menu.image, keytip=menu.key_tip,
                itemSize="normal",
            )  # fmt: skip
            for known in inside:
                _add_command(opened, known)


def _add_command(place: etree._Element, known: Command) -> etree._Element:
    button = _add_button(place, known.name, known.label, known.image, known.key_tip, known.screen_tip)
    button.attrib.update({"tag": known.name, "onAction": PRESSED})
    return button


def _add_button(
    place: etree._Element, name: str, label: str, image: str, key_tip: str, screen_tip: str
) -> etree._Element:
    button = _add(
        place, "button", id=f"ilr_{name}", label=label, keytip=key_tip, screentip=label, supertip=screen_tip
    )  # fmt: skip
    if image:
        button.set("imageMso", image)
    return button


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
