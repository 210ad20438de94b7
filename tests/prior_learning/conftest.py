"""Fixtures of the tests of prior learning in workbooks."""

from tests.ooxml.conftest import convert  # noqa: F401 - LibreOffice
