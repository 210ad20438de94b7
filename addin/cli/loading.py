"""The commands that load registers, lists and official texts, and say what is loaded."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date

from addin.cli import clock
from addin.cli.progress import Progress
from addin.wording import counted
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.registers import LoadedRegister
from ilr_core.registers.tables import register_names, shipped_text

SHOWN = 10
USED_FOR = {
    "LARS": "aims and standards",
    "postcodes": "postcodes",
    "organisations": "UKPRNs, kinds of provider",
    "assessment_organisations": "EPAOrgID",
    "employers": "employer numbers",
    "campuses": "CampId",
    "devolved_postcodes": "LSDPostcode and source of funding",
    "initiatives": "LDM codes of initiatives",
}


def registers(arguments: argparse.Namespace) -> int:
    """Runs ``ilr registers``."""
    if arguments.action == "import":
        return _import_registers(arguments)
    if arguments.action == "columns":
        return _columns(arguments)
    return _register_status(arguments)


def _import_registers(arguments: argparse.Namespace) -> int:
    from addin.loading.age import warnings
    from addin.loading.registers import import_registers

    now = clock.now()
    with Progress("Rows read") as progress:
        done = import_registers(
            arguments.files,
            now,
            version=arguments.version,
            columns=arguments.columns,
            fewer=arguments.fewer,
            told=progress,
        )
    for entry in done:
        print(f"Loaded {entry.register}, {entry.version}: {counted(entry.rows, 'row')}.")
        for sentence in warnings(entry, now.date()):
            print(f"  {sentence}")
    return 0


def _columns(arguments: argparse.Namespace) -> int:
    if not arguments.out:
        print(shipped_text(), end="")
        return 0
    if arguments.out.exists():
        raise InputError(f"{arguments.out} is there already. Choose another name.")
    arguments.out.write_text(shipped_text(), "utf-8")
    print(f"Made {arguments.out}: change the column headers, then use it with: ilr registers import --columns")
    return 0


def _register_status(arguments: argparse.Namespace) -> int:
    from addin.loading.age import age, warnings
    from addin.loading.loaded import loaded_registers
    from addin.loading.registers import database_path

    loaded, trouble = loaded_registers()
    today = clock.now().date()
    if arguments.format == "json":
        print(json.dumps([_as_data(name, loaded.get(name), today) for name in register_names()], indent=1))
    else:
        for name in register_names():
            entry = loaded.get(name)
            if entry is None:
                print(f"{name:26} not loaded ({USED_FOR[name]})")
                continue
            print(f"{name:26} {entry.version}, {counted(entry.rows, 'row')}, {counted(age(entry, today), 'day')} old")
            for sentence in warnings(entry, today):
                print(f"{'':26} {sentence}")
        print(f"Kept in {database_path()}")
    if trouble:
        print(trouble, file=sys.stderr)
    return 0


def _as_data(name: str, entry: LoadedRegister | None, today: date) -> dict[str, object]:
    from addin.loading.age import age, is_old

    if entry is None:
        return {"register": name, "version": None, "dated": None, "loaded": None, "rows": 0}
    return {
        "register": name,
        "version": entry.version,
        "dated": entry.dated and entry.dated.isoformat(),
        "loaded": entry.loaded.isoformat(),
        "rows": entry.rows,
        "age_in_days": age(entry, today),
        "old": is_old(entry, today),
        "lacks": list(entry.lacks),
    }


def lists(arguments: argparse.Namespace, year: Catalogue) -> int:
    """Runs ``ilr lists``."""
    from addin.loading.lists import import_lists, loaded_lists

    if arguments.action == "import":
        for done in import_lists(arguments.files, year, arguments.list):
            print(f"Loaded the list {done.name} for {year.title}: {counted(done.codes, 'code')}.")
            if done.not_in_it:
                few = ", ".join(done.not_in_it[:SHOWN]) + (" ..." if len(done.not_in_it) > SHOWN else "")
                print(f"  {counted(len(done.not_in_it), 'code')} of ours are not in it and count as wrong now: {few}")
        return 0
    loaded, troubles = loaded_lists(year)
    for name, found in year.lists.items():
        state = "loaded" if name in loaded else "complete" if found.complete else "incomplete"
        print(f"{name:24} {state:11} {counted(len(loaded.get(name, found).codes), 'code'):>12}  {found.about}")
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    return 0


def rule_texts(arguments: argparse.Namespace, year: Catalogue) -> int:
    """Runs ``ilr rules import``."""
    from addin.loading.rule_texts import import_rule_texts

    number = import_rule_texts(arguments.files, year)
    print(f"Kept {counted(number, 'official text')} of {year.title}; ilr explain shows them beside ours.")
    return 0
