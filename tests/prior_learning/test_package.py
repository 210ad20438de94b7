"""Microsoft's OpenXML validator on a filled sheet ``RPL`` and on pages of evidence."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from addin.prior_learning.evidence import make_evidence
from tests.commands.made import NOW
from tests.prior_learning.made import GOOD, WHO, apply, fill, filled_book, host_of, type_into
from workbook_templates.rpl_columns import BY_PERCENT_ROW, FIRST_ROW

VALIDATOR = os.environ.get("ILR_OOXML_VALIDATOR", "")
pytestmark = [
    pytest.mark.validator,
    pytest.mark.skipif(not VALIDATOR and not os.environ.get("CI"), reason="ILR_OOXML_VALIDATOR names no validator"),
]


def verdict(path: Path) -> str:
    assert VALIDATOR, "ILR_OOXML_VALIDATOR does not name the validator"
    return subprocess.run([VALIDATOR, str(path)], capture_output=True, text=True, check=False).stdout


def test_nothing_is_wrong_with_the_files(tmp_path: Path) -> None:
    path = filled_book(tmp_path / "book.xlsx")
    type_into(path, FIRST_ROW, GOOD)
    type_into(path, BY_PERCENT_ROW, {"Hours removed": 0.1})
    fill(path)
    assert apply(path).change
    pages = make_evidence(host_of(path), tmp_path / "evidence.xlsx", who=WHO, now=NOW)
    assert pages
    for file in (path, pages.path):
        assert '"errors": []' in verdict(file), verdict(file)
