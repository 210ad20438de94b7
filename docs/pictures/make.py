"""Makes every picture of this folder anew: ``python docs/pictures/make.py``.

Here are those of the demo's workbooks; the modules beside it make the others. What they need says ``printing.py``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import change_form
import comparison
import dashboard
import earnings
import forms
import payments
import programmes
import reports
import ribbon
import roll_over
import rpl
from printing import DAY, Picture, print_pictures, run

from addin.demo.job import run_demo
from addin.hosts.file_host import FileHost
from ilr_core import catalogue
from workbook_templates.layout import CHANGES, COUNTS, START

# What an admin might type: each leaves one answer, which ``ilr fix`` puts in.
MISTYPED = {"Postcode": (2, "ze991aa"), "PostcodePrior": (3, "ZE99-1AA"), "NINumber": (4, "ab 12 34 56 a"),
            "Sex": (5, "Female")}  # fmt: skip


PICTURES = {
    "start": Picture("marked", START, 1.0, 0.93, 1000),
    "problems": Picture("marked", "Problems", 1.0, 0.93, 1200),
    "counts": Picture("marked", COUNTS, 0.72, 0.52, 800),
    "marked-workbook": Picture("marked", "Learners", 0.646, 0.4255, 1000),
    "aims": Picture("marked", "Aims", 1.0, 0.44, 1200),
    "changes": Picture("fixed", CHANGES, 0.93, 0.5, 1100),
}


def main() -> None:
    """Writes all pictures."""
    ribbon.main()
    dashboard.main()
    earnings.main()
    rpl.main()
    forms.main()
    roll_over.main()
    programmes.main()
    change_form.main()
    comparison.main()
    payments.main()
    reports.main()
    with tempfile.TemporaryDirectory() as folder:
        _make_books(Path(folder))
        print_pictures(Path(folder), PICTURES)


def _make_books(place: Path) -> None:
    """The demo's book with its marks; and its mended book with some cells typed badly and fixed again."""
    year = catalogue.load()
    run_demo(place, year, DAY)
    (place / f"ILR demo {year.year}.xlsx").rename(place / "marked.xlsx")
    fixed = (place / f"ILR demo {year.year} mended.xlsx").rename(place / "fixed.xlsx")
    host = FileHost(fixed)
    heads = _sheet_rows(host, "Learners")[0]
    host.write_cells("Learners", {(row, heads.index(name) + 1): text for name, (row, text) in MISTYPED.items()})
    host.save()
    run(sys.executable, "-m", "addin.cli", "fix", fixed, "--who", "a.admin")
    host = FileHost(fixed)
    log = _sheet_rows(host, CHANGES)
    when = log[0].index("When") + 1
    host.write_cells(CHANGES, {(row, when): DAY for row in range(2, len(log) + 1)})  # the same picture every time
    host.save()


def _sheet_rows(host: FileHost, name: str) -> list[list[object]]:
    return next([list(row) for row in sheet.rows] for sheet in host.read_sheets() if sheet.name == name)


if __name__ == "__main__":
    main()
