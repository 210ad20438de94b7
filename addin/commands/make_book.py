"""Makes a workbook from inside another one: asks where to, makes it and shows it."""

from __future__ import annotations

from addin.commands.import_return import import_return
from addin.commands.new import new_book
from addin.commands.year import ask_year
from addin.hosts.port import Host
from ilr_core import catalogue

RETURNS = ("xml", "zip")


def make_new_book(host: Host) -> str:
    """Makes an empty workbook of the year that the user wants, where they want it; says so."""
    running = catalogue.load()
    others = [catalogue.load(name) for name in reversed(catalogue.years()) if name != running.year]
    year = ask_year(host, "Make an empty workbook for {}?", [running, *others])
    if year is None:
        return "No workbook was made."
    path = host.ask_target("Save the new return workbook as", f"ILR return {year.title.replace('/', '-')}")
    if path is None:
        return "No workbook was made."
    host.progress("Making the workbook")
    new_book(path, year)
    host.open_book(path)
    return f"Made {path.name}. Fill in Learners and Aims."


def make_book_of_return(host: Host) -> str:
    """Makes a workbook of an XML or ZIP return that the user picks; says what came in."""
    file = host.ask_file("Which return shall be imported?", RETURNS)
    path = host.ask_target("Save the imported return as", file.stem) if file else None
    if file is None or path is None:
        return "Nothing was imported."
    host.progress("Importing the return")
    done = import_return(file, path, progress=lambda learners: host.progress(f"Importing learners: {learners:,}"))
    host.open_book(path)
    doubt = "" if done.schema_valid else " The file does not follow the schema: check the workbook to see where."
    return f"Made {path.name}: {done.learners:,} learners, {done.aims:,} aims, {done.year}.{doubt}"
