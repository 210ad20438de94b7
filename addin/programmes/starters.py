"""From the rows of a list to learners who start on programmes; what of a list contradicts its programme is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from addin.programmes.list_headings import WHOLE_NAME
from addin.programmes.list_rows import ListRow
from addin.programmes.sheet import ProgrammesSheet, programme_named
from addin.programmes.typed import typed_texts
from addin.sheets.cells import CellInput
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.programmes import CONTRADICTS, NO, Programme, Starter, list_fields, programme_fields
from ilr_core.programmes.fields import END, ENGLISH, MATHS, NAME, START

Texts = tuple[str, ...]
SHOWN = 3


@dataclass(frozen=True)
class Listed:
    """A row of a list that can be used: where it stands, its row on a sheet, and the learner it is about."""

    where: str
    number: int
    starter: Starter

    @property
    def called(self) -> str:
        """The learner as people know them."""
        names = " ".join(name for name in map(self.starter.text, ("GivenNames", "FamilyName")) if name)
        return names or self.starter.text("ULN") or self.where


def listed_rows(
    rows: Sequence[ListRow], programmes: ProgrammesSheet, year: Catalogue, default: str = ""
) -> list[Listed]:
    """The learners of a list. ``default`` is the programme of rows that name none.

    Raises InputError, one sentence, if a row cannot be used: no start date, no programme, a price that is none ...
    """
    found: list[Listed] = []
    faults: list[str] = []
    for row in rows:
        try:
            found.append(Listed(row.where, row.number, _starter(row, programmes, year, default)))
        except InputError as error:
            sentence = str(error)
            faults.append(sentence if sentence.startswith(programmes.found.name) else f"{row.where}: {sentence}")
    if faults:
        faults = list(dict.fromkeys(faults))
        more = f" {len(faults) - SHOWN:,} more rows cannot be used." if len(faults) > SHOWN else ""
        raise InputError(f"{' '.join(faults[:SHOWN])}{more} Nothing was added.")
    return found


def _starter(row: ListRow, programmes: ProgrammesSheet, year: Catalogue, default: str) -> Starter:
    texts = _texts(row, year)
    name = next(iter(texts.pop(NAME, ())), "") or default
    programme = _programme(name, texts, programmes)
    start = _day(texts.pop(START, ()))
    if start is None:
        raise InputError(f"{START} is missing. Type the first day of learning.")
    for header in CONTRADICTS:
        own = next(iter(texts.pop(header, ())), "")
        if own and own != programme.text(header):
            has = programme.text(header) or "none"
            raise InputError(f"{header} is {own}, but the programme {programme.name} has {has}. Choose the right one.")
    return Starter(programme, start, texts)


def _texts(row: ListRow, year: Catalogue) -> dict[str, Texts]:
    """The texts of a row; personal details that cannot be read stay as typed, anything else that cannot is refused."""
    texts: dict[str, Texts] = {}
    strict = {START, END, *programme_fields(year)}
    for header, value in _with_names_apart(row.cells).items():
        said = str(value).strip() if isinstance(value, str) else ""
        if header in (ENGLISH, MATHS) and said.casefold() in NO:
            texts[header] = (said,)
            continue
        typed = typed_texts(value, list_fields(year)[header], year)
        if typed.fault and header in strict:
            raise InputError(f"{header}: {typed.fault}.")
        if typed.texts:
            texts[header] = typed.texts
    return texts


def _with_names_apart(cells: Mapping[str, CellInput]) -> dict[str, CellInput]:
    """The cells with a name in one column as two: ``Sample, Robin`` or ``Robin Sample``, the last word the family's."""
    found = dict(cells)
    whole = str(found.pop(WHOLE_NAME, None) or "").strip()
    if whole:
        family, mark, given = whole.partition(",")
        if not mark:
            given, _, family = whole.rpartition(" ")
        found |= {"FamilyName": family.strip(), "GivenNames": given.strip()}
    return found


def _programme(name: str, texts: Mapping[str, Texts], programmes: ProgrammesSheet) -> Programme:
    if name:
        return programme_named(programmes, name)
    standard = texts.get("StdCode", ())
    fitting = [one for one in programmes.programmes if not standard or one.all("StdCode") == standard]
    if len(fitting) == 1:
        return fitting[0]
    if not programmes.rows:
        raise InputError(f"there is no programme on the sheet {programmes.found.name} yet. Type one there first.")
    known = ", ".join(one.name for one in fitting or programmes.programmes)
    raise InputError(f"the column {NAME} does not say which programme. Use one of: {known}.")


def _day(texts: Texts) -> date | None:
    return date.fromisoformat(texts[0]) if texts else None
