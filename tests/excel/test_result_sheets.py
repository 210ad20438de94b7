"""The ribbon's Earnings and Off-the-job in Excel's place: the same sheet as in the closed file."""

from __future__ import annotations

import shutil
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from addin import ribbon
from addin.hosts.excel_host import ExcelHost
from addin.hosts.file_host import FileHost
from addin.ribbon import COMMANDS
from tests.commands.made import book
from tests.excel.engine import opened
from workbook_templates import earnings_sheet, off_the_job_sheet
from workbook_templates.layout import EARNINGS, OFF_THE_JOB

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))


def test_key_tips_and_group() -> None:
    assert [(COMMANDS[name].group, COMMANDS[name].key_tip) for name in ("earnings", "off_the_job")] == [
        ("RPL", "G"), ("RPL", "J"),
    ]  # fmt: skip


def test_a_filtered_table_is_shown_whole_before_it_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = opened(book(tmp_path / "open.xlsx"))
    calls: list[str] = []
    page = shown.sheets[EARNINGS]
    table = type(page.tables[0].impl)

    def show_all() -> None:
        calls.append("shown" if page.range((earnings_sheet.HEADER_ROW + 1, 1)).value is None else "too late")

    filtered = SimpleNamespace(AutoFilter=SimpleNamespace(ShowAllData=show_all))
    monkeypatch.setattr(table, "api", property(lambda _: filtered), raising=False)
    ribbon.run("earnings", ExcelHost(shown), NOW)
    assert calls == ["shown"]


@pytest.mark.parametrize(
    ("command", "sheet", "table", "header_row", "words"),
    [
        ("earnings", EARNINGS, EARNINGS, earnings_sheet.HEADER_ROW, "an estimate"),
        ("off_the_job", OFF_THE_JOB, off_the_job_sheet.TABLE, off_the_job_sheet.HEADER_ROW, "on track"),
    ],
)
def test_excel_and_file_are_filled_alike(
    tmp_path: Path, command: str, sheet: str, table: str, header_row: int, words: str
) -> None:
    closed = book(tmp_path / "closed.xlsx")
    shown = opened(Path(shutil.copy(closed, tmp_path / "open.xlsx")))
    host, told = ExcelHost(shown), []
    on_file = FileHost(closed, say=told.append)
    for one in (host, on_file):
        ribbon.run(command, one, NOW)
    assert host.told == told
    assert words in told[0]
    shown.save()
    ours, theirs = (load_workbook(path)[sheet] for path in (shown.impl.path, closed))
    assert ours.tables[table].ref == theirs.tables[table].ref
    for row, other in zip(ours.iter_rows(), theirs.iter_rows(), strict=False):
        for cell, wanted in zip(row, other, strict=False):
            value = cell.value.date() if isinstance(cell.value, datetime) and cell.row < header_row else cell.value
            there = (
                wanted.value.date() if isinstance(wanted.value, datetime) and wanted.row < header_row else wanted.value
            )
            assert value == (pytest.approx(there) if isinstance(there, float) else there), cell.coordinate
    ribbon.run(command, ExcelHost(shown), NOW)
    assert [[cell.value for cell in row] for row in ours.iter_rows(min_row=header_row)] == [
        [cell.value for cell in row] for row in load_workbook(shown.impl.path)[sheet].iter_rows(min_row=header_row)
    ]
