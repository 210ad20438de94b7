"""The whole job once: a workbook with named faults, the check that marks them, the mending, the export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from addin.commands.check import BookCheck, check_book
from addin.commands.export import export_book
from addin.commands.new import filled_book
from addin.demo.faults import Slip, slips
from addin.demo.learners import made_learners
from addin.demo.programmes import demo_programmes
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue, cell_name
from addin.programmes.sheet import rows_of_programmes
from addin.reports import FORMATS, FileReport
from addin.sheets.writing import rows_for
from ilr_core.catalogue import Catalogue
from ilr_core.errors import IlrError, InputError
from ilr_core.knowledge import Knowledge
from workbook_templates.layout import layout

LEARNERS = 24
DEMO_UKPRN = 10000001
OWN = Knowledge()
"""The demo is the same whatever its user has loaded."""


class DemoFailed(IlrError):
    """The demo did not come out as it must: a defect of this tool."""


def run_demo(folder: Path, year: Catalogue, now: datetime) -> str:
    """Does the job into a folder, replacing an earlier demo there, and says where each file is and what to look at.

    Raises DemoFailed if a fault is not found or a mended workbook is not clean.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file, but the demo needs a folder. Name another with --out.")
    folder.mkdir(parents=True, exist_ok=True)
    marked = folder / f"ILR demo {year.year}.xlsx"
    mended = folder / f"ILR demo {year.year} mended.xlsx"
    page = folder / f"ILR demo {year.year} check.html"
    for old in (marked, mended, page, *folder.glob(f"ILR-{DEMO_UKPRN}-{year.year}-*.XML")):
        old.unlink(missing_ok=True)
    learners = list(made_learners(year, LEARNERS, now.date()))
    put_in = slips(rows_for(learners, layout(year)), year)
    programmes = rows_of_programmes(demo_programmes(year), year)
    for book in (marked, mended):
        filled_book(book, year, learners, ukprn=DEMO_UKPRN, programmes=programmes)
        _type(book, ((slip, slip.wrong) for slip in put_in))
    found = check_book(FileHost(marked), now=now, knowledge=OWN)
    page.write_text("".join(FORMATS["html"]([FileReport(marked.name, found.report, cells=found.cells)])), "utf-8")
    _demand_found(put_in, found)
    check_book(FileHost(mended), now=now, knowledge=OWN)
    _type(mended, ((slip, slip.right) for slip in put_in))
    again = check_book(FileHost(mended), now=now, knowledge=OWN)
    if again.report.findings or not again.report.schema_valid:
        raise DemoFailed(f"The mended workbook still has findings: {again.report.findings[0].message}")
    done = export_book(FileHost(mended), folder, now=now, knowledge=OWN)
    assert done is not None
    return "\n".join(_story(put_in, found, marked, mended, page, done.path))


def _type(book: Path, cells: Iterable[tuple[Slip, CellValue]]) -> None:
    host = FileHost(book)
    by_sheet: dict[str, dict[tuple[int, int], CellValue]] = defaultdict(dict)
    for slip, value in cells:
        by_sheet[slip.fault.sheet][slip.row, slip.column] = value
    for sheet, values in by_sheet.items():
        host.write_cells(sheet, values)
    host.save()


def _address(slip: Slip) -> str:
    return f"{slip.fault.sheet}!{cell_name(slip.row, slip.column)}"


def _demand_found(put_in: list[Slip], found: BookCheck) -> None:
    places = {(item.rule, found.cells[spot]) for item in found.report.findings for spot in item.spots}
    missed = [slip.fault.words for slip in put_in if (slip.fault.rule, _address(slip)) not in places]
    if missed:
        raise DemoFailed(f"The check did not find: {', '.join(missed)}.")


def _story(put_in: list[Slip], found: BookCheck, marked: Path, mended: Path, page: Path, xml: Path) -> list[str]:
    report = found.report
    return [
        f"{report.learners} made-up learners with {report.aims} aims; {len(put_in)} faults were typed, all were found:",
        *(f"  {_address(slip):14} {slip.fault.words:45} {slip.fault.rule}" for slip in put_in),
        "",
        f"Look at  {marked}",
        "         red cells are errors, amber ones warnings; point at one to read why; sheet Problems lists them all",
        f"Look at  {page}",
        "         the same as a page for your browser or printer",
        f"Then     {mended}",
        "         the same workbook with the cells put right and checked again: no findings",
        f"And      {xml}",
        "         the return, ready to upload, checked against the schema",
    ]
