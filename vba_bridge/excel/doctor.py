"""Finds out why the functions or the tab do not work, and says it so that an IT department can act on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from vba_bridge.excel import install as installing
from vba_bridge.excel.install import Installed, Places, places_of, read_note
from vba_bridge.excel.machine import Hive, Machine

_OFFICE = "Microsoft\\Office\\16.0\\Excel\\Security"
POLICY, SETTING = f"Software\\Policies\\{_OFFICE}", f"Software\\{_OFFICE}"
DISABLED = "Software\\Microsoft\\Office\\16.0\\Excel\\Resiliency\\DisabledItems"
EXCEL = "Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"
_ALL_BLOCKED, _SIGNED_ONLY = 4, 3
_PROBE = 1000000027
_SELF_CHECK = "from vba_bridge.bridge import Bridge; print(Bridge(None).CallUDF('', 'ILR_ULN_OK', (1000000027,)))"


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong: a name for it, what it is, and what to do."""

    name: str
    what: str
    remedy: str


def complaints(machine: Machine, book: Path | None = None) -> list[Complaint]:
    """Everything that keeps Excel from working with this tool, or this workbook from working in Excel."""
    places = places_of(machine)
    installed = read_note(places)
    found = [*_files(machine, places, installed), *_book(machine, book)]
    if machine.system == "Windows":
        found += [*_macros(machine), *_office(machine)]
    if installed:
        found += _python(machine, installed)
    return found


def report(machine: Machine, found: list[Complaint]) -> str:
    """The complaints as a text that can be sent on; it names folders of this user, and no learner."""
    head = f"ilr-excel {version('ilr-excel')} on {machine.system}, Python at {machine.interpreter}"
    if not found:
        return f"{head}\nNothing is wrong that this check knows of. Press Self-test on the tab ILR to see Excel's side."
    lines = [f"{number}. {one.what}\n   What to do: {one.remedy}" for number, one in enumerate(found, 1)]
    return "\n".join([head, "", *lines])


def _files(machine: Machine, places: Places, installed: Installed | None) -> Iterator[Complaint]:
    if installed is None:
        yield Complaint("not installed", "Nothing is installed for this user.", "Run: ilr excel install")
        return
    if installed.version != version("ilr-excel"):
        yield Complaint(
            "old files",
            f"Add-in and template are of version {installed.version}, this tool is {version('ilr-excel')}.",
            "Close Excel and run: ilr excel install",
        )
    for name, digest in installed.files.items():
        path = Path(name)
        if not path.exists():
            yield Complaint(
                "quarantined",
                f"{path} was installed and is gone. A virus scanner may have taken it away.",
                "Ask IT to release the file and to trust it, then run: ilr excel install",
            )
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield Complaint(
                "changed file",
                f"{path} is not the file that was installed.",
                "If nobody signed or saved it on purpose, run: ilr excel install",
            )
        if machine.web_mark(path):
            yield _marked(path)
    for folder in (places.start, places.templates):
        if "onedrive" in str(folder).lower():
            yield Complaint(
                "OneDrive",
                f"Excel's folder {folder} lies in OneDrive, which may hand Excel a web address in its place.",
                "Ask IT to keep this folder on the computer itself.",
            )


def _book(machine: Machine, book: Path | None) -> Iterator[Complaint]:
    if book is None:
        return
    text = str(book)
    if text.lower().startswith(("http:", "https:")) or "onedrive" in text.lower() or "sharepoint" in text.lower():
        yield Complaint(
            "OneDrive",
            f"{text} lies in OneDrive or SharePoint.",
            "Work on a copy on the computer itself; exported XML goes to the folder you choose.",
        )
    if machine.web_mark(book):
        yield _marked(book)


def _marked(path: Path) -> Complaint:
    return Complaint(
        "web mark",
        f"{path} is marked as coming from the internet, and Excel blocks its macros.",
        "Right-click it, Properties, tick Unblock; or make the file here with: ilr new --out BOOK.xlsm",
    )


