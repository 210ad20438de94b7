"""Rule violation reports as the service writes them, made of findings."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from ilr_core.model import Finding, Learner

HEADER = (
    "Error\\Warning", "Learner Ref", "Unique Learner Number", "Family Name", "Given Names", "Rule Name", "Field Values",
    "Error Message", "Aim Sequence Number", "Aim Reference Number", "Software Supplier Aim ID", "Funding Model",
    "Subcontracted UKPRN", "Provider Specified Learner Monitoring A", "Provider Specified Learner Monitoring B",
    "Provider Specified Learning Delivery Monitoring A", "Provider Specified Learning Delivery Monitoring B",
    "Provider Specified Learning Delivery Monitoring C", "Provider Specified Learning Delivery Monitoring D",
    "OFFICIAL - SENSITIVE",
)  # fmt: skip
Line = dict[str, str]


def line(rule: str, learner: str, values: str = "", **other: str) -> Line:
    """One line; ``other`` are columns by a short name."""
    short = {"uln": HEADER[2], "aim": HEADER[8], "reference": HEADER[9], "software": HEADER[10], "kind": HEADER[0]}
    found = {HEADER[1]: learner, HEADER[5]: rule, HEADER[6]: values, HEADER[7]: "Words of the service"}
    return found | {short[name]: text for name, text in other.items()}


def line_of(found: Finding, learners: dict[str, Learner]) -> Line:
    """The line the service would write for a finding: dates as days, months, years."""
    learner = learners.get(found.learner or "")
    aims = [aim for aim in (learner.LearningDelivery if learner else ()) if aim.AimSeqNumber == found.aim]
    values = [(name, value) for name, value in found.fields if isinstance(value, str)]
    return line(
        found.rule,
        found.learner or "",
        "|".join(f"{name}={_british(value)}" for name, value in values),
        kind="E" if found.severity == "error" else "W",
        uln=(learner.text("ULN") or "") if learner else "",
        aim="" if found.aim is None else str(found.aim),
        reference=(aims[0].text("LearnAimRef") or "") if aims else "",
        software=(aims[0].text("SWSupAimId") or "") if aims else "",
    )


def _british(value: str) -> str:
    parts = value.split("-")
    is_day = [len(part) for part in parts] == [4, 2, 2] and "".join(parts).isdigit()
    return "/".join(reversed(parts)) if is_day else value


def written(path: Path, lines: Iterable[Line], encoding: str = "utf-8-sig") -> Path:
    """The report as a file."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, HEADER, restval="")
        writer.writeheader()
        writer.writerows(lines)
    return path
