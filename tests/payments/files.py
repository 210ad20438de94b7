"""Payment reports as files, for the tests."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

HEAD = ["Learner reference number", "Unique learner number", "Learning aim reference"]
LIST = ["LearnRefNumber", "ULN", "Academic year", "Delivery period", "Transaction type", "Funding source", "Amount"]


def written(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig", separator: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path
