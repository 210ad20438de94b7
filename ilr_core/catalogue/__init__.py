"""The ILR specification as the project's own data, by collection year."""

from ilr_core.catalogue.catalogue import Catalogue, CodeList, default_year, load, years
from ilr_core.catalogue.definitions import Code, Entity, Field, OfficialRule, Parameter, Return
from ilr_core.catalogue.figures import Figure, begins, figure, number
from ilr_core.catalogue.tables import online_reasons, spelling_key

__all__ = [
    "Catalogue",
    "Code",
    "CodeList",
    "Entity",
    "Field",
    "Figure",
    "OfficialRule",
    "Parameter",
    "Return",
    "begins",
    "default_year",
    "figure",
    "load",
    "number",
    "online_reasons",
    "spelling_key",
    "years",
]
