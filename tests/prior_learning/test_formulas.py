"""The formulas of the sheet ``RPL``, calculated by LibreOffice, say what `ilr_core.rpl` says of the same row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random

import pytest

from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue, Formula, SheetData, column_letters, read_workbook
from addin.prior_learning.fill import shown
from addin.prior_learning.what_if import Step, WhatIf, totals, tried
from ilr_core import catalogue
from ilr_core.catalogue import begins, number
from ilr_core.rpl import Entry, Judgement, agreed_price_check, eligibility_after_rpl, judged, price_reduction
from ilr_core.rpl.price import RATE
from ilr_core.rpl.verdict import whole
from tests.libreoffice import Convert
from workbook_templates.build import build
from workbook_templates.layout import ROW_ID
from workbook_templates.rpl_columns import (
    BY_AMOUNT_ROW,
    BY_PERCENT_ROW,
    CHANGEABLE,
    COLUMNS,
    FIRST_ROW,
    IF,
    INPUTS,
    NOTE,
    NOW_ROW,
    RESTART,
    RESULTS,
    RPL,
    SET_ROW,
    THEN_ROW,
    TICK,
    VERDICT,
)  # fmt: skip
from workbook_templates.rpl_figures import changing_days
from workbook_templates.rpl_formulas import LEAST, row_formulas

AT = {column.header: number for number, column in enumerate(COLUMNS, 1)}
LETTERS = {header: column_letters(number) for header, number in AT.items()}
CASES = 2_000
ODD: tuple[object, ...] = (None, "", "480", "n/a", " ", -1, 0, 7.5, 0.1, 10_000)
START = date(2026, 9, 14)


def made(random: Random) -> Entry:
    """A row such as people type, at the edges more often than life would have it."""
    start = random.choice((START, *(day + timedelta(days=random.choice((-1, 0, 1))) for day in changing_days())))
    shortest = int(number("minimum_apprenticeship_days", start) or 365)
    days = random.choice((shortest - 1, shortest, shortest + 1, random.randrange(30, 900)))
    hours = random.choice((187, 188, 278, 279, 300, 480, 510, 999, 1201, random.randrange(1, 2500)))
    removed = random.choice(
        (0, 1, 37, hours // 3, hours - 187, hours - 278, hours, hours + 1, random.randrange(hours + 1))
    )
    removed = max(removed, 0)
    band = random.choice((1, 3000, 9000, 12000, 27000, random.randrange(1, 35000)))
    least = price_reduction(start=START, band_max=band, planned_hours=hours, prior_learning_hours=removed)
    edge = least.minimum_reduction_to_record or 0
    given = max(0, random.choice((0, 4, 5, edge - 1, edge, edge + 1, 18000, 18001, random.randrange(20000))))
    ceiling = band - edge
    assessment = random.choice((None, 0, 800, random.randrange(4000)))
    price = max(0, ceiling + given - (assessment or 0) + random.choice((-1, 0, 1, 500, -3000)))
    return Entry(
        start=start,
        planned_end=start + timedelta(days=days - 1),
        band=band,
        hours_before=hours,
        hours_removed=removed,
        price_before=price,
        assessment_price=assessment,
        reduction_given=given,
        published_minimum=random.choice((None, None, 187, hours, hours - 1, 400)),
        is_restart=random.random() < 0.1,
    )


def spoilt(random: Random) -> Entry:
    """A row with something missing or wrong in it."""
    entry = made(random)
    for name in random.sample(sorted(INPUTS), random.choice((1, 1, 2, 5))):
        entry = replace(entry, **{name: random.choice(ODD)})
    if random.random() < 0.1:
        entry = replace(entry, **{random.choice(("start", "planned_end")): random.choice((None, "soon"))})
    return replace(entry, note=random.choice(("", "", "", "Not in the return any more")))


def thirds() -> Iterator[Entry]:
    """Shares that no floating-point number holds exactly, of bands that make whole pounds of them."""
    for hours, band, removed in product(
        (300, 333, 360, 700, 1100), (9000, 12000, 15000, 18000, 27000), range(1, 60, 7)
    ):
        given = price_reduction(start=START, band_max=band, planned_hours=hours, prior_learning_hours=removed)
        yield Entry(
            start=START, planned_end=date(2028, 1, 31), band=band, hours_before=hours, hours_removed=removed,
            price_before=band, reduction_given=given.minimum_reduction_to_record,
        )  # fmt: skip


ENTRIES = [
    *(made(Random(seed)) for seed in range(CASES)),
    *(spoilt(Random(seed)) for seed in range(CASES // 2)),
    *thirds(),
]
STEPS: WhatIf = {
    "hours_removed": Step(share=Fraction(1, 10), amount=Fraction(-3)),
    "price_before": Step(amount=Fraction(250)),
    "reduction_given": Step(exactly=LEAST),
    "planned_end": Step(amount=Fraction(-14)),
}


def calculated(
    entries: list[Entry], steps: WhatIf, folder: Path, convert: Convert, ticked: frozenset[int]
) -> SheetData:
    """The sheet after LibreOffice has worked out formulas that came without values."""
    path = folder / "book.xlsx"
    path.write_bytes(build(catalogue.load()))
    host = FileHost(path)
    cells: dict[tuple[int, int], CellValue] = {}
    for row, entry in enumerate(entries, FIRST_ROW):
        values: dict[str, object] = {header: getattr(entry, name) for name, header in INPUTS.items()}
        values |= {"LearnRefNumber": f"A{row}", "LearnStartDate": entry.start, "LearnPlanEndDate": entry.planned_end}
        values |= {NOTE: entry.note or None, RESTART: "RES" if entry.is_restart else None, ROW_ID: f"A{row}.1"}
        values |= {TICK: "x" if row in ticked else None}
        values |= {header: Formula(text) for header, text in row_formulas(row, LETTERS).items()}
        cells |= {(row, AT[header]): value for header, value in values.items()}  # type: ignore[misc]
    for name, step in steps.items():
        column = AT[CHANGEABLE[name]]
        cells[BY_PERCENT_ROW, column] = float(step.share) or None
        cells[BY_AMOUNT_ROW, column] = float(step.amount) or None
        cells[SET_ROW, column] = step.exactly  # type: ignore[assignment]
    assert host.write_cells(RPL, cells) == []
    host.reach(RPL, FIRST_ROW + len(entries) - 1)
    host.save()
    (done,) = convert("xlsx", path)
    return next(sheet for sheet in read_workbook(done) if sheet.name == RPL)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory, convert: Convert) -> SheetData:
    return calculated(ENTRIES, STEPS, tmp_path_factory.mktemp("book"), convert, frozenset())


def in_row(sheet: SheetData, row: int, prefix: str = "") -> dict[str, object]:
    cells = sheet.rows[row - 1]
    found = {name: cells[AT[prefix + header] - 1] for name, header in RESULTS.items()}
    return {**found, "verdict": cells[AT[prefix + VERDICT] - 1]}


def expected(judgement: Judgement) -> dict[str, object]:
    figures = {name: getattr(judgement, name) for name in RESULTS}
    return {**figures, "verdict": shown(judgement)}


def assert_alike(found: dict[str, object], wanted: dict[str, object], entry: Entry) -> None:
    share = wanted.pop("learned")
    cell = found.pop("learned")
    assert found == wanted, entry
    assert (cell is None) == (share is None), entry
    assert share is None or abs(Fraction(cell) - share) < Fraction(1, 10**9)  # type: ignore[arg-type]


@pytest.mark.libreoffice
def test_every_result_of_every_row_is_that_of_the_core(sheet: SheetData) -> None:
    for row, entry in enumerate(ENTRIES, FIRST_ROW):
        assert_alike(in_row(sheet, row), expected(judged(entry)), entry)


@pytest.mark.libreoffice
def test_the_what_if_is_that_of_the_commands(sheet: SheetData) -> None:
    for row, entry in enumerate(ENTRIES, FIRST_ROW):
        changed = tried(entry, STEPS) if whole(entry.hours_removed) else entry
        assert_alike(in_row(sheet, row, IF), expected(judged(changed)), changed)
        cells = sheet.rows[row - 1]
        for name, header in CHANGEABLE.items():
            value = getattr(changed, name)
            assert (cells[AT[IF + header] - 1] or None) == (None if value == "" else value or None), entry


@pytest.mark.libreoffice
def test_the_totals_above_the_table(sheet: SheetData) -> None:
    changed = [tried(entry, STEPS) if whole(entry.hours_removed) else entry for entry in ENTRIES]
    for row, entries in ((NOW_ROW, ENTRIES), (THEN_ROW, changed)):
        wanted = totals((entry, judged(entry)) for entry in entries)
        cells = sheet.rows[row - 1]
        for name in ("new_training_price", "total_price", "hours_left"):
            assert cells[AT[RESULTS[name]] - 1] == getattr(wanted, name)
        when = "Now" if row == NOW_ROW else "Then"
        words = f"{when}: {wanted.ok} OK, {wanted.to_look_at} to look at, {wanted.refused} refused"
        assert cells[AT[VERDICT] - 1] == words


@pytest.mark.libreoffice
def test_ticks_choose_the_rows(tmp_path: Path, convert: Convert) -> None:
    entries = [made(Random(seed)) for seed in range(6)]
    ticked = frozenset((FIRST_ROW + 1, FIRST_ROW + 4))
    found = calculated(entries, STEPS, tmp_path, convert, ticked)
    for row, entry in enumerate(entries, FIRST_ROW):
        changed = tried(entry, STEPS) if row in ticked else entry
        assert_alike(in_row(found, row, IF), expected(judged(changed)), changed)


def test_the_judgement_rests_on_the_functions_for_single_cases() -> None:
    """What is in the sheet can be followed with `price_reduction`, `eligibility_after_rpl`, `agreed_price_check`."""
    for entry in ENTRIES[:CASES]:
        found = judged(entry)
        about = {
            "start": entry.start, "planned_hours": entry.hours_before, "prior_learning_hours": entry.hours_removed,
            "band_max": entry.band,
        }  # fmt: skip
        if found.kind in ("ok", "notice"):
            price = agreed_price_check(tnp1=found.new_training_price, tnp2=entry.assessment_price, **about)
            assert price.ok, entry
            eligible = eligibility_after_rpl(
                start=entry.start,
                planned_end=entry.planned_end,
                planned_hours_full=entry.hours_before,
                prior_learning_hours=entry.hours_removed,
                published_minimum_hours=entry.published_minimum,
            )
            assert eligible.eligible or entry.is_restart, entry


def test_the_random_rows_reach_every_verdict() -> None:
    """Otherwise the comparison would prove less than it says."""
    kinds = {shown(judged(entry)).rstrip("0123456789,") for entry in ENTRIES}
    assert len(kinds) >= 30, sorted(kinds)


def test_days_of_change_are_those_of_the_catalogue() -> None:
    assert begins(RATE) in changing_days()
    assert changing_days() == sorted(set(changing_days()))
