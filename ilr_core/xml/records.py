"""From the elements of one learner to records, with every departure from the schema remembered as a fault."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lxml import etree

from ilr_core.catalogue import Catalogue
from ilr_core.model import RECORDS, FieldReader, Record, completeness_check, reader
from ilr_core.model.record import Place

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_SPACE = " \t\r\n"
_LAST_EXACT_LINE = 65_535


class RecordBuilder:
    """Builds records of one year from elements in one namespace; ``made`` lists them until the caller clears it.

    ``careful`` looks for everything the schema can refuse. A file that the schema has had no complaint about so far
    needs only its values read, which takes half the time. ``lines`` are counted before the first one of the stream.
    """

    def __init__(self, year: Catalogue, namespace: str, lines: int = 0):
        prefix = f"{{{namespace}}}" if namespace else ""
        self.careful = False
        self._lines = lines
        self.made: list[Record] = []
        self._names: dict[str, dict[object, tuple[int, str, FieldReader | None]]] = {}
        self._required: dict[str, frozenset[str]] = {}
        self._complete: dict[str, Callable[[Record], None]] = {}
        for entity in year.entities:
            fields = year.fields[entity]
            names = (*fields, *year.children[entity])
            self._names[entity] = {
                prefix + name: (index, name, reader(fields[name]) if name in fields else None)
                for index, name in enumerate(names)
            }
            self._required[entity] = frozenset(field.name for field in fields.values() if field.required)
            self._complete[entity] = completeness_check(year, entity)

    def build(self, element: etree._Element, entity: str, parent: Record | None, position: int) -> Record:
        """The record of an element and everything inside it."""
        record = RECORDS[entity](parent, position, _line(element, self._lines))
        record.locate = partial(line_of, element, self._lines)
        self.made.append(record)
        if self.careful:
            self._read_carefully(record, element)
        else:
            self._read_quickly(record, element)
        return record

    def _read_quickly(self, record: Record, element: etree._Element) -> None:
        names = self._names[record.ENTITY]
        for child in element:
            _, name, read = names[child.tag]
            if read is None:
                siblings = getattr(record, name)
                siblings.append(self.build(child, name, record, len(siblings)))
                continue
            text = child.text or ""
            # Every text the schema accepts is a value of a text field; only a required one can still be empty.
            value = text or None if read.is_text else read.plain.get(text)
            if value is None:
                self._remark(record, name, read, text)
            else:
                setattr(record, name, value)

    def _read_carefully(self, record: Record, element: etree._Element) -> None:
        """As above, with the faults unknown, order, repeated and text, and what is missing or there too often."""
        names = self._names[record.ENTITY]
        latest = -1
        seen: set[str] = set()
        if (element.text or "").strip(_SPACE) or _strange_attributes(element):
            record.add_fault(record.ENTITY, "text")
        for child in element:
            if (child.tail or "").strip(_SPACE):
                record.add_fault(record.ENTITY, "text")
            if child.tag not in names:
                record.add_fault(local_name(child), "unknown")
                continue
            index, name, read = names[child.tag]
            if index < latest:
                record.add_fault(name, "order")
            latest = index
            if read is None:
                siblings = getattr(record, name)
                siblings.append(self.build(child, name, record, len(siblings)))
            elif name in seen:
                record.add_fault(name, "repeated")
            else:
                seen.add(name)
                if _strange_attributes(child):
                    record.add_fault(name, "text")
                if len(child):
                    record.add_fault(local_name(child[0]), "unknown")
                self._remark(record, name, read, child.text or "")
        self._complete[record.ENTITY](record)

    def _remark(self, record: Record, name: str, read: FieldReader, text: str) -> None:
        """Sets a value with all that is to be remembered of its text; a required value that is empty is missing."""
        reading = read(text)
        if not text and name in self._required[record.ENTITY]:
            setattr(record, name, None)
            record.keep_text(name, "")
            record.add_fault(name, "MA")
            return
        setattr(record, name, reading.value)
        if reading.text is not None:
            record.keep_text(name, reading.text)
        for fault in reading.faults:
            record.add_fault(name, fault)


def line_of(element: etree._Element, lines: int, field: str) -> Place:
    """The line of a field's element, or of the element itself if it has no such field."""
    child = next(iter(element.iterchildren(f"{{*}}{field}")), element) if field else element
    return _line(child, lines)


def _line(element: etree._Element, lines: int) -> int | None:
    """The line of an element's start tag, behind that many lines.

    libxml2 keeps 16 bits of it. Beyond that it gives the line on which the text within the first leaf, or else behind
    it, ends.
    """
    line = element.sourceline
    if line is None or line < _LAST_EXACT_LINE:
        return None if line is None else line + lines
    while not element.text and len(element):
        element = element[0]
    return line + lines - (element.text or element.tail or "").count("\n")


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def _strange_attributes(element: etree._Element) -> bool:
    """Whether an element has attributes other than the schema hints that any document may carry."""
    return any(not key.startswith(XSI) or key == f"{XSI}nil" for key in map(str, element.attrib))
