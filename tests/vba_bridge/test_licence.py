"""Training providers may use this tool for nothing: no part of xlwings that asks for a licence is used."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCES = [
    path
    for package in ("ilr_core", "workbook_templates", "addin", "vba_bridge")
    for path in (ROOT / package).rglob("*.*")
    if path.suffix in (".py", ".bas", ".cls")
]
# The paid parts: the package itself, reading closed files, code inside workbooks, remote books, reports, the packer.
PAID = re.compile(
    r"xlwings[._]pro\b|from xlwings import .*\bpro\b|\bmode\s*=\s*[\"']r[\"']"
    r"|Book\(\s*json|embedded_code|render_template"
    r"|LICENSE_KEY|xlwings release|RunRemotePython",
)
WORK = """
import sys
import xlwings
loaded = {name for name in sys.modules if name.startswith("xlwings.pro")}
assert not xlwings.__pro__
import addin.xlwings_functions, addin.hosts.excel_host, vba_bridge.bridge, vba_bridge.build, vba_bridge.stock
from addin.functions import FUNCTIONS
assert vba_bridge.bridge.Bridge(None).CallUDF("", "ILR_ULN_OK", (1000000027,)) is True
vba_bridge.build.built("xlam", vba_bridge.build.catalogue.load(), "stock")
print(sorted({name for name in sys.modules if name.startswith("xlwings.pro")} - loaded))
"""


def test_no_source_names_a_paid_part() -> None:
    assert len(SOURCES) > 150
    assert {path: found[0] for path in SOURCES if (found := PAID.search(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    "text", ["import xlwings.pro", 'xw.Book("x", mode="r")', "from xlwings import pro", "Book(json=x)"]
)
def test_the_words_are_found(text: str) -> None:
    assert PAID.search(text)


def test_no_paid_part_is_loaded_by_what_excel_calls() -> None:
    """xlwings itself looks for its licence when it is imported; nothing of ours loads more."""
    done = subprocess.run([sys.executable, "-c", WORK], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
