"""A new apprentice as a row of the service's file upload, or why the service would not take them.

Columns and what each may hold: DfE's public code, das-providercommitments (CsvRecord,
FileUploadStartViewModelValidator) and das-commitments (BulkUploadValidateRequest), read in 2026, and the upload
specification for training providers, version 7. What only the service knows (cohorts, agreements, other providers'
apprentices) it alone can judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ilr_core.exact import day_in_words
from ilr_core.funding import academic_year_of
from ilr_core.funding.earnings import full_years
from ilr_core.funding.programmes import Spell, programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.rpl.service_entry import service_entry_errors
from ilr_core.rules.derived.check_digits import uln_check_digit

COLUMNS = (
    "CohortRef", "AgreementID", "ULN", "FamilyName", "GivenNames", "DateOfBirth", "EmailAddress", "StdCode",
    "StartDate", "EndDate", "TotalPrice", "EPAOrgID", "ProviderRef", "RecognisePriorLearning", "TrainingTotalHours",
    "TrainingHoursReduction", "IsDurationReducedByRPL", "DurationReducedBy", "PriceReducedBy",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FIRST_START = date(2017, 5, 1)
YOUNGEST, OLDEST = 15, 114
DEAREST = 100_000
LONGEST = {"FamilyName": 100, "GivenNames": 100, "EmailAddress": 200, "CohortRef": 20, "EPAOrgID": 7, "ProviderRef": 20}
AGREEMENT = re.compile(r"[A-Za-z0-9]{1,6}")
TEMPORARY = "Y"
CONTINUING = 1
PLANNED, TAKEN_OUT = 1, 4
_EMAIL = re.compile(r"[^@\s,;\"<>]+@[^@\s,;\"<>.]+(\.[^@\s,;\"<>.]+)+")


@dataclass(frozen=True)
class Given:
    """What the return does not say. ``cohort`` blank: the service makes a new one for each employer.

    ``agreement`` is for learners whose employment record has no AgreemId. ``weeks``: by how many weeks prior learning
    shortens the programme, by LearnRefNumber; 0 for not at all; ``other_weeks`` is for those who are not in it.
    ``no_prior_learning`` says that nobody has any, for years whose return cannot say it.
    """

    cohort: str = ""
    agreement: str = ""
    weeks: Mapping[str, int] = field(default_factory=dict)
    no_prior_learning: bool = False
    other_weeks: int | None = None


@dataclass(frozen=True)
class NewApprentice:
    """A row of the upload by column, and the reasons why the service would refuse it; none if it would not."""

    learner: Learner
    cells: Mapping[str, str]
    reasons: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """The LearnRefNumber."""
        return self.learner.text("LearnRefNumber") or ""


def new_apprentice(learner: Learner, given: Given, knowledge: Knowledge, today: date, year: str) -> NewApprentice:
    """The row of a learner's latest apprenticeship. Never raises."""
    programmes = programmes_of(learner)
    if not programmes:
        why = "has no funded apprenticeship (programme aim of funding model 36) whose dates and CompStatus can be read"
        return NewApprentice(learner, {}, (f"{why}.",))
    spell = programmes[-1]
    start = service_start(spell)
    prior, unsaid = _prior_learning(learner, spell, given, start, year)
    price = agreed_price(spell)
    cells = {
        "CohortRef": given.cohort,
        "AgreementID": agreement_of(learner, start) or given.agreement,
        "ULN": learner.text("ULN") or "",
        "FamilyName": learner.text("FamilyName") or "",
        "GivenNames": learner.text("GivenNames") or "",
        "DateOfBirth": f"{learner.DateOfBirth:%Y-%m-%d}" if learner.DateOfBirth else "",
        "EmailAddress": learner.text("Email") or "",
        "StdCode": str(spell.last.StdCode or ""),
        "StartDate": f"{start:%Y-%m-%d}",
        "EndDate": f"{spell.last.LearnPlanEndDate:%Y-%m}",
        "TotalPrice": "" if price is None else str(price),
        "EPAOrgID": spell.last.text("EPAOrgID") or "",
        "ProviderRef": learner.text("LearnRefNumber") or "",
        **prior,
    }
    reasons = [
        *_of_programme(spell), *_of_person(cells, learner, start), *_of_course(cells, spell, start, knowledge, today),
        *_of_texts(cells), *([unsaid] if unsaid else _of_prior_learning(cells)),
    ]  # fmt: skip
    return NewApprentice(learner, {name: cells[name] for name in COLUMNS}, tuple(reasons))


def service_start(spell: Spell) -> date:
    """The first day under the employer of now: that of the programme, or of the last change of employer."""
    stages = spell.price_stages()
    first = spell.first
    begun: date = (spell.begun_before and first.OrigLearnStartDate) or first.LearnStartDate
    return stages[-1].start if len(stages) > 1 else begun


def agreed_price(spell: Spell) -> int | None:
    """The total price in force (TNP), whole pounds; None without any."""
    stages = spell.price_stages()
    return int(stages[-1].prices[-1][2]) if stages else None  # type: ignore[call-overload]  # amounts of records


def agreement_of(learner: Learner, day: date) -> str:
    """The AgreemId of the employment record in force on a day; empty if it has none."""
    records = [one for one in learner.LearnerEmploymentStatus if one.DateEmpStatApp and one.DateEmpStatApp <= day]
    latest = max(records, key=lambda one: one.DateEmpStatApp, default=None)
    return (latest.text("AgreemId") or "") if latest else ""