def _macros(machine: Machine) -> Iterator[Complaint]:
    hives: tuple[Hive, ...] = ("HKCU", "HKLM")
    policies = [machine.registry.value(hive, POLICY, "VBAWarnings") for hive in hives]
    setting = machine.registry.value("HKCU", SETTING, "VBAWarnings")
    if _ALL_BLOCKED in policies:
        yield Complaint(
            "macros blocked by policy",
            f"A policy of this organisation forbids all macros in Excel ({POLICY}, VBAWarnings = 4).",
            "Ask IT to allow macros from trusted locations, or work without: ilr check BOOK, ilr export BOOK",
        )
    elif _SIGNED_ONLY in policies:
        yield Complaint(
            "only signed macros",
            f"A policy of this organisation allows only signed macros ({POLICY}, VBAWarnings = 3).",
            "Ask IT to sign the files; docs/excel.md says how.",
        )
    elif setting == _ALL_BLOCKED:
        yield Complaint(
            "macros blocked",
            "Macros are switched off in Excel's Trust Center.",
            "File, Options, Trust Center, Trust Center Settings, Macro Settings: disable with notification.",
        )
    if any(machine.registry.value(hive, POLICY, "blockcontentexecutionfrominternet") == 1 for hive in hives):
        yield Complaint(
            "internet files blocked by policy",
            "A policy of this organisation blocks macros in every file that came from the internet or by mail.",
            "Make the workbook on this computer with: ilr new --out BOOK.xlsm",
        )
    if machine.registry.names("HKCU", DISABLED):
        yield Complaint(
            "disabled item",
            "Excel has switched something off after a crash; it may be the ILR add-in.",
            "File, Options, Add-ins, Manage: Disabled Items, Go; enable ILR if it is listed.",
        )


def _office(machine: Machine) -> Iterator[Complaint]:
    found = [machine.registry.value(hive, EXCEL) for hive in ("HKCU", "HKLM")]
    excel = next((str(path) for path in found if path), "")
    if not excel:
        yield Complaint(
            "no Excel", "Excel was not found on this computer.", "Install Excel, then run: ilr excel install"
        )
    elif "windowsapps" in excel.lower():
        yield Complaint(
            "Store Office",
            f"This is the Office of the Microsoft Store ({excel}), which may not start programs such as Python.",
            "Ask IT for the Office that is installed from office.com.",
        )


def _python(machine: Machine, installed: Installed) -> Iterator[Complaint]:
    if "windowsapps" in str(machine.interpreter).lower():
        yield Complaint(
            "Store Python",
            f"This is the Python of the Microsoft Store ({machine.interpreter}), which Excel may not start.",
            "Install this tool with uv or the Python of python.org, then run: ilr excel install",
        )
    chosen = Path(installed.interpreter)
    if not chosen.exists():
        yield Complaint(
            "interpreter gone",
            f"Excel was told to start {chosen}, which is no longer there.",
            "Run: ilr excel install",
        )
        return
    if chosen != machine.interpreter:
        yield Complaint(
            "wrong interpreter",
            f"Excel starts {chosen}, but this tool runs in {machine.interpreter}.",
            "Run ilr excel install with the tool that Excel shall use.",
        )
    yield from _answers(machine, chosen)


def _answers(machine: Machine, chosen: Path) -> Iterator[Complaint]:
    """Whether Python can load what Excel asks for, and whether it answers as Excel asks."""
    try:
        code, said = machine.run([str(chosen), "-I", "-B", "-c", _SELF_CHECK])
    except OSError as error:
        code, said = 1, str(error)
    if code or not said.strip().endswith("True"):
        last = (said.strip().splitlines() or ["it said nothing"])[-1]
        yield Complaint(
            "import error",
            f"Python at {chosen} cannot load this tool: {last.rstrip('.')}.",
            "Install the tool again, then run: ilr excel install",
        )
        return
    if machine.system != "Windows":
        return
    yield from _bridge(machine)


def _bridge(machine: Machine) -> Iterator[Complaint]:
    command = machine.registry.value("HKCU", installing.SERVER_KEY)
    if command != installing.server_command(machine.interpreter):
        yield Complaint(
            "not registered",
            f"The bridge is registered as {command or 'nothing'}.",
            "Run: ilr excel install",
        )
        return
    try:
        running = machine.ask_bridge("Version")
        answer = machine.ask_bridge("CallUDF", "", "ILR_ULN_OK", (_PROBE,))
    except OSError as error:
        yield Complaint(
            "no answer",
            f"The bridge does not answer as Excel asks for it ({error}).",
            "Send this text to whoever helps you.",
        )
        return
    if running != version("ilr-excel"):
        yield Complaint(
            "stale server",
            f"Version {running} still answers, though {version('ilr-excel')} is installed.",
            "Press Restart on the tab ILR, or close Excel.",
        )
    elif answer is not True:
        yield Complaint(
            "wrong answer",
            f"The bridge answers {answer!r} where True is right.",
            "Send this text to whoever helps you.",
        )
