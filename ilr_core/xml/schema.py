"""The XML schema of a year, written from the catalogue, and the verdict of a schema on a document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from lxml import etree

from ilr_core.catalogue import Catalogue, Field
from ilr_core.errors import InputError
from ilr_core.model.values import RESTRICTED

XSD = "http://www.w3.org/2001/XMLSchema"
_RESTRICTED_TYPE = "RestrictedString"
_HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<!-- ILR {title}: written from this project's catalogue of the year, as a stand-in for the official schema. -->
"""
_OTHER_FILES = (f"{{{XSD}}}import", f"{{{XSD}}}include", f"{{{XSD}}}redefine")


@lru_cache
def schema_text(year: Catalogue) -> bytes:
    """The year's schema as UTF-8: the official one's structure, occurrences and facets; the same bytes every time."""
    namespace = quoteattr(year.namespace)
    lines = [
        f'<xs:schema xmlns:xs="{XSD}" xmlns={namespace} targetNamespace={namespace} elementFormDefault="qualified">',
        f'\t<xs:simpleType name="{_RESTRICTED_TYPE}">',
        '\t\t<xs:restriction base="xs:string">',
        f"\t\t\t<xs:pattern value={quoteattr(RESTRICTED.pattern)}/>",
        "\t\t</xs:restriction>",
        "\t</xs:simpleType>",
        *_entity(year, "Message", 1),
        "</xs:schema>",
    ]
    return (_HEADER.format(title=year.title) + "\n".join(lines) + "\n").encode()


def schema_of(year: Catalogue, official: bytes | None = None) -> etree.XMLSchema:
    """The year's schema ready for checking; ``official`` (the text of DfE's own file) takes the place of ours.

    Raises InputError if that text is no schema, draws in other files, or belongs to another year.
    """
    return _official(year, official) if official is not None else _own(year)


@lru_cache
def _own(year: Catalogue) -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(schema_text(year), _parser()))


@lru_cache(maxsize=4)
def _official(year: Catalogue, text: bytes) -> etree.XMLSchema:
    advice = f"Get the {year.title} schema again from DfE, or go on without it."
    try:
        document = etree.fromstring(text, _parser())
        if next(document.iter(*_OTHER_FILES), None) is not None:
            raise InputError(f"The official schema of {year.title} draws in other files. {advice}")
        schema = etree.XMLSchema(document)
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise InputError(f"The official schema of {year.title} cannot be read as an XML schema. {advice}") from error
    if document.get("targetNamespace") != year.namespace:
        raise InputError(f"The official schema given for {year.title} belongs to another year or collection. {advice}")
    return schema


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _entity(year: Catalogue, name: str, depth: int) -> Iterator[str]:
    entity = year.entities[name]
    indent = "\t" * depth
    occurs = "" if name == "Message" else _occurs(entity.min, entity.max)
    yield f'{indent}<xs:element name="{name}"{occurs}>'
    yield f"{indent}\t<xs:complexType>"
    yield f"{indent}\t\t<xs:sequence>"
    for field in year.fields[name].values():
        yield from _field(field, depth + 3)
    for child in year.children[name]:
        yield from _entity(year, child, depth + 3)
    yield f"{indent}\t\t</xs:sequence>"
    yield f"{indent}\t</xs:complexType>"
    yield f"{indent}</xs:element>"


def _field(field: Field, depth: int) -> Iterator[str]:
    indent = "\t" * depth
    occurs = _occurs(int(field.required), 1)
    base = _RESTRICTED_TYPE if field.charset else f"xs:{field.type}"
    facets = list(_facets(field))
    if not facets:
        yield f'{indent}<xs:element name="{field.name}" type="{base}"{occurs}/>'
        return
    yield f'{indent}<xs:element name="{field.name}"{occurs}>'
    yield f"{indent}\t<xs:simpleType>"
    yield f'{indent}\t\t<xs:restriction base="{base}">'
    for facet, value in facets:
        yield f"{indent}\t\t\t<xs:{facet} value={quoteattr(str(value))}/>"
    yield f"{indent}\t\t</xs:restriction>"
    yield f"{indent}\t</xs:simpleType>"
    yield f"{indent}</xs:element>"


def _facets(field: Field) -> Iterator[tuple[str, object]]:
    """The facets that the field's row gives, by their names in XML Schema."""
    if field.min_length is not None and field.min_length == field.max_length:
        yield "length", field.min_length
    else:
        yield from _given(("minLength", field.min_length), ("maxLength", field.max_length))
    yield from _given(("totalDigits", field.digits), ("fractionDigits", field.decimals))
    if field.type != "string":
        yield from _given(("minInclusive", field.low), ("maxInclusive", field.high))
    yield from _given(("pattern", field.pattern or None), ("enumeration", field.fixed or None))


def _given(*facets: tuple[str, object]) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in facets if value is not None)


def _occurs(least: int, most: int | None) -> str:
    first = "" if least == 1 else f' minOccurs="{least}"'
    last = "" if most == 1 else f' maxOccurs="{"unbounded" if most is None else most}"'
    return first + last
