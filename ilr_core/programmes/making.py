"""Makes every record of a new learner from a programme and what a list says of the learner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner, built_learner
from ilr_core.programmes.fields import (
    COMPONENTS,
    CORE,
    END,
    ENGLISH,
    HOURS,
    IDENTITY,
    MATHS,
    REFERENCE,
    START,
    list_fields,
    programme_fields,
)
from ilr_core.programmes.programme import (
    Programme,
    Texts,
    end_of,
    end_of_english_and_maths,
    hours_record,
)
from ilr_core.rules.dates import days_after

PROGRAMME_AIM, COMPONENT, ALONE, CORE_AIM = "1", "3", "4", "5"
PROGRAMME_REFERENCE = "ZPROG001"
APPRENTICESHIP = "36"
NO = {"no", "n", "none", "-", "exempt"}
"""What a list says of English or maths to leave the aim out for a learner."""
_UNDATED = ("SOF", "FFI", "LDM", "DAM", "EEF", "FLN", "HHS", "ADL")
_FAMS = (*_UNDATED, "ACT", "ACL")
_MONITORING = ("SEI", "EII", "LOU", "LOE", "BSI", "PEI", "SEM")
Data = dict[str, object]


@dataclass(frozen=True)
class Starter:
    """A new learner of a list: a programme, the first day, and texts by column (`LIST_FIELDS`), blank ones left out.

    Texts are in the spelling of the return where they can be read, else as typed.
    """

    programme: Programme
    start: date
    texts: Mapping[str, Texts]

    def all(self, header: str) -> Texts:
        """What the list says of the learner, else what the programme says."""
        own = header in self.texts and header not in IDENTITY
        return self.texts[header] if own else self.programme.all(header)

    def text(self, header: str) -> str:
        """The one text of a column; empty if it holds none."""
        return next(iter(self.all(header)), "")

    @property
    def end(self) -> date:
        """The planned end: the list's own, else as long as the programme takes."""
        own = self.text(END)
        return date.fromisoformat(own) if own else end_of(self.programme, self.start)


@dataclass(frozen=True)
class PlannedAim:
    """One aim to make: its reference and type, its planned end, and whether it is English or maths."""

    reference: str
    kind: str
    end: date
    is_english_or_maths: bool = False


def new_learner(starter: Starter, reference: str, year: Catalogue, position: int = 0) -> Learner:
    """The learner with every record, known under a LearnRefNumber; MA and EO faults are those of the year.

    A text that cannot be read stays as typed, as in a workbook. ``position`` counts the learners of the return.
    """
    data: Data = {REFERENCE: reference, **_personal(starter, year)}
    data |= {entity: records for entity, records in _records_of_learner(starter, year) if records}
    data["LearningDelivery"] = [
        {"AimSeqNumber": number, **_aim(starter, aim, year)} for number, aim in enumerate(planned_aims(starter), 1)
    ]
    return built_learner(data, year, position)


def planned_aims(starter: Starter) -> list[PlannedAim]:
    """The aims of a learner in their order: the programme aim, the core aim, components, English, maths."""
    programme, end = starter.programme, starter.end
    inside = programme.has_programme_aim
    shorter = end_of_english_and_maths(programme, starter.start, end)
    aims = [PlannedAim(PROGRAMME_REFERENCE, PROGRAMME_AIM, end)] if inside else []
    aims += [PlannedAim(text, CORE_AIM, end) for text in programme.all(CORE)]
    aims += [PlannedAim(text, COMPONENT if inside else ALONE, end) for text in programme.all(COMPONENTS)]
    for header in (ENGLISH, MATHS):
        text = starter.text(header)
        if text and text.casefold() not in NO:
            aims.append(PlannedAim(text, COMPONENT, shorter, is_english_or_maths=True))
    return aims


def _personal(starter: Starter, year: Catalogue) -> Data:
    own = {name: starter.text(name) for name, one in list_fields(year).items() if one.entity == "Learner"}
    own.pop(REFERENCE)
    for name, other in (("PostcodePrior", "Postcode"), ("Postcode", "PostcodePrior")):
        own[name] = own[name] or own[other]
    return {name: text for name, text in own.items() if text}


