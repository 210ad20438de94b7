"""The commands that load registers, lists and official texts, and say what is loaded."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from importlib.resources import files

from addin.cli.progress import Progress
from addin.reports import counted
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.registers.tables import register_names

OLD_AFTER = 120
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
    from addin.loading.registers import import_registers

    now = datetime.now()  # noqa: DTZ005 - shown in local time
    with Progress("Rows read") as progress:
        done = import_registers(
            arguments.files, now, version=arguments.version, columns=arguments.columns, told=progress
        )
    for entry in done:
        print(f"Loaded {entry.register} {entry.version}: {counted(entry.rows, 'row')}.")
    return 0


def _columns(arguments: argparse.Namespace) -> int:
    text = (files("ilr_core.registers") / "columns.csv").read_text("utf-8")
    if not arguments.out:
        print(text, end="")
        return 0
    if arguments.out.exists():
        raise InputError(f"{arguments.out} is there already. Choose another name.")
    arguments.out.write_text(text, "utf-8")
    print(f"Made {arguments.out}: change the column headers, then use it with: ilr registers import --columns")
    return 0


def _register_status(arguments: argparse.Namespace) -> int:
    from addin.loading.registers import loaded_registers

    loaded, is_current = loaded_registers()
    today = datetime.now()  # noqa: DTZ005 - as above
    if arguments.format == "json":
        rows = [
            {
                "register": name,
                "loaded": loaded[name].loaded.isoformat() if name in loaded else None,
                "version": loaded[name].version if name in loaded else None,
                "rows": loaded[name].rows if name in loaded else 0,
            }
            for name in register_names()
        ]
        print(json.dumps(rows, indent=1))
        return 0
    for name in register_names():
        entry = loaded.get(name)
        if entry is None:
            print(f"{name:26} not loaded ({USED_FOR[name]})")
            continue
        age = (today - entry.loaded).days
        old = "; look for a newer one" if age > OLD_AFTER else ""
        print(f"{name:26} {entry.version}, {counted(entry.rows, 'row')}, loaded {counted(age, 'day')} ago{old}")
    if not is_current:
        print("The registers were loaded by another version of this tool. Import them again.")
    return 0


def lists(arguments: argparse.Namespace, year: Catalogue) -> int:
    """Runs ``ilr lists``."""
    from addin.loading.lists import import_lists, loaded_lists

    if arguments.action == "import":
        for name, number in import_lists(arguments.files, year, arguments.list).items():
            print(f"Loaded the list {name} for {year.title}: {counted(number, 'code')}.")
        return 0
    loaded = loaded_lists().get(year.year, {})
    for name, found in year.lists.items():
        state = "loaded" if name in loaded else "complete" if found.complete else "incomplete"
        print(f"{name:24} {state:11} {counted(len(loaded.get(name, found).codes), 'code'):>12}  {found.about}")
    return 0


def rule_texts(arguments: argparse.Namespace, year: Catalogue) -> int:
    """Runs ``ilr rules import``."""
    from addin.loading.rule_texts import import_rule_texts

    number = import_rule_texts(arguments.files, year)
    print(f"Kept {counted(number, 'official text')} of {year.title}; ilr explain shows them beside ours.")
    return 0
