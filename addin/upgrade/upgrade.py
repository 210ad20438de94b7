"""Brings a closed workbook from an earlier version up to date: adds the sheets and names that it lacks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.change_log import log_sheet
from addin.hosts.file_host import FileHost
from addin.ooxml import Package
from addin.ooxml.columns import hide_columns
from addin.ooxml.sheet import SheetEditor
from addin.ooxml.sheet_copy import SheetCopier
from addin.sheets.reading import year_of_book
from addin.upgrade.lacking import lacking_sheets, version_of
from ilr_core import catalogue
from ilr_core.errors import InputError
from workbook_templates.build import build
from workbook_templates.changes_sheet import PROOF_COLUMNS
from workbook_templates.layout import CHANGES, LISTS, layout
from workbook_templates.names import TEMPLATE
from workbook_templates.version import LATER_SHEETS, VERSION

Answer = Callable[[str, Sequence[str]], bool]


@dataclass(frozen=True)
class Upgrade:
    """What was, or would be, added: a sentence each. ``saved`` is None if nothing was written."""

    lines: tuple[str, ...]
    saved: Path | None = None


def upgrade_book(path: Path, *, answer: Answer) -> Upgrade:
    """Adds what a workbook lacks, shown to ``answer`` first, and saves it in its place.

    Every other part of the file stays byte for byte: data, your sheets, charts, macros. In a log from before there was
    proof, the columns of the proof are hidden. Raises InputError or
    PackageError, one sentence, for a workbook that is no return, of a newer version, or cannot be written to.
    """
    host = FileHost(path)
    _refuse(host)
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.xlsx"
        template.write_bytes(build(catalogue.load(year_of_book(host.read_names()))))
        with_all = Package.open(template)
        sheets = lacking_sheets(host)
        names = _lacking_names(host, with_all, sheets)
        lines = [f"The sheet {name} is added: it {LATER_SHEETS[name]}." for name in sheets]
        if any(_target_sheet(text) == LISTS for text in names.values()):
            lines.append("The hidden sheet Lists is renewed: codes of the dropdowns, figures of prior learning.")
        if version_of(host) < VERSION:
            lines.append(f"The workbook is noted as one of template version {VERSION}.")
        proof = _shown_proof(host)
        if proof:
            lines.append(
                f"The columns of the sheet {CHANGES} that prove the log are hidden: they are for the tool alone."
            )
        if not lines or not answer(f"Bring {host.title} up to date?", lines):
            return Upgrade(tuple(lines))
        host.change_parts(lambda package: _add(package, with_all, sheets, list(names)))
        if proof:
            host.change_parts(lambda package: hide_columns(SheetEditor(package, CHANGES), proof))
        return Upgrade(tuple(lines), host.save())


def _shown_proof(host: FileHost) -> list[int]:
    """The columns that prove the log, in a workbook from before they were hidden; none of one that came with them."""
    sheet = log_sheet(host)
    if sheet is None or version_of(host) >= VERSION:
        return []
    return [sheet.columns[header] for header, _, _ in PROOF_COLUMNS]


def _add(package: Package, template: Package, sheets: Sequence[str], names: Sequence[str]) -> None:
    copier = SheetCopier(template, package)
    for name in sheets:
        copier.add(name)
    texts = {one.name: one.text for one in template.defined_names}
    if any(_target_sheet(texts[name]) == LISTS for name in names):
        (copier.replace if any(sheet.name == LISTS for sheet in package.sheets) else copier.add)(LISTS)
        names = [*names, *(name for name in texts if _target_sheet(texts[name]) == LISTS and name not in names)]
    copier.define([*names, TEMPLATE])
    copier.finish()


def _lacking_names(host: FileHost, template: Package, sheets: Sequence[str]) -> dict[str, str]:
    """Names that the template has and the workbook does not, of sheets that are added or of the lists."""
    known = host.all_names()
    return {
        one.name: one.text
        for one in template.defined_names
        if one.sheet is None and one.name not in known and _target_sheet(one.text) in (*sheets, LISTS)
    }


def _target_sheet(text: str) -> str:
    return text.rpartition("!")[0].strip("'")


def _refuse(host: FileHost) -> None:
    refusal = host.refusal()
    if refusal:
        raise InputError(refusal)
    there = {sheet.name for sheet in host.read_sheets()}
    if not there & layout(catalogue.load()).sheets.keys():
        raise InputError(
            f"{host.title} is no ILR workbook: it has none of its sheets. Make one with: ilr new, or ilr import."
        )
    if version_of(host) > VERSION:
        raise InputError(
            f"{host.title} was made by a newer version of this tool (template version {version_of(host)}, this one "
            f"knows {VERSION}). Install the newer version."
        )
