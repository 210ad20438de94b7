"""The ILR specification as the project's own data, by collection year."""

from ilr_core.catalogue.catalogue import Catalogue, CodeList, default_year, load, return_kinds, years
from ilr_core.catalogue.definitions import Code, Entity, Field, OfficialRule, Parameter, Return, ReturnKind
from ilr_core.catalogue.figures import Figure, begins, figure, number
from ilr_core.catalogue.next_year import (
    Conversion,
    Question,
    conversions_into,
    next_year,
    questions_on_entering,
)
from ilr_core.catalogue.tables import online_reasons, spelling_key

__all__ = [
    "Catalogue",
    "Code",
    "CodeList",
    "Conversion",
    "Entity",
    "Field",
    "Figure",
    "OfficialRule",
    "Parameter",
    "Question",
    "Return",
    "ReturnKind",
    "begins",
    "conversions_into",
    "default_year",
    "figure",
    "load",
    "next_year",
    "number",
    "online_reasons",
    "questions_on_entering",
    "return_kinds",
    "spelling_key",
    "years",
]
