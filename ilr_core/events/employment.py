"""A new employer, and redundancy."""

from __future__ import annotations

from datetime import date

from ilr_core.catalogue import Catalogue
from ilr_core.events.agreed import agreed_prices, residual_of, spell_of
from ilr_core.events.aims import (
    aim_question,
    called,
    capital,
    chosen,
    contract_of,
    is_awaiting,
    is_funded_apprenticeship,
    is_open,
    is_paused,
    parts_of,
)
from ilr_core.events.answers import Answers, Question, Which
from ilr_core.events.registry import Notes, Refused, Scene, event
from ilr_core.events.writing import add_fam, add_price, add_status, put, shown
from ilr_core.funding.programmes import RESIDUAL_ASSESSMENT, RESIDUAL_TRAINING
from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.derived import status_on

EMPLOYED, LOOKING, NOT_LOOKING = 10, 11, 12
UP_TO_THREE_MONTHS, UNDER_SIX_MONTHS = 1, 1
REDUNDANT, OTHER_EMPLOYER = 1, 3
NOT_REGISTERED = 999999999
EII_NOW = ("5", "6", "7", "8")
"""The codes for hours of work that are given now; those before them are old ones."""
OPEN = Which("an open apprenticeship", lambda aim: is_funded_apprenticeship(aim) and is_open(aim))
GOES_ON = Which(
    "an apprenticeship that goes on",
    lambda aim: is_funded_apprenticeship(aim) and (is_open(aim) or is_paused(aim) or is_awaiting(aim)),
)


def has_agreements(learner: Learner, year: Catalogue) -> bool:
    """Whether a year's return has agreement numbers."""
    return "AgreemId" in year.fields["LearnerEmploymentStatus"]


EMPLOYER_QUESTIONS = (
    Question("employer", "whole", "number of the new employer (EmpId); 999999999 if it is not registered yet",
             required=False, otherwise="the employer stays"),
    Question("hours", "code", "hours of work a week (EII)", codes="ESM:EII", among=EII_NOW, required=False,
             otherwise="refused with a new employer"),
    Question("agreement", "text", "agreement number in the apprenticeship service (AgreemId), from 2026/27",
             required=False, otherwise="none", applies=has_agreements),
    Question("contract", "code", "contract type (ACT), if it is another one", codes="LearnDelFAM:ACT", required=False,
             otherwise="stays as it is"),
)  # fmt: skip


