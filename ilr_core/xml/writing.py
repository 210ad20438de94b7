"""Writing a return: records to XML in the year's official order, learner by learner, with the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import BinaryIO

from ilr_core.catalogue import Catalogue
from ilr_core.errors import CatalogueError, ExportBlocked, InputError
from ilr_core.model import RECORDS, Learner, Record, SourceFiles, Value, plain_text

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[&<>\r]|" + _FORBIDDEN.pattern)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ELEMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class HeaderFacts:
    """What the header says about a return and the software that wrote it.

    ``prepared`` is the day whose data the file shows, ``made`` the local time of writing, ``serial`` 1 to 99.
    Raises InputError for a UKPRN that has not 8 digits and a serial number out of range.
    """

    ukprn: int
    prepared: date
    made: datetime
    serial: int
    supplier: str
    package: str
    release: str

    def __post_init__(self) -> None:
        if not 10_000_000 <= self.ukprn <= 99_999_999:
            raise InputError("The provider's UKPRN must have 8 digits. Correct it before you export.")
        if not 1 <= self.serial <= 99:
            raise InputError("The serial number of a return must lie from 1 to 99. Correct it before you export.")


def write_return(
    stream: BinaryIO,
    year: Catalogue,
    header: HeaderFacts,
    source_files: Iterable[SourceFiles],
    learners: Iterable[Learner],
    *,
    strict: bool = True,
) -> int:
    """Writes a whole return as UTF-8 and gives the number of learners; holds one learner at a time.

    A value goes out in its plain form; a text that could not be read goes out as typed, so that the schema judges it.
    What the year has no place for, and a character that XML forbids, raises ExportBlocked naming learner and field.
    Without ``strict`` (to get the schema's verdict on what was typed) the former goes out behind the record's own
    fields, where the schema refuses it, and U+FFFD stands for the latter.
    """
    writer = _RecordWriter(year, strict)
    pieces: list[str] = ['<?xml version="1.0" encoding="UTF-8"?>\n', f'<Message xmlns="{year.namespace}">\n']
    facts = _header_texts(year, header)
    _fixed_entity(pieces, year, "Header", facts)
    for files in source_files:
        writer.write(files, pieces.append)
    _fixed_entity(pieces, year, "LearningProvider", facts)
    count = 0
    for learner in learners:
        stream.write("".join(pieces).encode())
        pieces.clear()
        writer.write(learner, pieces.append)
        count += 1
    pieces.append("</Message>\n")
    stream.write("".join(pieces).encode())
    return count


def _header_texts(year: Catalogue, header: HeaderFacts) -> dict[str, str]:
    """The header's values by field name; a field that is always the same comes from the catalogue."""
    facts = {
        "FilePreparationDate": header.prepared.isoformat(),
        "UKPRN": str(header.ukprn),
        "SoftwareSupplier": header.supplier,
        "SoftwarePackage": header.package,
        "Release": header.release,
        "SerialNo": f"{header.serial:02}",
        "DateTime": header.made.replace(tzinfo=None).isoformat(timespec="seconds"),
    }
    fields = [field for name in ("CollectionDetails", "Source") for field in year.fields[name].values()]
    return facts | {field.name: field.fixed for field in fields if field.fixed}


def _fixed_entity(pieces: list[str], year: Catalogue, name: str, facts: dict[str, str], depth: int = 1) -> None:
    indent = "\t" * depth
    pieces.append(f"{indent}<{name}>\n")
    for field in year.fields[name].values():
        text = facts.get(field.name, "")
        if text:
            shown = text.translate(_ESCAPES)
            pieces.append(f"{indent}\t<{field.name}>{shown}</{field.name}>\n")
        elif field.required:
            raise CatalogueError(f"The header field {field.name} of {year.year} has no value to write.")
    for child in year.children[name]:
        _fixed_entity(pieces, year, child, facts, depth + 1)
    pieces.append(f"{indent}</{name}>\n")


class _Shape:
    """How one entity is written in one year: its tags, and what its records have that the year has not."""

    def __init__(self, year: Catalogue, entity: str, depth: int):
        indent = "\t" * depth
        record = RECORDS[entity]
        self.opening, self.closing = f"{indent}<{entity}>\n", f"{indent}</{entity}>\n"
        self.empty = f"{indent}<{entity}/>\n"
        self.field_indent = indent + "\t"
        self.names = tuple(year.fields[entity])
        self.tags = tuple((name, f"{indent}\t<{name}>", f"</{name}>\n") for name in self.names)
        self.values = _getter(self.names)
        self.children = tuple((name, _Shape(year, name, depth + 1)) for name in year.children[entity])
        self.other_fields = tuple(name for name in record.FIELDS if name not in self.names)
        self.other_values = _getter(self.other_fields)
        self.other_children = tuple(name for name in record.CHILDREN if name not in year.children[entity])


def _getter(names: tuple[str, ...]) -> Callable[[Record], tuple[Value | None, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(record.value(name) for name in names)


class _RecordWriter:
    def __init__(self, year: Catalogue, strict: bool):
        self._year = year
        self._strict = strict
        self._shapes = {name: _Shape(year, name, 1) for name in ("SourceFiles", "Learner")}

    def write(self, record: Record, put: Callable[[str], None]) -> None:
        """Puts the pieces of text of a record that stands directly in the message."""
        self._write(record, self._shapes[record.ENTITY], put)

    def _write(self, record: Record, shape: _Shape, put: Callable[[str], None]) -> None:
        body: list[str] = []
        for (name, before, after), value in zip(shape.tags, shape.values(record), strict=True):
            if value is not None:
                text = str(value) if type(value) is int else self._escaped(record, name, plain_text(value))
            elif record.texts and name in record.texts:
                text = self._escaped(record, name, record.texts[name])
            else:
                continue
            body += (before, text, after)
        if record.texts or shape.other_fields or shape.other_children:
            self._write_others(record, shape, body)
        for name, child_shape in shape.children:
            for child in getattr(record, name):
                self._write(child, child_shape, body.append)
        if body:
            put(shape.opening)
            put("".join(body))
            put(shape.closing)
        else:
            put(shape.empty)

    def _write_others(self, record: Record, shape: _Shape, body: list[str]) -> None:
        """Whatever is filled in but has no place in the year."""
        for name, value in zip(shape.other_fields, shape.other_values(record), strict=True):
            if value is not None:
                self._write_other(record, shape, body, name, plain_text(value))
        for name, text in (record.texts or {}).items():
            is_own = name in shape.names or (name in shape.other_fields and record.value(name) is not None)
            if not is_own:
                self._write_other(record, shape, body, name, text)
        for name in shape.other_children:
            if getattr(record, name):
                self._write_other(record, shape, body, name, "")

    def _write_other(self, record: Record, shape: _Shape, body: list[str], name: str, text: str) -> None:
        if self._strict:
            raise ExportBlocked(
                f"{_owner(record)}: {name} is filled in, but {self._year.title} has no {name} in {record.ENTITY}. "
                "Move what it says to a field of this year, or clear it."
            )
        if _ELEMENT_NAME.fullmatch(name):
            body.append(f"{shape.field_indent}<{name}>{self._escaped(record, name, text)}</{name}>\n")

    def _escaped(self, record: Record, name: str, text: str) -> str:
        if not _SPECIAL.search(text):
            return text
        if _FORBIDDEN.search(text):
            if self._strict:
                raise ExportBlocked(
                    f"{_owner(record)}: {name} holds a control character that XML cannot hold. Retype {name}."
                )
            text = _FORBIDDEN.sub("\ufffd", text)
        return text.translate(_ESCAPES)


def _owner(record: Record) -> str:
    """The learner that a record belongs to, and the aim if it is one's, in words."""
    words: list[str] = []
    inner: Record | None = record
    while inner is not None:
        if inner.ENTITY == "Learner":
            words.insert(0, f"Learner {inner.text('LearnRefNumber') or 'without reference'}")
        elif inner.ENTITY == "LearningDelivery":
            words.insert(0, f"aim {inner.text('AimSeqNumber') or 'without number'}")
        inner = inner.parent
    return ", ".join(words) or record.ENTITY
