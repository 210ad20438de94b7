"""Installs for the current user, without rights of an administrator, and takes away what was installed.

What was written is noted in ``installed.json``; uninstalling removes exactly that.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from ilr_core import catalogue
from ilr_core.errors import InputError
from vba_bridge.build import NAMES, built
from vba_bridge.com_server import CLASS_ID, PROGRAM_ID
from vba_bridge.excel.machine import Machine
from vba_bridge.modules import Flavour
from vba_bridge.package import Kind

CLASSES = "Software\\Classes"
CLASS_KEY, PROGRAM_KEY = f"{CLASSES}\\CLSID\\{CLASS_ID}", f"{CLASSES}\\{PROGRAM_ID}"
SERVER_KEY = f"{CLASS_KEY}\\LocalServer32"
_OFFICE_ON_MAC = "Library/Group Containers/UBF8T346G9.Office/User Content.localized"


@dataclass(frozen=True)
class Places:
    """The folders of a user: add-ins that Excel starts with, templates, and our own notes."""

    start: Path
    templates: Path
    own: Path

    @property
    def note(self) -> Path:
        """The file that says what was installed."""
        return self.own / "installed.json"


@dataclass(frozen=True)
class Installed:
    """What was installed: files with the hash of their content, registry keys, and folders that were made for them."""

    version: str
    interpreter: str
    files: dict[str, str] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)


def places_of(machine: Machine) -> Places:
    """Where a machine's user keeps such files. Raises InputError on a system that has no Excel."""
    if machine.system == "Windows":
        roaming, local = (_folder(machine, name) for name in ("APPDATA", "LOCALAPPDATA"))
        office = roaming / "Microsoft"
        return Places(office / "Excel" / "XLSTART", office / "Templates", local / "ilr-excel")
    if machine.system == "Darwin":
        office = _folder(machine, "HOME") / _OFFICE_ON_MAC
        own = _folder(machine, "HOME") / "Library" / "Application Support" / "ilr-excel"
        return Places(office / "Startup.localized" / "Excel", office / "Templates.localized", own)
    raise InputError(
        f"There is no Excel for {machine.system}. Make the workbook with: ilr new --out BOOK.xlsm, or check a closed "
        "one with: ilr check BOOK"
    )


def install(machine: Machine) -> Installed:
    """Builds add-in and template into Excel's folders and, on Windows, registers the bridge; gives what was written.

    An earlier installation is taken away first. Raises InputError, and leaves nothing behind, if something cannot be
    written or a file of somebody else has the name of one of ours.
    """
    places = places_of(machine)
    uninstall(machine)
    installed = Installed(version("ilr-excel"), str(machine.interpreter))
    files = _files(machine, places)
    for path in files:
        if path.exists():
            raise InputError(f"{path} is there already and was not installed by this tool. Move it away and try again.")
    try:
        for path, data in files.items():
            installed.files[str(path)] = hashlib.sha256(data).hexdigest()
            installed.folders.extend(str(one) for one in (path.parent, *path.parent.parents) if not one.exists())
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if machine.system == "Windows":
            _register(machine, installed)
        places.own.mkdir(parents=True, exist_ok=True)
        places.note.write_text(json.dumps(asdict(installed), indent=1), "utf-8")
    except OSError as error:
        _remove(machine, installed)
        raise InputError(
            f"{error.filename or 'A registry key'} could not be written ({error.strerror or type(error).__name__}). "
            "Close Excel and run: ilr excel install"
        ) from error
    return installed


def uninstall(machine: Machine) -> list[str]:
    """Removes every file and key that an installation wrote; gives their names. Raises InputError if one is in use."""
    places = places_of(machine)
    installed = read_note(places)
    if installed is None:
        return []
    removed = _remove(machine, installed)
    places.note.unlink()
    if not any(places.own.iterdir()):
        places.own.rmdir()
    return removed


def read_note(places: Places) -> Installed | None:
    """What is installed; None if nothing is, or the note cannot be read."""
    try:
        return Installed(**json.loads(places.note.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def server_command(interpreter: Path) -> str:
    """How Windows starts the bridge: isolated, so that nothing is taken from the folder it is started in."""
    windowless = interpreter.with_name(interpreter.name.replace("python.exe", "pythonw.exe"))
    chosen = windowless if windowless.exists() else interpreter
    return f'"{chosen}" -I -B -m vba_bridge.com_server'


def _files(machine: Machine, places: Places) -> dict[Path, bytes]:
    """The files to write. On a Mac Excel starts Python through a script and a setting of xlwings'."""
    year = catalogue.load()
    flavour: Flavour = "thin" if machine.system == "Windows" else "stock"
    targets: dict[Kind, Path] = {"xlam": places.start, "xltm": places.templates}
    files = {
        folder / f"{NAMES[kind].format(year=year.title.replace('/', '-'))}.{kind}": built(kind, year, flavour)
        for kind, folder in targets.items()
    }
    if machine.system == "Darwin":
        import xlwings

        home = _folder(machine, "HOME")
        script = f"xlwings-{version('xlwings')}.applescript"
        container = home / "Library" / "Containers" / "com.microsoft.Excel" / "Data"
        scripts = home / "Library" / "Application Scripts" / "com.microsoft.Excel"
        files[scripts / script] = (Path(xlwings.__file__).parent / script).read_bytes()
        files[container / "ilr.conf"] = f'"INTERPRETER_MAC","{machine.interpreter}"\n'.encode()
    return files


def _register(machine: Machine, installed: Installed) -> None:
    installed.keys[:] = [CLASS_KEY, PROGRAM_KEY]
    machine.registry.set(CLASS_KEY, PROGRAM_ID)
    machine.registry.set(f"{CLASS_KEY}\\ProgID", PROGRAM_ID)
    machine.registry.set(SERVER_KEY, server_command(machine.interpreter))
    machine.registry.set(PROGRAM_KEY, "ILR bridge")
    machine.registry.set(f"{PROGRAM_KEY}\\CLSID", CLASS_ID)


def _remove(machine: Machine, installed: Installed) -> list[str]:
    for path in map(Path, installed.files):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise InputError(f"{path} is in use. Close Excel and try again.") from error
    for key in installed.keys:
        machine.registry.delete(key)
    for folder in installed.folders:
        with suppress(OSError):  # somebody else keeps files there by now
            Path(folder).rmdir()
    return [*installed.files, *installed.keys]


def _folder(machine: Machine, variable: str) -> Path:
    value = machine.environment.get(variable, "")
    if not value:
        raise InputError(f"The folder of this user is unknown: {variable} is not set. Sign in as the user of Excel.")
    return Path(value)
