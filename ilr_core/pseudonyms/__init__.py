"""A return for support without the people in it: every personal value exchanged, the same findings before and after."""

from ilr_core.pseudonyms.birth_dates import days_of, moved
from ilr_core.pseudonyms.exchange import Pseudonyms
from ilr_core.pseudonyms.treatments import KEPT, TREATMENTS

__all__ = ["KEPT", "TREATMENTS", "Pseudonyms", "days_of", "moved"]
