"""A learner who came from another provider, and a change to another programme at this one."""

from __future__ import annotations

from datetime import date

from ilr_core.events.aims import (
    aim_question,
    capital,
    chosen,
    contract_of,
    is_english_or_maths,
    is_funded_apprenticeship,
    is_open,
    is_whole,
    parts_of,
)
from ilr_core.events.answers import Answers, Question, Which
from ilr_core.events.endings import ACTUAL_HOURS, leave
from ilr_core.events.registry import Notes, Refused, Scene, event
from ilr_core.events.shares import SHARE_QUESTION, share_left
from ilr_core.events.writing import add_fam, add_price, new_aim, next_number, put, put_planned_hours, shown
from ilr_core.model import Learner, LearningDelivery

NEW_AIM_HERE = "40"
EMPLOYER_CONTRACT = "1"
GOES_ON = ("SOF", "EEF")
COMPONENT = 3
BEGUN = Which("open", lambda aim: is_open(aim) and is_whole(aim))
TO_CHANGE = Which("an open apprenticeship", lambda aim: is_funded_apprenticeship(aim) and is_open(aim))


@event(
    "transfer-in",
    "Transfer from another provider",
    when="A learner whose new aims are recorded had begun the same learning with another provider.",
    writes=(
        "the open programme and its open components, or the single aim: RES 1",
        "PriorLearnFundAdj on English, maths and adult skills aims: the share still to be delivered",
        "no OrigLearnStartDate: that is for learning begun with you",
    ),
    asks=(
        SHARE_QUESTION,
        aim_question(BEGUN, "the programme, or of an aim that belongs to none", "the only one that is open"),
    ),
)  # fmt: skip
def transfer_in(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Marks open aims as learning begun elsewhere."""
    whole = chosen(learner, asked, BEGUN)
    if _is_restart(whole):
        raise Refused("LearnDelFAMType_18", f"{capital(whole)} is marked as a restart (RES) already.")
    aims = [whole, *parts_of(whole, lambda aim: is_open(aim) and not _is_restart(aim))]
    unknown = asked.named("share_left") - {aim.AimSeqNumber for aim in aims}
    if unknown:
        raise Refused("", f"Aim {min(unknown)} is not among those that came from the other provider.")
    for aim in aims:
        share = share_left(aim, asked)
        add_fam(aim, "RES", "1")
        if share is not None:
            put(aim, "PriorLearnFundAdj", share)
    return ["The price (TNP) must be what you agreed with the employer for the rest of the learning."]


def _is_restart(aim: LearningDelivery) -> bool:
    return any(fam.LearnDelFAMType == "RES" for fam in aim.LearningDeliveryFAM)


@event(
    "change-programme",
    "Change to another apprenticeship",
    when="An apprentice changes to another standard with you and the same employer.",
    writes=(
        "old programme and its open components: CompStatus 3, LearnActEndDate, Outcome 3, WithdrawReason 40",
        "old programme: the last ACT ends; actual hours, as HRS 3 (2025/26: OTJActHours)",
        "a new programme aim: StdCode, dates, HRS 1 (2025/26: PHours), TNP 1 and TNP 2, ACT 1, EPAOrgID",
        "on it as on the old one: postcode, source of funding, EEF",
        "a new component aim for each reference given",
    ),
    asks=(
        Question("date", "day", "last day on the old programme"),
        Question("start", "day", "first day on the new programme"),
        Question("planned_end", "day", "planned end of the new programme"),
        Question("standard", "whole", "code of the new standard (StdCode)"),
        Question("components", "references", "references of its component aims (LearnAimRef), with commas between"),
        Question("planned_hours", "whole", "planned off-the-job hours of the new programme, after prior learning"),
        Question("training_price", "pounds", "training price of the new programme, after prior learning"),
        Question("assessment_price", "pounds", "assessment price of the new programme"),
        Question("assessment_organisation", "text", "assessment organisation (EPAOrgID)", required=False,
                 otherwise="the same as before"),
        ACTUAL_HOURS,
        aim_question(TO_CHANGE, "the old programme", "the only one there is"),
    ),
)  # fmt: skip
def change_programme(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Closes one apprenticeship and begins another."""
    old = chosen(learner, asked, TO_CHANGE)
    last, start, planned_end = asked.day("date"), asked.day("start"), asked.day("planned_end")
    _must_be_another(old, asked, last, start, planned_end)
    asked = asked.with_answer("aim", old.AimSeqNumber)
    notes = leave(learner, asked, scene, NEW_AIM_HERE)
    new = new_aim(old, learner, scene.year)
    _begin(new, asked, start, planned_end)
    new.HRSRecord, new.LearningDeliveryHE = [], []
    put_planned_hours(new, asked.whole("planned_hours"), scene.year)
    put(new, "EPAOrgID", asked.text("assessment_organisation") or old.EPAOrgID)
    dropped = sorted({fam.LearnDelFAMType for fam in new.LearningDeliveryFAM} - {*GOES_ON, "ACT", "RES", "LSF"})
    new.LearningDeliveryFAM = [fam for fam in new.LearningDeliveryFAM if fam.LearnDelFAMType in GOES_ON]
    add_fam(new, "ACT", EMPLOYER_CONTRACT, start)
    add_price(new, 1, start, asked.whole("training_price"))
    add_price(new, 2, start, asked.whole("assessment_price"))
    for reference in asked.references("components"):
        _add_component(new, reference, scene)
    if dropped:
        notes.append(f"Not carried over to the new programme: {', '.join(dropped)}. Add what still applies.")
    return notes


def _must_be_another(old: LearningDelivery, asked: Answers, last: date, start: date, planned_end: date) -> None:
    if old.StdCode == asked.whole("standard"):
        raise Refused("", f"{capital(old)} is standard {old.StdCode} already. Give the new one.")
    if start <= last:
        raise Refused("R_124", f"The new programme cannot begin on {shown(start)}, before the old one is over.")
    if planned_end < start:
        raise Refused("LearnPlanEndDate_02", f"The planned end {shown(planned_end)} is before the start.")
    if not asked.references("components"):
        raise Refused("R_31", "A programme has at least one component aim. Give its reference (LearnAimRef).")
    own = parts_of(old, lambda one: is_open(one) and is_english_or_maths(one))
    if own:
        raise Refused(
            "",
            f"{capital(own[0])} is English or maths and still open; how it goes on is for you to say. "
            "Finish or withdraw it by its number first, and record it again with the new programme.",
        )
    contract = contract_of(old)
    if contract is not None and contract.LearnDelFAMCode != EMPLOYER_CONTRACT:
        raise Refused(
            "LearnDelFAMType_92",
            "New programmes have the contract type ACT 1; this one has another. Record the new programme by hand.",
        )


def _begin(aim: LearningDelivery, asked: Answers, start: date, planned_end: date) -> None:
    put(aim, "LearnStartDate", start)
    put(aim, "LearnPlanEndDate", planned_end)
    put(aim, "StdCode", asked.whole("standard"))
    for field in ("OrigLearnStartDate", "PriorLearnFundAdj", "OtherFundAdj", "PHours"):
        put(aim, field, None)


def _add_component(programme: LearningDelivery, reference: str, scene: Scene) -> None:
    learner = programme.learner
    aim = LearningDelivery(learner, len(learner.LearningDelivery))
    aim.LearnAimRef, aim.AimType, aim.AimSeqNumber = reference, COMPONENT, next_number(learner, scene.year)
    for field in ("LearnStartDate", "LearnPlanEndDate", "FundModel", "ProgType", "StdCode", "DelLocPostCode",
                  "LSDPostcode", "ConRefNumber", "PartnerUKPRN"):  # fmt: skip
        setattr(aim, field, programme.value(field))
    aim.CompStatus = 1
    for fam in programme.LearningDeliveryFAM:
        if fam.LearnDelFAMType == "SOF":
            add_fam(aim, "SOF", fam.LearnDelFAMCode)
    learner.LearningDelivery.append(aim)
