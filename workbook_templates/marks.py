"""The hidden cell that makes bad cells light up, and the conditional-format formulas that read it."""

from __future__ import annotations

from collections.abc import Iterable

ERROR_SYMBOL, WARNING_SYMBOL, CLEAN_SYMBOL = "✖", "▲", "✔"
_ERROR, _WARNING = "|", "~"


def marks_text(errors: Iterable[str], warnings: Iterable[str]) -> str:
    """What the hidden ``Marks`` cell of a row holds for the headers of its bad columns: ``|ULN|Postcode|~Email~``.

    A column with an error carries no warning; a row without either gives an empty text.
    """
    wrong = dict.fromkeys(errors)
    doubtful = [name for name in dict.fromkeys(warnings) if name not in wrong]
    return _joined(wrong, _ERROR) + _joined(doubtful, _WARNING)


def error_formula(column: str, marks: str) -> str:
    """The rule for an error in the data area that begins in row 2 of this column; ``marks`` is the Marks column."""
    return _formula(column, marks, _ERROR)


def warning_formula(column: str, marks: str) -> str:
    """The rule for a warning, as for an error."""
    return _formula(column, marks, _WARNING)


def _formula(column: str, marks: str, sign: str) -> str:
    return f'ISNUMBER(FIND("{sign}"&{column}$1&"{sign}",${marks}2))'


def _joined(names: Iterable[str], sign: str) -> str:
    text = sign.join(names)
    return f"{sign}{text}{sign}" if text else ""
