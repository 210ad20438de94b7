"""A new ULN for a temporary one, and the correction of a personal detail."""

from __future__ import annotations

from ilr_core.catalogue import Catalogue
from ilr_core.events.answers import Answers, Question
from ilr_core.events.registry import Notes, Refused, Scene, event
from ilr_core.events.writing import put
from ilr_core.model import Learner, plain_text, reader

TEMPORARY_ULN = 9999999999
DETAILS = (
    "FamilyName", "GivenNames", "DateOfBirth", "Sex", "Ethnicity", "NINumber", "PostcodePrior", "Postcode", "AddLine1",
    "AddLine2", "AddLine3", "AddLine4", "TelNo", "Email", "ULN",
)  # fmt: skip
NOTES = {
    "ULN": "The ULN is matched with the apprenticeship service: correct it there too.",
    "PostcodePrior": "This is where the learner lived before the learning began; a move does not change it.",
}
CLEAR = "-"


def _has_temporary_one(learner: Learner, year: Catalogue) -> bool:
    return learner.ULN == TEMPORARY_ULN


@event(
    "uln",
    "ULN for a temporary one",
    when="A learner was returned with the temporary number 9999999999 and has a ULN now.",
    writes=("the learner: ULN",),
    asks=(Question("uln", "whole", "the learner's own ULN, ten digits", applies=_has_temporary_one),),
)
def take_uln(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Writes the ULN of a learner who has the temporary one."""
    uln = asked.whole("uln")
    if learner.ULN != TEMPORARY_ULN:
        raise Refused(
            "", "The learner has a ULN of their own already. If it was typed wrongly, correct it as a detail (ULN)."
        )
    if uln == TEMPORARY_ULN:
        raise Refused("ULN_12", "That is the temporary number again. Give the learner's own ULN.")
    put(learner, "ULN", uln)
    return []


@event(
    "detail",
    "Correction of a personal detail",
    when="A name, date of birth, address or other personal detail is wrong or has changed.",
    writes=("the learner: the one field named",),
    asks=(
        Question("field", "text", f"which one: {', '.join(DETAILS)}", among=DETAILS),
        Question("value", "value", f"what it shall be; {CLEAR} to leave it blank"),
    ),
    mends_faults=True,
)
def correct_detail(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Writes one personal detail."""
    name = next((one for one in DETAILS if one.casefold() == asked.text("field").strip().casefold()), None)
    if name is None:
        raise Refused("", f"That is no personal detail. Name one of {', '.join(DETAILS)}.")
    text = asked.text("value").strip()
    if text == CLEAR:
        put(learner, name, None)
        return []
    reading = reader(scene.year.fields["Learner"][name])(text)
    if reading.value is None:
        raise Refused("", f"What you gave for {name} cannot be read. Give it as in the workbook.")
    if learner.text(name) == plain_text(reading.value) and not (learner.faults or {}).get(name):
        raise Refused("", f"{name} holds that already.")
    put(learner, name, reading.value)
    if reading.text is not None:
        learner.keep_text(name, reading.text)
    for fault in reading.faults:
        learner.add_fault(name, fault)
    return [NOTES[name]] if name in NOTES else []
