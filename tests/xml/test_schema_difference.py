"""The generated schema and the official one give the same verdict on every mutant of a valid return."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.xml.schema import schema_of
from tests.xml.mutants import mutants
from tests.xml.samples import document

VARIABLE = "ILR_OFFICIAL_XSD"
LEAST_MUTANTS = 5_000


def official_text(namespace: str) -> bytes:
    folder = os.environ.get(VARIABLE)
    if not folder:
        pytest.skip(f"needs the official schemas: set {VARIABLE} to the folder that holds them")
    for path in sorted(Path(folder).rglob("*.xsd")):
        text = path.read_bytes()
        if etree.fromstring(text).get("targetNamespace") == namespace:
            return text
    complaint = f"{VARIABLE} is set, but there is no schema of {namespace} in that folder"
    if os.environ.get("CI") == "true":
        pytest.fail(complaint)
    pytest.skip(complaint)


def differences(year: Catalogue, one: etree.XMLSchema, other: etree.XMLSchema) -> Iterable[str]:
    seen = 0
    for mutant in mutants(year):
        seen += 1
        if one.validate(mutant.root) != other.validate(mutant.root):
            yield f"{mutant.name}: valid by ours is {one.validate(mutant.root)}"
    assert seen > LEAST_MUTANTS


@pytest.mark.official
@pytest.mark.parametrize("name", catalogue.years())
def test_official_schema_gives_the_same_verdict(name: str) -> None:
    year = catalogue.load(name)
    ours, official = schema_of(year), schema_of(year, official_text(year.namespace))
    for full in (True, False):
        for copies in (1, 2):
            valid = document(year, full, copies)
            assert ours.validate(valid), ours.error_log
            assert official.validate(valid), official.error_log
    assert list(differences(year, ours, official)) == []
