"""The ILR specification as the project's own data, by collection year."""

from ilr_core.catalogue.catalogue import Catalogue, CodeList, default_year, load, years
from ilr_core.catalogue.definitions import Code, Entity, Field, OfficialRule, Parameter, Return
from ilr_core.catalogue.tables import online_reasons, spelling_key

__all__ = [
    "Catalogue",
    "Code",
    "CodeList",
    "Entity",
    "Field",
    "OfficialRule",
    "Parameter",
    "Return",
    "default_year",
    "load",
    "online_reasons",
    "spelling_key",
    "years",
]
