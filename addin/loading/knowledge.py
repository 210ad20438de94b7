"""Everything the user has loaded, for a check."""

from __future__ import annotations

from addin.loading.lists import catalogues_with_loaded_lists
from addin.loading.loaded import registers_for_check
from ilr_core.knowledge import Knowledge


def loaded_knowledge() -> Knowledge:
    """The registers and code lists in the user's data folder; what cannot be used is left out and named."""
    registers, names, trouble = registers_for_check()
    catalogues, lists, troubles = catalogues_with_loaded_lists()
    return Knowledge(registers, catalogues, names, lists, tuple(filter(None, (trouble, *troubles))))
