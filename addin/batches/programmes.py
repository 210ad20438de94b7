"""The sheets Programmes of several workbooks put together, for the workbook that is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from addin.batches.inputs import BatchInput, BookInput
from addin.ooxml import CellValue
from addin.programmes.sheet import has_programmes, plain_name, read_programmes, rows_of_programmes
from addin.wording import counted
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.programmes import PROGRAMME_FIELDS, Programme
from ilr_core.programmes.fields import LONGEST_NAME

SHOWN = 10


@dataclass
class Programmes:
    """The programmes of several workbooks by their names as they are compared, and remarks, a sentence each."""

    found: dict[str, Programme] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def rows(self, year: Catalogue) -> list[list[CellValue]]:
        """The rows of the new sheet."""
        return rows_of_programmes(self.found.values(), year)

    def add(self, programme: Programme, title: str) -> None:
        """Takes in a programme of a workbook; one that is there with other values gets a name that says whence it is.

        A programme is only a template, so that both may stay, and no learner depends on its name.
        """
        known = self.found.setdefault(plain_name(programme.name), programme)
        if known.texts == programme.texts:
            return
        name = _free_name(programme.name, title, self.found)
        self.found[plain_name(name)] = replace(programme, name=name)
        headers = [one.header for one in PROGRAMME_FIELDS if known.all(one.header) != programme.all(one.header)]
        self.remarks.append(
            f"The programme {programme.name} of {title} has another {', '.join(headers)} than the one before, so it is "
            f"called {name}. Keep the one that is right."
        )


def programmes_of(inputs: Sequence[BatchInput], year: Catalogue) -> Programmes:
    """The programmes of all inputs that are workbooks, in their order; what cannot be used is told, not carried."""
    together = Programmes()
    unusable: list[str] = []
    for one in inputs:
        if not isinstance(one, BookInput) or not has_programmes(sheets := one.host.read_sheets()):
            continue
        try:
            sheet = read_programmes(sheets, year, one.title)
        except InputError as error:
            unusable.append(f"The programmes of {one.title} were left out: {error}")
            continue
        unusable += [f"A programme of {one.title} was left out: {fault}" for fault in sheet.faults]
        for programme in sheet.programmes:
            together.add(programme, one.title)
    if len(unusable) > SHOWN:
        unusable[SHOWN:] = [f"{len(unusable) - SHOWN:,} more programmes were left out, for such reasons."]
    told = [f"Its sheet Programmes has {counted(len(together.found), 'programme')}."] if together.found else []
    together.remarks = [*told, *together.remarks, *unusable]
    return together


def _free_name(name: str, title: str, taken: dict[str, Programme]) -> str:
    number = 1
    while True:
        mark = f" ({title})" if number == 1 else f" ({title}, {number})"
        found = f"{name[: max(1, LONGEST_NAME - len(mark))].rstrip()}{mark}"[-LONGEST_NAME:]
        if plain_name(found) not in taken:
            return found
        number += 1
