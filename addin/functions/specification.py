"""``ILR_EXPLAIN``, ``ILR_LABEL`` and ``ILR_RETURN_DATE``: what the specification of a year says."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from addin.functions.arguments import collection_year, shown, text
from addin.functions.registry import Argument, worksheet_function
from addin.ooxml import Value
from addin.sheets.cells import cell_text
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, CodeList, Field
from ilr_core.errors import InputError
from ilr_core.rules.status import RuleStatus, rule_statuses
from workbook_templates.codes import code_of, deciding_field, list_for
from workbook_templates.layout import layout

YEAR = Argument("The collection year, such as 2526; without it, the year now running", collection_year)


@worksheet_function("ILR", {"rule": Argument("The name of an official rule, such as ULN_04", text), "year": YEAR})
def ILR_EXPLAIN(rule: str, year: Catalogue | None = None) -> str:
    """What an official rule asks and what to do about it, in plain words."""
    specification = year or catalogue.load()
    official = specification.official_rule(rule)
    if official is None:
        raise InputError(f"{shown(rule)} is no live rule of {specification.title}. Check how it is spelt.")
    status = _statuses(specification.year)[official.name]
    return f"{official.name} ({status.severity}): {status.summary} {status.remedy}".strip()


@worksheet_function(
    "ILR",
    {
        "field": Argument("A field with codes (EmpStat), or a column of the workbook that holds codes (SOF)", text),
        "code": Argument("The code, with or without its meaning behind it"),
        "year": YEAR,
    },
)
def ILR_LABEL(field: str, code: Value, year: Catalogue | None = None) -> str:
    """The meaning of a code of a field."""
    specification = year or catalogue.load()
    codes, definition = _codes_of(field, specification)
    found = cell_text(code, definition, codes)
    wanted = code_of(found.text) if found else ""
    known = codes.codes.get(wanted)
    if known is None:
        doubt = "" if codes.complete else " It may exist all the same: this tool does not know the whole list."
        raise InputError(f"{field} has no code {shown(wanted)} in {specification.title}.{doubt}")
    return known.label or f"The code {wanted} of {field} exists, but this tool has no words for it."


@worksheet_function("ILR", {"return_name": Argument("The return, R01 to R14, or its number", text), "year": YEAR})
def ILR_RETURN_DATE(return_name: str, year: Catalogue | None = None) -> datetime:
    """The day and time at which a return closes."""
    specification = year or catalogue.load()
    number = return_name.upper().removeprefix("R")
    for item in specification.returns:
        if number.isascii() and number.isdigit() and int(number) == int(item.name.removeprefix("R")):
            return item.closes
    first, last = specification.returns[0].name, specification.returns[-1].name
    raise InputError(f"{specification.title} has no return {shown(return_name)}. Give {first} to {last}.")


@lru_cache(maxsize=4)
def _statuses(year: str) -> dict[str, RuleStatus]:
    return {status.official.name: status for status in rule_statuses(catalogue.load(year))}


def _codes_of(name: str, year: Catalogue) -> tuple[CodeList, Field]:
    """The code list of a field or of a column of the workbook, and the field's definition."""
    definition, wanted = _definition(name, year)
    if not definition.list:
        raise InputError(f"{name} is not a field with codes.")
    chooser = deciding_field(wanted)
    if chooser:
        raise InputError(
            f"What a code of {name} means depends on {chooser}. Give the kind instead of {name}, such as SOF."
        )
    return year.lists[wanted], definition


def _definition(name: str, year: Catalogue) -> tuple[Field, str]:
    """A field's definition and the name of its code list, found without regard to case."""
    for sheet in layout(year).sheets.values():
        for slot in sheet.slots:
            for header, field in slot.columns:
                if header.casefold() == name.casefold():
                    definition = year.fields[slot.entity][field]
                    return definition, list_for(definition.list, slot.fixed)
    for definition in (field for fields in year.fields.values() for field in fields.values()):
        if definition.name.casefold() == name.casefold():
            return definition, definition.list
    raise InputError(f"{shown(name)} is no field of {year.title}. Give an official field name, such as EmpStat.")
