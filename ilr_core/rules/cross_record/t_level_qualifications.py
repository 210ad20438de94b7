"""T Levels: the technical qualification, its programme and its occupational specialism."""

from __future__ import annotations

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.aim.kinds_of_aim import is_technical_qualification
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import CORE, PROGRAMME
from ilr_core.rules.exclusions import adult_t_level_pilot
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.registry import Verdict, rule

SPECIALISM = "ZTLOS"


@rule("R_129", reads="LearnAimRef AimType ProgType LearnDelFAMType LearnDelFAMCode", unless=(adult_t_level_pilot,),
      needs="LARS")  # fmt: skip
def technical_qualification_without_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is the technical qualification of a T Level, but no programme aim has its type {ProgType}.

    Add the programme aim, or correct the programme type.

    Matching by programme type and the pilot as an exclusion are those of the workbook.
    """
    if aim.AimType != CORE or not is_technical_qualification(aim, ctx):
        return False
    return not any(
        other.AimType == PROGRAMME and other.ProgType == aim.ProgType for other in aim.learner.LearningDelivery
    )


@rule("R_147", reads="LearningDelivery.LearnAimRef LearningDelivery.LearnActEndDate", needs="LARS")
def specialism_of_another_pathway(learner: Learner, ctx: Context) -> Verdict:
    """The occupational specialism does not belong to the technical qualification of the T Level ({LearnAimRef}).

    Correct the aim reference of one of the two; LARS lists both under one framework and pathway.
    """
    going_on = [aim for aim in learner.LearningDelivery if aim.LearnActEndDate is None]
    specialisms = [aim for aim in going_on if aim.LearnAimRef.upper().startswith(SPECIALISM)]
    if not specialisms:
        return False
    qualifications = [aim for aim in going_on if is_technical_qualification(aim, ctx)]
    allowed = {pathway for aim in qualifications if (entry := lars_aim(aim, ctx)) for pathway in entry.pathways}
    astray = [aim for aim in specialisms if (entry := lars_aim(aim, ctx)) and allowed.isdisjoint(entry.pathways)]
    return [*astray, *qualifications] if qualifications and astray else False
