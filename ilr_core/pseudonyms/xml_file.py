"""A return's XML written again with every personal value exchanged, and nothing else: faults, order, lines stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import IO, Any, BinaryIO, Literal

from lxml import etree

from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.pseudonyms.exchange import Pseudonyms
from ilr_core.pseudonyms.treatments import TREATMENTS
from ilr_core.xml.safety import guarded, parse_failure_sentence

_DAY = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(.*)", re.DOTALL)
_EVENTS: tuple[Literal["start", "end", "comment", "pi"], ...] = ("start", "end", "comment", "pi")


def exchange_xml(source: BinaryIO, name: str, target: IO[bytes], pseudonyms: Pseudonyms) -> int:
    """Writes the return ``source`` to ``target`` without the people in it and gives the number of learners.

    What no catalogue knows, such as an element of another system, is exchanged as free text; comments are emptied.
    Raises InputError, one sentence, for a file that is not XML.
    """
    parser = _Exchanged(pseudonyms)
    with etree.xmlfile(target, encoding="utf-8") as out:
        out.write_declaration()
        try:
            _copy(etree.iterparse(guarded(source, name), events=_EVENTS, resolve_entities=False, no_network=True),
                  out, parser)  # fmt: skip
        except etree.XMLSyntaxError as error:
            raise InputError(parse_failure_sentence(error, name)) from None
    return parser.learners


def _copy(events: Any, out: Any, exchanged: _Exchanged) -> None:
    """Writes the root's children one by one; each once its tail is read, which is when the next one begins."""
    _, root = next(pair for pair in events if pair[0] == "start")
    attributes = dict(root.attrib.items())
    waiting: etree._Element | None = None
    with out.element(root.tag, attributes, nsmap=root.nsmap):
        has_begun = False
        for event, element in events:
            is_child = element.getparent() is root
            if is_child and event != "end":
                if not has_begun:
                    out.write(exchanged.stray(root.text))
                    has_begun = True
                _write(out, waiting, exchanged)
                waiting = element
        if not has_begun:
            out.write(exchanged.stray(root.text))
        _write(out, waiting, exchanged)


def _write(out: Any, element: etree._Element | None, exchanged: _Exchanged) -> None:
    if element is None:
        return
    exchanged.child(element)
    element.tail = exchanged.stray(element.tail)
    out.write(element, with_tail=True)
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


class _Exchanged:
    """Changes elements in place."""

    def __init__(self, pseudonyms: Pseudonyms):
        self._pseudonyms = pseudonyms
        self._prepared: set[date] = set()
        self.learners = 0
        years = [catalogue.load(year) for year in catalogue.years()]
        self._entities = {entity for year in years for entity in year.entities}
        self._fields = {(entity, field) for year in years for entity in year.fields for field in year.fields[entity]}

    def child(self, element: etree._Element) -> None:
        """Exchanges what is in one part of a return."""
        days: set[date] = set()
        if _name(element) == "Header":
            self._prepared = set(_days(element))
        if _name(element) == "Learner":
            self.learners += 1
            days = {*_days(element), *self._prepared}
        for inner in element.iter():
            if not isinstance(inner.tag, str):
                # The lines that findings name stay where they are.
                inner.text = "\n" * (inner.text or "").count("\n")
            else:
                self._value(inner, days)
            if inner is not element:
                inner.tail = self.stray(inner.tail)

    def stray(self, text: str | None) -> str | None:
        """Text between elements, which has no business there."""
        return self._free(text) if text and text.strip() else text

    def _value(self, element: etree._Element, days: set[date]) -> None:
        parent = element.getparent()
        place = (_name(parent) if parent is not None else "", _name(element))
        text = element.text
        for name in element.attrib:
            element.attrib[name] = self._free(str(element.attrib[name]))
        if not text or not text.strip():
            return
        found = _DAY.fullmatch(text)
        born = _day(found[1]) if found else None
        if place in TREATMENTS and TREATMENTS[place] == "birth date" and found and born:
            element.text = self._pseudonyms.birth_date(born, days).isoformat() + found[2]
        elif place in TREATMENTS:
            element.text = self._pseudonyms.text(*place, text)
        elif place not in self._fields:
            element.text = self._free(text)

    def _free(self, text: str) -> str:
        return self._pseudonyms.text("ProviderSpecLearnerMonitoring", "ProvSpecLearnMon", text)


def _days(element: etree._Element) -> Iterator[date]:
    """Every day told inside an element, births left out."""
    for inner in element.iter():
        found = _DAY.fullmatch(inner.text) if isinstance(inner.tag, str) and inner.text else None
        day = _day(found[1]) if found else None
        if day and _name(inner) != "DateOfBirth":
            yield day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
