"""What LARS says of an aim."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.registry import rule


@rule("LearnAimRef_01", reads="LearnAimRef", needs="LARS")
def unknown_aim_reference(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim reference {LearnAimRef} is not in LARS.

    Look the aim up in LARS and type its reference; a programme aim has ZPROG001.
    """
    lars = ctx.registers.LARS
    return lars is not None and lars.aim(aim.LearnAimRef) is None
