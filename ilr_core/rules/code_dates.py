"""When codes of a list came to their end."""

from __future__ import annotations

from datetime import date

from ilr_core.rules.context import Context


def has_ended(list_name: str, code: object, on: date, ctx: Context) -> bool:
    """Whether a code is known in its list and its last day is before the day given."""
    codes = ctx.catalogue.lists.get(list_name)
    found = codes.codes.get(str(code)) if codes else None
    return found is not None and found.valid_to is not None and found.valid_to < on
