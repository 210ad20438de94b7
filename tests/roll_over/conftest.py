"""Fixtures of the roll-over tests."""

from tests.ooxml.conftest import convert

__all__ = ["convert"]
