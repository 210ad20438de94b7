"""What keeps Excel from opening a workbook and Microsoft's own validator does not notice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree
from pyopenvba.cfb import CFB

from vba_bridge.package import CONTENT_TYPES, MAIN_TYPES, RIBBON_PART, ROOT_LINKS, WORKBOOK, Kind
from vba_bridge.project import PROJECT_PART

LONGEST_LIST, LONGEST_SHEET_NAME = 255, 31
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LEGAL_NAME = re.compile(r"[^\W\d][\w.\\]{0,254}|_xlnm\.\w+")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc]|[Rr][0-9]*[Cc][0-9]*")
_ILLEGAL_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")


def faults_of(parts: Mapping[str, bytes], kind: Kind) -> list[str]:
    """What is wrong with the parts of a file that is to be of a kind, a sentence each."""
    workbook = etree.fromstring(parts[WORKBOOK])
    return [
        *_type_faults(parts, kind),
        *_link_faults(parts),
        *_name_faults(workbook),
        *_list_faults(parts),
        *_table_faults(parts),
        *_code_name_faults(parts, workbook),
    ]


def _type_faults(parts: Mapping[str, bytes], kind: Kind) -> Iterator[str]:
    root = etree.fromstring(parts[CONTENT_TYPES])
    types = {element.get("PartName"): element.get("ContentType") for element in root}
    if types.get(f"/{WORKBOOK}") != MAIN_TYPES[kind]:
        yield f"The workbook part is declared as {types.get(f'/{WORKBOOK}')}."
    extensions = {element.get("Extension") for element in root}
    for name in parts:
        if name != CONTENT_TYPES and f"/{name}" not in types and name.rpartition(".")[2] not in extensions:
            yield f"The part {name} has no content type."


def _link_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Links that lead nowhere, and a ribbon or a project that nothing leads to."""
    reached = set()
    for name in (name for name in parts if name.endswith(".rels")):
        folder = dirname(dirname(name))
        for link in etree.fromstring(parts[name]):
            target = link.get("Target", "")
            part = target[1:] if target.startswith("/") else normpath(join(folder, target))
            if link.get("TargetMode") != "External":
                reached.add(part)
                if part not in parts:
                    yield f"{name} leads to {part}, which is not there."
    for part in (WORKBOOK, PROJECT_PART, RIBBON_PART):
        if part not in reached:
            yield f"No link leads to {part}."
    if b"ui/extensibility" not in parts.get(ROOT_LINKS, b""):
        yield "The ribbon is not linked as one."


def _name_faults(workbook: etree._Element) -> Iterator[str]:
    sheets = [element.get("name", "") for element in workbook.iter(f"{_MAIN}sheet")]
    for name in sheets:
        if not 0 < len(name) <= LONGEST_SHEET_NAME or _ILLEGAL_IN_SHEET_NAME.search(name):
            yield f"{name!r} cannot be the name of a sheet."
    yield from _repeated("sheets", sheets)
    names = [(element.get("name", ""), element.get("localSheetId")) for element in workbook.iter(f"{_MAIN}definedName")]
    for name, _ in names:
        if not _LEGAL_NAME.fullmatch(name) or _LOOKS_LIKE_CELL.fullmatch(name):
            yield f"{name!r} cannot be a defined name."
    yield from _repeated("names", [f"{name} {place or ''}" for name, place in names])


def _list_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, sheet in _roots(parts, "xl/worksheets/sheet"):
        for formula in sheet.iter(f"{_MAIN}formula1"):
            text = formula.text or ""
            if text.startswith('"') and len(text) - 2 > LONGEST_LIST:
                yield f"A list typed into a validation of {name} has more than {LONGEST_LIST} characters."


def _table_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    tables = [table for _, table in _roots(parts, "xl/tables/")]
    yield from _repeated("tables", [table.get("displayName", "") for table in tables])
    yield from _repeated("table numbers", [table.get("id", "") for table in tables])
    for table in tables:
        headers = [column.get("name", "") for column in table.iter(f"{_MAIN}tableColumn")]
        yield from _repeated(f"columns of {table.get('displayName')}", headers)


def _code_name_faults(parts: Mapping[str, bytes], workbook: etree._Element) -> Iterator[str]:
    """Every sheet and the workbook must have a document module of its code name."""
    if PROJECT_PART not in parts:
        yield "There is no VBA project."
        return
    file = CFB.from_file(BytesIO(parts[PROJECT_PART]))
    modules = set(file.list_streams_in_storage("VBA"))
    properties = workbook.find(f"{_MAIN}workbookPr")
    wanted = ["" if properties is None else properties.get("codeName", "")]
    for _, sheet in _roots(parts, "xl/worksheets/sheet"):
        found = sheet.find(f"{_MAIN}sheetPr")
        wanted.append("" if found is None else found.get("codeName", ""))
    for name in wanted:
        if name not in modules:
            yield f"There is no document module {name!r}."
    yield from _repeated("code names", wanted)


def _roots(parts: Mapping[str, bytes], begin: str) -> Iterator[tuple[str, etree._Element]]:
    for name in sorted(parts):
        if name.startswith(begin) and name.endswith(".xml"):
            yield name, etree.fromstring(parts[name])


def _repeated(what: str, names: list[str]) -> Iterator[str]:
    for name, count in Counter(name.casefold() for name in names).items():
        if count > 1:
            yield f"There are {count} {what} {name!r}."
