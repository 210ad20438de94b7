"""What LARS says of an aim or its standard, for rules that ask it."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.registers import LearningAim, Standard
from ilr_core.rules.context import Context

ESOL = frozenset(range(36, 43))
"""The basic skills types of LARS that are English for speakers of other languages."""


def lars_aim(aim: LearningDelivery, ctx: Context) -> LearningAim | None:
    """The entry of the aim's LearnAimRef; None if LARS is not loaded or, which LearnAimRef_01 reports, lacks it."""
    lars = ctx.registers.LARS
    return lars.aim(aim.LearnAimRef) if lars and aim.LearnAimRef else None


def lars_standard(aim: LearningDelivery, ctx: Context) -> Standard | None:
    """The entry of the aim's StdCode; None if LARS is not loaded or, which StdCode_02 reports, lacks it."""
    lars = ctx.registers.LARS
    return lars.standard(aim.StdCode) if lars and aim.StdCode is not None else None