def _records_of_learner(starter: Starter, year: Catalogue) -> Iterator[tuple[str, list[Data]]]:
    level = starter.text("PriorLevel")
    applies = starter.text("DateLevelApp") or starter.start.isoformat()
    yield "PriorAttain", [{"PriorLevel": level, "DateLevelApp": applies}] if level else []
    categories = starter.all("LLDDCat")
    yield (
        "LLDDandHealthProblem",
        [{"LLDDCat": text, **({} if number else {"PrimaryLLDD": 1})} for number, text in enumerate(categories)],
    )
    yield "LearnerEmploymentStatus", _employment(starter, year)
    yield "ProviderSpecLearnerMonitoring", list(_boxes(starter, year, "ProviderSpecLearnerMonitoring"))


def _employment(starter: Starter, year: Catalogue) -> list[Data]:
    """The employment record on the first day; none if neither list nor programme say anything of it."""
    names = (name for name in ("EmpStat", "EmpId", "AgreemId") if name in programme_fields(year))
    record: Data = {name: text for name in names if (text := starter.text(name))}
    facts: list[Data] = [{"ESMType": kind, "ESMCode": text} for kind in _MONITORING if (text := starter.text(kind))]
    if not record and not facts:
        return []
    # EmpStat_09 asks for a status from before the first day.
    record["DateEmpStatApp"] = starter.text("DateEmpStatApp") or days_after(starter.start, -1).isoformat()
    return [record | ({"EmploymentStatusMonitoring": facts} if facts else {})]


def _boxes(starter: Starter, year: Catalogue, entity: str) -> Iterator[Data]:
    for header, one in list_fields(year).items():
        if one.entity == entity and starter.text(header):
            yield {**dict(one.fixed), one.field: starter.text(header)}


def _aim(starter: Starter, aim: PlannedAim, year: Catalogue) -> Data:
    programme = starter.programme
    data: Data = {
        "LearnAimRef": aim.reference, "AimType": aim.kind, START: starter.start.isoformat(), END: aim.end.isoformat(),
        "CompStatus": 1,
    }  # fmt: skip
    for name in ("FundModel", "ProgType", "StdCode", "DelLocPostCode", "PartnerUKPRN", "ConRefNumber"):
        if text := starter.text(name):
            data[name] = text
    if programme.text("FundModel") != APPRENTICESHIP and (postcode := _postcode_at_start(starter)):
        data["LSDPostcode"] = postcode
    if aim.kind == PROGRAMME_AIM and starter.text("EPAOrgID"):
        data["EPAOrgID"] = starter.text("EPAOrgID")
    data |= _hours(starter, aim, year)
    children = {
        "LearningDeliveryFAM": list(_fams(starter, aim, year)),
        "AppFinRecord": list(_prices(starter, year)) if aim.kind == PROGRAMME_AIM else [],
        "ProviderSpecDeliveryMonitoring": list(_boxes(starter, year, "ProviderSpecDeliveryMonitoring")),
    }
    for entity, records in children.items():
        if records:
            known = data.get(entity)
            data[entity] = [*(known if isinstance(known, list) else []), *records]
    return data


def _postcode_at_start(starter: Starter) -> str:
    return starter.text("LSDPostcode") or starter.text("PostcodePrior") or starter.text("Postcode")


def _hours(starter: Starter, aim: PlannedAim, year: Catalogue) -> Data:
    """Planned hours in the year's form, on the aims that have them."""
    amount, place = starter.text(HOURS), hours_record(starter.programme, aim.kind)
    if not amount or place is None:
        return {}
    if place.into not in year.entities:
        return {place.field: amount}
    return {place.into: [{**place.fixed, place.value: amount}]}


def _fams(starter: Starter, aim: PlannedAim, year: Catalogue) -> Iterator[Data]:
    """Funding and monitoring, first what has a column on the sheet of aims, as it will be read back."""
    is_contracted = aim.kind == PROGRAMME_AIM or aim.is_english_or_maths
    known = programme_fields(year)
    kinds = [kind for kind in _FAMS if kind in known and (kind != "ACT" or is_contracted)]
    first = [(kind, text) for kind in kinds if kind in _UNDATED for text in starter.all(kind)[:1]]
    rest = [(kind, text) for kind in kinds for text in starter.all(kind)[kind in _UNDATED :]]
    for kind, text in (*first, *rest):
        dated = {"LearnDelFAMDateFrom": starter.start.isoformat()} if kind == "ACT" else {}
        yield {"LearnDelFAMType": kind, "LearnDelFAMCode": text, **dated}


def _prices(starter: Starter, year: Catalogue) -> Iterator[Data]:
    for header, one in programme_fields(year).items():
        if one.entity == "AppFinRecord" and starter.text(header):
            yield {**dict(one.fixed), "AFinDate": starter.start.isoformat(), one.field: starter.text(header)}
