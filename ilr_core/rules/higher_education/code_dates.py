"""Codes that are no longer in use: the official conditions test the last day of a code, not its first."""

from __future__ import annotations

from datetime import date

from ilr_core.rules.context import Context, Needs


def ended(ctx: Context, list_name: str, code: object, day: date | None) -> bool | Needs:
    """Whether a code's last day is before that day; ``Needs`` for a code unknown to an incomplete list.

    An unknown code of a complete list has not ended: another rule says that it is unknown.
    """
    unlisted = ctx.unlisted(list_name, code)
    if code is None or day is None or isinstance(unlisted, Needs):
        return unlisted if isinstance(unlisted, Needs) else False
    known = ctx.catalogue.lists[list_name].codes.get(str(code))
    return known is not None and known.valid_to is not None and day > known.valid_to
