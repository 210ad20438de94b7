"""Rows of a sheet written anew from their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from addin.ooxml.references import column_letters
from addin.ooxml.values import CellValue, Formula, Scalar, Styled


class RowMaker:
    """Makes the XML of rows, column A first, and remembers what is the same in every row of a column.

    ``tail`` writes a value, ``column_style`` tells the style a column gives by itself, ``styles`` those to be taken
    instead. ``has_formula`` says whether any row made so far has one.
    """

    def __init__(
        self, tail: Callable[[Scalar], str], column_style: Callable[[int], int], styles: Mapping[int, int]
    ) -> None:
        self.has_formula = False
        self._tail = tail
        self._column_style = column_style
        self._styles = styles
        self._starts: list[str] = []
        self._ends: list[str] = []
        self._default_styles: list[bool] = []

    def row(self, number: int, values: Sequence[CellValue], height: float | None) -> bytes:
        """The XML of a row of these values, ``height`` points high (None: as the sheet says); empty without a cell."""
        while len(self._starts) < len(values):
            self._add_column()
        tail = self._tail
        cells = []
        for start, end, value, is_default in zip(self._starts, self._ends, values, self._default_styles, strict=False):
            if value is None:
                if not is_default:
                    cells.append(f"{start}{number}{end}/>")
            elif isinstance(value, Styled):
                self.has_formula |= isinstance(value.value, Formula)
                cells.append(f'{start}{number}" s="{value.style}"{tail(value.value)}')
            else:
                self.has_formula |= type(value) is Formula
                cells.append(f"{start}{number}{end}{tail(value)}")
        if not cells:
            return b""
        high = "" if height is None else f' ht="{height:g}" customHeight="1"'
        return f'<row r="{number}"{high}>{"".join(cells)}</row>'.encode()

    def _add_column(self) -> None:
        column = len(self._starts) + 1
        default = self._column_style(column)
        style = self._styles.get(column, default)
        self._starts.append(f'<c r="{column_letters(column)}')
        self._ends.append(f'" s="{style}"' if style else '"')
        self._default_styles.append(style == default)
