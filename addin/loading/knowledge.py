"""Everything the user has loaded, for a check."""

from __future__ import annotations

from addin.loading.lists import loaded_lists
from addin.loading.registers import registers_for_check
from ilr_core.knowledge import Knowledge


def loaded_knowledge() -> Knowledge:
    """The registers and code lists in the user's data folder."""
    registers, names = registers_for_check()
    return Knowledge(registers, loaded_lists(), names)
