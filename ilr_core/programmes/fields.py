"""What a programme says, and what a list of new learners says: each column with the field of the return it stands for.

A column stands for one field of one kind of record; ``fixed`` tells which of several such records (``TNP1`` is the
AFinAmount of the AppFinRecord with AFinType TNP and AFinCode 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ilr_core.catalogue import Catalogue, Field

NAME, COMPONENTS, ENGLISH, MATHS, CORE = "Programme", "Components", "English", "Maths", "Core aim"
MONTHS, DAYS, SHORTER_MONTHS, HOURS = "Months", "Days", "English and maths months", "Planned hours"
OWN = "Programme"
"""The entity of columns that are no field of the return."""
LONGEST_NAME = 60
Fixed = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ColumnField:
    """One column: its header, the field it stands for, whether it may hold several values, and what to type.

    ``label`` and ``about`` are empty where the catalogue's own words say it. ``needed``: every row must have it.
    """

    header: str
    entity: str
    field: str
    fixed: Fixed = ()
    several: bool = False
    label: str = ""
    about: str = ""
    needed: bool = False


def _same(entity: str, names: str, *, needed: bool = False) -> tuple[ColumnField, ...]:
    return tuple(ColumnField(name, entity, name, needed=needed) for name in names.split())


def _coded(entity: str, kind: str, code: str, types: str, several: str = "") -> tuple[ColumnField, ...]:
    return tuple(ColumnField(name, entity, code, ((kind, name),), name in several.split()) for name in types.split())


def _boxes(entity: str, box: str, note: str, letters: str, about: str) -> tuple[ColumnField, ...]:
    return tuple(ColumnField(f"{note} {one}", entity, note, ((box, one),), about=about) for one in letters)


def _price(code: str, label: str) -> ColumnField:
    about = "Whole pounds without VAT, dated at the start."
    return ColumnField(f"TNP{code}", "AppFinRecord", "AFinAmount", (("AFinType", "TNP"), ("AFinCode", code)),
                       label=label, about=about)  # fmt: skip


def _aims(header: str, about: str, *, several: bool = False) -> ColumnField:
    return ColumnField(header, "LearningDelivery", "LearnAimRef", several=several, label=header, about=about)


_NOTES = "Your own note on every aim. If two programmes have one standard, a note tells their learners apart."
_AIM_FAMS = _coded("LearningDeliveryFAM", "LearnDelFAMType", "LearnDelFAMCode",
                   "ACT SOF FFI LDM DAM EEF FLN HHS ADL ACL", several="LDM DAM HHS")  # fmt: skip
_MONITORING = _coded("EmploymentStatusMonitoring", "ESMType", "ESMCode", "SEI EII LOU LOE BSI PEI SEM")
_EMPLOYMENT = (*_same("LearnerEmploymentStatus", "EmpStat EmpId AgreemId"), *_MONITORING)
_OF_LEARNER = _same("Learner", "PlanLearnHours PlanEEPHours")
_PRICES = (_price("1", "Training price"), _price("2", "Assessment price"))
_HOURS = ColumnField(
    HOURS, OWN, HOURS, about="Whole hours for the whole programme; they go to HRS1, HRS2, HRS5 or PHours."
)
_AIM_NOTES = _boxes("ProviderSpecDeliveryMonitoring", "ProvSpecDelMonOccur", "ProvSpecDelMon", "ABCD", _NOTES)
_MAIN_AIM, _EVERY_AIM = _same("LearningDelivery", "EPAOrgID"), _same("LearningDelivery", "DelLocPostCode")

PROGRAMME_FIELDS: tuple[ColumnField, ...] = (
    ColumnField(NAME, OWN, NAME, about="A name of your own, used once. Learners are added by it.", needed=True),
    *_same("LearningDelivery", "FundModel", needed=True), *_same("LearningDelivery", "ProgType StdCode"),
    _aims(COMPONENTS, "The aims of the programme besides English, maths and the core aim; several with commas.",
          several=True),
    _aims(ENGLISH, "The English aim beside an apprenticeship. A list may leave it out for a learner: no."),
    _aims(MATHS, "The maths aim beside an apprenticeship. A list may leave it out for a learner: no."),
    _aims(CORE, "The core aim of a study programme or T Level."),
    ColumnField(MONTHS, OWN, MONTHS, about="Planned length. 12 months from 1 September end on 31 August."),
    ColumnField(DAYS, OWN, DAYS,
                about="Days besides the months, or alone: 100 days from 1 September end on 9 December."),
    ColumnField(SHORTER_MONTHS, OWN, SHORTER_MONTHS,
                about="If English and maths take less time than the programme."),
    _HOURS, *_PRICES, *_MAIN_AIM, *_AIM_FAMS, *_EVERY_AIM,
    *_same("LearningDelivery", "PartnerUKPRN ConRefNumber"), *_EMPLOYMENT, *_OF_LEARNER, *_AIM_NOTES,
)  # fmt: skip
"""Every column of a programme, in the order of its sheet."""

IDENTITY = (NAME, "FundModel", "ProgType", "StdCode", COMPONENTS, CORE, MONTHS, DAYS, SHORTER_MONTHS)
"""What a list cannot say otherwise for one learner."""

START, END, REFERENCE = "LearnStartDate", "LearnPlanEndDate", "LearnRefNumber"
_PERSONAL = _same(
    "Learner",
    "LearnRefNumber FamilyName GivenNames ULN DateOfBirth Sex Ethnicity LLDDHealthProb NINumber PostcodePrior Postcode "
    "AddLine1 AddLine2 AddLine3 AddLine4 TelNo Email MathGrade EngGrade PrevLearnRefNumber PrevUKPRN CampId",
)
_LIST_NOTES = _boxes("ProviderSpecLearnerMonitoring", "ProvSpecLearnMonOccur", "ProvSpecLearnMon", "AB",
                     "Your own note on the learner.")  # fmt: skip
LIST_FIELDS: tuple[ColumnField, ...] = (
    ColumnField(NAME, OWN, NAME, about="One of the names on the sheet Programmes.", needed=True),
    ColumnField(START, "LearningDelivery", START, about="First day of learning.", needed=True),
    *_PERSONAL,
    ColumnField("LLDDCat", "LLDDandHealthProblem", "LLDDCat", several=True,
                about="The first one is the primary category; several with commas."),
    ColumnField("PriorLevel", "PriorAttain", "PriorLevel"),
    ColumnField("DateLevelApp", "PriorAttain", "DateLevelApp", about="If blank: the start date."),
    ColumnField("DateEmpStatApp", "LearnerEmploymentStatus", "DateEmpStatApp",
                about="Since when the learner works there. If blank: the day before the start."),
    ColumnField(END, "LearningDelivery", END, about="Only if it differs from the programme's planned length."),
    ColumnField("LSDPostcode", "LearningDelivery", "LSDPostcode",
                about="If blank: PostcodePrior, where it is asked for."),
    *_LIST_NOTES,
    *(one for one in PROGRAMME_FIELDS if one.header not in (*IDENTITY, *(own.header for own in _OF_LEARNER))),
    *_OF_LEARNER,
    *_same("LearningDelivery", "FundModel ProgType StdCode"),
)  # fmt: skip
"""Every column that a list of new learners may have; what a programme says too holds for that learner alone."""

CONTRADICTS = ("FundModel", "ProgType", "StdCode")
"""Columns of a list that must say what the programme says."""


@cache
def programme_fields(year: Catalogue) -> Mapping[str, ColumnField]:
    """The columns of a programme that a year has, by header."""
    return {one.header: one for one in PROGRAMME_FIELDS if definition(one, year) is not None}


@cache
def list_fields(year: Catalogue) -> Mapping[str, ColumnField]:
    """The columns that a list of new learners may have in a year, by header."""
    return {one.header: one for one in LIST_FIELDS if definition(one, year) is not None}


@cache
def definition(column: ColumnField, year: Catalogue) -> Field | None:
    """The catalogue's definition of what a column holds; None if the year has no such field or code.

    Names, lengths and planned hours are no fields of the return; their definitions are made here.
    """
    if column.entity == OWN:
        return _own(column)
    known = year.fields.get(column.entity, {}).get(column.field)
    if known is None or not all(_has_code(year, column, name, code) for name, code in column.fixed):
        return None
    codes = known.list
    for name, code in column.fixed:
        codes = codes.replace(f"{{{name}}}", code)
    return _like(known, codes, column)


def _has_code(year: Catalogue, column: ColumnField, name: str, code: str) -> bool:
    codes = year.lists.get(year.fields[column.entity][name].list)
    return codes is None or code in codes.codes


def _like(known: Field, codes: str, column: ColumnField) -> Field:
    return Field(
        known.entity, known.field, known.type, column.needed, known.charset, known.min_length, known.max_length,
        known.characters, known.digits, known.decimals, known.low, known.high, known.pattern, known.fixed, codes,
        known.after, column.label or known.label, column.about or known.about,
    )  # fmt: skip


def _own(column: ColumnField) -> Field:
    if column.header == NAME:
        return Field(OWN, NAME, "string", required=True, max_length=LONGEST_NAME, label=NAME, about=column.about)
    most = Decimal(9999 if column.header in (HOURS, DAYS) else 99)
    return Field(OWN, column.header, "int", required=False, low=Decimal(0), high=most, label=column.header,
                 about=column.about)  # fmt: skip
