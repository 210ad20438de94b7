"""Programmes that are closed while their components go on, and English and maths beside an apprenticeship."""

from __future__ import annotations

from datetime import date

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import COMPONENT, PROGRAMME, same_programme
from ilr_core.rules.derived import (
    is_english_or_maths,
    is_english_or_maths_of_35,
    is_english_or_maths_of_38,
    is_open_apprenticeship,
)
from ilr_core.rules.registry import Verdict, rule

LAST_ADULT_SKILLS_START = date(2024, 7, 31)
OWN = "LearnActEndDate AimType ProgType StdCode LearnAimRef"
STARTS = (
    "LearningDelivery.LearnStartDate LearningDelivery.FundModel LearningDelivery.AimType "
    "LearningDelivery.LearnActEndDate LearningDelivery.LearnAimRef"
)


def english_or_maths_component(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the component as English or maths (basic skills type)."""
    return is_english_or_maths(aim, ctx)


@rule("R_89", reads=OWN, needs="LARS")
def component_ends_after_programme(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The programme ended on {LearnActEndDate}, but a component of it, other than English and maths, ended later.

    Correct the actual end date of the programme aim or of its components.

    English and maths are left out among the components, as the text has it. A programme that goes on in
    another programme aim without an end is not closed.
    """
    if aim.AimType != PROGRAMME or aim.LearnActEndDate is None or not _is_last_end(aim):
        return False
    late = [
        other for other in aim.learner.LearningDelivery
        if other.AimType == COMPONENT and same_programme(aim, other)
        and other.LearnActEndDate is not None and other.LearnActEndDate > aim.LearnActEndDate
        and not is_english_or_maths(other, ctx)
    ]  # fmt: skip
    return [aim, *late] if late else False


def _is_last_end(aim: LearningDelivery) -> bool:
    """Whether all programme aims of a programme are closed and none ended after this one."""
    programmes = [o for o in aim.learner.LearningDelivery if o.AimType == PROGRAMME and same_programme(aim, o)]
    ends = [other.LearnActEndDate for other in programmes if other.LearnActEndDate is not None]
    return len(ends) == len(programmes) and aim.LearnActEndDate == max(ends)


@rule("R_90", reads=OWN, unless=(english_or_maths_component,), needs="LARS")
def component_open_after_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The component is open, but its programme (type {ProgType}, standard {StdCode}) is closed.

    Enter the actual end date of the component, or correct that of the programme aim.

    A programme that goes on in another programme aim without an end is not closed.
    """
    if aim.AimType != COMPONENT or aim.LearnActEndDate is not None:
        return False
    programmes = [o for o in aim.learner.LearningDelivery if o.AimType == PROGRAMME and same_programme(aim, o)]
    return bool(programmes) and all(programme.LearnActEndDate is not None for programme in programmes)


@rule("R_114", reads=STARTS, needs="LARS")
def adult_skills_english_during_apprenticeship(learner: Learner, ctx: Context) -> Verdict:
    """English or maths funded as adult skills (35) was started while the learner was on an apprenticeship.

    Put English and maths under the apprenticeship (funding model 36), or correct the start dates {LearnStartDate}.
    """
    aims = [aim for aim in _started_in_apprenticeship(learner, 35) if aim.LearnStartDate <= LAST_ADULT_SKILLS_START]
    return [aim for aim in aims if is_english_or_maths_of_35(aim, ctx)]


@rule("R_146", reads=STARTS, needs="LARS")
def adult_skills_fund_english_during_apprenticeship(learner: Learner, ctx: Context) -> Verdict:
    """English or maths funded by the Adult Skills Fund (38) was started while the learner was on an apprenticeship.

    Put English and maths under the apprenticeship (funding model 36), or correct the start dates {LearnStartDate}.
    """
    return [aim for aim in _started_in_apprenticeship(learner, 38) if is_english_or_maths_of_38(aim, ctx)]


def _started_in_apprenticeship(learner: Learner, model: int) -> list[LearningDelivery]:
    """Aims of a funding model that started on or after the start of an apprenticeship that is still open (DD32)."""
    aims = [aim for aim in learner.LearningDelivery if aim.FundModel == model]
    starts = [aim.LearnStartDate for aim in learner.LearningDelivery if is_open_apprenticeship(aim)] if aims else []
    return [aim for aim in aims if aim.LearnStartDate >= min(starts)] if starts else []
