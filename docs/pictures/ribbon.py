"""Draws the tab ILR as ``ribbon.svg`` from the part that Excel gets: ``python docs/pictures/ribbon.py``.

It is a drawing: groups, order, sizes, labels and key tips are those of the tab, the pictures on the buttons are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from vba_bridge.ribbon_xml import COUNTDOWN_ID, ribbon_xml

TARGET = Path(__file__).parent / "ribbon.svg"
COUNTDOWN = "R04: 10 days left"
TABS = ("File", "Home", "ILR", "Insert", "Page Layout", "Formulas", "Data")
NOTE = (
    "A drawing made from the list of commands. The letters are the keys to press after Alt, Y; in a menu after its own."
)
OPENS = "▾"
ROW, TOP, ROWS = 25, 44, 3  # height of a small button, where the first row begins, small buttons in a column
BOTTOM = TOP + ROWS * ROW + 34
BLUE, INK, LINE, PALE = "#1f3a5f", "#222222", "#c8ccd2", "#e8eef5"


@dataclass(frozen=True)
class Button:
    """What the drawing shows of a button, or of the line of text that counts the days down (without a key)."""

    label: str
    key: str
    is_large: bool


Menus = dict[str, list[Button]]


def groups() -> Menus:
    """The buttons of each group of the tab, in order; a menu is one of them."""
    tree = etree.fromstring(ribbon_xml(is_addin=False))
    return {group.get("label"): [_button(one) for one in group] for group in tree.iter("{*}group")}


def menus() -> Menus:
    """The buttons in each menu, in order."""
    tree = etree.fromstring(ribbon_xml(is_addin=False))
    return {menu.get("label"): [_button(one) for one in menu] for menu in tree.iter("{*}menu")}


def drawing() -> str:
    """The SVG."""
    parts, x = [], 14
    for name, buttons in groups().items():
        start = x
        for column in _columns(buttons):
            x += _draw_column(parts, x, column)
        parts.append(_text((start + x) / 2 - 4, BOTTOM - 10, name, size=11, fill="#666666", anchor="middle"))
        parts.append(f'<path d="M{x + 2} {TOP - 6}V{BOTTOM - 4}" stroke="{LINE}"/>')
        x += 14
    lists, below = _menu_lists(x)
    width, height = x + 2, below + 28
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return "\n".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Segoe UI, Carlito, Arial, sans-serif">',
        "<title>The tab ILR (drawing)</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{BOTTOM}" fill="#fafbfc" stroke="{LINE}"/>',
        *_tabs(), *parts, *lists, _text(14, height - 9, NOTE, size=11, fill="#666666"), "</svg>", "",
    ))  # fmt: skip


def main() -> None:
    """Writes the drawing."""
    TARGET.write_text(drawing(), "utf-8")


def _button(element: etree._Element) -> Button:
    if element.get("id") == COUNTDOWN_ID:
        return Button(COUNTDOWN, "", is_large=False)
    label = element.get("label", "")
    if element.tag.endswith("menu"):
        label = f"{label} {OPENS}"
    return Button(label, element.get("keytip", ""), element.get("size") == "large")


def _menu_lists(width: int) -> tuple[list[str], int]:
    """The menus as they open, side by side as far as there is room; and where the drawing ends below them."""
    parts: list[str] = []
    x, top, below = 14, BOTTOM + 16, BOTTOM
    for label, buttons in menus().items():
        wide = max(round(6.4 * max(len(button.label) for button in buttons)) + 40, 7 * len(label) + 40)
        if x > 14 and x + wide > width:
            x, top = 14, below + 12
        high = ROW * (len(buttons) + 1) + 8
        parts.append(f'<rect x="{x}" y="{top}" width="{wide}" height="{high}" rx="4" fill="#fafbfc" stroke="{LINE}"/>')
        parts.append(_text(x + 8, top + 18, f"{label} {OPENS}", weight="bold"))
        for number, button in enumerate(buttons, 1):
            _draw_small(parts, x + 8, top + 4 + number * ROW, button)
        x, below = x + wide + 12, max(below, top + high)
    return parts, below


def _columns(buttons: list[Button]) -> list[list[Button]]:
    """As Excel sets them: a large button has a column of its own, three small ones share one."""
    columns: list[list[Button]] = []
    for button in buttons:
        if button.is_large or not columns or columns[-1][0].is_large or len(columns[-1]) == ROWS:
            columns.append([button])
        else:
            columns[-1].append(button)
    return columns


def _draw_column(parts: list[str], x: int, column: list[Button]) -> int:
    """Adds a column of buttons; gives its width."""
    if column[0].is_large:
        width = max(64, 7 * max(map(len, column[0].label.split())) + 14)
        middle = x + width / 2
        parts.append(f'<rect x="{middle - 17}" y="{TOP}" width="34" height="34" rx="4" fill="{PALE}" stroke="{BLUE}"/>')
        parts.append(_text(middle, TOP + 23, column[0].key, size=16, fill=BLUE, anchor="middle", weight="bold"))
        for line, word in enumerate(_lines(column[0].label)):
            parts.append(_text(middle, TOP + 52 + 15 * line, word, anchor="middle"))
        return width
    for row, button in enumerate(column):
        _draw_small(parts, x, TOP + row * ROW, button)
    return round(6.4 * max(len(button.label) for button in column)) + 36


def _draw_small(parts: list[str], x: int, y: int, button: Button) -> None:
    if button.key:
        parts.append(f'<rect x="{x}" y="{y}" width="19" height="19" rx="3" fill="{PALE}" stroke="{BLUE}"/>')
        parts.append(_text(x + 9.5, y + 14, button.key, size=11, fill=BLUE, anchor="middle", weight="bold"))
    parts.append(_text(x + (25 if button.key else 0), y + 14, button.label))


def _lines(label: str) -> list[str]:
    first, _, rest = label.partition(" ")
    return [first, rest] if rest else [first]


def _tabs() -> list[str]:
    parts, x = [], 14
    for name in TABS:
        width = 8 * len(name) + 20
        is_ours = name == "ILR"
        if is_ours:
            parts.append(f'<rect x="{x}" y="29" width="{width - 8}" height="3" fill="{BLUE}"/>')
        fill, weight = (BLUE, "bold") if is_ours else ("#666666", "normal")
        parts.append(_text(x + 4, 22, name, fill=fill, weight=weight))
        x += width
    return parts


def _text(
    x: float, y: float, words: str, *, size: int = 13, fill: str = INK, anchor: str = "start", weight: str = "normal"
) -> str:
    element = etree.Element("text", x=f"{x:g}", y=f"{y:g}", fill=fill)
    element.set("font-size", str(size))
    element.set("text-anchor", anchor)
    element.set("font-weight", weight)
    element.text = words
    return etree.tostring(element, encoding="unicode")


if __name__ == "__main__":
    main()
