"""Writes ``records.py`` from the catalogue: one class per entity with the fields of every year.

Run ``python -m ilr_core.model.generate`` after a change of the catalogue; a test compares the result.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from ilr_core import catalogue
from ilr_core.catalogue import Entity, Field

TARGET = Path(__file__).with_name("records.py")
TYPES = {"string": "str", "int": "int", "long": "int", "decimal": "Decimal", "date": "date", "dateTime": "datetime"}
PARENT_NAMES = {
    "Learner": "learner",
    "LearningDelivery": "aim",
    "LearnerEmploymentStatus": "status",
    "Message": "message",
}
HEAD = '''"""The records of a return, one class per entity of the schema, with the fields of every year.

Generated from the catalogue by ``python -m ilr_core.model.generate``; do not edit. A field that the schema requires in
every year that has it is typed as always there: the engine keeps a rule away from a record whose fields are missing.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from ilr_core.model.record import Record

ABSENT: Any = None
'''


def source() -> str:
    """The text of ``records.py``."""
    specifications = [catalogue.load(year) for year in catalogue.years()]
    entities: dict[str, Entity] = {}
    fields: dict[str, dict[str, list[Field]]] = {}
    for year in reversed(specifications):
        for name, entity in year.entities.items():
            entities.setdefault(name, entity)
            for field in year.fields[name].values():
                fields.setdefault(name, {}).setdefault(field.name, []).append(field)
    aliases = "".join(f'{name}List: TypeAlias = "list[{name}]"\n' for name in entities)
    classes = [_class(entity, fields.get(name, {}), entities) for name, entity in entities.items()]
    table = "".join(f'    "{name}": {name},\n' for name in entities)
    return HEAD + "\n" + aliases + "".join(classes) + f"\n\nRECORDS: dict[str, type[Record]] = {{\n{table}}}\n"


def _class(entity: Entity, fields: dict[str, list[Field]], entities: dict[str, Entity]) -> str:
    children = [child.name for child in entities.values() if child.parent == entity.name]
    parent = PARENT_NAMES.get(entity.parent, entity.parent.lower())
    lines = [f"\n\nclass {entity.name}(Record):", f'    """{entity.label}."""', ""]
    lines += [f'    ENTITY = "{entity.name}"', f'    PARENT = "{parent}"']
    lines += _tuple("FIELDS", list(fields)) + _tuple("CHILDREN", children)
    lines += ["    __slots__ = (*FIELDS, *CHILDREN" + (f', "{parent}")' if parent else ")"), ""]
    for name, versions in fields.items():
        optional = "" if all(field.required for field in versions) else " | None"
        lines.append(f"    {name}: {TYPES[versions[0].type]}{optional}")
    lines += [f"    {child}: {child}List" for child in children]
    if parent:
        lines.append(f"    {parent}: {entity.parent}")
    cleared = [f"        self.{name} = ABSENT" for name in fields] + [f"        self.{name} = []" for name in children]
    lines += ["", "    def _clear(self) -> None:", *cleared]
    return "\n".join(lines) + "\n"


def _tuple(name: str, items: list[str]) -> list[str]:
    if not items:
        return [f"    {name} = ()"]
    words = " ".join(f'"{item}",' for item in items)
    wrapped = textwrap.wrap(words, 112, initial_indent=" " * 8, subsequent_indent=" " * 8)
    return [f"    {name} = (", *wrapped, "    )  # fmt: skip"]


if __name__ == "__main__":
    TARGET.write_text(source(), "utf-8", newline="\n")
