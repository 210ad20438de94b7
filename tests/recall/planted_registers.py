"""Registers for a large return: generous entries for the clean learners, and for each planted one entries of its own.

Every planted learner gets references that nobody else has, so that the entries of one case say nothing of another.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ilr_core.model import Data
from ilr_core.registers.places import unspaced
from ilr_core.registers.tables import shipped_tables
from tests.registers.made import Rows, full_rows

# What a made aim may be funded by: everything, always.
CATEGORIES = (
    "ANY", "ADULT_SKILLS", "1619_EFA", "APPRENTICESHIPS", "COMM_LEARN", "ADV_LEARN_LOAN", "UNEMPLOYED",
    "Tailored_Learning", "GROWTH_SKILLS_SHORT_COURSES",
)  # fmt: skip
BASIC_SKILLS, BOOTCAMP_SUBJECT = 1, 62
APPRENTICESHIP, T_LEVEL, BOOTCAMP, CORE = 36, 31, 32, 5
TECHNICAL_QUALIFICATION = "1468"
LONG_AGO = "2000-08-01"
_STANDARD_TABLES = ("Standard", "StandardValidity", "ApprenticeshipFunding", "StandardFunding")
_POSTCODES = ("Postcode", "PostcodePrior", "DelLocPostCode", "LSDPostcode", "HEPostCode", "WorkPlacePostcode")
_PROVIDERS = ("PrevUKPRN", "PMUKPRN", "PartnerUKPRN")
OWN_UKPRN = 10000001
NAMED_BY_RULES = {"60023995"}
_FIELDS = {"StandardCode": "StdCode", "ApprenticeshipCode": "StdCode", "UKPRN": "PartnerUKPRN"}


def generous_rows(learners: Iterable[Data]) -> Rows:
    """Entries for every aim and standard that some clean learners have."""
    rows = copy.deepcopy(full_rows())
    lars = rows["LARS"]
    frameworks = lars.setdefault("FrameworkAims", [])
    known = {row["LearnAimRef"] for row in lars["LearningDelivery"]} - {"ZPROG001"}
    standards = {row["StandardCode"] for row in lars["Standard"]}
    for aim in (aim for data in learners for aim in data["LearningDelivery"]):
        reference, standard = aim["LearnAimRef"], aim.get("StdCode")
        if reference not in known:
            known.add(reference)
            lars["LearningDelivery"].append(_aim_row(aim))
            if aim["FundModel"] != APPRENTICESHIP:
                lars["AnnualValue"].append(
                    {"LearnAimRef": reference, "BasicSkillsType": BASIC_SKILLS, "EffectiveFrom": LONG_AGO}
                )
            if aim.get("ProgType") == T_LEVEL:
                frameworks.append({"LearnAimRef": reference, "FworkCode": 1, "PwayCode": 1})
            if aim.get("ProgType") == BOOTCAMP:
                lars["LearningDeliveryCategory"].append(
                    {"LearnAimRef": reference, "CategoryRef": BOOTCAMP_SUBJECT, "EffectiveFrom": LONG_AGO}
                )
            lars["Validity"] += [
                {"LearnAimRef": reference, "ValidityCategory": name, "StartDate": LONG_AGO} for name in CATEGORIES
            ]
        if standard and standard not in standards:
            standards.add(standard)
            lars["Standard"].append({"StandardCode": standard, "NotionalEndLevel": "3", "EffectiveFrom": LONG_AGO})
            rows["assessment_organisations"]["AssessmentOrganisation"].append(
                {"EPAOrgID": "EPA0001", "StandardCode": standard, "EffectiveFrom": LONG_AGO}
            )
            lars["StandardValidity"].append(
                {"StandardCode": standard, "ValidityCategory": "ANY", "StartDate": LONG_AGO}
            )
    return rows


def _aim_row(aim: Data) -> dict[str, Any]:
    is_core = (aim.get("ProgType"), aim["AimType"]) == (T_LEVEL, CORE)
    return {
        "LearnAimRef": aim["LearnAimRef"],
        "LearnAimRefTitle": "Made aim",
        "LearnAimRefType": TECHNICAL_QUALIFICATION if is_core else "0006",
        "NotionalNVQLevel": "2",
        "NotionalNVQLevelv2": "2",
    }


def renamed(data: Data, registers: Rows, number: int) -> tuple[Data, Rows] | None:
    """A planted learner and its registers with references of their own.

    None if the registers say something of what every learner shares: the provider itself, an initiative, a code of LARS
    for a programme.
    """
    names = _Names(number, registers)
    own = names.of_registers()
    keys = {(table.register, table.name): table.key for table in shipped_tables()}
    for register, table, rows in _tables(registers):
        key = keys[register, table]
        shared = [row for row, new in zip(rows, own[register][table], strict=True) if row[key] == new[key]]
        if table != "Category" and any(len(row) > 1 for row in shared):
            return None
    return names.of_learner(data), own


class _Names:
    def __init__(self, number: int, registers: Rows):
        self._number = number
        self._registers = registers
        self._given: dict[tuple[str, Any], Any] = {}

    def _new(self, kind: str, old: Any) -> Any:
        return self._given.setdefault((kind, old), self._made(kind, len(self._given) % 10))

    def _made(self, kind: str, count: int) -> Any:
        place = self._number * 10 + count
        return {
            "aim": f"5{place:07}",
            "standard": 20_000 + place,
            "postcode": f"B{place // 4000 + 1} {place // 400 % 10}{_letters(place % 400)}",
            "provider": 20_000_000 + place,
            "assessor": f"EPA{place % 10_000:04}",
        }[kind]

    def of_learner(self, data: Data) -> Data:
        return {name: self._value(name, value) for name, value in data.items()}

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self.of_learner(inner) for inner in value]
        kind = _kind(name, value, self._registers)
        return self._new(kind, str(value)) if kind else value

    def of_registers(self) -> Rows:
        return {
            register: {
                table: [{name: self._cell(name, value) for name, value in row.items()} for row in rows]
                for table, rows in tables.items()
            }
            for register, tables in self._registers.items()
        }

    def _cell(self, name: str, value: Any) -> Any:
        field = _FIELDS.get(name, name)
        if field == "PartnerUKPRN" and name != "UKPRN":
            return value
        if field == "Postcode":
            value = re.sub(r"(...)$", r" \1", str(value).replace(" ", ""))
        kind = _kind(field, value, self._registers)
        new = self._new(kind, str(value)) if kind else value
        return unspaced(str(new)) if field == "Postcode" else new


def _kind(name: str, value: Any, registers: Rows) -> str:
    if name == "LearnAimRef" and "LARS" in registers and str(value) not in NAMED_BY_RULES and value[:1] != "Z":
        return "aim"
    if name == "StdCode" and set(_STANDARD_TABLES) & set(registers.get("LARS", {})):
        return "standard"
    if name in _POSTCODES and {"postcodes", "devolved_postcodes"} & set(registers) and value != "ZZ99 9ZZ":
        return "postcode" if re.fullmatch(r"[A-Z0-9]{2,4} [0-9][A-Z]{2}", str(value)) else ""
    if name in _PROVIDERS and "organisations" in registers and value != OWN_UKPRN:
        return "provider"
    if name == "EPAOrgID" and "assessment_organisations" in registers:
        return "assessor"
    return ""


def _letters(number: int) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return letters[number // 20] + letters[number % 20]


def together(parts: Iterable[Rows]) -> Rows:
    """The entries of all, those that come twice once."""
    rows: Rows = {}
    for part in parts:
        for register, table, found in _tables(part):
            kept = rows.setdefault(register, {}).setdefault(table, [])
            kept += [row for row in found if row not in kept[:200]]
    return rows


def _tables(rows: Rows) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    for register, tables in rows.items():
        for table, found in tables.items():
            yield register, table, found
