"""Registers that the user loads and rules look things up in; what is not loaded is None."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, fields

from ilr_core.registers.bodies import AssessmentOrganisations, Campuses, Employers, Initiatives, Organisations
from ilr_core.registers.database import LoadedRegister, RegisterDatabase
from ilr_core.registers.entries import FundingBand, LearningAim, Organisation, Span, Standard, Validity
from ilr_core.registers.lars import Lars
from ilr_core.registers.places import DevolvedPostcodes, Postcodes


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers at hand, under the names that "not checked" reports use."""

    LARS: Lars | None = None
    postcodes: Postcodes | None = None
    organisations: Organisations | None = None
    assessment_organisations: AssessmentOrganisations | None = None
    employers: Employers | None = None
    campuses: Campuses | None = None
    devolved_postcodes: DevolvedPostcodes | None = None
    initiatives: Initiatives | None = None

    database: RegisterDatabase | None = None

    def held(self) -> AbstractContextManager[None]:
        """For a row of look-ups: the database is held in one state meanwhile, and must be let go soon."""
        return self.database.held() if self.database else nullcontext()

    def missing(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the named registers that are not loaded."""
        known = {field.name for field in fields(self)}
        return tuple(name for name in names if name not in known or getattr(self, name) is None)


def registers_in(database: RegisterDatabase) -> Registers:
    """The registers that are loaded in a database, ready to be looked things up in while it is open."""
    loaded = database.loaded()
    return Registers(
        LARS=Lars(database) if "LARS" in loaded else None,
        postcodes=Postcodes(database) if "postcodes" in loaded else None,
        organisations=Organisations(database, loaded["organisations"].lacks) if "organisations" in loaded else None,
        assessment_organisations=AssessmentOrganisations(database) if "assessment_organisations" in loaded else None,
        employers=Employers(database) if "employers" in loaded else None,
        campuses=Campuses(database) if "campuses" in loaded else None,
        devolved_postcodes=DevolvedPostcodes(database) if "devolved_postcodes" in loaded else None,
        initiatives=Initiatives(database) if "initiatives" in loaded else None,
        database=database,
    )


__all__ = [
    "FundingBand",
    "Lars",
    "LearningAim",
    "LoadedRegister",
    "Organisation",
    "RegisterDatabase",
    "Registers",
    "Span",
    "Standard",
    "Validity",
    "registers_in",
]
