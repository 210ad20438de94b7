"""Look-ups of postcodes: the complete list, and which devolved area a postcode lies in."""

from __future__ import annotations

from datetime import date

from ilr_core.registers.database import RegisterDatabase
from ilr_core.registers.entries import Span
from ilr_core.registers.values import span, text

MEMORY = 200_000


def unspaced(postcode: str) -> str:
    """A postcode as registers are searched: capitals without spaces."""
    return postcode.replace(" ", "").upper()


class Postcodes:
    """The complete list of UK postcodes, ended ones included."""

    def __init__(self, database: RegisterDatabase):
        self._database = database
        self._known: dict[str, bool] = {}

    def has(self, postcode: str) -> bool:
        """Whether a postcode is on the list, without regard to case and spaces."""
        known = self._known.get(postcode)
        if known is None:
            if len(self._known) >= MEMORY:
                self._known.clear()
            known = self._database.has("postcodes", "Postcode", unspaced(postcode))
            self._known[postcode] = known
        return known


class DevolvedPostcodes:
    """Which source of funding a devolved authority has for a postcode, and when."""

    def __init__(self, database: RegisterDatabase):
        self._database = database
        self._areas: dict[str, tuple[tuple[str, Span], ...]] = {}

    def has(self, postcode: str, on: date) -> bool:
        """Whether the postcode lies in any devolved area on that day."""
        return any(span.holds(on) for _, span in self._of(postcode))

    def pays(self, postcode: str, source_of_funding: str, on: date) -> bool:
        """Whether the area of that source of funding (SOF code) holds the postcode on that day."""
        return any(source == source_of_funding and span.holds(on) for source, span in self._of(postcode))

    def areas(self, postcode: str) -> tuple[tuple[str, Span], ...]:
        """The sources of funding (SOF codes) of a postcode, each with its days."""
        return self._of(postcode)

    def _of(self, postcode: str) -> tuple[tuple[str, Span], ...]:
        areas = self._areas.get(postcode)
        if areas is None:
            if len(self._areas) >= MEMORY:
                self._areas.clear()
            rows = self._database.found("devolved_postcodes", "DevolvedPostcode", unspaced(postcode))
            areas = tuple((text(row["SourceOfFunding"]), span(row)) for row in rows)
            self._areas[postcode] = areas
        return areas
