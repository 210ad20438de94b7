"""A new price with the same employer."""

from __future__ import annotations

from ilr_core.catalogue import Catalogue
from ilr_core.events.agreed import agreed_prices, spell_of
from ilr_core.events.aims import aim_question, called, capital, chosen, is_awaiting, is_funded_apprenticeship, is_open
from ilr_core.events.answers import Answers, Question, Which
from ilr_core.events.registry import Notes, Refused, Scene, event
from ilr_core.events.writing import add_price, put, shown
from ilr_core.model import Learner, LearningDelivery

PRICED = Which(
    "an open apprenticeship", lambda aim: (is_funded_apprenticeship(aim) and is_open(aim)) or is_awaiting(aim)
)


def _has_no_organisation(learner: Learner, year: Catalogue) -> bool:
    return any(aim.EPAOrgID is None for aim in PRICED.nameable(learner))


@event(
    "price",
    "New price",
    when="You and the same employer have agreed another price for the rest of the apprenticeship.",
    writes=(
        "programme aim: a new TNP 1, TNP 2 or both, from the day of the new price; the old prices stay",
        "after a change of employer: TNP 3 and TNP 4 instead",
        "EPAOrgID, where the first price for assessment is recorded",
    ),
    asks=(
        Question("date", "day", "first day of the new price"),
        Question("training_price", "pounds", "new training price, whole pounds without VAT", required=False,
                 otherwise="as before; one of the two prices must be given"),
        Question("assessment_price", "pounds", "new assessment price, whole pounds without VAT", required=False,
                 otherwise="as before"),
        Question("assessment_organisation", "text", "assessment organisation (EPAOrgID), if there is none yet",
                 required=False, otherwise="stays as it is", applies=_has_no_organisation),
        aim_question(PRICED, "the programme", "the only one there is"),
    ),
)  # fmt: skip
def change_price(learner: Learner, asked: Answers, scene: Scene) -> Notes:
    """Adds the new prices to an open apprenticeship."""
    day = asked.day("date")
    aim = chosen(learner, asked, PRICED)
    agreed = agreed_prices(spell_of(aim).aims)
    if day < aim.LearnStartDate:
        raise Refused("R_119", f"The price cannot begin on {shown(day)}, before {called(aim)} starts.")
    if agreed.since is not None and day < agreed.since:
        raise Refused(
            "", f"A price from {shown(agreed.since)} is recorded, after this day. Correct the later prices by hand."
        )
    pairs = (
        (agreed.codes[0], asked.whole_or_none("training_price"), agreed.training),
        (agreed.codes[1], asked.whole_or_none("assessment_price"), agreed.assessment),
    )
    new = [(code, price) for code, price, before in pairs if price is not None and price != before]
    if not new:
        given = any(price is not None for _, price, _ in pairs)
        raise Refused("", "That is the price already." if given else "Give the new training or assessment price.")
    for code, price in new:
        add_price(aim, code, day, price)
    _put_organisation(aim, asked)
    notes = []
    if any(fin.AFinType == "RIP" for fin in aim.AppFinRecord):
        notes.append("The price was reduced for prior learning (RIP 1). Check that the reduction still holds.")
    return notes


def _put_organisation(aim: LearningDelivery, asked: Answers) -> None:
    if asked.has("assessment_organisation"):
        put(aim, "EPAOrgID", asked.text("assessment_organisation"))
    if aim.EPAOrgID is None and any(fin.AFinType == "TNP" and fin.AFinCode in (2, 4) for fin in aim.AppFinRecord):
        raise Refused("EPAOrgID_02", f"{capital(aim)} has a price for assessment but nobody who assesses. "
                      "Give the assessment organisation.")  # fmt: skip
