"""Which column of a list of new learners is which: by official name, by label, or by what people usually call it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from addin.sheets.columns import plain_header
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.programmes import definition, list_fields
from workbook_templates.layout import ROW_ID, STATUS

WHOLE_NAME = "Name"
"""Family name and given names in one column."""
_USUAL = {
    "GivenNames": "first name;first names;forename;forenames;given name",
    "FamilyName": "surname;last name",
    "DateOfBirth": "dob;birth date;born",
    "LearnStartDate": "start;starts;date started;learning start date",
    "LearnPlanEndDate": "planned end;end date;planned finish",
    "NINumber": "ni;nino;ni no;national insurance no",
    "Sex": "gender",
    "TelNo": "phone;telephone;mobile;tel;phone number",
    "Email": "e-mail;email address",
    "LearnRefNumber": "reference;ref;learner ref;learner id",
    "Programme": "course;programme name;apprenticeship",
    "AddLine1": "address;address 1;street",
    "Postcode": "home postcode;post code",
    "PriorLevel": "prior attainment;prior attainment level",
    "DateEmpStatApp": "employed since;employment start date",
    "TNP1": "training price",
    "TNP2": "assessment price",
    WHOLE_NAME: "learner name;full name;learner;learners;names",
}


@dataclass(frozen=True)
class Headings:
    """The columns of a list (from 0) by header, and the headings that nobody knows."""

    columns: dict[str, int]
    unknown: tuple[str, ...]


def read_headings(headings: Sequence[object], year: Catalogue, where: str) -> Headings:
    """The columns of a list. Raises InputError if two stand for the same."""
    known = _known(year)
    columns: dict[str, int] = {}
    unknown: list[str] = []
    for index, heading in enumerate(headings):
        plain = plain_header(heading) if heading is not None else ""
        header = known.get(plain)
        if header is None:
            unknown += [str(heading).strip()] if plain else []
        elif header in columns:
            first = str(headings[columns[header]]).strip()
            raise InputError(
                f"{where}: the columns '{first}' and '{str(heading).strip()}' are both {header}. Delete one of them."
            )
        else:
            columns[header] = index
    ours = {plain_header(STATUS), plain_header(ROW_ID)}
    return Headings(columns, tuple(text for text in unknown if plain_header(text) not in ours))


@cache
def _known(year: Catalogue) -> dict[str, str]:
    """Every name of a column, plain; official names before labels before what is usual."""
    found = {plain_header(header): header for header in list_fields(year)}
    for header, column in list_fields(year).items():
        known = definition(column, year)
        if known is not None and known.field == header:
            found.setdefault(plain_header(known.label), header)
    for header, names in _USUAL.items():
        for name in (header, *names.split(";")):
            found.setdefault(plain_header(name), header)
    return found
