"""The form of a postcode."""

from __future__ import annotations

import re

# The letters C, I, K, M, O and V do not occur in the second part.
_FORM = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][ABD-HJLNP-UW-Z]{2}")


def has_postcode_form(text: str) -> bool:
    """Whether a text has the form of a postcode: capitals, one space between its two parts.

    >>> has_postcode_form("ZZ99 9ZZ")
    True
    """
    return _FORM.fullmatch(text) is not None
