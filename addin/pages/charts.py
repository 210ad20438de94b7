"""Bars as inline SVG: each with its label and number in words, and fills that are told apart without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from addin.pages.text import clean, element

_WIDTH, _LABELS, _ROW, _BAR = 420, 172, 28, 17
_ROOM = 56  # behind the longest bar, for its number
_LONGEST = 24
PATTERN = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/><rect width="3" height="6" fill="#c76a00"/></pattern>'
)
FILLS = {"plain": "#1f3a5f", "good": "#1e6b34", "warning": "url(#hatch)", "bad": "#9c0006"}


@dataclass(frozen=True)
class Bar:
    """One bar: what stands before it, its number (not below 0), its fill by name, and how the number is written."""

    label: str
    number: int | Decimal
    fill: str = "plain"
    text: str = ""

    @property
    def shown(self) -> str:
        """The number in words."""
        return self.text or f"{self.number:,}"


def bar_chart(name: str, title: str, bars: Sequence[Bar]) -> str:
    """An SVG with a title and a description for those who cannot see it; ``name`` makes its ids."""
    height = _ROW * len(bars) + 6
    most = max((bar.number for bar in bars), default=0) or 1
    said = "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
    head = element("title", title, id=f"{name}-title") + element("desc", said, id=f"{name}-desc")
    drawn = "".join(_bar(bar, number, most) for number, bar in enumerate(bars))
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {_WIDTH} {height}" '
        f'xmlns="http://www.w3.org/2000/svg">{head}<defs>{PATTERN}</defs>'
        f'<path d="M{_LABELS} 0V{height}" stroke="#5f6b7a"/>{drawn}</svg>'
    ).replace("hatch", f"{name}-hatch")


def _bar(bar: Bar, row: int, most: int | Decimal) -> str:
    top = row * _ROW + (_ROW - _BAR) // 2 + 3
    length = round((_WIDTH - _LABELS - _ROOM) * bar.number / most) if bar.number else 0
    if bar.number:
        length = max(length, 2)
    middle = top + _BAR - 4
    return (
        f'<text x="{_LABELS - 8}" y="{middle}" text-anchor="end">{clean(_short(bar.label))}</text>'
        f'<rect x="{_LABELS}" y="{top}" width="{length}" height="{_BAR}" fill="{FILLS[bar.fill]}" stroke="#1f2d3d" '
        f'stroke-width="{1 if bar.number else 0}"/>'
        f'<text class="n" x="{_LABELS + length + 7}" y="{middle}">{clean(bar.shown)}</text>'
    )


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
