"""Fixtures of the tests of programmes."""

from tests.commands.conftest import ilr

__all__ = ["ilr"]
