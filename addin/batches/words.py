"""Everything a programme may be called: its codes, its name, and what the workbook's sheet Programmes calls it."""

from __future__ import annotations

from contextlib import suppress

from addin.hosts.port import Host
from addin.programmes.sheet import read_programmes
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import LearningDelivery
from ilr_core.programme_names import programme_names
from ilr_core.programmes import Programme
from ilr_core.programmes.belonging import NOTES, note_of, references
from ilr_core.returns.batches import ProgrammeWords


def programme_words(year: Catalogue, knowledge: Knowledge, host: Host | None = None) -> ProgrammeWords:
    """A function that gives every word for the programme of an aim, the one to show first.

    Names of the sheet Programmes stand for its programme type and standard; without a programme type, for its aims.
    If a programme gives notes of its own (ProvSpecDelMon), only aims with these notes are meant.
    """
    name_of = programme_names(year, knowledge)
    own = _own_names(year, host) if host else []

    def words(aim: LearningDelivery) -> list[str]:
        shown = name_of(aim)
        found = [shown]
        if aim.StdCode is not None:
            found += [str(aim.StdCode), shown.partition(": ")[2]]
        elif aim.ProgType is None and aim.LearnAimRef:
            found.append(aim.LearnAimRef)
        found += [programme.name for programme in own if _is_of(aim, programme)]
        return [word for word in found if word]

    return words


def _own_names(year: Catalogue, host: Host) -> list[Programme]:
    with suppress(InputError):  # a workbook need not have the sheet
        return read_programmes(host.read_sheets(), year, host.title).programmes
    return []


def _is_of(aim: LearningDelivery, programme: Programme) -> bool:
    if any(text != note_of(aim, name[-1]) for name in NOTES if (text := programme.text(name))):
        return False
    codes = (programme.text("ProgType"), programme.text("StdCode"))
    if programme.has_programme_aim:
        return codes == tuple("" if code is None else str(code) for code in (aim.ProgType, aim.StdCode))
    return aim.ProgType is None and (aim.LearnAimRef or "").upper() in references(programme)
