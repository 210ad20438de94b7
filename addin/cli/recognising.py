"""``ilr rpl`` with a workbook: fills its sheet RPL, takes over, applies, makes evidence, and says the verdicts."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from addin.change_log import user_name
from addin.cli.changing import Ask, noted
from addin.hosts.file_host import FileHost
from addin.prior_learning.apply import Applied, apply_rows
from addin.prior_learning.chosen import Row, chosen_rows
from addin.prior_learning.evidence import make_evidence
from addin.prior_learning.fill import Filled, fill_sheet, shown
from addin.prior_learning.take_over import take_over
from addin.prior_learning.what_if import END, REDUCTION, Step, WhatIf
from addin.sheets.dates import typed_date
from addin.wording import counted
from ilr_core.errors import InputError
from ilr_core.exact import exact
from workbook_templates.rpl_columns import CHANGEABLE, RESULTS
from workbook_templates.rpl_formulas import LEAST

DONE, REFUSED = 0, 1
_CHANGE = re.compile(r"(?P<name>[a-z_]+)=(?P<sign>[+-]?)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>%|d|w)?")
_DAYS = {"d": 1, "w": 7}


def rpl_book(arguments: argparse.Namespace, now: datetime) -> int:
    """Runs ``ilr rpl BOOK``; 1 if something that was to be applied could not be."""
    path: Path = arguments.file
    what_if = what_if_of(arguments.what_if)
    is_json = arguments.format == "json"
    ask = Ask(preview_only=arguments.preview, is_sure=arguments.yes, out=sys.stderr if is_json else None)
    host = FileHost(path, answer=ask)
    about: dict[str, Any] = {"learners": arguments.learners, "year": arguments.year}
    by: dict[str, Any] = {"who": arguments.who or user_name(), "now": now}
    filled = None if arguments.preview else fill_sheet(host, year=arguments.year)
    told: list[str] = [_filled(filled, path)] if filled else []
    if what_if:
        done = take_over(host, what_if=what_if, **about, **by)
        told += [f"What-if on {counted(done.rows, 'row')}, totals now and then:", *(f"  {one}" for one in done.lines())]
        told.append(f"Taken over as change {done.change.number}." if done.change else "Nothing was taken over.")
    applied = apply_rows(host, **about, **by) if arguments.apply else None
    if applied:
        told += _applied(applied)
    rows = chosen_rows(host, **about).rows
    if arguments.evidence:
        made = make_evidence(host, arguments.evidence, **about, **by)
        if made:
            told.append(f"Made {made.path} with {counted(made.pages, 'page')}.")
            told += [f"  without a page: {line}" for line in made.left_out]
    if is_json:
        print(json.dumps(_data(rows, applied), ensure_ascii=False, indent=1))
    else:
        print("\n".join([*_verdicts(rows), *told]))
    return REFUSED if applied and applied.refused else DONE


def what_if_of(texts: Sequence[str]) -> WhatIf:
    """The steps of texts such as ``hours_removed=+10%``. Raises InputError for one that is no step."""
    found: dict[str, Step] = {}
    for text in texts:
        name, _, change = text.partition("=")
        step = _step(name, change, text)
        if name in found:
            raise InputError(f"{name} is changed twice. Give one change of it.")
        found[name] = step
    return found


def _step(name: str, change: str, text: str) -> Step:
    if name not in CHANGEABLE:
        raise InputError(f"'{text}' changes nothing known. Use {', '.join(CHANGEABLE)}, such as hours_removed=+10%.")
    if name == REDUCTION and change.casefold() == LEAST:
        return Step(exactly=LEAST)
    day = typed_date(change) if name == END else None
    if day:
        return Step(exactly=day)
    found = _CHANGE.fullmatch(text)
    number = Fraction(found["number"]) if found else Fraction(0)
    unit = (found["unit"] or "") if found else ""
    if found is None or (name == END) != (unit in _DAYS) or (unit and not found["sign"]):
        example = "+14d, -2w or 31/10/2027" if name == END else "+10%, -500 or =480 with one sign of equality"
        raise InputError(f"'{text}' is no change. Write {name}={example.partition(' with')[0]}.")
    signed = -number if found["sign"] == "-" else number
    if unit == "%":
        return Step(share=signed / 100)
    if found["sign"]:
        return Step(amount=signed * _DAYS.get(unit, 1))
    return Step(exactly=number.numerator if number.denominator == 1 else float(number))


def _filled(done: Filled, path: Path) -> str:
    gone = f"; {counted(done.gone, 'row')} of apprentices not in the return any more" if done.gone else ""
    return f"Filled the sheet RPL of {path}: {counted(len(done.rows), 'apprentice')}, {done.added:,} of them new{gone}."


def _applied(done: Applied) -> list[str]:
    told = [f"Not applied: {line}" for line in done.refused]
    if done.change:
        return [*told, f"Applied {noted(done.change)}"]
    return [*told, "Nothing was applied." if done.declined or not done.ready else "The return says so already."]


def _verdicts(rows: Sequence[Row]) -> list[str]:
    """A line for each row that says something, and how many say nothing."""
    speaking = [row for row in rows if row.judgement.kind != "none" or row.entry.note]
    width = max((len(row.name) for row in speaking), default=0)
    lines = [f"{row.name:<{width}}  {shown(row.judgement)}" for row in speaking]
    quiet = len(rows) - len(speaking)
    return [*lines, f"{counted(quiet, 'apprentice')} without prior learning, or not computed."] if quiet else lines


def _data(rows: Sequence[Row], applied: Applied | None) -> dict[str, object]:
    found: dict[str, object] = {
        "version": 1,
        "apprentices": [
            {
                "learner": row.name,
                "verdict": row.judgement.words,
                "kind": row.judgement.kind,
                "rule": row.judgement.rule,
                **{name: _plain(getattr(row.judgement, name)) for name in RESULTS},
            }
            for row in rows
        ],
    }
    if applied:
        change = applied.change.number if applied.change else None
        found["applied"] = {"change": change, "refused": list(applied.refused)}
    return found


def _plain(value: object) -> object:
    number = exact(value)
    return None if number is None else number.numerator if number.denominator == 1 else float(number)
