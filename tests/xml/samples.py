"""Schema-valid documents of a year built from its catalogue: everything filled in, or only what must be."""

from functools import cache

from lxml import etree

from ilr_core.catalogue import Catalogue, Field
from ilr_core.model import reader

CANDIDATES = (
    "1", "A", "A1", "12", "10000001", "1000000001", "0.1", "2026-08-01", "2026-08-01T10:00:00", "a@b.c", "AB12",
    "0123456789",
)  # fmt: skip


@cache
def valid_text(field: Field) -> str:
    """A text of the field that has no fault."""
    texts = (field.fixed,) if field.fixed else CANDIDATES
    return next(text for text in texts if not reader(field)(text).faults)


def element(year: Catalogue, name: str, full: bool, copies: int = 1, prefix: str | None = None) -> etree._Element:
    """One entity with its fields and what is inside; ``copies`` of each entity that may repeat, if ``full``."""
    made = etree.Element(f"{{{year.namespace}}}{name}", nsmap={prefix: year.namespace})
    for field in year.fields[name].values():
        if full or field.required:
            etree.SubElement(made, f"{{{year.namespace}}}{field.name}").text = valid_text(field)
    for child in year.children[name]:
        entity = year.entities[child]
        count = min(copies, entity.max or copies) if full else entity.min
        made.extend(element(year, child, full, copies, prefix) for _ in range(count))
    return made


def document(year: Catalogue, full: bool = True, copies: int = 1, prefix: str | None = None) -> etree._Element:
    """A whole valid return."""
    return element(year, "Message", full, copies, prefix)
