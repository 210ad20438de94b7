"""Look-ups of those who take part: providers, assessment organisations, employers, campuses, funded initiatives."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ilr_core.registers.database import RegisterDatabase
from ilr_core.registers.entries import Organisation, Span
from ilr_core.registers.values import span, text, whole

MEMORY = 100_000


class Organisations:
    """Providers and other organisations by UKPRN; ``lacks`` names what the loaded files do not say of them."""

    def __init__(self, database: RegisterDatabase, lacks: Collection[str] = ()):
        self._database = database
        self._lacks = frozenset(lacks)
        self._known: dict[int, Organisation | None] = {}

    def say(self, column: str) -> bool:
        """Whether the register says anything in that column: without it, a rule that reads it cannot be judged."""
        return column not in self._lacks

    def organisation(self, ukprn: int) -> Organisation | None:
        """The organisation with that UKPRN; None if the register does not have it."""
        if ukprn not in self._known:
            if len(self._known) >= MEMORY:
                self._known.clear()
            row = next(self._database.found("organisations", "Organisation", ukprn), None)
            self._known[ukprn] = None if row is None else Organisation(
                UKPRN=ukprn,
                LegalOrgType=text(row["LegalOrgType"]),
                LongTermResid=whole(row["LongTermResid"]) == 1,
                PartnerUKPRN=whole(row["PartnerUKPRN"]) != 0,
                HEFundingFieldsRequired=None if row["HEFundingFieldsRequired"] is None
                else whole(row["HEFundingFieldsRequired"]) == 1,
            )  # fmt: skip
        return self._known[ukprn]


class AssessmentOrganisations:
    """Which organisation may assess which standard, and when."""

    def __init__(self, database: RegisterDatabase):
        self._database = database
        self._known: dict[str, tuple[tuple[int | None, Span], ...]] = {}

    def may_assess(self, identifier: str, standard: int | None, on: date) -> bool:
        """Whether an organisation (EPAOrgID) may assess a standard on that day."""
        if identifier not in self._known:
            rows = self._database.found("assessment_organisations", "AssessmentOrganisation", identifier.upper())
            self._known[identifier] = tuple((whole(row["StandardCode"]), span(row)) for row in rows)
        return any(code == standard and held.holds(on) for code, held in self._known[identifier])


class Employers:
    """The employer numbers there are."""

    def __init__(self, database: RegisterDatabase):
        self._database = database
        self._known: dict[int, bool] = {}

    def has(self, number: int) -> bool:
        """Whether an employer number (EmpId) is on the register."""
        if number not in self._known:
            self._known[number] = self._database.has("employers", "Employer", number)
        return self._known[number]


class Campuses:
    """Campus identifiers and the providers they belong to."""

    def __init__(self, database: RegisterDatabase):
        self._database = database
        self._known: dict[str, frozenset[int | None]] = {}

    def providers(self, identifier: str) -> frozenset[int | None]:
        """The UKPRNs a campus (CampId) belongs to; empty if there is no such campus."""
        if identifier not in self._known:
            rows = self._database.found("campuses", "Campus", identifier.upper())
            self._known[identifier] = frozenset(whole(row["UKPRN"]) for row in rows)
        return self._known[identifier]


class Initiatives:
    """Short-term funding initiatives: which provider may use which monitoring code (LDM), and when."""

    def __init__(self, database: RegisterDatabase):
        self._database = database
        self._known: dict[str, tuple[tuple[int | None, Span], ...]] = {}

    def has(self, code: str) -> bool:
        """Whether the monitoring code stands for an initiative at all."""
        return bool(self._of(code))

    def open_to(self, code: str, ukprn: int | None, on: date) -> bool:
        """Whether the provider may use the code for a start on that day."""
        return any(provider == ukprn and held.holds(on) for provider, held in self._of(code))

    def _of(self, code: str) -> tuple[tuple[int | None, Span], ...]:
        if code not in self._known:
            rows = self._database.found("initiatives", "Initiative", code)
            self._known[code] = tuple((whole(row["UKPRN"]), span(row)) for row in rows)
        return self._known[code]
