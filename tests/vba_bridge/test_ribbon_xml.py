"""The ribbon: buttons in the order of the work, none dead, every callback and picture known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from addin.ribbon import COMMANDS, GROUPS
from vba_bridge.modules import SOURCES
from vba_bridge.ribbon_xml import NAMESPACE, VBA_BUTTONS, ribbon_xml

# Names of Office's own pictures that ribbons in use are seen to use.
ALLOWED_PICTURES = set(Path(__file__).with_name("office_pictures.txt").read_text("utf-8").split())
SIGNATURES = {
    "onLoad": r"\(ribbon As IRibbonUI\)",
    "onAction": r"\(control As IRibbonControl\)",
    "getLabel": r"\(control As IRibbonControl, ByRef returnedVal\)",
}
LONGEST_TIP, LONGEST_KEY_TIP = 1024, 3


@pytest.fixture(params=[False, True], ids=["book", "add-in"])
def root(request: pytest.FixtureRequest) -> etree._Element:
    return etree.fromstring(ribbon_xml(is_addin=request.param))


def elements(root: etree._Element, tag: str) -> list[etree._Element]:
    return list(root.iter(f"{{{NAMESPACE}}}{tag}"))


def test_groups_stand_in_the_order_of_the_work_and_none_is_empty(root: etree._Element) -> None:
    labels = [group.get("label") for group in elements(root, "group")]
    assert labels == [group for group in GROUPS if group in labels]
    assert {"Return", "Check", "Export", "Help"} <= set(labels)
    assert all(len(group) for group in elements(root, "group"))


def test_every_command_has_its_button_and_every_button_its_command(root: etree._Element) -> None:
    tagged = {button.get("tag"): button for button in elements(root, "button") if button.get("tag")}
    assert tagged.keys() == COMMANDS.keys()
    plain = {button.get("id"): button for button in elements(root, "button") if not button.get("tag")}
    assert plain.keys() == {f"ilr_{known.name}" for known in VBA_BUTTONS}
    for name, button in tagged.items():
        assert button.get("label") == COMMANDS[str(name)].label
        assert button.get("supertip") == COMMANDS[str(name)].screen_tip
        parent = button.getparent()
        assert parent is not None
        assert parent.get("label") == (COMMANDS[str(name)].menu or COMMANDS[str(name)].group)
        group = next(place for place in button.iterancestors() if place.tag.endswith("group"))
        assert group.get("label") == COMMANDS[str(name)].group


def test_every_callback_is_in_vba_with_the_signature_that_excel_calls(root: etree._Element) -> None:
    named = 0
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute.startswith(("on", "get")):
                module, _, procedure = str(value).partition(".")
                text = (SOURCES / f"{module}.bas").read_text("utf-8")
                pattern = rf"^Public Sub {procedure}{SIGNATURES[str(attribute)]}$"
                assert re.search(pattern, text, re.MULTILINE), value
                named += 1
    assert named == len(elements(root, "button")) + len(elements(root, "labelControl")) + 1


def test_the_countdown_is_shown_anew_after_a_command(root: etree._Element) -> None:
    (label,) = elements(root, "labelControl")
    text = (SOURCES / "IlrRibbon.bas").read_text("utf-8")
    assert f'InvalidateControl "{label.get("id")}"' in text


def test_every_picture_is_one_of_office(root: etree._Element) -> None:
    for button in (*elements(root, "button"), *elements(root, "menu")):
        parent = button.getparent()
        assert parent is not None
        # In a long menu pictures help nobody.
        assert button.get("imageMso") in ALLOWED_PICTURES or (
            parent.tag.endswith("menu") and "imageMso" not in button.attrib
        )


def test_key_tips_and_ids_are_given_once(root: etree._Element) -> None:
    menus = elements(root, "menu")
    for place in (*elements(root, "tab"), *menus):
        inside = [place] if place.tag.endswith("menu") else elements(place, "group")
        tips = [child.get("keytip", "") for group in inside for child in group if child.get("keytip")]
        assert all(re.fullmatch(r"[A-Z0-9]+", tip) and len(tip) <= LONGEST_KEY_TIP for tip in tips)
        # One tip that begins another could not be typed.
        assert not [(a, b) for n, a in enumerate(tips) for m, b in enumerate(tips) if n != m and b.startswith(a)]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


BUTTONS = {
    "Return": ["New W", "Import XML I", "Year Y", "Deadline D"],
    "Check": ["Check workbook C", "Check selected rows O", "Next problem N", "Explain X", "Clear marks M"],
    "Fix": ["Suggest fixes F", "Fix all alike K", "Undo U"],
    "Export": ["Export XML E", "Only clean learners L", "Only selected learners S"],
}


@pytest.mark.parametrize("group", BUTTONS)
def test_buttons_stand_in_the_order_of_the_work_with_the_keys_that_users_know(group: str, root: etree._Element) -> None:
    (found,) = [element for element in elements(root, "group") if element.get("label") == group]
    named = [f"{button.get('label')} {button.get('keytip')}" for button in elements(found, "button")]
    assert named[: len(BUTTONS[group])] == BUTTONS[group]


def test_screen_tips_say_what_changes(root: etree._Element) -> None:
    for button in elements(root, "button"):
        tip = button.get("supertip", "")
        assert "Changes" in tip
        assert len(tip) <= LONGEST_TIP