@event(
    "employer",
    "New employer",
    when="An apprentice goes on with the same apprenticeship at another employer.",
    writes=(
        "a new employment record from the first day: EmpStat 10, EmpId, AgreemId, OET 3, LOE 1 and EII",
        "programme aim: TNP 3 and TNP 4 from that day, what is left of the price; earlier prices stay",
        "only if the contract type changes: ACT ends the day before, a new one begins, on all open aims that have one",
    ),
    asks=(
        Question("date", "day", "first day with the new employer"),
        Question("employer", "whole", "number of the new employer (EmpId); 999999999 if it is not registered yet"),
        Question("hours", "code", "hours of work a week (EII)", codes="ESM:EII", among=EII_NOW),
        *EMPLOYER_QUESTIONS[2:],
        Question("training_price", "pounds", "training price agreed with the new employer", required=False,
                 otherwise="TNP less what was earned from it, in whole pounds"),
        Question("assessment_price", "pounds", "assessment price agreed with the new employer", required=False,
                 otherwise="the assessment price as before"),
        aim_question(OPEN, "the programme", "the only one there is"),
    ),
)  # fmt: skip
def change_employer(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Records the new employer, and what is left of the price from that day."""
    day = asked.day("date")
    aim = chosen(learner, asked, OPEN)
    if day <= aim.LearnStartDate:
        raise Refused(
            "AFinDate_07" if day == aim.LearnStartDate else "R_119",
            f"{capital(aim)} cannot change employer on {shown(day)}: that is not after its start. If the "
            "employer was wrong from the start, correct the employment record.",
        )
    agreed = agreed_prices(spell_of(aim).aims)
    if agreed.since is not None and agreed.since > day:
        raise Refused(
            "", f"A price from {shown(agreed.since)} is recorded, after this day. Correct the later prices by hand."
        )
    if agreed.since == day and not agreed.is_residual:
        raise Refused(
            "AFinDate_07",
            f"There is a total price (TNP 1 or 2) from {shown(day)} already, and the price left after a change of "
            "employer cannot begin on the same day. Correct the price or the day.",
        )
    training, assessment, notes = _price_left(aim, day, asked, scene)
    employed_elsewhere(learner, day, asked, scene)
    if asked.has("contract"):
        _change_contract(aim, day, asked.text("contract"))
    add_price(aim, RESIDUAL_TRAINING, day, training)
    if assessment is not None:
        add_price(aim, RESIDUAL_ASSESSMENT, day, assessment)
    return notes


def _price_left(aim: LearningDelivery, day: date, asked: Answers, scene: Scene) -> tuple[int, int | None, Notes]:
    training, assessment = asked.whole_or_none("training_price"), asked.whole_or_none("assessment_price")
    before = agreed_prices(spell_of(aim).aims).assessment
    notes: Notes = []
    if training is None:
        training, before, notes = residual_of(aim, day, scene, aim.LearnPlanEndDate)
    return training, before if assessment is None else assessment, notes


def employed_elsewhere(learner: Learner, day: date, asked: Answers, scene: Scene) -> None:
    """Adds the employment record of a new employer. Refuses the employer that the learner has already."""
    employer = asked.whole("employer")
    now = status_on(learner, day)
    if now is not None and now.EmpStat == EMPLOYED and now.EmpId == employer != NOT_REGISTERED:
        raise Refused("", f"The learner works for employer {employer} already. Give the number of the new employer.")
    if not asked.has("hours"):
        raise Refused("ESMType_02", "The hours of work a week at the new employer (EII) are missing. Give them.")
    facts = {"EII": int(asked.text("hours")), "LOE": UP_TO_THREE_MONTHS, "OET": OTHER_EMPLOYER}
    status = add_status(learner, EMPLOYED, day, facts)
    status.EmpId = employer
    if asked.has("agreement"):
        if not has_agreements(learner, scene.year):
            raise Refused("", "This year's return has no agreement number (AgreemId). Leave it out.")
        status.AgreemId = asked.text("agreement")


def _change_contract(aim: LearningDelivery, day: date, code: str) -> None:
    """Ends contract types the day before and begins new ones, on the programme and its open components."""
    for one in (aim, *parts_of(aim, is_open)):
        contract = contract_of(one)
        if contract is None or contract.LearnDelFAMCode == code:
            continue
        if contract.LearnDelFAMDateFrom is not None and contract.LearnDelFAMDateFrom >= day:
            raise Refused(
                "R_101",
                f"The contract type (ACT) of {called(one)} begins on {shown(contract.LearnDelFAMDateFrom)}, not before "
                "the change. Correct it by hand.",
            )
        put(contract, "LearnDelFAMDateTo", date.fromordinal(day.toordinal() - 1))
        add_fam(one, "ACT", code, day)


@event(
    "redundancy",
    "Redundancy",
    when="An apprentice is made redundant. While they may go on learning, the aims stay open.",
    writes=(
        "a new employment record from the first day without the job: EmpStat 11 or 12, OET 1, no EmpId",
        "with EmpStat 11 also LOU 1, unemployed for less than six months",
    ),
    asks=(
        Question("date", "day", "first day without the job"),
        Question("status", "code", "employment status (EmpStat)",
                 codes="EmpStat", among=("11", "12")),
        aim_question(GOES_ON, "the programme", "the only one there is"),
    ),
)  # fmt: skip
def make_redundant(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Records that an apprentice lost the job; learning goes on."""
    day, status = asked.day("date"), int(asked.text("status"))
    aim = chosen(learner, asked, GOES_ON)
    if status not in (LOOKING, NOT_LOOKING):
        rule = "ESMType_18" if status == EMPLOYED else ""
        raise Refused(rule, "Somebody made redundant is not in paid employment: the status is 11 or 12.")
    if day <= aim.LearnStartDate:
        raise Refused("", f"{shown(day)} is not after the start of {called(aim)}. Give the first day without the job.")
    now = status_on(learner, day)
    if now is None or now.EmpStat != EMPLOYED:
        raise Refused("", f"The learner is not recorded as employed on {shown(day)}. Correct the employment records.")
    add_status(learner, status, day, {**({"LOU": UNDER_SIX_MONTHS} if status == LOOKING else {}), "OET": REDUNDANT})
    return ["The aims stay open. Then record a new employer, a break or a withdrawal, whichever comes."]
