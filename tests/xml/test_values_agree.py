"""Whatever the schema refuses in a field, the reader of the field finds faulty: an invalid file has a finding."""

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, Field
from ilr_core.model import reader
from ilr_core.xml.schema import schema_of
from tests.xml.mutants import value_mutants
from tests.xml.samples import document

XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\ufffe\uffff").filter(
    lambda sign: sign >= " " or sign in "\t\n\r"
), max_size=25)  # fmt: skip
ALL_FIELDS = [
    (name, entity, field)
    for name in catalogue.years()
    for entity, fields in catalogue.load(name).fields.items()
    for field in fields
]


def one_of_each_kind(year: Catalogue) -> set[tuple[str, str]]:
    """One field of each set of facets, as entity and name: the others are read in the same way."""
    kinds = {
        dataclasses.replace(field, entity="", field="", required=True, list="", after="", label="", about=""): field
        for fields in year.fields.values()
        for field in fields.values()
    }
    return {(field.entity, field.name) for field in kinds.values()}


@pytest.mark.parametrize("name", catalogue.years())
def test_every_refused_text_has_a_fault(name: str) -> None:
    """And where the reader is stricter than the schema, it is so for a known reason only."""
    year = catalogue.load(name)
    schema, chosen = schema_of(year), one_of_each_kind(year)
    refused, silent, too_strict = 0, [], []
    for mutant in value_mutants(year):
        if (mutant.entity, mutant.element) not in chosen:
            continue
        field = year.fields[mutant.entity][mutant.element]
        faults = reader(field)(mutant.text).faults
        if not schema.validate(mutant.root):
            refused += 1
            silent += [] if faults else [mutant.name]
        elif faults and not _is_stricter(field, mutant.text):
            too_strict.append(mutant.name)
    assert silent == []
    assert too_strict == []
    assert refused > 10_000


def _is_stricter(field: Field, text: str) -> bool:
    """Years Python has not and 24:00, whole numbers of 40 signs and more, official lengths beside a range."""
    if field.type in ("date", "dateTime"):
        return text.startswith("-") or "24:00:00" in text or len(text.partition("-")[0]) > 4
    return len(text) >= 40 or (field.type == "decimal" and len(f"{Decimal(text):f}") > (field.longest or 0))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(ALL_FIELDS), XML_TEXT | st.from_regex(r"[ \n]?[+-]?[0-9]{0,12}\.?[0-9]{0,3}[ \t]?", fullmatch=True)
)
def test_any_text(which: tuple[str, str, str], text: str) -> None:
    name, entity, field = which
    year = catalogue.load(name)
    root = document(year)
    leaf = next(root.iter(f"{{{year.namespace}}}{entity}")).find(f"{{{year.namespace}}}{field}")
    leaf.text = text
    if not schema_of(year).validate(etree.fromstring(etree.tostring(root))):
        assert reader(year.fields[entity][field])(text).faults


@pytest.mark.parametrize("text", ["9" * 400, "0." + "1" * 400, "-" + "9" * 400, "1" + "0" * 400 + ".0"])
def test_very_long_numbers_are_faults(text: str) -> None:
    for name, entity, field in ALL_FIELDS:
        found = catalogue.load(name).fields[entity][field]
        if found.type in ("int", "long", "decimal"):
            assert reader(found)(text).faults
