"""Learning support (LSF) and loans bursary (ALB): one entry at a time."""

from __future__ import annotations

from datetime import date

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.aim_fam.entries import entries
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import repeated
from ilr_core.rules.cross_record.periods import begins, consecutive, in_order, overlapping
from ilr_core.rules.registry import Verdict, rule

LSF_COUNTED_FROM = date(2016, 8, 1)
ALB_COUNTED_FROM = date(2026, 8, 1)
FAM_DATES = (
    "LearningDeliveryFAM.LearnDelFAMDateTo LearningDeliveryFAM.LearnDelFAMDateFrom LearningDeliveryFAM.LearnDelFAMType"
)


@rule("R_61", reads=FAM_DATES)
def support_overlaps_on_aim(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has two entries of the same kind ({LearnDelFAMType}) at the same time.

    They begin on {LearnDelFAMDateFrom} and end on {LearnDelFAMDateTo}: end the earlier one before the later one begins.

    An earlier entry without an end date overlaps; one that ends on the day the later one begins does not, as written.
    """
    for kind in ("LSF", "ALB"):
        for earlier, later in consecutive(aim, kind):
            if earlier.LearnDelFAMDateTo is None or earlier.LearnDelFAMDateTo > begins(later):
                return [earlier, later]
    return False


@rule("R_106", reads=FAM_DATES)
def learning_support_overlaps(learner: Learner, ctx: Context) -> Verdict:
    """The learner has learning support (LSF) more than once on the same day.

    The entries begin on {LearnDelFAMDateFrom} and end on {LearnDelFAMDateTo}: keep one or end the earlier.
    """
    supports = [fam for aim in learner.LearningDelivery for fam in entries(aim, "LSF")]
    return overlapping([fam for fam in in_order(supports) if begins(fam) >= LSF_COUNTED_FROM])


@rule(
    "R_157",
    reads="LearningDeliveryFAM.LearnDelFAMDateFrom LearningDeliveryFAM.LearnDelFAMType LearnStartDate",
    since="2627",
)
def bursaries_begin_together(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has more than one loans bursary (ALB) from the same day ({LearnDelFAMDateFrom}).

    Keep the right one, or correct the day from which the later one applies.
    """
    if aim.LearnStartDate < ALB_COUNTED_FROM:
        return False
    return repeated(in_order(entries(aim, "ALB")), begins)