def _of_programme(spell: Spell) -> list[str]:
    if spell.last.CompStatus != CONTINUING or spell.last.LearnActEndDate:
        return ["the apprenticeship is over or paused; only one that goes on can be added."]
    if len(spell.aims) > 1 or spell.begun_before:
        return ["comes back from a break: the employer resumes the record in the service, nothing is uploaded."]
    return []


def _of_person(cells: Mapping[str, str], learner: Learner, start: date) -> list[str]:
    reasons = []
    digit = uln_check_digit(learner.ULN) if isinstance(learner.ULN, int) else ""
    if digit == TEMPORARY:
        reasons.append("the ULN is the temporary number 9999999999.")
    elif not digit or cells["ULN"][-1:] != digit or len(cells["ULN"]) != 10:
        reasons.append("the ULN is missing or no number that exists.")
    reasons += [f"{name} is missing." for name in ("FamilyName", "GivenNames", "DateOfBirth") if not cells[name]]
    if learner.DateOfBirth and not YOUNGEST <= full_years(learner.DateOfBirth, start) <= OLDEST:
        reasons.append(f"the age at the start is not from {YOUNGEST} to {OLDEST} (DateOfBirth {cells['DateOfBirth']}).")
    if not cells["EmailAddress"]:
        reasons.append("Email is missing; the service asks for the apprentice's own.")
    elif not _EMAIL.fullmatch(cells["EmailAddress"]):
        reasons.append("Email is no address.")
    return reasons


def _of_course(cells: Mapping[str, str], spell: Spell, start: date, knowledge: Knowledge, today: date) -> list[str]:
    reasons = []
    # A year's last possible start: a year after the end of the academic year of today.
    latest = date(2000 + int(academic_year_of(today)[2:]) + 1, 7, 31)
    if not FIRST_START <= start <= latest:
        span = f"{day_in_words(FIRST_START)} to {day_in_words(latest)}"
        reasons.append(f"the start {cells['StartDate']} is outside what the service takes: {span}.")
    if spell.last.LearnPlanEndDate.replace(day=1) < start:
        reasons.append("LearnPlanEndDate lies in the month of the start or before it.")
    lars = knowledge.registers.LARS
    known = lars.standard(spell.last.StdCode) if lars and spell.last.StdCode else None
    if not cells["StdCode"]:
        reasons.append("StdCode is missing: the service takes standards only.")
    elif known and (
        (known.EffectiveFrom and start < known.EffectiveFrom) or (known.EffectiveTo and start > known.EffectiveTo)
    ):
        reasons.append(f"standard {cells['StdCode']} was not open on {cells['StartDate']} (LARS).")
    price = Decimal(cells["TotalPrice"] or 0)
    if not 0 < price <= DEAREST:
        reasons.append(f"the total price (TNP) must be from £1 to £{DEAREST:,}.")
    return reasons


def _of_texts(cells: Mapping[str, str]) -> list[str]:
    reasons = [
        f"{name} is longer than {most} letters." for name, most in LONGEST.items() if len(cells.get(name, "")) > most
    ]
    # An apostrophe in front, as in our other files, would become part of the name in the service.
    reasons += [
        f"{name} begins with {text[0]!r}, which a spreadsheet would take for a formula."
        for name, text in cells.items()
        if text.startswith(FORMULA_STARTS)
    ]
    reasons += [f"{name} holds a line break." for name, text in cells.items() if "\n" in text[1:] or "\r" in text[1:]]
    if not AGREEMENT.fullmatch(cells["AgreementID"]):
        said = "is missing" if not cells["AgreementID"] else "is not 1 to 6 letters and digits"
        reasons.append(f"the agreement ID {said}: fill AgreemId on Employment, or give one for all.")
    return reasons


def _prior_learning(learner: Learner, spell: Spell, given: Given, start: date, year: str) -> tuple[dict[str, str], str]:
    """The cells of prior learning, and what the return does not say."""
    blank = dict.fromkeys(COLUMNS[COLUMNS.index("RecognisePriorLearning") :], "")
    if not service_entry_errors(start=start):
        return blank, ""  # a start for which the service asks nothing about it
    aim = spell.last
    hours = {one.HRSCode: one.HRSAmount for one in aim.HRSRecord if one.HRSType == "HRS"}
    removed = hours.get(TAKEN_OUT) or 0
    money = next((one.AFinAmount for one in aim.AppFinRecord if one.AFinType == "RIP"), None) or 0
    if not removed and not money:
        if year < "2627" and not given.no_prior_learning:
            return blank, "the return of this year cannot say whether prior learning was counted; say that it was not."
        return blank | {"RecognisePriorLearning": "false"}, ""
    weeks = given.weeks.get(learner.text("LearnRefNumber") or "", given.other_weeks)
    cells = blank | {
        "RecognisePriorLearning": "true",
        "TrainingTotalHours": str((hours.get(PLANNED) or 0) + removed),
        "TrainingHoursReduction": str(removed),
        "IsDurationReducedByRPL": "" if weeks is None else "true" if weeks else "false",
        "DurationReducedBy": str(weeks) if weeks else "",
        "PriceReducedBy": str(money),
    }
    return cells, "" if weeks is not None else "say by how many weeks prior learning shortens it (0: not at all)."


def _of_prior_learning(cells: Mapping[str, str]) -> list[str]:
    found = service_entry_errors(
        start=cells["StartDate"],
        recognise_prior_learning=cells["RecognisePriorLearning"],
        training_total_hours=cells["TrainingTotalHours"],
        training_hours_reduction=cells["TrainingHoursReduction"],
        is_duration_reduced_by_rpl=cells["IsDurationReducedByRPL"],
        duration_reduced_by=cells["DurationReducedBy"],
        price_reduced_by=cells["PriceReducedBy"],
    )
    return [f"{one.property}: {one.message}" for one in found]
