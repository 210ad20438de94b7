"""Checking a file against a schema while it streams, with what is wrong in words that an admin can act on."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.xml.safety import guarded, parse_failure_sentence
from ilr_core.xml.schema import schema_of

_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([^']*)'")
_SCHEMA_CODES = range(1800, 2000)
_Errors = etree.ErrorTypes
_WORDS = {
    _Errors.SCHEMAV_ELEMENT_CONTENT: "is in a place, or occurs a number of times, that the schema does not allow",
    _Errors.SCHEMAV_CVC_COMPLEX_TYPE_2_3: "has stray text between its elements",
    _Errors.SCHEMAV_CVC_ELT_1: "is not what a return of this year begins with",
    _Errors.SCHEMAV_CVC_DATATYPE_VALID_1_2_1: "has a value that is no date or number of its kind",
    _Errors.SCHEMAV_CVC_PATTERN_VALID: "has characters, or an arrangement of them, that the ILR does not accept",
    _Errors.SCHEMAV_CVC_MINLENGTH_VALID: "is too short",
    _Errors.SCHEMAV_CVC_MAXLENGTH_VALID: "is too long",
    _Errors.SCHEMAV_CVC_LENGTH_VALID: "has the wrong length",
    _Errors.SCHEMAV_CVC_MININCLUSIVE_VALID: "is too small",
    _Errors.SCHEMAV_CVC_MAXINCLUSIVE_VALID: "is too large",
    _Errors.SCHEMAV_CVC_TOTALDIGITS_VALID: "has too many digits",
    _Errors.SCHEMAV_CVC_FRACTIONDIGITS_VALID: "has too many decimal places",
    _Errors.SCHEMAV_CVC_ENUMERATION_VALID: "is not the one value allowed",
}


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """One thing the schema refuses; inside a learner also its LearnRefNumber and the line of its start tag."""

    element: str
    fault: str
    learner: str | None = None
    line: int | None = None

    def sentence(self) -> str:
        """The problem in one sentence, without its value."""
        where = f" (learner {self.learner or 'without reference'}, from line {self.line})" if self.line else ""
        return f"{self.element} {self.fault}{where}."


def schema_problems(
    stream: BinaryIO, name: str, year: Catalogue, official: bytes | None = None, most: int = 20
) -> list[SchemaProblem]:
    """The first ``most`` things that the year's schema (or ``official``) refuses in a file; none if it is valid.

    The stream must be seekable; memory stays flat. A valid file is read once, another twice. Raises InputError for
    what cannot be parsed at all; ``name`` is the file name to say.
    """
    start = stream.tell()
    schema = schema_of(year, official)
    # With a schema and unresolved entities, lxml takes a truncated file for a valid one, hence the default here; the
    # guard has refused every declaration of an entity.
    events = etree.iterparse(
        guarded(stream, name),
        tag=f"{{{year.namespace}}}Learner",
        schema=schema,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, learner in events:
            _forget(learner)
    except etree.XMLSyntaxError as error:
        if error.code not in _SCHEMA_CODES:
            raise InputError(parse_failure_sentence(error, name)) from error
        stream.seek(start)
        found = _explained(stream, name, year, schema, most)
        return found or [_problem(entry, None) for entry in list(events.error_log)[:most]]
    return []


def _explained(stream: BinaryIO, name: str, year: Catalogue, schema: etree.XMLSchema, most: int) -> list[SchemaProblem]:
    """The faults of each learner on its own, which a streaming check cannot place. InputError for malformed XML."""
    problems: dict[SchemaProblem, None] = {}
    shell: etree._Element | None = None
    try:
        for _, learner in etree.iterparse(
            guarded(stream, name), tag=f"{{{year.namespace}}}Learner", no_network=True, load_dtd=False, huge_tree=False
        ):
            if shell is None:
                shell = _without_learners(learner)
            shell.append(deepcopy(learner))
            if len(problems) < most and not schema.validate(shell):
                problems |= dict.fromkeys(_problem(entry, learner) for entry in schema.error_log)
            del shell[-1]
            _forget(learner)
    except etree.XMLSyntaxError as error:
        raise InputError(parse_failure_sentence(error, name)) from error
    return list(problems)[:most]


def _without_learners(learner: etree._Element) -> etree._Element:
    """A copy of what stands before the first learner."""
    root = learner.getparent()
    assert root is not None
    shell = etree.Element(root.tag, root.attrib, root.nsmap)
    shell.extend(deepcopy(child) for child in learner.itersiblings(preceding=True))
    shell[:] = reversed(shell)
    return shell


def _forget(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _problem(entry: etree._LogEntry, learner: etree._Element | None) -> SchemaProblem:
    element = _ELEMENT.match(entry.message)
    name = element[1] if element else "The file"
    fault = _WORDS.get(entry.type, "is not as the schema asks")
    if learner is None:
        return SchemaProblem(name, fault)
    return SchemaProblem(name, fault, learner.findtext("{*}LearnRefNumber"), learner.sourceline)
