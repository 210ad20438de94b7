"""What a programme or aim is called: by the register of standards where it is loaded, else by its codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ilr_core.catalogue import Catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.model import LearningDelivery

NO_PROGRAMME = "No aim"


def programme_names(year: Catalogue, knowledge: Knowledge) -> Callable[[LearningDelivery], str]:
    """A function that names the standard of an aim, else its programme type, else the aim itself."""
    lars = knowledge.registers.LARS
    types = year.lists["ProgType"]

    @cache
    def standard(code: int) -> str:
        entry = lars.standard(code) if lars else None
        name = entry.StandardName if entry else ""
        return f"Standard {code}: {name}" if name else f"Standard {code}"

    def name_of(aim: LearningDelivery) -> str:
        if aim.StdCode is not None:
            return standard(aim.StdCode)
        if aim.ProgType is not None:
            return types.label(str(aim.ProgType)) or f"Programme type {aim.ProgType}"
        return f"Aim {aim.LearnAimRef}" if aim.LearnAimRef else NO_PROGRAMME

    return name_of
