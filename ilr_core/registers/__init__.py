"""Registers that the user loads and rules look things up in; what is not loaded is None."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Protocol


class AimRegister(Protocol):
    """LARS: the aims and standards that may be delivered."""

    def has_aim(self, reference: str) -> bool:
        """Whether the aim reference is in LARS."""
        ...


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers at hand, under the names that "not checked" reports use."""

    LARS: AimRegister | None = None

    def missing(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the named registers that are not loaded."""
        known = {field.name for field in fields(self)}
        return tuple(name for name in names if name not in known or getattr(self, name) is None)
