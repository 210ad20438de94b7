"""Valid returns as text, changed by the line, and their check."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import datetime

from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.checking import ReturnReport, check_return
from ilr_core.model import Finding
from tests.xml.samples import document

YEARS = catalogue.years()
NEW = catalogue.load("2627")
NOW = datetime.fromisoformat("2026-11-09T12:00")


def pretty(year: Catalogue = NEW, learners: int = 2, full: bool = True) -> str:
    """A valid return with every element on a line of its own."""
    root = document(year, full)
    (one,) = root.findall(f"{{{year.namespace}}}Learner")
    for number in range(1, learners):
        more = deepcopy(one)
        more.find(f"{{{year.namespace}}}LearnRefNumber").text = f"B{number}"
        root.append(more)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode")


def checked(text: str | bytes, name: str = "a.xml", **options: object) -> ReturnReport:
    data = text.encode() if isinstance(text, str) else text
    return check_return(io.BytesIO(data), name, now=NOW, **options)


def form_findings(report: ReturnReport) -> list[Finding]:
    """Findings about the form of the file: field definitions and what the schema refuses."""
    return [f for f in report.findings if f.rule == "Schema" or f.rule.startswith("FD_")]


def line_of(text: str, words: str, nth: int = 1) -> int:
    found = [number for number, line in enumerate(text.split("\n"), 1) if words in line]
    return found[nth - 1]


def with_line(text: str, before: str, line: str, nth: int = 1) -> str:
    lines = text.split("\n")
    lines.insert(line_of(text, before, nth) - 1, line)
    return "\n".join(lines)


def without_lines(text: str, words: str, nth: int = 1) -> str:
    lines = text.split("\n")
    del lines[line_of(text, words, nth) - 1]
    return "\n".join(lines)
