"""DfE's own rule texts, which the tool does not ship: kept in the data folder and shown beside ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from addin.loading.csv_files import CsvFile
from addin.user_data import data_folder
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError

FOLDER = "rule-texts"
_RULE = ("rule name", "rule_id", "rule id", "rule", "name", "rulename")
_PARTS = {
    "Message": ("error message", "message", "error_message", "errormessage"),
    "Intent": ("intent", "intention"),
    "Condition": ("detailed description", "detailed_description", "validation rule", "condition", "rule description"),
    "Description": ("description", "rule definition"),
    "Exclusions": ("exclusions", "exclusion"),
}
HEADER_ROWS = 15
Texts = dict[str, dict[str, str]]


def import_rule_texts(paths: Iterable[Path], year: Catalogue) -> int:
    """Keeps the texts of a year's live rules from rule lists (.xlsx or .csv); gives how many rules have one.

    Raises InputError for a file that is no rule list; then nothing is kept.
    """
    found: Texts = {}
    for path in paths:
        texts: Texts = {}
        for name, parts in (row for rows in _tables(path) for row in _texts(rows)):
            official = year.official_rule(name)
            # A list of changes in the same workbook says less of a rule than the rule's own row.
            if official and len(parts) > len(texts.get(official.name, {})):
                texts[official.name] = parts
        if not texts:
            raise InputError(
                f"{path.name} is no list of the rules of {year.title}: no row of it names one under a header such as "
                "'Rule Name', beside one such as 'Error Message'. Choose DfE's rule workbook or its CSV."
            )
        found |= texts
    folder = data_folder() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{year.year}.part"
    draft.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    draft.replace(folder / f"{year.year}.json")
    return len(found)


def official_text(name: str, year: Catalogue) -> dict[str, str]:
    """The parts of DfE's text of a rule as the user has loaded it; empty if there is none.

    Raises InputError if the kept file is damaged.
    """
    path = data_folder() / FOLDER / f"{year.year}.json"
    return _kept(path, path.stat().st_mtime).get(name, {}) if path.exists() else {}


@cache
def _kept(path: Path, changed: float) -> Texts:  # noqa: ARG001 - the cache asks it
    try:
        found: Texts = json.loads(path.read_text("utf-8"))
    except ValueError:
        found = {}
    if not isinstance(found, dict) or not found:
        raise InputError(f"The texts kept in {path.name} are damaged. Load them again with: ilr rules import")
    return found


def _tables(path: Path) -> Iterator[list[list[str]]]:
    if path.suffix.casefold() == ".csv":
        with CsvFile(path).rows() as rows:
            yield list(rows)
        return
    from addin.ooxml import read_workbook

    for sheet in read_workbook(path):
        yield [["" if cell is None else str(cell) for cell in row] for row in sheet.rows]


def _texts(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, dict[str, str]]]:
    for number, header in enumerate(rows[:HEADER_ROWS]):
        at = {text.strip().casefold(): index for index, text in reversed(list(enumerate(header)))}
        rule = next((at[name] for name in _RULE if name in at), None)
        parts = {
            part: next(at[n] for n in names if n in at) for part, names in _PARTS.items() if at.keys() & set(names)
        }
        if rule is None or not parts:
            continue
        for row in rows[number + 1 :]:
            name = row[rule].strip() if rule < len(row) else ""
            texts = {part: " ".join(row[i].split()) for part, i in parts.items() if i < len(row) and row[i].strip()}
            if name and texts:
                yield name, texts
        return
