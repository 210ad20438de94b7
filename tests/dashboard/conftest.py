"""What the tests of the dashboard share with others: LibreOffice as a converter."""

from tests.ooxml.conftest import convert

__all__ = ["convert"]
